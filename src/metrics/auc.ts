/**
 * The area under any curve.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectSameLength } from '../core/labels.js';
import { readNumbers } from '../core/table.js';

/**
 * The area under the straight lines between points.
 *
 * @param x - Where the points are, rising or falling, at least two.
 * @param y - How high they are.
 * @returns The area; positive also where x falls.
 * @throws {@link ParameterError} if the lists differ in length, have fewer than two points, or x turns back.
 * @example
 * ```ts
 * const { fpr, tpr } = rocCurve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
 * auc(fpr, tpr); // 0.75
 * ```
 * @see scikit-learn `metrics.auc`.
 */
export function auc(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [a, b] = [readNumbers(x, 'auc', 'x'), readNumbers(y, 'auc', 'y')];
  expectSameLength(a.length, 'x', b.length, 'y', 'auc');
  if (a.length < 2) throw new ParameterError('auc', 'x', `must have at least two points, got ${a.length}`);
  let direction = 0;
  for (let i = 1; i < a.length; i++) {
    const step = Math.sign(a[i]! - a[i - 1]!);
    if (step * direction < 0)
      throw new ParameterError('auc', 'x', `must rise or fall throughout, got ${a[i]} after ${a[i - 1]} at index ${i}`);
    direction ||= step;
  }
  return (direction || 1) * trapezoid(a, b);
}

/** The area by the trapezoidal rule. */
export function trapezoid(x: Float64Array, y: Float64Array): number {
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((x[i]! - x[i - 1]!) * (y[i]! + y[i - 1]!)) / 2;
  return area;
}
