/**
 * What all convolutions share: modes, input, and the choice of who computes.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite, refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray, widen } from '../core/types.js';
import { convolveByFft } from './convolve-fft.js';
import { convolveDirectly } from './convolve-direct.js';
import { laneConvolution } from './lane-convolve.js';

/** How much of a convolution is returned; see {@link ConvolveOptions}. */
export type ConvolveMode = 'full' | 'same' | 'valid';

/** The names of {@link ConvolveMode}. */
export const MODES: readonly ConvolveMode[] = ['full', 'same', 'valid'];

/** How a convolution is computed; see {@link ConvolveOptions}. */
export type ConvolveMethod = 'auto' | 'direct' | 'fft';

/** A part of a convolution: the sums `sum_j filter[j] signal[start + m - j]` for 0 <= m < count. */
export interface Part {
  readonly start: number;
  readonly count: number;
}

/** The part of `n` samples convolved with `taps` that a mode returns. */
export function partOf(n: number, taps: number, mode: ConvolveMode): Part {
  if (mode === 'same') return { start: (taps - 1) >> 1, count: n };
  if (mode === 'full') return { start: 0, count: n + taps - 1 };
  return { start: Math.min(n, taps) - 1, count: Math.abs(n - taps) + 1 };
}

/** Up to so many taps, or products, sums are quicker than transforms: on either engine, more or less. */
const SHORT = 24;
const FEW = 65536;

/** Reads, computes and refuses for `convolve` and `fftconvolve`. */
export function convolution<T extends FloatArray>(
  caller: string,
  x: SignalInput<T>,
  h: SignalInput,
  mode: ConvolveMode,
  method: ConvolveMethod,
): T | NdArray<T> {
  const { lead, length, channels, sampleRate } = readSignal(x, caller, 'x');
  const response = readSignal(h, caller, 'h');
  if (response.lead.length > 0) {
    throw new ParameterError(caller, 'h', `must have one axis, got shape [${[...response.lead, response.length].join(', ')}]`);
  }
  if (sampleRate !== undefined && response.sampleRate !== undefined && response.sampleRate !== sampleRate) {
    throw new ParameterError(caller, 'h', `has the rate ${response.sampleRate}, but "x" has ${sampleRate}; resample one of them`);
  }
  const filter = response.channels[0]!;
  expectAllFinite(filter, caller, 'h');
  const part = partOf(length, filter.length, mode);
  const result = arrayLike(channels[0]!, channels.length * part.count);
  const single = result.BYTES_PER_ELEMENT === 4;
  const taps = Math.min(length, filter.length);
  const direct = method === 'auto' ? taps <= SHORT || taps * part.count <= FEW : method === 'direct';
  for (const [c, y] of channels.entries()) {
    const out = result.subarray(c * part.count, (c + 1) * part.count);
    const [long, short] = y.length >= filter.length ? [y, filter] : [filter, y];
    if (single && laneConvolution(out as Float32Array, long, short, part.start, direct)) continue;
    const sums = single ? new Float64Array(part.count) : (out as Float64Array);
    (direct ? convolveDirectly : convolveByFft)(sums, widen(long), widen(short), part.start);
    if (single) out.set(sums);
  }
  refuseNonFinite(result, channels, caller, 'x');
  return lead.length === 0 ? result : nd(result, [...lead, part.count]);
}
