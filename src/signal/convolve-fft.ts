/**
 * Convolution by transforms of overlapping blocks, in double precision.
 * @module
 */
import { withScratch } from '../core/scratch.js';
import { type RealKernel } from '../fft/kernel.js';
import { realKernel } from '../fft/kernels.js';
import { designConvolution } from '../simd/overlap-design.js';

/** `out[m] = sum_j h[j] x[start + m - j]`, where samples outside `x` are zero. */
export function convolveByFft(out: Float64Array, x: Float64Array, h: Float64Array, start: number): void {
  const { size, step, before, skip } = designConvolution(h.length, out.length, Infinity, 1)!;
  const kernel = realKernel(size, null);
  const bins = spectrumOf(h, kernel);
  withScratch(2 * size + 2 + kernel.scratchLength, (room) => {
    const block = room.subarray(0, size);
    const spectrum = room.subarray(size, 2 * size + 2);
    const scratch = room.subarray(2 * size + 2);
    for (let m = 0, place = start - before; m < out.length; m += step, place += step) {
      const from = Math.max(0, place);
      block.fill(0);
      block.set(x.subarray(from, Math.max(from, place + size)), Math.min(size, from - place));
      kernel.forward(spectrum, block, scratch);
      multiply(spectrum, bins);
      kernel.inverse(block, spectrum, scratch);
      out.set(block.subarray(skip, skip + Math.min(step, out.length - m)), m);
    }
  });
}

/** Complex products, in place. */
function multiply(spectrum: Float64Array, bins: Float64Array): void {
  for (let k = 0; k < spectrum.length; k += 2) {
    const re = spectrum[k]!;
    const im = spectrum[k + 1]!;
    spectrum[k] = re * bins[k]! - im * bins[k + 1]!;
    spectrum[k + 1] = re * bins[k + 1]! + im * bins[k]!;
  }
}

/** The bins 0 ... size / 2 of a filter. */
export function spectrumOf(h: Float64Array, kernel: RealKernel): Float64Array {
  const { size } = kernel;
  const bins = new Float64Array(size + 2);
  withScratch(size + kernel.scratchLength, (room) => {
    const padded = room.subarray(0, size);
    padded.set(h);
    padded.fill(0, h.length);
    kernel.forward(bins, padded, room.subarray(size));
  });
  return bins;
}
