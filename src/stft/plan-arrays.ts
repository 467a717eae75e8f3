/**
 * The arrays that a plan is handed.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { readSignal } from '../core/signal.js';
import { type FloatArray, isFloatArray } from '../core/types.js';

/** Refuses other types, an empty signal, and an `out` that lies on top of it. */
export function expectPlanArrays(out: FloatArray, y: FloatArray, caller: string): void {
  expectFloats(out, caller, 'out'); // one by one: nothing may be allocated here
  expectFloats(y, caller, 'y');
  if (y.length === 0) readSignal(y, caller); // says why it is empty
  if (out.buffer === y.buffer && out.byteOffset < y.byteOffset + y.byteLength && y.byteOffset < out.byteOffset + out.byteLength) {
    throw new ParameterError(caller, 'out', 'must not overlap "y"');
  }
}

function expectFloats(x: FloatArray, caller: string, name: string): void {
  if (!isFloatArray(x)) throw new TypeError(`${caller}: "${name}" must be a Float32Array or a Float64Array, got ${show(x)}`);
}

/** Refuses an `out` that has not exactly the room needed. */
export function expectRoom(out: FloatArray, rows: number, frames: number, caller: string): void {
  if (out.length !== rows * frames) {
    throw new ParameterError(caller, 'out', `must hold ${rows} x ${frames} frames = ${rows * frames} numbers, got ${out.length}`);
  }
}

/** Says why the result for one channel is not finite. */
export const refuseChannel = (y: FloatArray, caller: string): void => refuseNonFinite(Float64Array.of(NaN), [y], caller, 'y');
