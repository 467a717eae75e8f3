/**
 * Convolution of single-precision signals on the SIMD kernels.
 * @module
 */
import { memoize } from '../core/cache.js';
import { allFinite } from '../core/finite.js';
import { type FloatArray, widen } from '../core/types.js';
import { type RealKernel } from '../fft/kernel.js';
import { realKernel } from '../fft/kernels.js';
import { rootsOfUnity } from '../fft/roots.js';
import { useSimd } from '../simd/engine.js';
import { FIR_MARGIN, type LaneFir, planFir } from '../simd/fir.js';
import { designConvolution } from '../simd/overlap-design.js';
import { type OverlapKernels, planOverlap } from '../simd/overlap.js';
import { spectrumOf } from './convolve-fft.js';

/** Longer sums would lose accuracy in single precision. */
const MOST_TAPS = 256;
const BLOCK = 8192;

/** What blocks of a size need: the largest take 20 MB. */
const overlap = /* @__PURE__ */ memoize<number, [OverlapKernels, RealKernel] | undefined>(2, String, (size) => {
  const kernels = planOverlap(size, size, true, rootsOfUnity);
  return kernels && [kernels, realKernel(size, null)];
});
const fir = /* @__PURE__ */ memoize<number, LaneFir | undefined>(4, String, (taps) => planFir(1, taps, BLOCK + taps, BLOCK));

/** `out[m] = sum_j h[j] x[start + m - j]`. False where double precision must do. `x` is not shorter than `h`. */
export function laneConvolution(out: Float32Array, x: FloatArray, h: FloatArray, start: number, direct: boolean): boolean {
  if (!useSimd()) return false;
  if (direct) return sumUp(out, x, h, start) && allFinite(out);
  const design = designConvolution(h.length, out.length);
  const plan = design && overlap(design.size);
  if (!plan) return false;
  const [kernels, kernel] = plan;
  const filter = kernels.take(design, allBins(spectrumOf(widen(h), kernel), design.size));
  return filter(out, x.BYTES_PER_ELEMENT === 4 ? (x as Float32Array) : Float32Array.from(x), start);
}

/** The bins of both signs over `size`, from those of one. */
function allBins(half: Float64Array, size: number): Float64Array {
  const bins = new Float64Array(2 * size);
  for (let k = 0; 2 * k <= size; k++) {
    const mirror = (size - k) % size;
    bins[2 * mirror] = half[2 * k]! / size;
    bins[2 * mirror + 1] = -half[2 * k + 1]! / size;
    bins[2 * k] = bins[2 * mirror]!;
    bins[2 * k + 1] = half[2 * k + 1]! / size;
  }
  return bins;
}

function sumUp(out: Float32Array, x: FloatArray, h: FloatArray, start: number): boolean {
  const taps = h.length;
  const kernels = taps <= MOST_TAPS ? fir(128 * Math.ceil(taps / 128)) : undefined;
  if (!kernels) return false;
  const { samples, outputs } = kernels;
  kernels.setRows(Float64Array.from(h).reverse(), taps);
  for (let m = 0, place = start - taps + 1; m < out.length; m += BLOCK, place += BLOCK) {
    const count = Math.min(BLOCK, out.length - m);
    const length = count + taps - 1;
    const from = Math.max(0, place);
    const part = x.subarray(from, Math.max(from, place + length));
    samples.fill(0, 0, from - place);
    samples.set(part, from - place);
    samples.fill(0, from - place + part.length, length + FIR_MARGIN);
    kernels.correlate(taps, count);
    out.set(outputs.subarray(0, count), m);
  }
  return true;
}
