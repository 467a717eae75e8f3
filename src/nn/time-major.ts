/**
 * Batches whose first axis is time.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Mask } from './layer.js';

/** [rows, columns, length] to [columns, rows, length]. */
export function swapAxes<T extends FloatArray | Mask>(x: T, rows: number, columns: number, length: number = 1): T {
  const out = x.slice() as T;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const from = (r * columns + c) * length;
      out.set(x.subarray(from, from + length), (c * rows + r) * length);
    }
  }
  return out;
}
