/**
 * Decoding labels that are on or off, each by itself.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type TableLike } from '../core/table.js';
import { type FloatArray } from '../core/types.js';
import { isNdArray, toRowMajor } from '../core/view.js';
import { logsOf, readProbabilities, readStateValues, readTransition, tinyOf } from './probabilities.js';
import { transposed, viterbiInto } from './viterbi-kernel.js';
import { type Decoding } from './viterbi.js';

/** Options of {@link viterbiBinary}. */
export interface ViterbiBinaryOptions {
  /** How frequently each label is on at all, in [0, 1]. @defaultValue 0.5 for each */
  pState?: ArrayLike<number> | null | undefined;
  /** Probability that each label is on in the first step, in [0, 1]. @defaultValue 0.5 for each */
  pInit?: ArrayLike<number> | null | undefined;
}

/**
 * The likeliest course of each of several labels that are on or off independently of each other, given how probable each is.
 *
 * @param prob - `prob[s, t]`: probability that label `s` is on in step `t`; shape `[...channels, labels, steps]`.
 * @param transition - Probabilities of going from off (0) or on (1) to off or on, shape `[2, 2]`, or `[labels, 2, 2]` for each label its own.
 * @param options - {@link ViterbiBinaryOptions}.
 * @returns `states` (0 or 1), shape `[...channels, labels, steps]`, and `logp`, one for each label of each channel.
 * @throws {@link ParameterError} if an option is unknown, a shape does not fit, or a probability is not one.
 * @example
 * ```ts
 * const prob = { data: Float64Array.of(0.1, 0.6, 0.1, 0.9), shape: [1, 4], stride: [4, 1], offset: 0 } as NdArray<Float64Array>;
 * const { states } = viterbiBinary(prob, transitionLoop(2, { prob: 0.8 }));
 * [0, 1, 2, 3].map((t) => states.get(0, t)); // [0, 0, 0, 1]
 * ```
 * @see librosa 0.11 `sequence.viterbi_binary`, same states, `logp` within 1e-14. Looks at the whole sequence.
 */
export function viterbiBinary<T extends FloatArray>(
  prob: NdArray<T>,
  transition: TableLike | NdArray<FloatArray>,
  options?: ViterbiBinaryOptions,
): Decoding {
  const caller = 'viterbiBinary';
  const o = readOptions(caller, options, { pState: null as ArrayLike<number> | null, pInit: null as ArrayLike<number> | null });
  const P = readProbabilities(prob, false, caller);
  const tiny = tinyOf(P.data);
  const moves = readMoves(transition, P.bins, tiny, caller);
  const pState = readShares(o.pState, P.bins, caller, 'pState');
  const pInit = readShares(o.pInit, P.bins, caller, 'pInit');
  const states = new Int32Array(P.data.length);
  const logp = new Float64Array(P.items * P.bins);
  const logProb = new Float64Array(2 * P.frames);
  for (let row = 0; row < logp.length; row++) {
    const s = row % P.bins;
    const start = (row - s) * P.frames + s;
    const logState = logsOf(Float64Array.of(1 - pState[s]!, pState[s]!), tiny);
    const both = new Float64Array(2);
    for (let t = 0; t < P.frames; t++) {
      both[1] = P.data[start + t * P.bins]!;
      both[0] = 1 - both[1];
      const logs = logsOf(both, tiny);
      logProb[2 * t] = logs[0]! - logState[0]!;
      logProb[2 * t + 1] = logs[1]! - logState[1]!;
    }
    logp[row] = viterbiInto(
      states,
      row * P.frames,
      logProb,
      0,
      P.frames,
      moves[s]!,
      logsOf(Float64Array.of(1 - pInit[s]!, pInit[s]!), tiny),
    );
  }
  return { states: nd(states, [...P.lead, P.bins, P.frames]), logp };
}

/** The logarithms of each label's transitions, transposed. */
function readMoves(transition: TableLike | NdArray<FloatArray>, labels: number, tiny: number, caller: string): Float64Array[] {
  const prepare = (table: TableLike): Float64Array => logsOf(transposed(readTransition(table, 2, caller), 2), tiny);
  if (!isNdArray(transition) || transition.shape.length === 2) return new Array<Float64Array>(labels).fill(prepare(transition));
  if (transition.shape.join() !== `${labels},2,2`) {
    throw new ParameterError(caller, 'transition', `must have the shape [2, 2] or [${labels}, 2, 2], got [${transition.shape.join(', ')}]`);
  }
  const data = toRowMajor(transition);
  return Array.from({ length: labels }, (_, s) => prepare(nd(data, [2, 2], [2, 1], 4 * s)));
}

function readShares(p: ArrayLike<number> | null, labels: number, caller: string, name: string): Float64Array {
  if (p === null) return new Float64Array(labels).fill(0.5);
  const values = readStateValues(p, labels, caller, name);
  const bad = values.find((v) => !(v >= 0 && v <= 1));
  if (bad !== undefined) throw new ParameterError(caller, name, `must be in [0, 1], got ${bad}`);
  return values;
}
