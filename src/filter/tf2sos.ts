/**
 * From a fraction to sections.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { sectionsOf } from './pair-roots.js';
import { rootsOf } from './polynomial.js';
import { readTransfer, type TransferFunction } from './transfer-function.js';

/** The list without the zeros at its end. */
function trimmed(list: Float64Array): Float64Array {
  let length = list.length;
  while (length > 1 && list[length - 1] === 0) length--;
  return list.subarray(0, length);
}

/**
 * Factors a fraction b / a into second-order sections. The roots of polynomials of a high order, and multiple roots, are lost in the rounding
 * of the coefficients: design sections directly where you can.
 *
 * @param filter - The fraction, `{ b, a }`; `b` must not begin with 0.
 * @returns Sections, shape `[sections, 6]`.
 * @throws {@link ParameterError} if `a` or `b` begins with 0, or a coefficient is NaN or infinite.
 * @example
 * ```ts
 * const sos = tf2sos({ b: [1, 0], a: [1, -1, 0.5] });
 * sos.shape; // [1, 6]
 * sos.data.map((v) => Math.round(1e9 * v) / 1e9); // [1, 0, 0, 1, -1, 0.5]
 * ```
 * @see scipy 1.17 `signal.tf2sos`, which drops zeros at the beginning of `b`, and with them a delay; here they are refused.
 */
export function tf2sos(filter: TransferFunction): NdArray<Float64Array> {
  const { b, a } = readTransfer(filter, 'tf2sos');
  const lead = b[0]!;
  if (lead === 0) {
    throw new ParameterError('tf2sos', 'filter.b', 'must not begin with 0: a delay is no zero; drop it, and delay the result');
  }
  return sectionsOf({ z: rootsOf(trimmed(b)), p: rootsOf(trimmed(a)), k: lead });
}
