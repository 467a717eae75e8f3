/**
 * From cepstral coefficients back to mel spectrograms.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { readFeatures } from '../core/features.js';
import { expAll } from '../core/fast-math.js';
import { LN10, log, sinTurns } from '../core/math.js';
import { type NdArray } from '../core/nd.js';
import { expectFinite, expectInteger, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { idct } from '../fft/dct.js';
import { featuresSource, mapFrames } from '../stft/frame-source.js';

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
  const source = featuresSource(readFeatures(mfcc, caller, 'mfcc'), caller);
  const count = source.bins;
  if (count > nMels) throw new ParameterError(caller, 'nMels', `must be >= ${count}, the coefficients, got ${nMels}`);
  const lift = Float64Array.from({ length: count }, (_, i) => (lifter ? 1 + (lifter / 2) * sinTurns((i + 1) / (2 * lifter)) : 1));
  const erased = lift.findIndex((v) => Math.abs(v) < Number.EPSILON * Math.max(1, lifter));
  if (erased >= 0) throw new ParameterError(caller, 'lifter', `must not have erased a coefficient, got ${lifter}, which erases ${erased}`);
  const rows = 4 * Math.ceil(count / 4);
  const matrix = new Float64Array(rows * nMels); // nepers of the power of each band by each coefficient
  for (let i = 0; i < count; i++) {
    const one = new Float64Array(nMels);
    one[i] = LN10 / 10 / lift[i]!;
    matrix.set(idct(one, { type: dctType, norm }), i * nMels);
  }
  const level = log(ref);
  const c = new Float64Array(rows);
  return mapFrames(source, nMels, (x, from, out, to) => {
    for (let i = 0; i < count; i++) c[i] = x[from + i]!;
    out.fill(level, to, to + nMels);
    for (let i = 0; i < rows; i += 4) addFour(out, to, matrix, i * nMels, nMels, c[i]!, c[i + 1]!, c[i + 2]!, c[i + 3]!);
    expAll(out, to, to + nMels);
  });
}

/** Adds four rows of the matrix at once: the sums are read and written a quarter as often. */
function addFour(
  out: Float64Array,
  to: number,
  matrix: Float64Array,
  from: number,
  n: number,
  c0: number,
  c1: number,
  c2: number,
  c3: number,
): void {
  for (let m = 0, i = from; m < n; m++, i++) {
    out[to + m]! += c0 * matrix[i]! + c1 * matrix[i + n]! + c2 * matrix[i + 2 * n]! + c3 * matrix[i + 3 * n]!;
  }
}
