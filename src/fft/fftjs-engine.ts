/**
 * fft.js behind our plans. The only place that imports it, so that nobody pays for it unasked.
 * @module
 */
import FFT from 'fft.js';
import { ParameterError } from '../core/errors.js';
import { carver, type ComplexKernel, type FftEngine, type RealKernel } from './kernel.js';

/**
 * The transforms of the package fft.js 4 by Fedor Indutny, for powers of two > 1: `createRfft(512, { engine: fftJsEngine() })`.
 * Slower than the library's own and independent of it, so good for cross-checks.
 *
 * @returns An engine for the option `engine` of plans and functions. It refuses other sizes with a {@link ParameterError}.
 * @example
 * ```ts
 * const plan = createRfft(4, { engine: fftJsEngine() });
 * const out = new Float64Array(2 * plan.bins);
 * plan.forward(out, Float64Array.of(1, 2, 3, 4));
 * out; // [10, 0, -2, 2, -2, 0]
 * ```
 * @see https://github.com/indutny/fft.js
 */
export function fftJsEngine(): FftEngine {
  return { name: 'fft.js', complex, real };
}

function build(size: number): FFT {
  if (!(size > 1 && Number.isInteger(Math.log2(size)))) {
    throw new ParameterError('fftJsEngine', 'size', `must be a power of two > 1, got ${size}`);
  }
  return new FFT(size);
}

function complex(size: number): ComplexKernel {
  const fft = build(size);
  return { size, scratchLength: 0, forward: (out, x) => fft.transform(out, x) };
}

function real(size: number): RealKernel {
  const fft = build(size);
  const carve = carver(2 * size, 2 * size);
  return {
    size,
    scratchLength: 4 * size,
    forward(out, x, scratch) {
      const z = carve(scratch)[0]!;
      fft.realTransform(z, x);
      for (let k = 0; k < size + 2; k++) out[k] = z[k]!;
    },
    inverse(out, spectrum, scratch) {
      const [z, y] = carve(scratch) as [Float64Array, Float64Array];
      for (let k = 0; k < size + 2; k++) z[k] = spectrum[k]!;
      z[1] = z[size + 1] = 0;
      fft.completeSpectrum(z);
      fft.inverseTransform(y, z);
      for (let j = 0; j < size; j++) out[j] = y[2 * j]!;
    },
    power(out, x, scratch) {
      const z = carve(scratch)[0]!;
      fft.realTransform(z, x);
      for (let k = 0; k <= size; k += 2) out[k / 2] = z[k]! * z[k]! + z[k + 1]! * z[k + 1]!;
    },
  };
}
