/**
 * Bringing a signal to a length by cutting or padding its end.
 * @module
 */
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { expectFiniteResult, mapLines, readStrided, resolveAxis } from './lines.js';
import { padLine } from './pad-line.js';
import { type Paddable, PADDING, type PaddingOptions, readPadding } from './pad.js';

/** Options of {@link fixLength}. */
export interface FixLengthOptions extends PaddingOptions {
  /** The length wanted, >= 1. Must be given. */
  size?: number | undefined;
}

/**
 * Cuts the end off, or pads it, to reach a length.
 *
 * @param data - Array, shape `[...channels, samples]`.
 * @param options - See {@link FixLengthOptions}; `size` must be given.
 * @returns New array of the same type and rank, `size` long.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * fixLength(Float64Array.of(1, 2, 3), { size: 5 }); // [1, 2, 3, 0, 0]
 * fixLength(Float64Array.of(1, 2, 3), { size: 2 }); // [1, 2]
 * ```
 * @see librosa 0.11 `util.fix_length`.
 */
export function fixLength<T extends FloatArray>(data: T, options?: FixLengthOptions): T;
export function fixLength<T extends FloatArray>(data: Paddable<T>, options?: FixLengthOptions): T | NdArray<T>;
export function fixLength<T extends FloatArray>(data: T | Paddable<T>, options?: FixLengthOptions): T | NdArray<T> {
  const all = readOptions('fixLength', options, { ...PADDING, size: NaN });
  const padding = readPadding(all, 'fixLength');
  const input = readStrided<T>(data, 'fixLength', 'data');
  const axis = resolveAxis(all.axis, input.shape.length, 'fixLength');
  const { size } = all;
  expectInteger(size, 'fixLength', 'size', 1);
  const result = mapLines(input, axis, size, (line, out) => {
    expectAllFinite(line, 'fixLength', 'data');
    if (size <= line.length) out.set(line.subarray(0, size));
    else padLine(out, line, 0, size - line.length, padding);
  });
  return expectFiniteResult(result, 'fixLength', 'data');
}
