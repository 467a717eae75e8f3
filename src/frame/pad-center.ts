/**
 * Bringing a window or signal to a length by padding both sides.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { expectFiniteResult, mapLines, readStrided, resolveAxis } from './lines.js';
import { padLine } from './pad-line.js';
import { type Paddable, PADDING, type PaddingOptions, readPadding } from './pad.js';

/** Options of {@link padCenter}. */
export interface PadCenterOptions extends PaddingOptions {
  /** The length wanted, at least that of the data. Must be given. */
  size?: number | undefined;
}

/**
 * Pads on both sides so that the data stands in the middle; an odd sample goes to the end.
 *
 * @param data - Array, shape `[...channels, samples]`.
 * @param options - See {@link PadCenterOptions}; `size` must be given.
 * @returns New array of the same type and rank, `size` long, with `floor((size - samples) / 2)` samples before the data.
 * @throws {@link ParameterError} if an option is unknown or out of range, or the data is longer than `size`.
 * @example
 * ```ts
 * padCenter(Float64Array.of(1, 2, 3), { size: 6 }); // [0, 1, 2, 3, 0, 0]
 * ```
 * @see librosa 0.11 `util.pad_center`.
 */
export function padCenter<T extends FloatArray>(data: T, options?: PadCenterOptions): T;
export function padCenter<T extends FloatArray>(data: Paddable<T>, options?: PadCenterOptions): T | NdArray<T>;
export function padCenter<T extends FloatArray>(data: T | Paddable<T>, options?: PadCenterOptions): T | NdArray<T> {
  const all = readOptions('padCenter', options, { ...PADDING, size: NaN });
  const padding = readPadding(all, 'padCenter');
  const input = readStrided<T>(data, 'padCenter', 'data');
  const axis = resolveAxis(all.axis, input.shape.length, 'padCenter');
  const { size } = all;
  expectInteger(size, 'padCenter', 'size', 1);
  const extra = size - input.shape[axis]!;
  if (extra < 0) throw new ParameterError('padCenter', 'size', `must be >= ${input.shape[axis]}, the length of the data, got ${size}`);
  const before = extra >> 1;
  const result = mapLines(input, axis, size, (line, out) => {
    expectAllFinite(line, 'padCenter', 'data');
    padLine(out, line, before, extra - before, padding);
  });
  return expectFiniteResult(result, 'padCenter', 'data');
}

/** The kernel for windows: zeros on both sides, `floor((size - length) / 2)` before. */
export function centerWindow(window: Float64Array, size: number): Float64Array {
  const out = new Float64Array(size);
  out.set(window, Math.floor((size - window.length) / 2));
  return out;
}
