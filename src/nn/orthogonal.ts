/**
 * Random matrices whose rows or columns are orthonormal.
 * @module
 */
import { type Random } from '../core/random.js';
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';

/**
 * Fills `out` with a matrix drawn evenly from the orthogonal ones, times `gain`: all axes but the last are its rows. The directions are
 * normal numbers made orthonormal one after the other, twice, for one pass loses digits where two of them are near (Daniel, Gragg,
 * Kaufman and Stewart 1976). That is the Q of a QR factorisation whose R has a positive diagonal, as Keras makes it.
 */
export function fillOrthogonal(out: FloatArray, shape: readonly number[], gain: number, random: Random): void {
  const columns = shape.at(-1)!;
  const rows = sizeOf(shape.slice(0, -1));
  const length = Math.max(rows, columns);
  const count = Math.min(rows, columns);
  const basis = new Float64Array(count * length);
  for (let k = 0; k < count; k++) {
    const at = k * length;
    const v = basis.subarray(at, at + length);
    for (let i = 0; i < length; i++) v[i] = random.normal();
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < at; j += length) {
        let dot = 0;
        for (let i = 0; i < length; i++) dot += v[i]! * basis[j + i]!;
        for (let i = 0; i < length; i++) v[i]! -= dot * basis[j + i]!;
      }
    }
    let sum = 0;
    for (let i = 0; i < length; i++) sum += v[i]! * v[i]!;
    const scale = 1 / Math.sqrt(sum);
    for (let i = 0; i < length; i++) v[i]! *= scale;
  }
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) out[r * columns + c] = gain * (rows >= columns ? basis[c * length + r]! : basis[r * length + c]!);
  }
}
