/**
 * Counting different values.
 * @module
 */
import { expectAllFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { lineStarts, readStrided, resolveAxis } from './lines.js';

/** Options of {@link countUnique}. */
export interface CountUniqueOptions {
  /** Axis to count along; -1 is the last. @defaultValue `-1` */
  axis?: number | undefined;
}

/**
 * Counts the different values along an axis.
 *
 * @param data - Array of any shape.
 * @param options - {@link CountUniqueOptions}.
 * @returns One count for a typed array; for an ndarray an Int32Array in row-major order of the other axes, with their shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * countUnique(Float64Array.of(1, 2, 2, 3)); // 3
 * ```
 * @see librosa 0.11 `util.count_unique`.
 */
export function countUnique(data: FloatArray, options?: CountUniqueOptions): number;
export function countUnique(data: NdArray<FloatArray>, options?: CountUniqueOptions): NdArray<Int32Array>;
export function countUnique(data: FloatArray | NdArray<FloatArray>, options?: CountUniqueOptions): number | NdArray<Int32Array> {
  const { axis } = readOptions('countUnique', options, { axis: -1 });
  const input = readStrided(data, 'countUnique', 'data');
  const along = resolveAxis(axis, input.shape.length, 'countUnique');
  const step = input.stride[along]!;
  const counts = Int32Array.from(lineStarts(input, along), (start) => {
    const line = Float64Array.from({ length: input.shape[along]! }, (_, k) => input.data[start + k * step]! + 0); // -0 is 0
    expectAllFinite(line, 'countUnique', 'data');
    return new Set(line).size;
  });
  const others = input.shape.filter((_, d) => d !== along);
  return input.flat ? counts[0]! : nd(counts, others);
}
