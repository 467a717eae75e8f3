/**
 * Tonal centroids.
 * @module
 */
import { readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { cosTurns } from '../core/math.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type FloatArray, roundLike } from '../core/types.js';

/** Options of {@link tonnetzFromChroma}: none so far. */
export type TonnetzFromChromaOptions = Record<never, never>;

/** Half turns per semitone and radius of the six coordinates: fifths, minor thirds, major thirds, each as (sin, cos). */
const CIRCLES: readonly (readonly [number, number])[] = [
  [7 / 6, 1],
  [7 / 6, 1],
  [3 / 2, 1],
  [3 / 2, 1],
  [2 / 3, 0.5],
  [2 / 3, 0.5],
];

/**
 * Tonal centroid features: where a chroma vector lies on the circles of fifths, minor thirds and major thirds.
 *
 * @param chroma - Chroma features, shape `[...channels, nChroma, frames]`, the classes spread evenly over the octave.
 * @param options - No options so far.
 * @returns Shape `[...channels, 6, frames]`: fifth x, y; minor third x, y; major third x, y. The first four lie in [-1, 1], the last two
 * in [-0.5, 0.5]. Silence gives zeros.
 * @throws {@link ParameterError} if a value is not finite.
 * @example
 * ```ts
 * const chroma = { data: Float64Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), shape: [12, 1], stride: [1, 12], offset: 0 };
 * const tonnetz = tonnetzFromChroma(chroma as NdArray<Float64Array>);
 * tonnetz.shape; // [6, 1]
 * tonnetz.get(5, 0); // 0.5
 * ```
 * @see librosa 0.11 `feature.tonnetz(chroma=)`; Harte, Sandler and Gasser, Detecting harmonic change in musical audio, 2006.
 */
export function tonnetzFromChroma<T extends FloatArray>(chroma: NdArray<T>, options?: TonnetzFromChromaOptions): NdArray<T> {
  readOptions('tonnetzFromChroma', options, {});
  const C = readFeatures(chroma, 'tonnetzFromChroma', 'chroma');
  const { bins, data } = C;
  const basis = basisOf(bins);
  const count = C.items * C.frames;
  const out = new Float64Array(6 * count);
  for (let t = 0; t < count; t++) {
    let length = 0;
    for (let k = 0; k < bins; k++) length += Math.abs(data[t * bins + k]!);
    if (length < 2 ** -1022) length = 1; // silence stays zero
    for (let row = 0; row < 6; row++) {
      let sum = 0;
      for (let k = 0; k < bins; k++) sum += basis[row * bins + k]! * (data[t * bins + k]! / length);
      out[t * 6 + row] = sum;
    }
  }
  refuseNonFiniteFeatures(out, C, 'tonnetzFromChroma', 'chroma');
  return timeMajor(roundLike(data, out), C.lead, 6, C.frames);
}

/** radius * cos(pi (turns * semitone - 1/2 for the sines)), six rows of `bins`. */
function basisOf(bins: number): Float64Array {
  const basis = new Float64Array(6 * bins);
  for (const [row, [scale, radius]] of CIRCLES.entries()) {
    for (let k = 0; k < bins; k++) {
      const halfTurns = scale * ((12 / bins) * k) - (row % 2 === 0 ? 0.5 : 0);
      basis[row * bins + k] = radius * cosTurns(halfTurns / 2);
    }
  }
  return basis;
}
