/**
 * Changing the rate by a power of two with the filters that libsoxr's "HQ" has for it, in blocks through the FFT.
 *
 * Measured on its impulse responses, each is a sinc under a Kaiser window: flat to 0.913 of the lower Nyquist frequency, at least 138 dB
 * down from that frequency on. The numbers below are least-squares fits, within 2e-7 of a filter's peak, which is how far the
 * single-precision coefficients of the original are from any formula (test/goldens/cqt/measure_halving.py).
 * @module
 */
import { memoize } from '../core/cache.js';
import { log2, PI, sinTurns } from '../core/math.js';
import { type RealKernel } from '../fft/kernel.js';
import { besselI0OfRoot } from '../window/bessel.js';
import { realFft } from './kept-fft.js';

/** Cut-off (-6 dB) by the lower Nyquist frequency. */
const CUTOFF = 0.956872;
/** Beta and half width, in samples at the lower rate, of the windows for a factor of 2, 4, 8, 16, 32, 64. */
const WINDOWS = [
  [13.04, 97.25],
  [13.7114, 102.25],
  [14.1042, 105.25],
  [14.3833, 107.25],
  [14.5999, 108.25],
  [14.7768, 110.25],
] as const;
/** The largest factor in one step. */
const LARGEST = 64;
/** Samples of a block at the lower rate. */
const BLOCK = 2048;

/** Lowers a rate: `out[m] = sum_d h[d] x[factor m - d]` for the `ceil(x.length / factor)` samples of `out`; the signal is 0 outside. */
export type Lowering = (out: Float64Array, x: Float64Array) => void;

/** Raises a rate: adds to `out` what has `x` at every `factor`-th sample, `factor sum_m h[n - factor m] x[m]`. */
export type Raising = (out: Float64Array, x: Float64Array) => void;

/** The factors, each at most 64, in which a rate is lowered by 2^halvings. */
export function factorsOf(halvings: number): number[] {
  return halvings <= 6 ? [2 ** halvings] : [LARGEST, ...factorsOf(halvings - 6)];
}

/** Tables and work areas for one factor, a power of two in [2, 64]. Running allocates nothing. */
export function createLowering(factor: number): Lowering {
  const { high, gain, reach } = filterFor(factor);
  const low = realFft(BLOCK);
  const scratch = new Float64Array(Math.max(high.scratchLength, low.scratchLength));
  const [wide, narrow] = [new Float64Array(BLOCK * factor), new Float64Array(BLOCK)];
  const [wideBins, narrowBins] = [new Float64Array(BLOCK * factor + 2), new Float64Array(BLOCK + 2)];
  const step = BLOCK - 2 * reach;
  return (out, x) => {
    for (let m = 0; m < out.length; m += step) {
      load(wide, x, (m - reach) * factor);
      high.forward(wideBins, wide, scratch);
      fold(narrowBins, wideBins, gain, 1 / factor);
      low.inverse(narrow, narrowBins, scratch);
      const count = Math.min(step, out.length - m);
      for (let i = 0; i < count; i++) out[m + i] = narrow[reach + i]!;
    }
  };
}

/** Tables and work areas for raising a rate by one factor, a power of two in [2, 64]. */
export function createRaising(factor: number): Raising {
  const { high, gain, reach } = filterFor(factor);
  const low = realFft(BLOCK);
  const scratch = new Float64Array(Math.max(high.scratchLength, low.scratchLength));
  const [wide, narrow] = [new Float64Array(BLOCK * factor), new Float64Array(BLOCK)];
  const [wideBins, narrowBins] = [new Float64Array(BLOCK * factor + 2), new Float64Array(BLOCK + 2)];
  const step = BLOCK - 2 * reach;
  return (out, x) => {
    for (let m = 0; m * factor < out.length; m += step) {
      load(narrow, x, m - reach);
      low.forward(narrowBins, narrow, scratch);
      unfold(wideBins, narrowBins, gain, factor);
      high.inverse(wide, wideBins, scratch);
      const from = m * factor;
      const count = Math.min(step * factor, out.length - from);
      for (let i = 0; i < count; i++) out[from + i]! += wide[reach * factor + i]!;
    }
  };
}

/** The transform of a block, the filter's spectrum (real, since it is symmetric), and its half width at the lower rate, rounded up. */
const filterFor: (factor: number) => { high: RealKernel; gain: Float64Array; reach: number } = /* @__PURE__ */ memoize(
  6,
  String,
  (factor: number) => {
    const size = BLOCK * factor;
    const high = realFft(size);
    const taps = new Float64Array(size);
    const [beta, halfWidth] = WINDOWS[Math.round(log2(factor)) - 1]!;
    const peak = besselI0OfRoot(beta * beta);
    const cutoff = CUTOFF / factor;
    for (let d = 0; d < halfWidth * factor; d++) {
      const x = d / (halfWidth * factor);
      const sinc = d === 0 ? cutoff : sinTurns((cutoff * d) / 2) / (PI * d);
      taps[d] = taps[(size - d) % size] = (sinc * besselI0OfRoot(beta * beta * (1 - x * x))) / peak;
    }
    const bins = new Float64Array(size + 2);
    high.forward(bins, taps, new Float64Array(high.scratchLength));
    return { high, gain: bins.filter((_, i) => i % 2 === 0), reach: Math.ceil(halfWidth) };
  },
);

/** `frame[n] = x[start + n]`, 0 outside the signal. */
function load(frame: Float64Array, x: Float64Array, start: number): void {
  const from = Math.min(frame.length, Math.max(0, -start));
  const to = Math.max(from, Math.min(frame.length, x.length - start));
  if (from > 0) frame.fill(0, 0, from);
  for (let n = from; n < to; n++) frame[n] = x[start + n]!;
  if (to < frame.length) frame.fill(0, to);
}

/** The spectrum of the samples that stay: bin k and the mirror image of bin BLOCK - k fall together. What lies higher is gone. */
function fold(out: Float64Array, x: Float64Array, gain: Float64Array, scale: number): void {
  for (let k = 0, j = 2 * BLOCK; k <= BLOCK; k += 2, j -= 2) {
    const g = scale * gain[k >> 1]!;
    const h = scale * gain[j >> 1]!;
    out[k] = g * x[k]! + h * x[j]!;
    out[k + 1] = g * x[k + 1]! - h * x[j + 1]!;
  }
}

/** The spectrum with zeros between the samples, filtered: bin k and its image at BLOCK - k; the filter leaves none of the others. */
function unfold(out: Float64Array, x: Float64Array, gain: Float64Array, scale: number): void {
  out.fill(0);
  for (let k = 0, j = 2 * BLOCK; k <= BLOCK; k += 2, j -= 2) {
    const g = scale * gain[k >> 1]!;
    const h = scale * gain[j >> 1]!;
    const re = x[k]!;
    const im = x[k + 1]!;
    out[k] = g * re;
    out[k + 1] = g * im;
    if (j === k) continue;
    out[j] = h * re;
    out[j + 1] = -h * im;
  }
}
