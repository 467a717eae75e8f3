/**
 * From constant-Q bins to chroma vectors, frame by frame.
 * @module
 */
import { type Features, refuseNonFiniteFeatures } from '../core/features.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectFinite } from '../core/options.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type CqToChromaSettings, cqToChromaMatrix } from '../filterbank/cq-to-chroma.js';
import { expectNorm } from '../filterbank/wavelet.js';
import { normOf } from '../frame/normalize.js';

/** The weights of each bin that are not 0: those of bin k are `from[k] <= i < from[k + 1]`, for the class `classes[i]`. */
export interface ChromaMap {
  readonly nChroma: number;
  readonly from: Int32Array;
  readonly classes: Int32Array;
  readonly weights: Float64Array;
}

/** Packs the map of checked settings. */
export function chromaMap(bins: number, settings: CqToChromaSettings): ChromaMap {
  const { nChroma } = settings;
  const matrix = cqToChromaMatrix(bins, settings);
  const from = new Int32Array(bins + 1);
  const classes: number[] = [];
  const weights: number[] = [];
  for (let k = 0; k < bins; k++) {
    for (let c = 0; c < nChroma; c++) {
      const weight = matrix[c * bins + k]!;
      if (weight === 0) continue;
      classes.push(c);
      weights.push(weight);
    }
    from[k + 1] = classes.length;
  }
  return { nChroma, from, classes: Int32Array.from(classes), weights: Float64Array.from(weights) };
}

/** Adds the magnitudes of `count` complex bins, from bin `first` on, to the chroma vector at `out[to]`. */
export function foldComplex(out: Float64Array, to: number, row: Float64Array, count: number, first: number, map: ChromaMap): void {
  const { from, classes, weights } = map;
  for (let i = 0; i < count; i++) {
    const re = row[2 * i]!;
    const im = row[2 * i + 1]!;
    const square = re * re + im * im;
    const size = square > 1e-280 && square < Infinity ? Math.sqrt(square) : Math.hypot(re, im);
    for (let j = from[first + i]!; j < from[first + i + 1]!; j++) out[to + classes[j]!]! += weights[j]! * size;
  }
}

/** Adds the `bins` values at `x[at]` to the chroma vector at `out[to]`. */
export function foldReal(out: Float64Array, to: number, x: FloatArray, at: number, bins: number, map: ChromaMap): void {
  const { from, classes, weights } = map;
  for (let k = 0; k < bins; k++) {
    for (let j = from[k]!; j < from[k + 1]!; j++) out[to + classes[j]!]! += weights[j]! * x[at + k]!;
  }
}

/** Sets what is below `threshold` to 0, then divides each vector by its norm. */
export function finishChroma(out: Float64Array, nChroma: number, norm: number | null, threshold: number | null): void {
  if (threshold !== null) for (let i = 0; i < out.length; i++) if (out[i]! < threshold) out[i] = 0;
  if (norm === null) return;
  const frame = new Float64Array(nChroma);
  for (let at = 0; at < out.length; at += nChroma) {
    for (let c = 0; c < nChroma; c++) frame[c] = out[at + c]!;
    const length = normOf(frame, norm);
    if (length < 2 ** -1022) continue; // silence stays
    for (let c = 0; c < nChroma; c++) out[at + c] = frame[c]! / length;
  }
}

/** Refuses a norm or a threshold that is none. */
export function checkFinish(norm: unknown, threshold: unknown, caller: string): void {
  expectNorm(norm, caller);
  if (threshold !== null) expectFinite(threshold, caller, 'threshold');
}

/** `binsPerOctave`, which is `nChroma` where it is not given. */
export const octaveOf = ({ binsPerOctave, nChroma }: { binsPerOctave: number | null; nChroma: number }): number => binsPerOctave ?? nChroma;

/** Chroma vectors of given magnitudes, neither cut nor normalized. */
export function foldFeatures(C: Features, settings: CqToChromaSettings): Float64Array {
  const map = chromaMap(C.bins, settings);
  const count = C.items * C.frames;
  const out = new Float64Array(count * settings.nChroma);
  for (let t = 0; t < count; t++) foldReal(out, t * settings.nChroma, C.data, t * C.bins, C.bins, map);
  return out;
}

/** Results of given magnitudes as an ndarray. */
export function chromaOfFeatures<T extends FloatArray>(
  out: Float64Array,
  C: Features<T>,
  nChroma: number,
  caller: string,
  name: string,
): NdArray<T> {
  refuseNonFiniteFeatures(out, C, caller, name);
  return timeMajor(roundLike(C.data, out), C.lead, nChroma, C.frames);
}
