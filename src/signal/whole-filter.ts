/**
 * A polyphase filter over whole signals, by whichever engine serves.
 * @module
 */
import { allFinite } from '../core/finite.js';
import { type FloatArray } from '../core/types.js';
import { lanePolyphase } from './lane-polyphase.js';
import { createPolyphase, type PolyphaseBank, type PolyphaseRunner, runWhole } from './polyphase.js';

/** Fills `out` from `x`, before which there is `head` and after which `tail`, or silence. */
export type WholeFilter = (out: FloatArray, x: FloatArray, head?: Float64Array, tail?: Float64Array) => void;

/** The filter for signals like `like` of so many outputs. What leaves single precision on the way is computed in double. */
export function wholeFilter(bank: PolyphaseBank, like: FloatArray, outputs: number): WholeFilter {
  const lanes = lanePolyphase(bank, like, outputs);
  let double: PolyphaseRunner | undefined;
  return (out, x, head, tail) => {
    if (lanes) {
      runWhole(lanes, out, x, head, tail);
      if (allFinite(out)) return;
    }
    runWhole((double ??= createPolyphase(bank)), out, x, head, tail);
  };
}
