/**
 * The last step to a cepstrum: a few coefficients of a cosine transform. As a matrix product that is faster than by FFT, for there are
 * few of them, and it allows any number of bands.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { cosineOf } from '../core/cosines.js';
import { ParameterError } from '../core/errors.js';
import { sinTurns } from '../core/math.js';
import { expectFinite, expectInteger, expectOneOf } from '../core/options.js';

/** How coefficients are computed from log-power bands. */
export interface CepstrumOptions {
  /** Coefficients, in [1, bands]. @defaultValue `20` */
  nMfcc?: number | undefined;
  /** Type of the discrete cosine transform. @defaultValue `2` */
  dctType?: 1 | 2 | 3 | 4 | undefined;
  /**
   * `'ortho'` makes the transform orthonormal, `'htk'` has the scale sqrt(2 / bands) for coefficient 0 too (as HTK, kapre and TensorFlow have
   * it; for type 2), `null` leaves it unscaled. @defaultValue `'ortho'`
   */
  norm?: 'ortho' | 'htk' | null | undefined;
  /** L > 0 multiplies coefficient n by `1 + L / 2 sin(pi n / L)`; 0 does not. @defaultValue `0` */
  lifter?: number | undefined;
  /** Number of coefficient 0 in that formula: 1 in librosa, 0 in HTK, Kaldi and others. @defaultValue `1` */
  lifterOrigin?: 0 | 1 | undefined;
}

/** {@link CepstrumOptions} with defaults filled in. */
export interface CepstrumSettings {
  nMfcc: number;
  dctType: 1 | 2 | 3 | 4;
  norm: 'ortho' | 'htk' | null;
  lifter: number;
  lifterOrigin: 0 | 1;
}

/** The defaults of librosa's `mfcc`. */
export const CEPSTRUM_DEFAULTS: CepstrumSettings = { nMfcc: 20, dctType: 2, norm: 'ortho', lifter: 0, lifterOrigin: 1 };

/** Checks settings for a number of bands and returns their matrix, `nMfcc` x `bands`, row-major. Kept and shared: never write to it. */
export function cepstrumMatrix(settings: CepstrumSettings, bands: number, caller: string): Float64Array {
  const { nMfcc, dctType, norm, lifter, lifterOrigin } = settings;
  expectInteger(nMfcc, caller, 'nMfcc', 1);
  if (nMfcc > bands) throw new ParameterError(caller, 'nMfcc', `must be <= ${bands}, the number of bands, got ${nMfcc}`);
  expectOneOf(dctType, caller, 'dctType', [1, 2, 3, 4]);
  if (dctType === 1 && bands === 1) throw new ParameterError(caller, 'dctType', 'must be 2, 3 or 4 for a single band, got 1');
  expectOneOf(norm, caller, 'norm', ['ortho', 'htk', null]);
  if (norm === 'htk' && dctType !== 2) throw new ParameterError(caller, 'norm', `"htk" is a scale of type 2, got dctType ${dctType}`);
  expectFinite(lifter, caller, 'lifter', 0);
  expectOneOf(lifterOrigin, caller, 'lifterOrigin', [0, 1]);
  return cached({ nMfcc, dctType, norm, lifter, lifterOrigin, bands });
}

const cached: (settings: CepstrumSettings & { bands: number }) => Float64Array = /* @__PURE__ */ memoize(8, keyOfSettings, build);

/**
 * The four types over N bands are cosines of (k + a)(n + b) / 2M turns: M = N, but N - 1 for type 1; a = 1/2 for types 3 and 4, b = 1/2
 * for types 2 and 4, else 0. Where b = 0, the first input (and with type 1 the last) counts half; where orthonormal, half is a root of it,
 * and the same holds for outputs where a = 0.
 */
function build({ nMfcc, dctType, norm, lifter, lifterOrigin, bands }: CepstrumSettings & { bands: number }): Float64Array {
  const matrix = new Float64Array(nMfcc * bands);
  const last = dctType === 1 ? bands - 1 : Infinity;
  const size = Math.min(bands, last);
  const a = dctType > 2 ? 1 : 0;
  const b = dctType % 2 === 0 ? 1 : 0;
  const cosine = cosineOf(8 * size);
  const scale = norm === null ? 2 : Math.sqrt(2 / size);
  const end = (half: number, i: number): boolean => half === 0 && (i === 0 || i === last);
  for (let k = 0; k < nMfcc; k++) {
    const lift = lifter === 0 ? 1 : 1 + (lifter / 2) * sinTurns((k + lifterOrigin) / (2 * lifter));
    const row = lift * scale * (norm === 'ortho' && end(a, k) ? Math.SQRT1_2 : 1);
    for (let n = 0; n < bands; n++) {
      const weight = end(b, n) ? (norm === null ? 0.5 : Math.SQRT1_2) : 1;
      matrix[k * bands + n] = row * weight * cosine((2 * k + a) * (2 * n + b));
    }
  }
  return matrix;
}

/** `out[at + k] = sum_n matrix[k, n] x[from + n]`. Four coefficients at a time, so that each band is read a quarter as often. */
export function applyCepstrum(out: Float64Array, at: number, x: Float64Array, from: number, matrix: Float64Array, bands: number): void {
  const count = matrix.length / bands;
  let k = 0;
  for (; k + 4 <= count; k += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let i = k * bands;
    for (let n = from; n < from + bands; n++, i++) {
      const v = x[n]!;
      a += matrix[i]! * v;
      b += matrix[i + bands]! * v;
      c += matrix[i + 2 * bands]! * v;
      d += matrix[i + 3 * bands]! * v;
    }
    out[at + k] = a;
    out[at + k + 1] = b;
    out[at + k + 2] = c;
    out[at + k + 3] = d;
  }
  for (; k < count; k++) {
    let a = 0;
    for (let n = 0; n < bands; n++) a += matrix[k * bands + n]! * x[from + n]!;
    out[at + k] = a;
  }
}
