/**
 * The length of a vector by different rules.
 * @module
 */
import { exp, log } from '../core/math.js';

/** Order of a norm: 1 for sums, 2 for lengths, Infinity for the largest, any number > 0; `null` for none. */
export type NormOrder = number | null;

/** `(sum |x|^order)^(1 / order)`; 1 for no order and for vectors that are zero but for underflow, which stay as they are. */
export function normOf(x: ArrayLike<number>, order: NormOrder): number {
  if (order === null) return 1;
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const size = Math.abs(x[i]!);
    if (order === Infinity) sum = Math.max(sum, size);
    else sum += order === 1 ? size : order === 2 ? size * size : exp(order * log(size));
  }
  const norm = order === Infinity || order === 1 ? sum : order === 2 ? Math.sqrt(sum) : sum > 0 ? exp(log(sum) / order) : 0;
  return norm < 2 ** -1022 ? 1 : norm;
}
