/**
 * Filters as a fraction of two polynomials.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { readNumbers } from '../core/table.js';

/**
 * A filter as a fraction: `a[0] y[n] = b[0] x[n] + b[1] x[n - 1] + ... - a[1] y[n - 1] - ...`. What {@link iirnotch} and the designs with
 * `output: 'ba'` return.
 */
export interface TransferFunction {
  /** Coefficients of the input, the newest sample first. */
  readonly b: ArrayLike<number>;
  /** Coefficients of the output; the first is not 0. Left out: `[1]`, a filter without feedback. */
  readonly a?: ArrayLike<number> | undefined;
}

/** A filter as a fraction, as designs return it. */
export interface DesignedTransfer extends TransferFunction {
  /** Coefficients of the input, the newest sample first. */
  readonly b: Float64Array;
  /** Coefficients of the output; the first is 1. */
  readonly a: Float64Array;
}

/** Reads a fraction: b and a of one length, divided by a[0]. */
export function readTransfer(filter: TransferFunction, caller: string): DesignedTransfer {
  if (typeof filter !== 'object' || filter === null || !('b' in filter)) {
    const hint = Array.isArray(filter) || (filter as object | null)?.hasOwnProperty('shape') ? '; sections go through sosfilt' : '';
    throw new TypeError(`${caller}: "filter" must be an object { b, a }, got ${show(filter)}${hint}`);
  }
  const unknown = Object.keys(filter).find((key) => key !== 'b' && key !== 'a');
  if (unknown !== undefined) throw new ParameterError(caller, `filter.${unknown}`, 'is not a part of a filter { b, a }');
  const numerator = readNumbers(filter.b, caller, 'filter.b');
  const denominator = filter.a === undefined ? Float64Array.of(1) : readNumbers(filter.a, caller, 'filter.a');
  if (numerator.length === 0) throw new ParameterError(caller, 'filter.b', 'must not be empty');
  if (denominator.length === 0) throw new ParameterError(caller, 'filter.a', 'must not be empty');
  const lead = denominator[0]!;
  if (lead === 0) throw new ParameterError(caller, 'filter.a', 'must not begin with 0');
  const length = Math.max(numerator.length, denominator.length);
  const padded = (list: Float64Array): Float64Array => Float64Array.from({ length }, (_, k) => (list[k] ?? 0) / lead);
  return { b: padded(numerator), a: padded(denominator) };
}
