/**
 * A filter at work: blocks of a signal of either precision through a kernel that knows doubles only, with states that stay.
 * @module
 */
import { allFinite, firstNonFinite } from '../core/finite.js';
import { ParameterError } from '../core/errors.js';
import { type FloatArray } from '../core/types.js';

/** A kernel with its coefficients: filters the first `n` samples of `y` in place and moves the states on. */
export interface FilterKernel {
  /** Numbers of state. */
  readonly stateLength: number;
  /** Filters in place. */
  run(y: Float64Array, n: number, states: Float64Array): void;
}

const BLOCK = 2048; // 16 kB: stays in the first cache while all sections run over it

/** Filters `x` into `out`, which may be `x`; allocates nothing. The results do not depend on where blocks begin. */
export type FilterInto = (out: FloatArray, x: FloatArray, states: Float64Array) => void;

/** Runs a kernel over signals of either type. */
export function blockwise(kernel: FilterKernel): FilterInto {
  const block = new Float64Array(BLOCK);
  return (out, x, states) => {
    for (let from = 0; from < x.length; from += BLOCK) {
      const n = Math.min(BLOCK, x.length - from);
      if (x.BYTES_PER_ELEMENT === 4) readSingle(block, x as Float32Array, from, n);
      else readDouble(block, x as Float64Array, from, n);
      kernel.run(block, n, states);
      if (out.BYTES_PER_ELEMENT === 4) writeSingle(out as Float32Array, block, from, n);
      else writeDouble(out as Float64Array, block, from, n);
    }
  };
}

// Two of a kind: a loop that has seen both types is slower.

function readSingle(block: Float64Array, x: Float32Array, from: number, n: number): void {
  for (let i = 0; i < n; i++) block[i] = x[from + i]!;
}

function readDouble(block: Float64Array, x: Float64Array, from: number, n: number): void {
  for (let i = 0; i < n; i++) block[i] = x[from + i]!;
}

function writeSingle(out: Float32Array, block: Float64Array, from: number, n: number): void {
  for (let i = 0; i < n; i++) out[from + i] = block[i]!;
}

function writeDouble(out: Float64Array, block: Float64Array, from: number, n: number): void {
  for (let i = 0; i < n; i++) out[from + i] = block[i]!;
}

/** Refuses a result that is not finite: names the bad sample, or says that the filter grew without bound. */
export function refuseOverflow(result: FloatArray, inputs: readonly FloatArray[], caller: string, name: string): void {
  if (allFinite(result)) return;
  for (const [channel, x] of inputs.entries()) {
    const i = firstNonFinite(x);
    const where = inputs.length > 1 ? ` of channel ${channel}` : '';
    if (i >= 0) throw new ParameterError(caller, name, `must be finite, got ${x[i]} at index ${i}${where}`);
  }
  throw new ParameterError(
    caller,
    name,
    'grows beyond the largest number in this filter; is it unstable (a pole outside the unit circle)?',
  );
}
