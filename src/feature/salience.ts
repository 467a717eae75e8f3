/**
 * How much of a sound each frequency explains.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { largest, smallest } from '../core/select.js';
import { readNumbers } from '../core/table.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { expectKind } from '../signal/interpolation.js';
import { HARMONIC_DEFAULTS, harmonicReader, type InterpHarmonicsOptions, readFreqs, readHarmonics } from './interp-harmonics.js';

/** How the harmonics of a frequency become one number: their weighted mean, or what a function makes of them. */
export type SalienceAggregate = 'average' | 'max' | 'min' | 'median' | ((values: Float64Array) => number);

/** Options of {@link salience}. */
export interface SalienceOptions extends Omit<InterpHarmonicsOptions, 'fillValue'> {
  /** Weight of each harmonic, for `average`; any sign, their sum not 0. @defaultValue all 1 */
  weights?: ArrayLike<number> | null | undefined;
  /** How harmonics become one number. @defaultValue `'average'` */
  aggregate?: SalienceAggregate | undefined;
  /** Whether only peaks of `S` along frequency get a value. @defaultValue `true` */
  filterPeaks?: boolean | undefined;
  /** What stands where there is no peak. @defaultValue `NaN` */
  fillValue?: number | undefined;
}

/**
 * Harmonic salience: for each frequency the mean energy at its harmonics, which is large where something sounds with that pitch.
 *
 * @param S - Spectrogram, shape `[...channels, bins, frames]`, any finite values.
 * @param options - {@link SalienceOptions}; `freqs` and `harmonics` must be given.
 * @returns Salience, shape as `S`. A harmonic outside of the frequencies counts as 0.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is not finite.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(0, 4, 0, 2, 0), shape: [5, 1], stride: [1, 5], offset: 0 } as NdArray<Float64Array>;
 * const all = salience(S, { freqs: Float64Array.of(0, 100, 200, 300, 400), harmonics: [1, 3], weights: [2, 1], fillValue: 0 });
 * all.get(1, 0); // 3.333
 * all.get(2, 0); // 0
 * ```
 * @see librosa 0.11 `salience`: same numbers within 1e-14 of the peak. J. Salamon and E. Gomez, "Melody extraction from polyphonic music
 * signals using pitch contour characteristics", 2012.
 */
export function salience<T extends FloatArray>(S: NdArray<T>, options: SalienceOptions): NdArray<T> {
  const caller = 'salience';
  const o = readOptions(caller, options, {
    ...HARMONIC_DEFAULTS,
    weights: null as ArrayLike<number> | null,
    aggregate: 'average' as SalienceAggregate,
    filterPeaks: true,
    fillValue: NaN,
  });
  expectKind(o.kind, caller);
  expectBoolean(o.filterPeaks, caller, 'filterPeaks');
  if (typeof o.fillValue !== 'number') throw new TypeError(`${caller}: "fillValue" must be a number, got ${show(o.fillValue)}`);
  const multiples = readHarmonics(o.harmonics, caller);
  const gather = aggregator(o.aggregate, readWeights(o.weights, multiples.length, caller), caller);
  const X = readFeatures(S, caller);
  const freqs = readFreqs(o.freqs, X, caller);
  const { bins, frames, items } = X;
  const data = widen(X.data);
  const out = new Float64Array(data.length);
  const count = multiples.length;
  const all = new Float64Array(count * bins);
  const values = new Float64Array(count);
  const read = harmonicReader(data, freqs, multiples, o.kind, caller);
  for (let t = 0; t < items * frames; t++) {
    read(all, 0, t, 0);
    for (let k = 0; k < bins; k++) {
      for (let h = 0; h < count; h++) values[h] = all[h * bins + k]!;
      out[t * bins + k] = gather(values);
    }
  }
  refuseNonFiniteFeatures(out, X, caller);
  if (o.filterPeaks) keepPeaks(out, data, bins, o.fillValue);
  return timeMajor(roundLike(X.data, out), X.lead, bins, frames);
}

/** Overwrites what is no peak: larger than both neighbours, which the outer bins lack. */
function keepPeaks(out: Float64Array, data: Float64Array, bins: number, fill: number): void {
  for (let from = 0; from < data.length; from += bins) {
    for (let k = 0; k < bins; k++) {
      const i = from + k;
      const isPeak = k > 0 && k < bins - 1 && data[i]! > data[i - 1]! && data[i]! > data[i + 1]!;
      if (!isPeak) out[i] = fill;
    }
  }
}

function readWeights(weights: ArrayLike<number> | null, count: number, caller: string): Float64Array {
  if (weights === null) return new Float64Array(count).fill(1);
  const list = readNumbers(weights, caller, 'weights');
  if (list.length !== count)
    throw new ParameterError(caller, 'weights', `must have one entry for each of the ${count} harmonics, got ${list.length}`);
  return list;
}

function aggregator(aggregate: SalienceAggregate, weights: Float64Array, caller: string): (values: Float64Array) => number {
  const sum = weights.reduce((s, w) => s + w, 0);
  if (typeof aggregate === 'function') return aggregate;
  switch (aggregate) {
    case 'average':
      if (sum === 0) throw new ParameterError(caller, 'weights', 'must not sum to 0');
      return (values) => {
        let total = 0;
        for (let h = 0; h < values.length; h++) total += weights[h]! * values[h]!;
        return total / sum;
      };
    case 'max':
      return largest;
    case 'min':
      return smallest;
    case 'median':
      return (values) => {
        const sorted = values.slice().sort();
        const half = sorted.length >> 1;
        return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
      };
    default:
      throw new ParameterError(caller, 'aggregate', `must be "average", "max", "min", "median" or a function, got ${show(aggregate)}`);
  }
}
