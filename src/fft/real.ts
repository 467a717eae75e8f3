/**
 * Plans for real transforms.
 * @module
 */
import { expectFftSize } from '../core/expect-fft-size.js';
import { createEdge, createSingleEdge, type FftArray, type FftDtype, type FftPlanOptions, readPlanOptions } from './edge.js';
import { planReal } from './real-plan.js';
import { planSingleReal } from './single-plan.js';

/** A real transform of one size. Calls allocate nothing. Outputs must not overlap inputs; inputs are kept. */
export interface RealFft<T extends Float32Array | Float64Array = Float64Array> {
  /** Samples, n. */
  readonly size: number;
  /** `floor(n / 2) + 1`. */
  readonly bins: number;
  /** Length of a scratch array for the calls, should several plans share one. Without it a plan makes its own at its first call. */
  readonly scratchLength: number;
  /** `X[k] = sum_j x[j] e^(-2 pi i j k / n)`: `n` samples to `2 bins` numbers re, im. */
  forward(out: T, x: T, scratch?: Float64Array): void;
  /** `2 bins` numbers re, im to `n` samples, scaled by 1 / n. The imaginary parts of DC and Nyquist are not read. */
  inverse(out: T, spectrum: T, scratch?: Float64Array): void;
  /** `out[k] = |X[k]|^2`: `n` samples to `bins` numbers. */
  power(out: T, x: T, scratch?: Float64Array): void;
}

/**
 * Plans a transform of `size` real samples: tables and scratch are made once.
 *
 * @param size - Number of samples n, an integer >= 1. Products of 2, 3, 5 and 7 are fastest, even ones above all.
 * @param options - See {@link FftPlanOptions}.
 * @returns The plan. Its arrays are Float64Array, or Float32Array for `dtype: 'float32'`.
 * @throws {@link ParameterError} if `size` or an option is out of range; the calls, if an array has the wrong length.
 * @example
 * ```ts
 * const plan = createRfft(8);
 * const power = new Float64Array(plan.bins);
 * plan.power(power, Float64Array.of(1, 0, -1, 0, 1, 0, -1, 0));
 * power; // [0, 0, 16, 0, 0]
 * ```
 * @see scipy 1.17 `fft.rfft`, `fft.irfft`. Sorensen, Jones, Heideman, Burrus, "Real-valued fast Fourier transform algorithms", 1987.
 */
export function createRfft<D extends FftDtype = 'float64'>(size: number, options?: FftPlanOptions<D>): RealFft<FftArray<D>> {
  expectFftSize(size, 'createRfft', 'size');
  const { dtype, engine } = readPlanOptions(options, 'createRfft');
  const bins = Math.floor(size / 2) + 1;
  const forward = { caller: 'RealFft.forward', input: 'x', inputLength: size, outLength: 2 * bins };
  const inverse = { caller: 'RealFft.inverse', input: 'spectrum', inputLength: 2 * bins, outLength: size };
  const power = { caller: 'RealFft.power', input: 'x', inputLength: size, outLength: bins };
  const single = dtype === 'float32' && !engine ? planSingleReal(size) : undefined;
  if (single) {
    const { scratchLength, wrap } = createSingleEdge();
    const { forward: there, inverse: back, power: square } = single;
    return { size, bins, scratchLength, forward: wrap(forward, there), inverse: wrap(inverse, back), power: wrap(power, square) };
  }
  const kernel = engine ? engine.real(size) : planReal(size);
  const { scratchLength, wrap } = createEdge(dtype, kernel.scratchLength, 2 * bins);
  return {
    size,
    bins,
    scratchLength,
    forward: wrap(forward, kernel.forward),
    inverse: wrap(inverse, kernel.inverse),
    power: wrap(power, kernel.power),
  };
}
