/**
 * Convolution by transforms of overlapping blocks, in double precision.
 * @module
 */
import { type RealKernel } from '../fft/kernel.js';
import { realKernel } from '../fft/kernels.js';
import { designConvolution } from '../simd/overlap-design.js';

/** `out[m] = sum_j h[j] x[start + m - j]`, where samples outside `x` are zero. */
export function convolveByFft(out: Float64Array, x: Float64Array, h: Float64Array, start: number): void {
  const { size, step, before, skip } = designConvolution(h.length, out.length, Infinity, 1)!;
  const kernel = realKernel(size, null);
  const scratch = new Float64Array(kernel.scratchLength);
  const block = new Float64Array(size);
  const bins = spectrumOf(h, kernel);
  const spectrum = new Float64Array(size + 2);
  for (let m = 0, place = start - before; m < out.length; m += step, place += step) {
    const from = Math.max(0, place);
    block.fill(0);
    block.set(x.subarray(from, Math.max(from, place + size)), Math.min(size, from - place));
    kernel.forward(spectrum, block, scratch);
    for (let k = 0; k < spectrum.length; k += 2) {
      const re = spectrum[k]!;
      const im = spectrum[k + 1]!;
      spectrum[k] = re * bins[k]! - im * bins[k + 1]!;
      spectrum[k + 1] = re * bins[k + 1]! + im * bins[k]!;
    }
    kernel.inverse(block, spectrum, scratch);
    out.set(block.subarray(skip, skip + Math.min(step, out.length - m)), m);
  }
}

/** The bins 0 ... size / 2 of a filter. */
export function spectrumOf(h: Float64Array, kernel: RealKernel): Float64Array {
  const padded = new Float64Array(kernel.size);
  padded.set(h);
  const bins = new Float64Array(kernel.size + 2);
  kernel.forward(bins, padded, new Float64Array(kernel.scratchLength));
  return bins;
}
