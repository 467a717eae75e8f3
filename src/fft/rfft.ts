/**
 * The discrete Fourier transform of real signals.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { type SignalInput } from '../core/signal.js';
import { withScratch } from '../core/scratch.js';
import { type FloatArray } from '../core/types.js';
import { type FftOptions, forwardScale, readFftOptions } from './fft-options.js';
import { realKernel } from './kernels.js';
import { fromRows, realRows, transformRows, transformSingle } from './rows.js';
import { singleReal } from './single-plan.js';

/**
 * Discrete Fourier transform of real numbers, any length: the bins from DC to Nyquist, since the others mirror them.
 *
 * @param y - Signal, shape `[..., n]`.
 * @param options - See {@link FftOptions}.
 * @returns Shape `[..., bins, 2]` with `bins = floor(n / 2) + 1`, in the precision of `y`.
 * @throws {@link ParameterError} if `y` is empty or not finite, or an option is out of range.
 * @example
 * ```ts
 * const spectrum = rfft(Float64Array.of(1, 2, 3, 4));
 * spectrum.shape; // [3, 2]
 * spectrum.data; // [10, 0, -2, 2, -2, 0]
 * ```
 * @see scipy 1.17 `fft.rfft`.
 */
export function rfft<T extends FloatArray>(y: SignalInput<T>, options?: FftOptions): NdArray<T> {
  const { n: wanted, axis, norm, engine } = readFftOptions('rfft', options);
  const input = realRows(y, axis, 'rfft', 'y');
  const n = wanted ?? input.length;
  const bins = Math.floor(n / 2) + 1;
  const scale = forwardScale(norm, n);
  const inDouble = (): T => {
    const kernel = realKernel(n, engine);
    const data = withScratch(kernel.scratchLength, (scratch) =>
      transformRows(input.rows, n, 2 * bins, (out, row) => kernel.forward(out, row, scratch), scale),
    );
    refuseNonFinite(data, input.rows, 'rfft', 'y');
    return data;
  };
  const single = singleReal(n, engine, input.rows[0]!)?.forward;
  const data = transformSingle(input.rows, n, 2 * bins, single, scale) ?? inDouble();
  return fromRows(data, input, bins, [2]);
}
