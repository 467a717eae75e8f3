/**
 * Spectra of windowed sincs.
 * @module
 */
import { realKernel } from '../fft/kernels.js';
import { spectrumOf } from './convolve-fft.js';
import { type SincDesign, sincHalf } from './sinc-rows.js';

/** The real numbers at the bins 0 ... size / 2 of the row of phase 0, which is its own mirror image and at most `size` long. */
export function sincSpectrum(design: SincDesign, size: number): Float64Array {
  const half = sincHalf(design);
  const row = new Float64Array(size);
  for (let d = 0; d < half.length; d++) row[d] = row[(size - d) % size] = half[d]!;
  const spectrum = spectrumOf(row, realKernel(size, null));
  return Float64Array.from({ length: size / 2 + 1 }, (_, k) => spectrum[2 * k]!);
}
