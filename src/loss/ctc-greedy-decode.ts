/**
 * Labels from frames, the quick way.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { CTC_DEFAULTS, type CtcOptions, logSoftmaxFrames, readCtc } from './ctc-inputs.js';

/** Labels that a decoder found. */
export interface CtcPath {
  /** The classes, repeats merged and blanks dropped. */
  readonly labels: Int32Array;
  /** Natural logarithm of their probability: of the one best alignment (greedy), or of all those looked at (beam search). */
  readonly logProbability: number;
}

/**
 * Takes the likeliest class of every frame, merges repeats and drops blanks. Of equals, the lower class.
 *
 * @param logits - Shape `[batch, time, classes]`. Softmax is taken inside; log-probabilities pass through it unchanged.
 * @param options - {@link CtcOptions}.
 * @returns One path an item.
 * @throws `ParameterError` if the shape is another, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const logits = tensor(Float64Array.of(0, 3, 0, 0, 3, 0, 3, 0, 0, 0, 0, 3), [1, 4, 3]);
 * const [path] = ctcGreedyDecode(logits);
 * path!.labels; // [1, 2]
 * path!.logProbability; // -0.3797
 * ```
 * @see TensorFlow `ctc_greedy_decoder`.
 */
export function ctcGreedyDecode(logits: NdArray<FloatArray>, options: CtcOptions = {}): CtcPath[] {
  const input = readCtc(logits, readOptions('ctcGreedyDecode', options, CTC_DEFAULTS), 'ctcGreedyDecode');
  logSoftmaxFrames(input);
  const { x, batch, classes, blank, lengths, itemStep, frameStep } = input;
  return Array.from({ length: batch }, (_, b) => {
    const labels: number[] = [];
    let logProbability = 0;
    let previous = blank;
    for (let t = 0; t < lengths[b]!; t++) {
      const at = b * itemStep + t * frameStep;
      let best = 0;
      for (let c = 1; c < classes; c++) if (x[at + c]! > x[at + best]!) best = c;
      logProbability += x[at + best]!;
      if (best !== blank && best !== previous) labels.push(best);
      previous = best;
    }
    return { labels: Int32Array.from(labels), logProbability };
  });
}
