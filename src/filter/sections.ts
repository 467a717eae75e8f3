/**
 * Filters as second-order sections.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { readTable, type TableLike } from '../core/table.js';

/**
 * A filter as sections of second order, one after the other: rows of b0, b1, b2, a0, a1, a2, shape `[sections, 6]`. What {@link butter}
 * and its kind return.
 */
export type Sections = TableLike;

/** Reads sections into b0, b1, b2, a1, a2 each, divided by a0. */
export function readSections(sos: Sections, caller: string): Float64Array {
  const { data, rows, columns } = readTable(sos, caller, 'sos');
  if (columns !== 6) throw new ParameterError(caller, 'sos', `must have rows of 6 numbers, b0, b1, b2, a0, a1, a2, got ${columns}`);
  const coefficients = new Float64Array(5 * rows);
  for (let s = 0; s < rows; s++) {
    const lead = data[6 * s + 3]!;
    if (lead === 0) throw new ParameterError(caller, 'sos', `must not have an a0 of 0, got one in row ${s}`);
    for (let k = 0; k < 5; k++) coefficients[5 * s + k] = data[6 * s + (k < 3 ? k : k + 1)]! / lead;
  }
  return coefficients;
}
