/**
 * The inverse discrete Fourier transform.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { withScratch } from '../core/scratch.js';
import { type FloatArray } from '../core/types.js';
import { type FftOptions, inverseScale, readFftOptions } from './fft-options.js';
import { inverseOf } from './inverse-of.js';
import { complexKernel } from './kernels.js';
import { type ComplexInput, complexRows, fromRows, transformRows, transformSingle } from './rows.js';
import { singleComplex } from './single-plan.js';

/**
 * Inverse discrete Fourier transform of complex numbers, any length: `x[j] = 1 / n sum_k X[k] e^(2 pi i j k / n)`.
 *
 * @param x - Complex numbers: a typed array of re, im pairs, or an ndarray of shape `[..., n, 2]`.
 * @param options - See {@link FftOptions}.
 * @returns Shape `[..., n, 2]`, in the precision of `x`.
 * @throws {@link ParameterError} if `x` is empty, not made of pairs or not finite, or an option is out of range.
 * @example
 * ```ts
 * ifft(Float64Array.of(0, 0, 4, 0, 0, 0, 0, 0)).data; // [1, 0, 0, 1, -1, 0, 0, -1]
 * ```
 * @see scipy 1.17 `fft.ifft`.
 */
export function ifft<T extends FloatArray>(x: ComplexInput<T>, options?: FftOptions): NdArray<T> {
  const { n: wanted, axis, norm, engine } = readFftOptions('ifft', options);
  const input = complexRows(x, axis, 'ifft', 'x', '');
  const n = wanted ?? input.length;
  const scale = inverseScale(norm, n);
  const inDouble = (): T => {
    const kernel = complexKernel(n, engine);
    const inverse = inverseOf(kernel);
    const data = withScratch(kernel.scratchLength, (scratch) =>
      transformRows(input.rows, 2 * n, 2 * n, (out, row) => inverse(out, row, scratch), scale),
    );
    refuseNonFinite(data, input.rows, 'ifft', 'x');
    return data;
  };
  const single = singleComplex(n, engine, input.rows[0]!)?.inverse;
  const data = transformSingle(input.rows, 2 * n, 2 * n, single, scale) ?? inDouble();
  return fromRows(data, input, n, [2]);
}
