/**
 * Chroma filter banks.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { ParameterError, show } from '../core/errors.js';
import { exp, exp2, log2 } from '../core/math.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { normOf, type NormOrder } from './norm-of.js';

/** Which chroma filters. */
export interface ChromaOptions {
  /** Samples per second, Hz, > 0. Must be given. */
  sampleRate: number;
  /** Length of the FFT, samples, >= 2. Must be given. */
  nFft: number;
  /** Pitch classes in an octave, >= 1. @defaultValue `12` */
  nChroma?: number | undefined;
  /** Deviation of A4 from 440 Hz, in pitch classes. @defaultValue `0` */
  tuning?: number | undefined;
  /** Octave in the middle of the weighting, octaves above 27.5 Hz. @defaultValue `5` */
  ctroct?: number | undefined;
  /** Standard deviation of that weighting, octaves, > 0; `null` weighs all octaves alike. @defaultValue `2` */
  octwidth?: number | null | undefined;
  /** Each bin's weights are divided by their norm of this order, > 0; `null` leaves them. @defaultValue `2` */
  norm?: NormOrder | undefined;
  /** `true`: the first class is C. `false`: it is A. @defaultValue `true` */
  baseC?: boolean | undefined;
}

/** {@link ChromaOptions} with defaults filled in. */
export interface ChromaSettings {
  sampleRate: number;
  nFft: number;
  nChroma: number;
  tuning: number;
  ctroct: number;
  octwidth: number | null;
  norm: NormOrder;
  baseC: boolean;
}

/**
 * A chroma filter bank: bells on the pitch axis, repeated each octave, that turn the bins of an FFT into pitch classes.
 *
 * @param options - {@link ChromaOptions}; `sampleRate` and `nFft` must be given.
 * @returns Weights, shape `[nChroma, 1 + floor(nFft / 2)]`, row-major, double precision.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * const filters = chroma({ sampleRate: 22050, nFft: 4096 });
 * filters.shape; // [12, 2049]
 * filters.get(9, 82) > 0.8; // true
 * ```
 * (Bin 82 is 441 Hz, an A, the tenth class from C.)
 * @see librosa 0.11 `filters.chroma`, with `dtype=float64`. D. P. W. Ellis, "Chroma feature analysis and synthesis", 2007.
 */
export function chroma(options: ChromaOptions): NdArray<Float64Array> {
  const settings = readOptions('chroma', options, {
    sampleRate: undefined as unknown as number,
    nFft: undefined as unknown as number,
    nChroma: 12,
    tuning: 0,
    ctroct: 5,
    octwidth: 2 as number | null,
    norm: 2 as NormOrder,
    baseC: true,
  });
  expectSampleRate(settings.sampleRate, 'chroma');
  expectInteger(settings.nFft, 'chroma', 'nFft', 2);
  checkChroma(settings, 'chroma');
  return nd(Float64Array.from(chromaBank(settings)), [settings.nChroma, 1 + (settings.nFft >> 1)]);
}

/** Refuses settings out of range; the rate and `nFft` are the caller's to check. */
export function checkChroma(settings: ChromaSettings, caller: string): void {
  const { nChroma, tuning, ctroct, octwidth, norm, baseC } = settings;
  expectInteger(nChroma, caller, 'nChroma', 1);
  expectFinite(tuning, caller, 'tuning');
  expectFinite(ctroct, caller, 'ctroct');
  if (octwidth !== null) expectPositive(octwidth, caller, 'octwidth');
  if (norm !== null && !(typeof norm === 'number' && norm > 0)) {
    throw new ParameterError(caller, 'norm', `must be null or a number > 0, got ${show(norm)}`);
  }
  expectBoolean(baseC, caller, 'baseC');
}

/** The weights for checked settings, `nChroma` x bins, row-major. Kept and shared: never write to them. */
export const chromaBank: (settings: ChromaSettings) => Float64Array = /* @__PURE__ */ memoize(4, keyOfSettings, buildChroma);

function buildChroma({ sampleRate, nFft, nChroma, tuning, ctroct, octwidth, norm, baseC }: ChromaSettings): Float64Array {
  const bins = 1 + (nFft >> 1);
  const lowestA = 27.5 * exp2(tuning / nChroma);
  const pitchOf = (k: number): number => nChroma * log2((k * sampleRate) / nFft / lowestA);
  // 0 Hz has no pitch: one and a half octaves below the next bin, so that it falls on no class in particular.
  const pitch = Float64Array.from({ length: bins + 1 }, (_, k) => (k === 0 ? pitchOf(1) - 1.5 * nChroma : pitchOf(k)));
  const half = nChroma % 4 === 1 ? (nChroma - 1) / 2 : Math.round(nChroma / 2); // halves to even, as numpy rounds
  const turn = baseC ? 3 * Math.floor(nChroma / 12) : 0; // from A up to C
  const out = new Float64Array(nChroma * bins);
  const column = new Float64Array(nChroma);
  for (let k = 0; k < bins; k++) {
    const width = k === nFft - 1 ? 1 : Math.max(pitch[k + 1]! - pitch[k]!, 1);
    for (let c = 0; c < nChroma; c++) {
      const distance = modulo(pitch[k]! - c + half, nChroma) - half;
      column[c] = exp(-0.5 * ((2 * distance) / width) ** 2);
    }
    const weight = octwidth === null ? 1 : exp(-0.5 * ((pitch[k]! / nChroma - ctroct) / octwidth) ** 2);
    const scale = weight / normOf(column, norm);
    for (let c = 0; c < nChroma; c++) out[modulo(c - turn, nChroma) * bins + k] = scale * column[c]!;
  }
  return out;
}

function modulo(a: number, n: number): number {
  const r = a % n;
  return r < 0 ? r + n : r;
}
