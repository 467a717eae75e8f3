/**
 * How far a signal is from what it should be, in dB.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { log10 } from '../core/math.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { correlateSources, projectOn } from './projection.js';

/** Options of {@link snr} and {@link siSdr}. */
export interface SnrOptions {
  /** Whether the mean of each channel is taken off first. @defaultValue `false` */
  zeroMean?: boolean | undefined;
}

/**
 * Signal-to-noise ratio: the energy of the reference over that of the difference.
 *
 * @param reference - What the signal should be, shape `[...channels, samples]`.
 * @param estimate - What it is, same shape. Channels count together.
 * @param options - {@link SnrOptions}.
 * @returns The ratio, dB; Infinity where both are the same.
 * @throws {@link ParameterError} if the shapes differ, a sample is not finite, the reference is silent, or an option is unknown.
 * @example
 * ```ts
 * snr(Float64Array.of(1, -1, 1, -1), Float64Array.of(0.9, -0.9, 0.9, -0.9)); // 20
 * ```
 * @see torchmetrics `signal_noise_ratio`, without its epsilon.
 */
export function snr(reference: SignalInput, estimate: SignalInput, options?: SnrOptions): number {
  const caller = 'snr';
  const o = readOptions(caller, options, { zeroMean: false });
  expectBoolean(o.zeroMean, caller, 'zeroMean');
  return plainRatio(...readBoth(reference, estimate, o.zeroMean, caller));
}

/**
 * Scale-invariant signal-to-distortion ratio: as {@link snr}, with the reference scaled to lie as near to the estimate as it can.
 *
 * @param reference - What the signal should be, shape `[...channels, samples]`.
 * @param estimate - What it is, same shape. Channels count together, under one scale.
 * @param options - {@link SnrOptions}.
 * @returns The ratio, dB; Infinity where one is a multiple of the other, -Infinity where they have nothing in common.
 * @throws {@link ParameterError} if the shapes differ, a sample is not finite, either is silent, or an option is unknown.
 * @example
 * ```ts
 * siSdr(Float64Array.of(1, -1, 1, -1), Float64Array.of(0.6, -0.5, 0.5, -0.6)); // 20.828
 * ```
 * @see J. Le Roux et al., "SDR - half-baked or well done?", ICASSP 2019.
 */
export function siSdr(reference: SignalInput, estimate: SignalInput, options?: SnrOptions): number {
  const caller = 'siSdr';
  const o = readOptions(caller, options, { zeroMean: false });
  expectBoolean(o.zeroMean, caller, 'zeroMean');
  const [ref, est] = readBoth(reference, estimate, o.zeroMean, caller);
  return projectedRatio(ref, est, 1, caller);
}

/** Options of {@link sdr}. */
export interface SdrOptions {
  /**
   * Taps of the filter that the reference may be put through to lie as near to the estimate as it can, >= 0: 0 allows none, 1 a scale, 512 is
   * that of BSS Eval version 3. @defaultValue `0`
   */
  filterLength?: number | undefined;
}

/**
 * Signal-to-distortion ratio of one source. Without a filter it is that of the music demixing challenges, all channels together; with 512
 * taps that of BSS Eval for one channel, which forgives the estimate an equaliser and an echo of that length.
 *
 * @param reference - What the signal should be, shape `[...channels, samples]`; one channel where there is a filter.
 * @param estimate - What it is, same shape.
 * @param options - {@link SdrOptions}.
 * @returns The ratio, dB; Infinity where nothing is distorted.
 * @throws {@link ParameterError} if the shapes differ, a sample is not finite, either is silent, or an option is unknown or out of range.
 * @example
 * ```ts
 * const reference = Float64Array.of(1, -1, 2, -1);
 * const estimate = Float64Array.of(0.5, 0.5, -0.5, 1.5); // its running sum, halved
 * sdr(reference, Float64Array.of(0.9, -1.1, 2.1, -0.9)); // 22.43
 * sdr(reference, estimate) < sdr(reference, estimate, { filterLength: 2 }); // true
 * ```
 * @see mir_eval 0.8 `separation.bss_eval_sources` of one source: same numbers for 512. Y. Mitsufuji et al., "Music demixing challenge 2021".
 */
export function sdr(reference: SignalInput, estimate: SignalInput, options?: SdrOptions): number {
  const caller = 'sdr';
  const o = readOptions(caller, options, { filterLength: 0 });
  expectInteger(o.filterLength, caller, 'filterLength', 0);
  const [ref, est] = readBoth(reference, estimate, false, caller);
  if (o.filterLength === 0) return plainRatio(ref, est);
  if (o.filterLength > 1 && ref.length !== readSignal(reference, caller, 'reference').length)
    throw new ParameterError(caller, 'reference', 'must have one channel where "filterLength" is > 1');
  return projectedRatio(ref, est, o.filterLength, caller);
}

/** 10 log10(signal / noise); Infinity without noise. */
export const decibels = (signal: number, noise: number): number =>
  noise === 0 ? Infinity : signal === 0 ? -Infinity : 10 * log10(signal / noise);

/** The sum of squares. */
export function energyOf(x: Float64Array): number {
  let sum = 0;
  for (let n = 0; n < x.length; n++) sum += x[n]! * x[n]!;
  return sum;
}

function plainRatio(reference: Float64Array, estimate: Float64Array): number {
  let noise = 0;
  for (let n = 0; n < reference.length; n++) noise += (reference[n]! - estimate[n]!) ** 2;
  return decibels(energyOf(reference), noise);
}

function projectedRatio(reference: Float64Array, estimate: Float64Array, taps: number, caller: string): number {
  if (energyOf(estimate) === 0) throw new ParameterError(caller, 'estimate', 'must not be silent');
  const target = taps === 1 ? scaled(reference, estimate) : projectOn(correlateSources([reference], taps), [0], estimate);
  let noise = 0;
  for (let n = 0; n < target.length; n++) noise += ((estimate[n] ?? 0) - target[n]!) ** 2;
  return decibels(energyOf(target), noise);
}

function scaled(reference: Float64Array, estimate: Float64Array): Float64Array {
  let product = 0;
  for (let n = 0; n < reference.length; n++) product += reference[n]! * estimate[n]!;
  const scale = product / energyOf(reference);
  return reference.map((x) => scale * x);
}

/** Both signals, their channels end to end. */
function readBoth(reference: SignalInput, estimate: SignalInput, zeroMean: boolean, caller: string): [Float64Array, Float64Array] {
  const [ref, est] = [readSignal(reference, caller, 'reference'), readSignal(estimate, caller, 'estimate')];
  const shapeOf = ({ lead, length }: typeof ref): string => `[${[...lead, length].join(', ')}]`;
  if (shapeOf(ref) !== shapeOf(est))
    throw new ParameterError(caller, 'estimate', `must have the shape of "reference", ${shapeOf(ref)}, got ${shapeOf(est)}`);
  const join = ({ channels, length }: typeof ref, name: string): Float64Array => {
    const all = new Float64Array(channels.length * length);
    channels.forEach((channel, c) => all.set(channel, c * length));
    refuseNonFinite(all, channels, caller, name);
    if (!zeroMean) return all;
    for (let from = 0; from < all.length; from += length) {
      const part = all.subarray(from, from + length);
      const mean = part.reduce((sum, x) => sum + x, 0) / length;
      for (let n = 0; n < length; n++) part[n]! -= mean;
    }
    return all;
  };
  const both: [Float64Array, Float64Array] = [join(ref, 'reference'), join(est, 'estimate')];
  if (energyOf(both[0]) === 0) throw new ParameterError(caller, 'reference', 'must not be silent');
  return both;
}
