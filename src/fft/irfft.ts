/**
 * Real signals from their spectra.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite, refuseNonFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { withScratch } from '../core/scratch.js';
import { type FloatArray } from '../core/types.js';
import { type FftOptions, inverseScale, readFftOptions } from './fft-options.js';
import { realKernel } from './kernels.js';
import { type ComplexInput, complexRows, fromRows, transformRows, transformSingle } from './rows.js';
import { singleReal } from './single-plan.js';

/**
 * Inverse of {@link rfft}: the real signal whose bins from DC to Nyquist are given. The imaginary parts of DC and, for even n, of Nyquist
 * do not count.
 *
 * @param x - Complex bins: a typed array of re, im pairs, or an ndarray of shape `[..., bins, 2]`.
 * @param options - See {@link FftOptions}. Give `n` for an odd length: the bins alone cannot tell.
 * @returns Shape `[..., n]`, `n = 2 (bins - 1)` unless given; a typed array when there is one signal.
 * @throws {@link ParameterError} if `x` is empty, not made of pairs or not finite, or an option is out of range.
 * @example
 * ```ts
 * irfft(Float64Array.of(10, 0, -2, 2, -2, 0)); // [1, 2, 3, 4]
 * irfft(rfft(Float64Array.of(1, 2, 3)), { n: 3 }); // [1, 2, 3]
 * ```
 * @see scipy 1.17 `fft.irfft`.
 */
export function irfft<T extends FloatArray>(x: T, options?: FftOptions): T;
export function irfft<T extends FloatArray>(x: ComplexInput<T>, options?: FftOptions): T | NdArray<T>;
export function irfft<T extends FloatArray>(x: ComplexInput<T>, options?: FftOptions): T | NdArray<T> {
  const { n: wanted, axis, norm, engine } = readFftOptions('irfft', options);
  const input = complexRows(x, axis, 'irfft', 'x', '');
  const n = wanted ?? 2 * (input.length - 1);
  if (n === 0) throw new ParameterError('irfft', 'n', 'must be given for a single bin (n = 1), got null');
  for (const row of input.rows) expectAllFinite(row, 'irfft', 'x'); // an imaginary part of DC would hide it
  const scale = inverseScale(norm, n);
  const inputLength = 2 * (Math.floor(n / 2) + 1);
  const inDouble = (): T => {
    const kernel = realKernel(n, engine);
    const data = withScratch(kernel.scratchLength, (scratch) =>
      transformRows(input.rows, inputLength, n, (out, row) => kernel.inverse(out, row, scratch), scale),
    );
    refuseNonFinite(data, input.rows, 'irfft', 'x');
    return data;
  };
  const single = singleReal(n, engine, input.rows[0]!)?.inverse;
  const data = transformSingle(input.rows, inputLength, n, single, scale) ?? inDouble();
  return input.lead.length === 0 ? data : fromRows(data, input, n, []);
}
