/**
 * Batches whose first axis is time.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Mask } from './layer.js';

/** [rows, columns, length] to [columns, rows, length]. */
export function swapAxes(x: FloatArray, rows: number, columns: number, length: number): FloatArray {
  const out = x.BYTES_PER_ELEMENT === 4 ? new Float32Array(x.length) : new Float64Array(x.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const from = (r * columns + c) * length;
      out.set(x.subarray(from, from + length), (c * rows + r) * length);
    }
  }
  return out;
}

/** [rows, columns] to [columns, rows]. */
export function swapMask(mask: Mask, rows: number, columns: number): Mask {
  const out = new Uint8Array(mask.length);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) out[c * rows + r] = mask[r * columns + c]!;
  return out;
}
