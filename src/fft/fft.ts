/**
 * The discrete Fourier transform.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { withScratch } from '../core/scratch.js';
import { type FloatArray } from '../core/types.js';
import { type FftOptions, forwardScale, readFftOptions } from './fft-options.js';
import { complexKernel } from './kernels.js';
import { type ComplexInput, complexRows, fromRows, transformRows, transformSingle } from './rows.js';
import { singleComplex } from './single-plan.js';

/**
 * Discrete Fourier transform of complex numbers, any length: `X[k] = sum_j x[j] e^(-2 pi i j k / n)`. For real signals use {@link rfft}.
 *
 * @param x - Complex numbers: a typed array of re, im pairs, or an ndarray of shape `[..., n, 2]`.
 * @param options - See {@link FftOptions}.
 * @returns Shape `[..., n, 2]`, in the precision of `x`.
 * @throws {@link ParameterError} if `x` is empty, not made of pairs or not finite, or an option is out of range.
 * @example
 * ```ts
 * const spectrum = fft(Float64Array.of(1, 0, 0, 1, -1, 0, 0, -1)); // 1, i, -1, -i
 * spectrum.shape; // [4, 2]
 * spectrum.data; // [0, 0, 4, 0, 0, 0, 0, 0]
 * ```
 * @see scipy 1.17 `fft.fft`. Van Loan, Computational Frameworks for the Fast Fourier Transform, 1992.
 */
export function fft<T extends FloatArray>(x: ComplexInput<T>, options?: FftOptions): NdArray<T> {
  const { n: wanted, axis, norm, engine } = readFftOptions('fft', options);
  const input = complexRows(x, axis, 'fft', 'x', '; use rfft for real signals');
  const n = wanted ?? input.length;
  const scale = forwardScale(norm, n);
  const inDouble = (): T => {
    const kernel = complexKernel(n, engine);
    const data = withScratch(kernel.scratchLength, (scratch) =>
      transformRows(input.rows, 2 * n, 2 * n, (out, row) => kernel.forward(out, row, scratch), scale),
    );
    refuseNonFinite(data, input.rows, 'fft', 'x');
    return data;
  };
  const single = singleComplex(n, engine, input.rows[0]!)?.forward;
  const data = transformSingle(input.rows, 2 * n, 2 * n, single, scale) ?? inDouble();
  return fromRows(data, input, n, [2]);
}
