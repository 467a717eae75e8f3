/**
 * Decoding states from what a classifier says of them.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type TableLike } from '../core/table.js';
import { type FloatArray } from '../core/types.js';
import { logsOf, readDistribution, readProbabilities, readTransition, tinyOf } from './probabilities.js';
import { decode, type Decoding } from './viterbi.js';

/** Options of {@link viterbiDiscriminative}. */
export interface ViterbiDiscriminativeOptions {
  /** How frequent each state is at all, sum 1. @defaultValue all alike */
  pState?: ArrayLike<number> | null | undefined;
  /** Probability of each state in the first step, sum 1. @defaultValue all alike */
  pInit?: ArrayLike<number> | null | undefined;
}

/**
 * The likeliest sequence of states, given how probable each is in each step (a discriminative model, such as the softmax of a network).
 *
 * @param prob - `prob[s, t]`: probability of state `s` given what is observed in step `t`; shape `[...channels, states, steps]`, each step
 * sums to 1.
 * @param transition - `transition[i, j]`: probability of going from state `i` to `j`; shape `[states, states]`, rows sum to 1.
 * @param options - {@link ViterbiDiscriminativeOptions}.
 * @returns `states` and `logp`, up to a constant that depends on the observations. Of equally likely states the first.
 * @throws {@link ParameterError} if an option is unknown, a shape does not fit, or a probability is not one.
 * @example
 * ```ts
 * const prob = { data: Float64Array.of(0.9, 0.1, 0.4, 0.6, 0.8, 0.2), shape: [2, 3], stride: [1, 2], offset: 0 } as NdArray<Float64Array>;
 * const { states } = viterbiDiscriminative(prob, transitionLoop(2, { prob: 0.5 }));
 * [0, 1, 2].map((t) => states.get(t)); // [0, 1, 0]
 * ```
 * @see librosa 0.11 `sequence.viterbi_discriminative`, same states, `logp` within 1e-14. Looks at the whole sequence.
 */
export function viterbiDiscriminative<T extends FloatArray>(
  prob: NdArray<T>,
  transition: TableLike,
  options?: ViterbiDiscriminativeOptions,
): Decoding {
  const caller = 'viterbiDiscriminative';
  const o = readOptions(caller, options, { pState: null as ArrayLike<number> | null, pInit: null as ArrayLike<number> | null });
  const P = readProbabilities(prob, true, caller);
  const moves = readTransition(transition, P.bins, caller);
  const tiny = tinyOf(P.data);
  const logState = logsOf(readDistribution(o.pState, P.bins, caller, 'pState'), tiny);
  const logProb = logsOf(P.data, tiny);
  for (let i = 0; i < logProb.length; i++) logProb[i]! -= logState[i % P.bins]!;
  return decode(logProb, P.lead, P.frames, moves, readDistribution(o.pInit, P.bins, caller, 'pInit'), tiny);
}
