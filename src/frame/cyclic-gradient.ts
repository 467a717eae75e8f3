/**
 * Differences of something that repeats.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { expectFiniteResult, mapLines, readStrided, resolveAxis } from './lines.js';

/** Options of {@link cyclicGradient}. */
export interface CyclicGradientOptions {
  /** Axis to differentiate along; -1 is the last. @defaultValue `-1` */
  axis?: number | undefined;
}

/**
 * Half the difference between the next value and the one before, where the first follows the last.
 *
 * @param data - Array of any shape.
 * @param options - {@link CyclicGradientOptions}.
 * @returns New array of the same shape and type.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * cyclicGradient(Float64Array.of(0, 1, 4, 9)); // [-4, 2, 4, -2]
 * ```
 * @see librosa 0.11 `util.cyclic_gradient`; its `edge_order` has no effect, for a circle has no edge.
 */
export function cyclicGradient<T extends FloatArray>(data: T, options?: CyclicGradientOptions): T;
export function cyclicGradient<T extends FloatArray>(data: NdArray<T>, options?: CyclicGradientOptions): NdArray<T>;
export function cyclicGradient<T extends FloatArray>(data: SignalInput<T>, options?: CyclicGradientOptions): T | NdArray<T> {
  const { axis } = readOptions('cyclicGradient', options, { axis: -1 });
  const input = readStrided(data, 'cyclicGradient', 'data');
  const along = resolveAxis(axis, input.shape.length, 'cyclicGradient');
  const n = input.shape[along]!;
  const result = mapLines(input, along, n, (line, out) => {
    for (let k = 0; k < n; k++) out[k] = (line[k + 1 < n ? k + 1 : 0]! - line[k > 0 ? k - 1 : n - 1]!) / 2;
  });
  return expectFiniteResult(result, 'cyclicGradient', 'data');
}
