/**
 * Transitions between neighbours.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { resolveWindow } from '../window/resolve-window.js';
import { type WindowSpec } from '../window/window-spec.js';
import { readStateValues } from './probabilities.js';

/** Options of {@link transitionLocal}. */
export interface TransitionLocalOptions {
  /** States within reach, in `[1, nStates]`: one number, or one for each state. Must be given. */
  width?: number | ArrayLike<number> | undefined;
  /** How the probability falls off; symmetric, so that some windows are 0 at their ends. @defaultValue `'triang'` */
  window?: WindowSpec | undefined;
  /** `true`: the last state and the first are neighbours. @defaultValue `false` */
  wrap?: boolean | undefined;
}

/**
 * Transitions to states nearby, in the shape of a window: states that stand for steps of a continuous value, such as a pitch.
 *
 * @param nStates - States, >= 2.
 * @param options - {@link TransitionLocalOptions}; `width` must be given.
 * @returns Shape `[nStates, nStates]`: row `i` is the window about state `i`, rows sum to 1.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or the window leaves nothing of a row.
 * @example
 * ```ts
 * const A = transitionLocal(5, { width: 3 });
 * [A.get(0, 0), A.get(0, 1), A.get(2, 2), A.get(2, 4)]; // [0.667, 0.333, 0.5, 0]
 * transitionLocal(5, { width: 3, wrap: true }).get(0, 4); // 0.25
 * ```
 * @see librosa 0.11 `sequence.transition_local`.
 */
export function transitionLocal(nStates: number, options: TransitionLocalOptions): NdArray<Float64Array> {
  const caller = 'transitionLocal';
  expectInteger(nStates, caller, 'nStates', 2);
  const defaults = { width: NaN as number | ArrayLike<number>, window: 'triang' as WindowSpec, wrap: false };
  const { width, window, wrap } = readOptions(caller, options, defaults);
  expectBoolean(wrap, caller, 'wrap');
  const widths = typeof width === 'number' ? new Array<number>(nStates).fill(width) : readStateValues(width, nStates, caller, 'width');
  const out = new Float64Array(nStates * nStates);
  for (let i = 0; i < nStates; i++) {
    const size = widths[i]!;
    expectInteger(size, caller, 'width', 1, nStates);
    const half = Math.floor(size / 2);
    const w = resolveWindow(caller, window, size, false);
    const row = out.subarray(i * nStates, (i + 1) * nStates);
    const first = Math.floor((nStates - size) / 2) + Math.floor(nStates / 2) + i + 1; // centred on state i, counted around
    let sum = 0;
    for (let k = 0; k < size; k++) {
      const j = (first + k) % nStates;
      if (!wrap && Math.abs(j - i) > half) continue;
      row[j] = w[k]!;
      sum += w[k]!;
    }
    if (!(sum > 0)) throw new ParameterError(caller, 'window', `must leave something of ${size} states, got the sum ${sum} in row ${i}`);
    for (let j = 0; j < nStates; j++) row[j]! /= sum;
  }
  return nd(out, [nStates, nStates]);
}
