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
  return x.BYTES_PER_ELEMENT === 4 ? singleFinite(x as Float32Array, from, to) : doubleFinite(x as Float64Array, from, to);
}

// Two of a kind: a loop that has seen both types is slower. Four sums, since an addition takes as long as four loads;
// declared one by one, since a list that is taken apart may be allocated.

function singleFinite(x: Float32Array, from: number, to: number): boolean {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    a += x[i]! * 0;
    b += x[i + 1]! * 0;
    c += x[i + 2]! * 0;
    d += x[i + 3]! * 0;
  }
  for (; i < to; i++) a += x[i]! * 0;
  return a + b + c + d === 0;
}

function doubleFinite(x: Float64Array, from: number, to: number): boolean {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    a += x[i]! * 0;
    b += x[i + 1]! * 0;
    c += x[i + 2]! * 0;
    d += x[i + 3]! * 0;
  }
  for (; i < to; i++) a += x[i]! * 0;
  return a + b + c + d === 0;
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
