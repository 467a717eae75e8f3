/**
 * Matrices of transitions between states.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { readStateValues } from './probabilities.js';

/** Options of {@link transitionLoop} and {@link transitionCycle}. */
export interface TransitionOptions {
  /** Probability of staying, in [0, 1]: one number, or one for each state. Must be given. */
  prob?: number | ArrayLike<number> | undefined;
}

/**
 * Transitions to any state alike.
 *
 * @param nStates - States, >= 1.
 * @returns Shape `[nStates, nStates]`, all `1 / nStates`.
 * @throws {@link ParameterError} if the number is out of range.
 * @example
 * ```ts
 * transitionUniform(4).get(0, 3); // 0.25
 * ```
 * @see librosa 0.11 `sequence.transition_uniform`.
 */
export function transitionUniform(nStates: number): NdArray<Float64Array> {
  expectInteger(nStates, 'transitionUniform', 'nStates', 1);
  return nd(new Float64Array(nStates * nStates).fill(1 / nStates), [nStates, nStates]);
}

/**
 * Transitions that stay with a given probability and go to any other state alike: good for smoothing decisions.
 *
 * @param nStates - States, >= 2.
 * @param options - {@link TransitionOptions}; `prob` must be given.
 * @returns Shape `[nStates, nStates]`: `prob` on the diagonal, `(1 - prob) / (nStates - 1)` elsewhere.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * const A = transitionLoop(3, { prob: [0.8, 0.5, 0.25] });
 * [A.get(0, 0), A.get(0, 1), A.get(2, 1)]; // [0.8, 0.1, 0.375]
 * ```
 * @see librosa 0.11 `sequence.transition_loop`.
 */
export function transitionLoop(nStates: number, options: TransitionOptions): NdArray<Float64Array> {
  const prob = readStaying(nStates, options, 'transitionLoop');
  const out = new Float64Array(nStates * nStates);
  for (let i = 0; i < nStates; i++) {
    out.fill((1 - prob[i]!) / (nStates - 1), i * nStates, (i + 1) * nStates);
    out[i * nStates + i] = prob[i]!;
  }
  return nd(out, [nStates, nStates]);
}

/**
 * Transitions that stay with a given probability or go to the next state, from the last to the first: positions in a bar.
 *
 * @param nStates - States, >= 2.
 * @param options - {@link TransitionOptions}; `prob` must be given.
 * @returns Shape `[nStates, nStates]`: `prob` on the diagonal, `1 - prob` right of it.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * const A = transitionCycle(4, { prob: 0.75 });
 * [A.get(0, 0), A.get(0, 1), A.get(3, 0)]; // [0.75, 0.25, 0.25]
 * ```
 * @see librosa 0.11 `sequence.transition_cycle`.
 */
export function transitionCycle(nStates: number, options: TransitionOptions): NdArray<Float64Array> {
  const prob = readStaying(nStates, options, 'transitionCycle');
  const out = new Float64Array(nStates * nStates);
  for (let i = 0; i < nStates; i++) {
    out[i * nStates + ((i + 1) % nStates)] = 1 - prob[i]!;
    out[i * nStates + i] = prob[i]!;
  }
  return nd(out, [nStates, nStates]);
}

function readStaying(nStates: number, options: TransitionOptions, caller: string): Float64Array {
  expectInteger(nStates, caller, 'nStates', 2);
  const { prob } = readOptions(caller, options, { prob: NaN as number | ArrayLike<number> });
  const values = typeof prob === 'number' ? new Float64Array(nStates).fill(prob) : readStateValues(prob, nStates, caller, 'prob');
  const bad = values.find((v) => !(v >= 0 && v <= 1));
  if (bad !== undefined) throw new ParameterError(caller, 'prob', `must be in [0, 1], got ${bad}`);
  return values;
}
