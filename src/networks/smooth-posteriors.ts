/**
 * Posteriors without their flicker.
 * @module
 */
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { CONFIDENCE_DEFAULTS, type KeywordConfidenceOptions, readPosteriors } from './confidence-steps.js';

/**
 * Posteriors averaged over the last steps.
 *
 * @param posteriors - Shape `[steps, classes]`, probabilities in [0, 1].
 * @param options - `smoothing`: steps, >= 1.
 * @returns The same shape and precision; at the start over as many steps as there are.
 * @throws `ParameterError` for what is no probability, an unknown option or one out of range.
 * @example
 * ```ts
 * smoothPosteriors(tensor(Float64Array.of(1, 0, 0, 1), [2, 2]), { smoothing: 30 }).data; // [1, 0, 0.5, 0.5]
 * ```
 * @see Chen, Parada and Heigold, 2014, section 2.3.
 */
export function smoothPosteriors<T extends FloatArray>(
  posteriors: NdArray<T>,
  options?: Pick<KeywordConfidenceOptions, 'smoothing'>,
): NdArray<T> {
  const caller = 'smoothPosteriors';
  const { smoothing } = readOptions(caller, options, { smoothing: CONFIDENCE_DEFAULTS.smoothing });
  expectInteger(smoothing, caller, 'smoothing', 1);
  const { data, classes } = readPosteriors(posteriors, caller);
  const out = arrayLike(data, data.length) as T;
  for (let t = 0; t < data.length / classes; t++) {
    const first = Math.max(0, t - smoothing + 1);
    for (let c = 0; c < classes; c++) {
      let sum = 0;
      for (let k = first; k <= t; k++) sum += data[k * classes + c]!;
      out[t * classes + c] = sum / (t + 1 - first);
    }
  }
  return nd(out, [data.length / classes, classes]);
}
