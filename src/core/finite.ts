/**
 * Refusing NaN and Infinity at no cost for good input: look at the (smaller) result first, search the cause only when it is bad.
 * @module
 */
import { ParameterError } from './errors.js';
import { type FloatArray } from './types.js';

/** Index of the first NaN or Infinity, or -1. */
export function firstNonFinite(x: ArrayLike<number>): number {
  for (let i = 0; i < x.length; i++) if (x[i]! - x[i]! !== 0) return i;
  return -1;
}

/** Whether the values in [from, to) are finite numbers. One pass without branches: NaN and Infinity turn `x * 0` into NaN. */
export function allFinite(x: FloatArray, from: number = 0, to: number = x.length): boolean {
  let probe = 0;
  for (let i = from; i < to; i++) probe += x[i]! * 0;
  return probe === 0;
}

/** Refuses an input that holds NaN or Infinity, naming the first index. */
export function expectAllFinite(x: FloatArray, caller: string, name: string): void {
  if (allFinite(x)) return;
  const i = firstNonFinite(x);
  throw new ParameterError(caller, name, `must be finite, got ${x[i]} at index ${i}`);
}

/**
 * Call after computing `result` from `inputs`. Free when the result is finite (one pass over it). Otherwise names the first bad
 * input sample (`channel` is named when there are several), or says that finite input overflowed.
 */
export function refuseNonFinite(result: FloatArray, inputs: readonly FloatArray[], caller: string, name: string): void {
  if (allFinite(result)) return;
  let peak = 0;
  inputs.forEach((x, channel) => {
    const i = firstNonFinite(x);
    if (i >= 0) {
      const where = inputs.length > 1 ? ` of channel ${channel}` : '';
      throw new ParameterError(caller, name, `must be finite, got ${x[i]} at index ${i}${where}`);
    }
    for (let n = 0; n < x.length; n++) peak = Math.max(peak, Math.abs(x[n]!));
  });
  throw new ParameterError(caller, name, `is too large: values up to ${peak} overflow; scale it down`);
}
