/**
 * Plans for complex transforms.
 * @module
 */
import { expectFftSize } from '../core/expect-fft-size.js';
import { planComplex } from './complex-plan.js';
import { createEdge, createSingleEdge, type FftArray, type FftDtype, type FftPlanOptions, readPlanOptions } from './edge.js';
import { inverseOf } from './inverse-of.js';
import { planSingle } from './single-plan.js';

/** A complex transform of one size, on re, im pairs. Calls allocate nothing. Outputs must not overlap inputs; inputs are kept. */
export interface ComplexFft<T extends Float32Array | Float64Array = Float64Array> {
  /** Complex numbers, n. */
  readonly size: number;
  /** Length of a scratch array for the calls, should several plans share one. Without it a plan makes its own at its first call. */
  readonly scratchLength: number;
  /** `X[k] = sum_j x[j] e^(-2 pi i j k / n)`: `2 n` numbers to `2 n` numbers. */
  forward(out: T, x: T, scratch?: Float64Array): void;
  /** `x[j] = 1 / n sum_k X[k] e^(2 pi i j k / n)`: `2 n` numbers to `2 n` numbers. */
  inverse(out: T, spectrum: T, scratch?: Float64Array): void;
}

/**
 * Plans a transform of `size` complex numbers: tables and scratch are made once.
 *
 * @param size - Number of complex values n, an integer >= 1. Products of 2, 3, 5 and 7 are fastest.
 * @param options - See {@link FftPlanOptions}.
 * @returns The plan. Its arrays are Float64Array, or Float32Array for `dtype: 'float32'`, of `2 n` numbers re, im, re, im.
 * @throws {@link ParameterError} if `size` or an option is out of range; the calls, if an array has the wrong length.
 * @example
 * ```ts
 * const plan = createFft(2);
 * const out = new Float64Array(4);
 * plan.forward(out, Float64Array.of(1, 2, 3, 4)); // 1 + 2i, 3 + 4i
 * out; // [4, 6, -2, -2]
 * ```
 * @see scipy 1.17 `fft.fft`, `fft.ifft`. Van Loan, Computational Frameworks for the Fast Fourier Transform, 1992.
 */
export function createFft<D extends FftDtype = 'float64'>(size: number, options?: FftPlanOptions<D>): ComplexFft<FftArray<D>> {
  expectFftSize(size, 'createFft', 'size');
  const { dtype, engine } = readPlanOptions(options, 'createFft');
  const lengths = { inputLength: 2 * size, outLength: 2 * size };
  const forward = { caller: 'ComplexFft.forward', input: 'x', ...lengths };
  const inverse = { caller: 'ComplexFft.inverse', input: 'spectrum', ...lengths };
  const single = dtype === 'float32' && !engine ? planSingle(size) : undefined;
  if (single) {
    const { scratchLength, wrap } = createSingleEdge();
    return { size, scratchLength, forward: wrap(forward, single.forward), inverse: wrap(inverse, single.inverse) };
  }
  const kernel = engine ? engine.complex(size) : planComplex(size);
  const { scratchLength, wrap } = createEdge(dtype, kernel.scratchLength, 2 * size);
  return { size, scratchLength, forward: wrap(forward, kernel.forward), inverse: wrap(inverse, inverseOf(kernel)) };
}
