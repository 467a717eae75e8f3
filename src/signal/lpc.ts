/**
 * Linear prediction.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';

/** Options of {@link lpc}. */
export interface LpcOptions {
  /** Order of the prediction, in [1, samples - 1]. Must be given. */
  order?: number | undefined;
}

/** Errors this far below the signal, 280 dB as energy, are rounding: to predict them would make poles out of nothing. */
const ROUNDING = 1e-28;

/**
 * Burg's recursion: each stage mirrors the errors of the forward and the backward prediction in one another, by the coefficient that leaves
 * least of both. `f` and `b` hold the errors; the energy is summed anew each time, so that no coefficient exceeds 1 by rounding.
 */
function burg(a: Float64Array, f: Float64Array, b: Float64Array, order: number): void {
  const samples = f.length;
  let [cross, energy] = [0, 0]; // of f[n] and b[n - 1]
  for (let n = 1; n < samples; n++) {
    cross += f[n]! * b[n - 1]!;
    energy += f[n]! * f[n]! + b[n - 1]! * b[n - 1]!;
  }
  const rounding = ROUNDING * energy;
  a.fill(0);
  a[0] = 1;
  for (let m = 1; m <= order; m++) {
    const mirror = energy > rounding ? (-2 * cross) / energy : 0; // else silence, or nothing is left to predict
    for (let i = 1, j = m - 1; i <= j; i++, j--) {
      const p = a[i]!;
      const q = a[j]!;
      a[i] = p + mirror * q;
      a[j] = q + mirror * p;
    }
    a[m] = mirror;
    cross = energy = 0;
    let before = b[m - 1]!; // as it was
    let reflected = 0; // as it has become
    for (let n = m; n < samples; n++) {
      const u = f[n]!;
      const v = before;
      before = b[n]!;
      const forward = u + mirror * v;
      if (n > m) {
        cross += forward * reflected;
        energy += forward * forward + reflected * reflected;
      }
      f[n] = forward;
      b[n] = reflected = v + mirror * u;
    }
  }
}

/**
 * The coefficients of linear prediction by Burg's method: `y[n]` is about `-a[1] y[n - 1] - ... - a[order] y[n - order]`. The filter `1 / a` is
 * stable, but for rounding where the order is far higher than the signal has resonances; it is the shape of the vocal tract where `y` is a frame
 * of speech.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link LpcOptions}; `order` must be given.
 * @returns Shape `[...channels, order + 1]`, the first 1: `a` of {@link lfilter}. Precision as `y`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const decay = Float64Array.from({ length: 40 }, (_, n) => 0.5 ** n);
 * lpc(decay, { order: 1 }).map((v) => Math.round(100 * v) / 100); // [1, -0.8]
 * ```
 * @see librosa 0.11 `lpc`. J. P. Burg, Maximum entropy spectral analysis, 1975.
 */
export function lpc<T extends FloatArray>(y: T, options: LpcOptions): T;
export function lpc<T extends FloatArray>(y: NdArray<T> | AudioSignal<T> | AudioBufferLike, options: LpcOptions): T | NdArray<T>;
export function lpc<T extends FloatArray>(y: SignalInput<T>, options: LpcOptions): T | NdArray<T> {
  const { order } = readOptions('lpc', options, { order: NaN });
  const { lead, length, channels } = readSignal(y, 'lpc');
  expectInteger(order, 'lpc', 'order', 1);
  if (order >= length) throw new ParameterError('lpc', 'order', `must be less than the samples, ${length}, got ${order}`);
  const out = arrayLike(channels[0]!, channels.length * (order + 1));
  const [f, b, a] = [new Float64Array(length), new Float64Array(length), new Float64Array(order + 1)];
  for (const [c, x] of channels.entries()) {
    f.set(x);
    b.set(x);
    burg(a, f, b, order);
    out.set(a, c * (order + 1));
  }
  // An energy of NaN or Infinity leaves no trace in the coefficients of silence: look at the samples themselves.
  for (const x of channels) refuseNonFinite(x, channels, 'lpc', 'y');
  refuseNonFinite(out, channels, 'lpc', 'y');
  return lead.length === 0 ? out : nd(out, [...lead, order + 1]);
}
