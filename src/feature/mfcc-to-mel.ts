/**
 * From cepstral coefficients back to mel spectrograms.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { expAll } from '../core/fast-math.js';
import { LN10, log, sinTurns } from '../core/math.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectFinite, expectInteger, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { idct } from '../fft/dct.js';

/** Options of {@link mfccToMel}: those that the coefficients were made with. */
export interface MfccToMelOptions {
  /** Bands, >= the number of coefficients. @defaultValue `128` */
  nMels?: number | undefined;
  /** Which cosine transform was taken. @defaultValue `2` */
  dctType?: 1 | 2 | 3 | 4 | undefined;
  /** Its norm. HTK's, which `mfcc` has too, has no inverse here. @defaultValue `'ortho'` */
  norm?: 'ortho' | null | undefined;
  /** The power that was 0 dB, > 0. @defaultValue `1` */
  ref?: number | undefined;
  /** The liftering to undo, >= 0; 0 is none. @defaultValue `0` */
  lifter?: number | undefined;
}

/** The defaults of {@link MfccToMelOptions}. */
export const MFCC_TO_MEL_DEFAULTS = { nMels: 128, dctType: 2 as 1 | 2 | 3 | 4, norm: 'ortho' as 'ortho' | null, ref: 1, lifter: 0 };

/**
 * The mel power spectrogram that cepstral coefficients stand for: smooth along frequency, for the coefficients left out count as 0.
 *
 * @param mfcc - Coefficients, shape `[...channels, nMfcc, frames]`, of librosa's kind: from decibels, `dctType`, `norm`, `lifter` as above.
 * @param options - {@link MfccToMelOptions}.
 * @returns Powers, shape `[...channels, nMels, frames]`, precision as `mfcc`.
 * @throws {@link ParameterError} if an option is unknown or out of range, there are more coefficients than bands, the lifter has erased one of
 * them, or a value is not finite.
 * @example
 * ```ts
 * const y = tone(1000, { sampleRate: 8000, duration: 0.5 });
 * const coefficients = mfcc(y, { sampleRate: 8000, nMfcc: 20, nMels: 40 });
 * mfccToMel(coefficients, { nMels: 40 }).shape; // [40, 8]
 * ```
 * @see librosa 0.11 `feature.inverse.mfcc_to_mel`: same numbers.
 */
export function mfccToMel<T extends FloatArray>(mfcc: NdArray<T>, options?: MfccToMelOptions): NdArray<T> {
  const caller = 'mfccToMel';
  return invertCepstrum(mfcc, readOptions(caller, options, MFCC_TO_MEL_DEFAULTS), caller);
}

/** The same with options read. */
export function invertCepstrum<T extends FloatArray>(mfcc: NdArray<T>, o: typeof MFCC_TO_MEL_DEFAULTS, caller: string): NdArray<T> {
  const { nMels, dctType, norm, ref, lifter } = o;
  expectInteger(nMels, caller, 'nMels', 1);
  expectOneOf(dctType, caller, 'dctType', [1, 2, 3, 4]);
  expectOneOf(norm, caller, 'norm', ['ortho', null]);
  expectPositive(ref, caller, 'ref');
  expectFinite(lifter, caller, 'lifter', 0);
  const features = readFeatures(mfcc, caller, 'mfcc');
  const { lead, items, bins: count, frames, data } = features;
  if (count > nMels) throw new ParameterError(caller, 'nMels', `must be >= ${count}, the coefficients, got ${nMels}`);
  const lift = Float64Array.from({ length: count }, (_, i) => (lifter ? 1 + (lifter / 2) * sinTurns((i + 1) / (2 * lifter)) : 1));
  const erased = lift.findIndex((v) => Math.abs(v) < Number.EPSILON * Math.max(1, lifter));
  if (erased >= 0) throw new ParameterError(caller, 'lifter', `must not have erased a coefficient, got ${lifter}, which erases ${erased}`);
  const matrix = new Float64Array(nMels * count); // nepers of the power of each band by each coefficient
  for (let i = 0; i < count; i++) {
    const one = new Float64Array(nMels);
    one[i] = LN10 / 10 / lift[i]!;
    const column = idct(one, { type: dctType, norm });
    for (let m = 0; m < nMels; m++) matrix[m * count + i] = column[m]!;
  }
  const out = new Float64Array(items * frames * nMels).fill(log(ref));
  addProduct(out, widen(data), matrix, nMels, count);
  expAll(out);
  const rounded = roundLike(data, out);
  refuseNonFiniteFeatures(rounded, features, caller, 'mfcc');
  return timeMajor(rounded, lead, nMels, frames);
}

/** `out[t, m] += sum_i matrix[m, i] x[t, i]`: four frames and two bands at a time, so that each number read serves two or four products. */
function addProduct(out: Float64Array, x: Float64Array, matrix: Float64Array, bands: number, count: number): void {
  const frames = out.length / bands;
  let t = 0;
  for (; t + 4 <= frames; t += 4) {
    let m = 0;
    for (; m + 2 <= bands; m += 2) addBlock(out, t * bands + m, x, t * count, matrix, m * count, bands, count);
    if (m < bands) for (let k = 0; k < 4; k++) addOne(out, (t + k) * bands + m, x, (t + k) * count, matrix, m * count, count);
  }
  for (; t < frames; t++) for (let m = 0; m < bands; m++) addOne(out, t * bands + m, x, t * count, matrix, m * count, count);
}

function addOne(out: Float64Array, to: number, x: Float64Array, from: number, matrix: Float64Array, row: number, count: number): void {
  for (let i = 0; i < count; i++) out[to]! += matrix[row + i]! * x[from + i]!;
}

function addBlock(
  out: Float64Array,
  to: number,
  x: Float64Array,
  from: number,
  matrix: Float64Array,
  row: number,
  bands: number,
  count: number,
): void {
  let a0 = out[to]!;
  let a1 = out[to + 1]!;
  let b0 = out[to + bands]!;
  let b1 = out[to + bands + 1]!;
  let c0 = out[to + 2 * bands]!;
  let c1 = out[to + 2 * bands + 1]!;
  let d0 = out[to + 3 * bands]!;
  let d1 = out[to + 3 * bands + 1]!;
  for (let end = from + count, i = from, j = row; i < end; i++, j++) {
    const even = matrix[j]!;
    const odd = matrix[j + count]!;
    const a = x[i]!;
    const b = x[i + count]!;
    const c = x[i + 2 * count]!;
    const d = x[i + 3 * count]!;
    a0 += a * even;
    a1 += a * odd;
    b0 += b * even;
    b1 += b * odd;
    c0 += c * even;
    c1 += c * odd;
    d0 += d * even;
    d1 += d * odd;
  }
  out[to] = a0;
  out[to + 1] = a1;
  out[to + bands] = b0;
  out[to + bands + 1] = b1;
  out[to + 2 * bands] = c0;
  out[to + 2 * bands + 1] = c1;
  out[to + 3 * bands] = d0;
  out[to + 3 * bands + 1] = d1;
}
