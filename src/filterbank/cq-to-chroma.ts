/**
 * From the bins of a constant-Q transform to pitch classes.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { isFloatArray } from '../core/types.js';
import { midiOf } from '../convert/hz-midi.js';

/** Options of {@link cqToChroma}. */
export interface CqToChromaOptions {
  /** Bins in an octave, a multiple of `nChroma`. @defaultValue `12` */
  binsPerOctave?: number | undefined;
  /** Pitch classes in an octave, >= 1. @defaultValue `12` */
  nChroma?: number | undefined;
  /** Frequency of the first bin, Hz, > 0. @defaultValue C1, 32.703 Hz */
  fmin?: number | null | undefined;
  /** Smooths the weights of each class along the bins; `null` leaves them 0 and 1. @defaultValue `null` */
  window?: readonly number[] | Float64Array | Float32Array | null | undefined;
  /** `true`: the first class is C. `false`: it is A. @defaultValue `true` */
  baseC?: boolean | undefined;
}

/** {@link CqToChromaOptions} with defaults filled in. */
export interface CqToChromaSettings {
  binsPerOctave: number;
  nChroma: number;
  fmin: number | null;
  window: readonly number[] | Float64Array | Float32Array | null;
  baseC: boolean;
}

/** The defaults of {@link CqToChromaOptions}. */
export const CQ_TO_CHROMA: CqToChromaSettings = { binsPerOctave: 12, nChroma: 12, fmin: null, window: null, baseC: true };

/** C1, where a constant-Q transform begins unless told otherwise, Hz. */
export const C1 = 32.70319566257483;

/**
 * The linear map from the bins of a constant-Q transform to pitch classes: the bins around a class, in all octaves, belong to it.
 *
 * @param nInput - Bins of the transform, >= 1.
 * @param options - {@link CqToChromaOptions}.
 * @returns Weights, shape `[nChroma, nInput]`, row-major, double precision.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * const map = cqToChroma(72, { binsPerOctave: 36 });
 * map.shape; // [12, 72]
 * [map.get(0, 1), map.get(0, 2), map.get(0, 35)]; // [1, 0, 1]
 * ```
 * @see librosa 0.11 `filters.cq_to_chroma` with `dtype=float64`.
 */
export function cqToChroma(nInput: number, options?: CqToChromaOptions): NdArray<Float64Array> {
  const settings = readOptions('cqToChroma', options, CQ_TO_CHROMA);
  expectInteger(nInput, 'cqToChroma', 'nInput', 1);
  checkCqToChroma(settings, 'cqToChroma');
  return nd(cqToChromaMatrix(nInput, settings), [settings.nChroma, nInput]);
}

/** Refuses settings out of range. */
export function checkCqToChroma({ binsPerOctave, nChroma, fmin, window, baseC }: CqToChromaSettings, caller: string): void {
  expectInteger(nChroma, caller, 'nChroma', 1);
  expectInteger(binsPerOctave, caller, 'binsPerOctave', 1);
  if (binsPerOctave % nChroma !== 0) {
    throw new ParameterError(caller, 'binsPerOctave', `must be a multiple of nChroma = ${nChroma}, got ${binsPerOctave}`);
  }
  if (fmin !== null) expectPositive(fmin, caller, 'fmin');
  if (window !== null) {
    if (!Array.isArray(window) && !isFloatArray(window)) {
      throw new TypeError(`${caller}: "window" must be null or a list of weights, got ${show(window)}`);
    }
    if (window.length === 0) throw new ParameterError(caller, 'window', 'must not be empty');
    expectAllFinite(Float64Array.from(window), caller, 'window');
  }
  expectBoolean(baseC, caller, 'baseC');
}

/** The weights for checked settings, `nChroma` x `nInput`, row-major. */
export function cqToChromaMatrix(nInput: number, { binsPerOctave, nChroma, fmin, window, baseC }: CqToChromaSettings): Float64Array {
  const merge = binsPerOctave / nChroma;
  const note = midiOf(fmin ?? C1) % 12;
  const turn = roundHalfEven(((((note + 12) % 12) - (baseC ? 0 : 9)) * nChroma) / 12);
  const weights = new Float64Array(nChroma * nInput);
  for (let k = 0; k < nInput; k++) {
    const c = Math.floor((k + (merge >> 1)) / merge) + turn;
    weights[(((c % nChroma) + nChroma) % nChroma) * nInput + k] = 1;
  }
  return window === null ? weights : smoothRows(weights, nInput, Float64Array.from(window));
}

function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  return x - below === 0.5 ? below + (below & 1) : Math.round(x);
}

/** Convolves each row of `length` with `h`, keeping its middle. */
function smoothRows(rows: Float64Array, length: number, h: Float64Array): Float64Array {
  const out = new Float64Array(rows.length);
  const shift = (h.length - 1) >> 1;
  for (let from = 0; from < rows.length; from += length) {
    for (let k = 0; k < length; k++) {
      const first = Math.max(0, k + shift - length + 1);
      const last = Math.min(h.length - 1, k + shift);
      let sum = 0;
      for (let j = first; j <= last; j++) sum += h[j]! * rows[from + k + shift - j]!;
      out[from + k] = sum;
    }
  }
  return out;
}
