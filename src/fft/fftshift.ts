/**
 * Moving frequency zero to the middle, and back.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { isNdArray, nd, type NdArray, toRowMajor } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { expectInside, readSignal } from '../core/signal.js';
import { type FloatArray, isFloatArray } from '../core/types.js';

/** Options of {@link fftshift} and {@link ifftshift}. */
export interface FftshiftOptions {
  /** The axes to shift, `null` for all. For complex arrays leave out the last one, which holds re and im. @defaultValue `null` */
  axes?: number | readonly number[] | null | undefined;
}

/**
 * Moves frequency zero to the middle: swaps the halves of each axis.
 *
 * @param x - Real numbers, any shape.
 * @param options - See {@link FftshiftOptions}.
 * @returns A copy of `x`, same shape and precision, element 0 of each axis moved to `floor(n / 2)`.
 * @throws {@link ParameterError} if `x` is empty or an axis does not exist.
 * @example
 * ```ts
 * fftshift(fftfreq(5, { d: 0.2 })); // [-2, -1, 0, 1, 2]
 * ```
 * @see scipy 1.17 `fft.fftshift`.
 */
export function fftshift<T extends FloatArray>(x: T, options?: FftshiftOptions): T;
export function fftshift<T extends FloatArray>(x: T | NdArray<T>, options?: FftshiftOptions): T | NdArray<T>;
export function fftshift<T extends FloatArray>(x: T | NdArray<T>, options?: FftshiftOptions): T | NdArray<T> {
  return roll('fftshift', x, options, (n) => Math.floor(n / 2));
}

/**
 * Undoes {@link fftshift}, also for odd lengths.
 *
 * @param x - Real numbers, any shape.
 * @param options - See {@link FftshiftOptions}.
 * @returns A copy of `x`, same shape and precision, element `floor(n / 2)` of each axis moved to 0.
 * @throws {@link ParameterError} if `x` is empty or an axis does not exist.
 * @example
 * ```ts
 * ifftshift(Float64Array.of(-2, -1, 0, 1, 2)); // [0, 1, 2, -2, -1]
 * ```
 * @see scipy 1.17 `fft.ifftshift`.
 */
export function ifftshift<T extends FloatArray>(x: T, options?: FftshiftOptions): T;
export function ifftshift<T extends FloatArray>(x: T | NdArray<T>, options?: FftshiftOptions): T | NdArray<T>;
export function ifftshift<T extends FloatArray>(x: T | NdArray<T>, options?: FftshiftOptions): T | NdArray<T> {
  return roll('ifftshift', x, options, (n) => Math.ceil(n / 2));
}

/** Rolls each axis by `by(n)`. */
function roll<T extends FloatArray>(
  caller: string,
  x: T | NdArray<T>,
  options: FftshiftOptions | undefined,
  by: (n: number) => number,
): T | NdArray<T> {
  const defaults: { axes: number | readonly number[] | null } = { axes: null };
  const { axes } = readOptions(caller, options, defaults);
  const flat = isFloatArray(x);
  readSignal(x, caller, 'x'); // refuses what is empty or no array of floats
  if (!flat && !isNdArray(x)) throw new ParameterError(caller, 'x', 'must be a typed array or an ndarray');
  const shape = flat ? [x.length] : x.shape;
  if (!flat) expectInside(x, caller, 'x');
  let data = (flat ? x.slice() : toRowMajor(x)) as T;
  for (const axis of axes === null ? shape.keys() : typeof axes === 'number' ? [axes] : axes) {
    expectInteger(axis, caller, 'axes', -shape.length, shape.length - 1);
    const d = axis < 0 ? axis + shape.length : axis;
    const step = shape.slice(d + 1).reduce((product, n) => product * n, 1);
    const block = shape[d]! * step;
    const shift = (by(shape[d]!) % shape[d]!) * step;
    const out = data.slice() as T;
    for (let start = 0; start < data.length; start += block) {
      out.set(data.subarray(start, start + block - shift), start + shift);
      out.set(data.subarray(start + block - shift, start + block), start);
    }
    data = out;
  }
  return flat ? data : nd(data, shape);
}
