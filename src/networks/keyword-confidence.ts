/**
 * From the posteriors of every step to how sure it is that a keyword was just said.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import {
  checkConfidence,
  CONFIDENCE_DEFAULTS,
  ConfidenceSteps,
  type KeywordConfidenceOptions,
  readPosteriors,
} from './confidence-steps.js';

/** A running {@link keywordConfidence}. */
export interface KeywordConfidence {
  /** The options in force. */
  readonly options: Readonly<Required<KeywordConfidenceOptions>>;
  /** Takes posteriors `[steps, classes]` and writes a confidence for each step. Allocates nothing once it has met the classes. */
  processInto(out: FloatArray, posteriors: FloatArray | NdArray<FloatArray>): void;
  /** Forgets the past. */
  reset(): void;
}

/**
 * The running form of {@link keywordConfidence}: chunks of any length give the same numbers as all steps at once.
 *
 * @param options - {@link KeywordConfidenceOptions}.
 * @returns {@link KeywordConfidence}.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const running = createKeywordConfidence({ smoothing: 2 });
 * const out = new Float64Array(1);
 * running.processInto(out, tensor(Float64Array.of(0.5, 0.5), [1, 2]));
 * running.processInto(out, tensor(Float64Array.of(0, 1), [1, 2]));
 * out[0]; // 0.75
 * ```
 */
export function createKeywordConfidence(options?: KeywordConfidenceOptions): KeywordConfidence {
  const read = readOptions('createKeywordConfidence', options, CONFIDENCE_DEFAULTS);
  checkConfidence(read, 'createKeywordConfidence');
  const steps = new ConfidenceSteps(read);
  return {
    options: Object.freeze({ ...read }),
    processInto: (out, posteriors) => runInto(steps, out, posteriors, 'KeywordConfidence.processInto'),
    reset: () => steps.reset(),
  };
}

function runInto(steps: ConfidenceSteps, out: FloatArray, posteriors: FloatArray | NdArray<FloatArray>, caller: string): void {
  const { data, classes } = steps.read(posteriors, caller);
  const length = data.length / classes;
  if (out.length !== length) throw new ParameterError(caller, 'out', `must hold ${length} values, got ${out.length}`);
  for (let t = 0; t < length; t++) out[t] = steps.next(data, t * classes);
}

/**
 * How sure it is at every step that the keyword was just said: posteriors are averaged over the last `smoothing` steps, and the geometric
 * mean is taken of the largest average of every class but the filler within the last `window` steps.
 *
 * @param posteriors - Shape `[steps, classes]`, probabilities in [0, 1], as `predict` gives them. At the start there are fewer steps to
 * average over.
 * @param options - {@link KeywordConfidenceOptions}.
 * @returns `[steps]` values in [0, 1], in the precision of the posteriors.
 * @throws `ParameterError` for what is no probability, an unknown option or one out of range.
 * @example
 * ```ts
 * const posteriors = tensor(Float64Array.of(1, 0, 0, 1, 0, 1, 1, 0), [4, 2]);
 * keywordConfidence(posteriors, { smoothing: 2, window: 2 }); // [0, 0.5, 1, 1]
 * ```
 * @see Chen, Parada and Heigold, "Small-footprint keyword spotting using deep neural networks", 2014, section 2.3.
 */
export function keywordConfidence<T extends FloatArray>(posteriors: NdArray<T>, options?: KeywordConfidenceOptions): T {
  const caller = 'keywordConfidence';
  const read = readOptions(caller, options, CONFIDENCE_DEFAULTS);
  checkConfidence(read, caller);
  const { data, classes } = readPosteriors(posteriors, caller);
  const out = arrayLike(data, data.length / classes) as T;
  runInto(new ConfidenceSteps(read), out, posteriors, caller);
  return out;
}
