/**
 * Mixing at a given ratio.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { exp10 } from '../core/math.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectFinite, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';

/** Options of {@link addNoise}. */
export interface AddNoiseOptions {
  /** Signal-to-noise ratio, dB, in [-300, 300]; one for all channels or one for each. Must be given. */
  snr?: number | readonly number[] | undefined;
}

function energyOf(x: FloatArray): number {
  let sum = 0;
  for (let n = 0; n < x.length; n++) sum += x[n]! * x[n]!;
  return sum;
}

/**
 * Adds noise to a signal, scaled such that the energy of the signal stands to that of the noise as `snr` says, in each channel.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param noise - Noise with as many samples, in as many channels or one. If both bring their rates, they must be equal.
 * @param options - See {@link AddNoiseOptions}; `snr` must be given.
 * @returns New array of the type and shape of `y`.
 * @throws {@link ParameterError} if an option is unknown or out of range, the lengths, channels or rates differ, a channel of either is silent (no
 * ratio can be had), or a sample is NaN or infinite.
 * @example
 * ```ts
 * addNoise(Float64Array.of(1, 1, -1, -1), Float64Array.of(5, -5, 5, -5), { snr: 20 }); // [1.1, 0.9, -0.9, -1.1]
 * ```
 * @see torchaudio 2.11 `functional.add_noise`, which returns NaN for silence.
 */
export function addNoise<T extends FloatArray>(y: T, noise: SignalInput, options: AddNoiseOptions): T;
export function addNoise<T extends FloatArray>(
  y: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  noise: SignalInput,
  options: AddNoiseOptions,
): T | NdArray<T>;
export function addNoise<T extends FloatArray>(y: SignalInput<T>, noise: SignalInput, options: AddNoiseOptions): T | NdArray<T> {
  const caller = 'addNoise';
  const { snr } = readOptions(caller, options, { snr: NaN as number | readonly number[] });
  const { lead, length, channels, sampleRate } = readSignal(y, caller);
  const other = readSignal(noise, caller, 'noise');
  if (sampleRate !== undefined && other.sampleRate !== undefined && other.sampleRate !== sampleRate) {
    throw new ParameterError(caller, 'noise', `has the rate ${other.sampleRate}, but "y" has ${sampleRate}; resample one of them`);
  }
  if (other.length !== length) throw new ParameterError(caller, 'noise', `must have ${length} samples as "y", got ${other.length}`);
  if (other.channels.length !== 1 && other.channels.length !== channels.length) {
    throw new ParameterError(caller, 'noise', `must have one channel or ${channels.length} as "y", got ${other.channels.length}`);
  }
  const ratios = typeof snr === 'number' ? channels.map(() => snr) : snr;
  if (!Array.isArray(ratios)) throw new TypeError(`${caller}: "snr" must be a number or a list of them, got ${show(snr)}`);
  if (ratios.length !== channels.length) {
    throw new ParameterError(caller, 'snr', `must have one number per channel, ${channels.length}, got ${ratios.length}`);
  }
  const out = arrayLike(channels[0]!, channels.length * length);
  for (const [c, x] of channels.entries()) {
    const ratio: unknown = ratios[c];
    expectFinite(ratio, caller, 'snr', -300, 300);
    mix(out.subarray(c * length, (c + 1) * length), x, other.channels[other.channels.length === 1 ? 0 : c]!, ratio, c);
  }
  refuseNonFinite(out, channels, caller, 'y');
  return lead.length === 0 ? out : nd(out, [...lead, length]);
}

function mix(out: FloatArray, x: FloatArray, v: FloatArray, snr: number, channel: number): void {
  const [wanted, there] = [energyOf(x), energyOf(v)];
  refuseNonFinite(Float64Array.of(wanted), [x], 'addNoise', 'y');
  refuseNonFinite(Float64Array.of(there), [v], 'addNoise', 'noise');
  if (wanted === 0)
    throw new ParameterError('addNoise', 'y', `must not be silent, as channel ${channel} is: it has no signal-to-noise ratio`);
  if (there === 0) throw new ParameterError('addNoise', 'noise', `must not be silent, as it is in channel ${channel}`);
  const scale = Math.sqrt(wanted / there) * exp10(-snr / 20);
  for (let n = 0; n < x.length; n++) out[n] = x[n]! + scale * v[n]!;
}
