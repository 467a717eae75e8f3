/**
 * Lines of an array between their places in memory and scratch where each lies in one piece. Some at a time: lines that lie beside each
 * other share cache lines.
 * @module
 */
import { type FloatArray } from '../core/types.js';

/** Values from which a view of a line costs less than to copy it in a loop. */
export const LONG = 64;

/** Copies lines of `n` values, `step` apart in `x`, one behind the other to `out`. */
export function gather(out: Float64Array, x: FloatArray, starts: readonly number[], step: number, n: number): void {
  if (step === 1 && n >= LONG) for (let l = 0; l < starts.length; l++) out.set(x.subarray(starts[l]!, starts[l]! + n), l * n);
  else if (x.BYTES_PER_ELEMENT === 4) gatherSingle(out, x as Float32Array, starts, step, n);
  else gatherDouble(out, x as Float64Array, starts, step, n);
}

/** Copies lines of `n` values that stand one behind the other in `lines` to their places in `out`, `step` apart. */
export function scatter(
  out: FloatArray | Uint8Array,
  lines: Float64Array | Uint8Array,
  starts: readonly number[],
  step: number,
  n: number,
): void {
  if (step === 1 && n >= LONG) for (let l = 0; l < starts.length; l++) out.set(lines.subarray(l * n, (l + 1) * n), starts[l]!);
  else if (out.BYTES_PER_ELEMENT === 1) scatterBytes(out as Uint8Array, lines as Uint8Array, starts, step, n);
  else if (out.BYTES_PER_ELEMENT === 4) scatterSingle(out as Float32Array, lines as Float64Array, starts, step, n);
  else scatterDouble(out as Float64Array, lines as Float64Array, starts, step, n);
}

// Of a kind: a loop that has seen several types is slower.

function gatherSingle(out: Float64Array, x: Float32Array, starts: readonly number[], step: number, n: number): void {
  for (let i = 0; i < n; i++) for (let l = 0; l < starts.length; l++) out[l * n + i] = x[starts[l]! + i * step]!;
}

function gatherDouble(out: Float64Array, x: Float64Array, starts: readonly number[], step: number, n: number): void {
  for (let i = 0; i < n; i++) for (let l = 0; l < starts.length; l++) out[l * n + i] = x[starts[l]! + i * step]!;
}

function scatterBytes(out: Uint8Array, lines: Uint8Array, starts: readonly number[], step: number, n: number): void {
  for (let i = 0; i < n; i++) for (let l = 0; l < starts.length; l++) out[starts[l]! + i * step] = lines[l * n + i]!;
}

function scatterSingle(out: Float32Array, lines: Float64Array, starts: readonly number[], step: number, n: number): void {
  for (let i = 0; i < n; i++) for (let l = 0; l < starts.length; l++) out[starts[l]! + i * step] = lines[l * n + i]!;
}

function scatterDouble(out: Float64Array, lines: Float64Array, starts: readonly number[], step: number, n: number): void {
  for (let i = 0; i < n; i++) for (let l = 0; l < starts.length; l++) out[starts[l]! + i * step] = lines[l * n + i]!;
}
