/**
 * From roots to sections.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectFinite } from '../core/options.js';
import { readTable, type TableLike } from '../core/table.js';
import { sizeOf } from '../core/view.js';
import { isNdArray } from '../core/nd.js';
import { type Complex } from './complex.js';
import { halfOf, sectionsOf } from './pair-roots.js';

/** Zeros, poles and gain as {@link zpk2sos} takes them. */
export interface RootsInput {
  /** Zeros, complex, shape `[zeros, 2]`: rows of re, im. */
  readonly z: TableLike;
  /** Poles, complex, shape `[poles, 2]`. */
  readonly p: TableLike;
  /** Gain. */
  readonly k: number;
}

/**
 * Pairs zeros and poles to second-order sections: each pole with the zero nearest to it, the pole nearest to the unit circle last.
 *
 * @param roots - Zeros, poles and gain; complex ones in conjugate pairs.
 * @returns Sections, shape `[max(1, ceil(max(zeros, poles) / 2)), 6]`. The shorter list is filled with roots at 0, which delay nothing.
 * @throws {@link ParameterError} if a complex root has no conjugate or a number is not finite.
 * @example
 * ```ts
 * const sos = zpk2sos({ z: [[-1, 0], [-1, 0]], p: [[0.5, 0.5], [0.5, -0.5]], k: 2 });
 * sos.data; // [2, 4, 2, 1, -1, 0.5]
 * ```
 * @see scipy 1.17 `signal.zpk2sos` (`pairing='nearest'`).
 */
export function zpk2sos({ z, p, k }: RootsInput): NdArray<Float64Array> {
  expectFinite(k, 'zpk2sos', 'k');
  return sectionsOf({ z: readRoots(z, 'z'), p: readRoots(p, 'p'), k });
}

function readRoots(list: TableLike, name: string): Complex[] {
  if (isNdArray(list) ? sizeOf(list.shape) === 0 : Array.isArray(list) && list.length === 0) return [];
  const { data, rows, columns } = readTable(list, 'zpk2sos', name);
  if (columns !== 2) throw new ParameterError('zpk2sos', name, `must have rows of re, im, got ${columns} numbers a row`);
  const roots = Array.from({ length: rows }, (_, i): Complex => [data[2 * i]!, data[2 * i + 1]!]);
  if (!halfOf(roots)) throw new ParameterError('zpk2sos', name, 'must have the conjugate of each complex root too');
  return roots;
}
