/**
 * Classes as vectors.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { isList } from '../core/table.js';

/** Options of {@link oneHot}. */
export interface OneHotOptions {
  /** How many classes there are; `null`: one more than the highest. @defaultValue `null` */
  numClasses?: number | null | undefined;
  /** Precision of the result. @defaultValue `'float32'` */
  dtype?: 'float32' | 'float64' | undefined;
}

/**
 * A vector for each class: 1 at its place, 0 elsewhere.
 *
 * @param codes - Classes, integers in [0, numClasses), as from `labelEncoder`.
 * @param options - {@link OneHotOptions}.
 * @returns Shape `[items, numClasses]`.
 * @throws `ParameterError` if there are no items or one is out of range.
 * @example
 * ```ts
 * oneHot([2, 0]).shape; // [2, 3]
 * oneHot([2, 0]).data; // [0, 0, 1, 1, 0, 0]
 * ```
 * @see Keras `utils.to_categorical`.
 */
export function oneHot(codes: ArrayLike<number>, options: OneHotOptions & { readonly dtype: 'float64' }): NdArray<Float64Array>;
export function oneHot(
  codes: ArrayLike<number>,
  options?: OneHotOptions & { readonly dtype?: 'float32' | undefined },
): NdArray<Float32Array>;
export function oneHot(codes: ArrayLike<number>, options?: OneHotOptions): NdArray<Float32Array> | NdArray<Float64Array> {
  const caller = 'oneHot';
  const o = readOptions(caller, options, { numClasses: null as number | null, dtype: 'float32' as 'float32' | 'float64' });
  expectOneOf(o.dtype, caller, 'dtype', ['float32', 'float64']);
  if (!isList(codes)) throw new TypeError(`${caller}: "codes" must be a list of integers, got ${show(codes)}`);
  if (codes.length === 0) throw new ParameterError(caller, 'codes', 'must not be empty');
  if (o.numClasses !== null) expectInteger(o.numClasses, caller, 'numClasses', 1);
  let most = 0;
  for (let i = 0; i < codes.length; i++) {
    if (o.numClasses === null) expectInteger(codes[i], caller, 'codes', 0);
    else expectInteger(codes[i], caller, 'codes', 0, o.numClasses - 1);
    most = Math.max(most, codes[i]!);
  }
  const width = o.numClasses ?? most + 1;
  const data = o.dtype === 'float64' ? new Float64Array(codes.length * width) : new Float32Array(codes.length * width);
  for (let i = 0; i < codes.length; i++) data[i * width + codes[i]!] = 1;
  return nd(data, [codes.length, width]) as NdArray<Float32Array> | NdArray<Float64Array>;
}
