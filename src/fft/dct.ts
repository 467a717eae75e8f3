/**
 * The discrete cosine transform and its inverse.
 * @module
 */
import { memoize } from '../core/cache.js';
import { ParameterError } from '../core/errors.js';
import { expectFftSize } from '../core/expect-fft-size.js';
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type DctKernel, type DctType, planDct } from './dct-plan.js';
import { type FftNorm } from './fft-options.js';
import { fromRows, realRows, transformRows } from './rows.js';

/** Options of {@link dct} and {@link idct}. */
export interface DctOptions {
  /** Which of the four cosine transforms, as scipy numbers them. @defaultValue `2` */
  type?: DctType | undefined;
  /** Length of the transform, >= 1 (type 1: >= 2): crops or pads with zeros. `null` takes the length of `x`. @defaultValue `null` */
  n?: number | null | undefined;
  /** The axis to transform. @defaultValue `-1` */
  axis?: number | undefined;
  /**
   * With N = 2 n (type 1: 2 (n - 1)): `null` or `'backward'` divides the inverse by N, `'forward'` the forward transform, `'ortho'` both by
   * sqrt N and weights the ends so that the transform is orthogonal. @defaultValue `null`
   */
  norm?: FftNorm | null | undefined;
}

const kept = /* @__PURE__ */ memoize<readonly [number, DctType], DctKernel>(16, String, ([size, type]) => planDct(size, type));

/**
 * Discrete cosine transform of type 1, 2, 3 or 4, any length, in O(n log n).
 *
 * @param x - Real numbers, shape `[..., n]`.
 * @param options - See {@link DctOptions}.
 * @returns The shape of `x` (its axis `n` long if that is given), in its precision; a typed array when `x` has one axis.
 * @throws {@link ParameterError} if `x` is empty or not finite, or an option is out of range.
 * @example
 * ```ts
 * dct(Float64Array.of(1, 2, 3, 4), { norm: 'ortho' }); // [5, -2.2304425, 0, -0.1585127]
 * dct(Float64Array.of(1, 2, 3), { type: 1 }); // [8, -2, 0]
 * ```
 * @see scipy 1.17 `fft.dct`. Makhoul, "A fast cosine transform in one and two dimensions", 1980.
 */
export function dct<T extends FloatArray>(x: T, options?: DctOptions): T;
export function dct<T extends FloatArray>(x: SignalInput<T>, options?: DctOptions): T | NdArray<T>;
export function dct<T extends FloatArray>(x: SignalInput<T>, options?: DctOptions): T | NdArray<T> {
  return transform('dct', x, options, false);
}

/**
 * Inverse of {@link dct} with the same `type` and `norm`.
 *
 * @param x - Real numbers, shape `[..., n]`.
 * @param options - See {@link DctOptions}.
 * @returns The shape of `x` (its axis `n` long if that is given), in its precision; a typed array when `x` has one axis.
 * @throws {@link ParameterError} if `x` is empty or not finite, or an option is out of range.
 * @example
 * ```ts
 * idct(Float64Array.of(20, 0, 0, 0)); // [2.5, 2.5, 2.5, 2.5]
 * ```
 * @see scipy 1.17 `fft.idct`.
 */
export function idct<T extends FloatArray>(x: T, options?: DctOptions): T;
export function idct<T extends FloatArray>(x: SignalInput<T>, options?: DctOptions): T | NdArray<T>;
export function idct<T extends FloatArray>(x: SignalInput<T>, options?: DctOptions): T | NdArray<T> {
  return transform('idct', x, options, true);
}

/** Types 2 and 3 undo each other, 1 and 4 themselves, up to the factor N. */
const inverseType = (type: DctType): DctType => (type === 2 ? 3 : type === 3 ? 2 : type);

function transform<T extends FloatArray>(
  caller: string,
  x: SignalInput<T>,
  options: DctOptions | undefined,
  inverse: boolean,
): T | NdArray<T> {
  const defaults: { type: DctType; n: number | null; axis: number; norm: FftNorm | null } = { type: 2, n: null, axis: -1, norm: null };
  const { type: asked, n, axis, norm } = readOptions(caller, options, defaults);
  expectOneOf(asked, caller, 'type', [1, 2, 3, 4]);
  if (n !== null) expectFftSize(n, caller, 'n');
  expectOneOf(norm, caller, 'norm', [null, 'backward', 'ortho', 'forward']);
  const input = realRows(x, axis, caller, 'x');
  const size = n ?? input.length;
  if (asked === 1 && size < 2) throw new ParameterError(caller, 'type', `must not be 1 for a single number, got length ${size}`);

  const type = inverse ? inverseType(asked) : asked;
  const whole = type === 1 ? 2 * (size - 1) : 2 * size;
  const ortho = norm === 'ortho';
  const divided = (norm === 'forward') !== inverse;
  const scale = ortho ? 1 / Math.sqrt(whole) : divided ? 1 / whole : 1;
  const { forward, scratchLength } = kept([size, type]);
  const scratch = new Float64Array(scratchLength);
  const run = (out: Float64Array, row: Float64Array): void => {
    if (ortho) weightEnds(row, type === 1 || type === 3, type === 1, Math.SQRT2);
    forward(out, row, scratch);
    if (ortho) weightEnds(out, type === 1 || type === 2, type === 1, Math.SQRT1_2);
  };
  const data = transformRows(input.rows, size, size, run, scale);
  refuseNonFinite(data, input.rows, caller, 'x');
  return input.lead.length === 0 ? data : fromRows(data, input, size, []);
}

/** Weights the first and the last number, which an orthogonal transform counts at 1 / sqrt 2 of the others. */
function weightEnds(x: Float64Array, first: boolean, last: boolean, weight: number): void {
  if (first) x[0] = weight * x[0]!;
  if (last) x[x.length - 1] = weight * x[x.length - 1]!;
}
