/**
 * The energy at multiples of each frequency.
 * @module
 */
import { readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectFinite, readOptions } from '../core/options.js';
import { readNumbers } from '../core/table.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { expectKind, type InterpolationKind, planInterpolation, readInto } from '../signal/interpolation.js';
import { ParameterError } from '../core/errors.js';
import { type FrequencyInput, type Frequencies, readFrequencies } from './frequencies.js';

/** Options of {@link interpHarmonics}. */
export interface InterpHarmonicsOptions {
  /** Frequencies of the bins, Hz: `[bins]`, or one set per frame `[bins, frames]` or `[..., bins, frames]`. Needed. */
  freqs: FrequencyInput;
  /** Multiples to look at, finite; 0.5 is the octave below. Needed. */
  harmonics: ArrayLike<number>;
  /** How values between bins are read. @defaultValue `'linear'` */
  kind?: InterpolationKind | undefined;
  /** What stands where a multiple lies outside the frequencies. @defaultValue `0` */
  fillValue?: number | undefined;
}

/**
 * Reads a spectrogram at multiples of each of its frequencies.
 *
 * @param x - Spectrogram, shape `[...channels, bins, frames]`, any finite values.
 * @param options - {@link InterpHarmonicsOptions}; `freqs` and `harmonics` must be given.
 * @returns Shape `[...channels, harmonics, bins, frames]`: entry `[h, k, t]` is the value of frame t at `harmonics[h] freqs[k]`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, a spline has too few or equal frequencies, or a value is not
 * finite.
 * @example
 * ```ts
 * const x = { data: Float64Array.of(0, 1, 0, 3, 0), shape: [5, 1], stride: [1, 5], offset: 0 } as NdArray<Float64Array>;
 * const all = interpHarmonics(x, { freqs: Float64Array.of(0, 100, 200, 300, 400), harmonics: [1, 1.5, 3] });
 * all.shape; // [3, 5, 1]
 * [all.get(0, 1, 0), all.get(1, 1, 0), all.get(2, 1, 0)]; // [1, 0.5, 3]
 * ```
 * @see librosa 0.11 `interp_harmonics`: same numbers within 1e-14 of the peak. At equal frequencies it is the last that counts.
 */
export function interpHarmonics<T extends FloatArray>(x: NdArray<T>, options: InterpHarmonicsOptions): NdArray<T> {
  const caller = 'interpHarmonics';
  const o = readOptions(caller, options, { ...HARMONIC_DEFAULTS });
  expectKind(o.kind, caller);
  expectFinite(o.fillValue, caller, 'fillValue');
  const multiples = readHarmonics(o.harmonics, caller);
  const X = readFeatures(x, caller, 'x');
  const freqs = readFreqs(o.freqs, X, caller);
  const { bins, frames, items, lead } = X;
  const count = multiples.length;
  const out = new Float64Array(items * frames * count * bins);
  const read = harmonicReader(widen(X.data), freqs, multiples, o.kind, caller);
  for (let t = 0; t < items * frames; t++) read(out, t * count * bins, t, o.fillValue);
  refuseNonFiniteFeatures(out, X, caller, 'x');
  const step = count * bins;
  const stride: number[] = [bins, 1, step];
  for (let d = lead.length - 1, size = step * frames; d >= 0; size *= lead[d]!, d--) stride.unshift(size);
  return nd(roundLike(X.data, out), [...lead, count, bins, frames], stride);
}

/** The defaults of {@link InterpHarmonicsOptions}; what is needed has none. */
export const HARMONIC_DEFAULTS = {
  freqs: undefined as FrequencyInput | undefined,
  harmonics: undefined as ArrayLike<number> | undefined,
  kind: 'linear' as InterpolationKind,
  fillValue: 0,
};

/** Reads the multiples; refuses none. */
export function readHarmonics(harmonics: ArrayLike<number> | undefined, caller: string): Float64Array {
  if (harmonics === undefined) throw new ParameterError(caller, 'harmonics', 'must be given: the multiples to look at');
  const list = readNumbers(harmonics, caller, 'harmonics');
  if (list.length === 0) throw new ParameterError(caller, 'harmonics', 'must not be empty');
  return list;
}

/** Reads the frequencies of the bins; refuses none. `open` lets NaN and Infinity in. */
export function readFreqs(
  freqs: FrequencyInput | undefined,
  of: Parameters<typeof readFrequencies>[1],
  caller: string,
  open = false,
): Frequencies {
  if (freqs === undefined) throw new ParameterError(caller, 'freqs', 'must be given: the frequencies of the bins, Hz');
  return readFrequencies(freqs, of, caller, 'freqs', open);
}

/** Reads frame `t` (counted over all items) at all multiples of all frequencies: `harmonics` x `bins` values from `to`. */
export function harmonicReader(
  data: Float64Array,
  { data: freqs, rows, bins }: Frequencies,
  multiples: Float64Array,
  kind: InterpolationKind,
  caller: string,
): (out: Float64Array, to: number, t: number, fill: number) => void {
  const values = new Float64Array(bins);
  const places = new Float64Array(multiples.length * bins);
  const planFor = (row: number) => {
    const points = freqs.subarray(row * bins, (row + 1) * bins);
    multiples.forEach((m, h) => points.forEach((f, k) => (places[h * bins + k] = m * f)));
    const plan = planInterpolation(points, kind, caller, 'freqs');
    return { plan, readings: plan.readingsAt(places) };
  };
  let current = planFor(0);
  return (out, to, t, fill) => {
    if (rows > 1) current = planFor(t % rows);
    current.plan.prepare(values, data, t * bins);
    readInto(out, to, current.readings, values, fill);
  };
}
