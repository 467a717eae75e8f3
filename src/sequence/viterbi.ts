/**
 * Decoding states from likelihoods of what was observed.
 * @module
 */
import { nd, type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type TableLike } from '../core/table.js';
import { type FloatArray } from '../core/types.js';
import { logsOf, readDistribution, readProbabilities, readTransition, tinyOf } from './probabilities.js';
import { transposed, viterbiInto } from './viterbi-kernel.js';

/** Options of {@link viterbi}. */
export interface ViterbiOptions {
  /** Probability of each state in the first step, sum 1. @defaultValue all alike */
  pInit?: ArrayLike<number> | null | undefined;
}

/** The likeliest states. */
export interface Decoding {
  /** State of each step, shape `[...channels, steps]`. */
  readonly states: NdArray<Int32Array>;
  /** Log likelihood of these states, one for each channel. */
  readonly logp: Float64Array;
}

/**
 * The likeliest sequence of states behind observations, given how likely each state makes them (a generative model).
 *
 * @param prob - `prob[s, t]`: likelihood in [0, 1] of what is observed in step `t` if the state is `s`; shape `[...channels, states, steps]`.
 * @param transition - `transition[i, j]`: probability of going from state `i` to `j`; shape `[states, states]`, rows sum to 1.
 * @param options - {@link ViterbiOptions}.
 * @returns `states` and `logp`. Of equally likely states the first.
 * @throws {@link ParameterError} if an option is unknown, a shape does not fit, or a probability is not one.
 * @example
 * ```ts
 * const prob = { data: Float64Array.of(0.9, 0.1, 0.4, 0.6, 0.8, 0.2), shape: [2, 3], stride: [1, 2], offset: 0 } as NdArray<Float64Array>;
 * const { states, logp } = viterbi(prob, transitionLoop(2, { prob: 0.9 }));
 * [0, 1, 2].map((t) => states.get(t)); // [0, 0, 0]
 * logp[0]; // -2.1487
 * ```
 * @see librosa 0.11 `sequence.viterbi`, same states, `logp` within 1e-14. A. Viterbi, IEEE Trans. Information Theory 13 (1967). Looks at the
 * whole sequence; probabilities are raised by the smallest normal number of the precision of `prob` before their logarithm is taken.
 */
export function viterbi<T extends FloatArray>(prob: NdArray<T>, transition: TableLike, options?: ViterbiOptions): Decoding {
  const { pInit } = readOptions('viterbi', options, { pInit: null as ArrayLike<number> | null });
  const P = readProbabilities(prob, false, 'viterbi');
  const moves = readTransition(transition, P.bins, 'viterbi');
  const init = readDistribution(pInit, P.bins, 'viterbi', 'pInit');
  return decode(logsOf(P.data, tinyOf(P.data)), P.lead, P.frames, moves, init, tinyOf(P.data));
}

/** Decodes each channel of log likelihoods that lie step by step. */
export function decode(
  logProb: Float64Array,
  lead: readonly number[],
  steps: number,
  moves: Float64Array,
  init: Float64Array,
  tiny: number,
): Decoding {
  const count = init.length;
  const items = logProb.length / (steps * count);
  const logInto = logsOf(transposed(moves, count), tiny);
  const logInit = logsOf(init, tiny);
  const states = new Int32Array(items * steps);
  const logp = new Float64Array(items);
  for (let c = 0; c < items; c++) logp[c] = viterbiInto(states, c * steps, logProb, c * steps * count, steps, logInto, logInit);
  return { states: nd(states, [...lead, steps]), logp };
}
