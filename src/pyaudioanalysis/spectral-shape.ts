/**
 * Centroid, spread, flux and rolloff of spectra, one after the other.
 * @module
 */
import { EPSILON } from './entropy.js';

const CENTROID = 3;
const SPREAD = 4;
const FLUX = 6;
const ROLLOFF = 7;
/** Share of the energy below the rolloff. */
const BELOW = 0.9;

/** Puts the shapes of spectra into rows, with memory of the spectrum before; calls allocate nothing. */
export interface SpectralShape {
  /**
   * Magnitudes and their squares, whose sum is `total[0]`. Frequencies are shares of half the sample rate. The flux is 0 where `known[0]` is:
   * where there is no frame before.
   */
  into(row: Float64Array, magnitude: Float64Array, power: Float64Array, total: Float64Array, known: Float64Array): void;
  /** Spectrum before, each magnitude as a share of their sum. */
  readonly before: Float64Array;
}

/**
 * Bin k lies at `k step`. Under `compat` pyAudioAnalysis' way: centroid and spread take it for the next one, sums are raised by 2.2e-16, so
 * that very quiet frames have their rolloff at 0.
 */
export function planSpectralShape(bins: number, step: number, compat: boolean): SpectralShape {
  const eps = compat ? EPSILON : 0;
  const first = compat ? 1 : 0;
  const before = new Float64Array(bins);
  return {
    before,
    into(row, magnitude, power, total, known) {
      let peak = 0;
      let sum = 0;
      let moment = 0;
      for (let k = 0; k < bins; k++) {
        const v = magnitude[k]!;
        if (v > peak) peak = v;
        sum += v;
        moment += (k + first) * v;
      }
      if (peak > 0) centre(row, magnitude, peak, sum / peak + eps, moment / peak, step, first);
      else row[CENTROID] = row[SPREAD] = 0;
      change(row, magnitude, before, sum > 0 ? sum + bins * eps : 1);
      if (known[0] === 0) row[FLUX] = 0;
      roll(row, power, BELOW * total[0]!, eps, step);
    },
  };
}

/** Mean and deviation of the frequency, weighted by magnitude; `weight` and `moment` are sums over magnitudes of which the largest is 1. */
function centre(row: Float64Array, x: Float64Array, peak: number, weight: number, moment: number, step: number, first: number): void {
  const centroid = moment / weight;
  let sum = 0;
  for (let k = 0; k < x.length; k++) {
    const d = k + first - centroid;
    sum += d * d * x[k]!;
  }
  row[CENTROID] = centroid * step;
  row[SPREAD] = Math.sqrt(sum / peak / weight) * step;
}

/** Squared distance of two spectra, each divided by its sum; the later one becomes the earlier. Divided: the inverse of a tiny sum overflows. */
function change(row: Float64Array, x: Float64Array, before: Float64Array, whole: number): void {
  let sum = 0;
  for (let k = 0; k < x.length; k++) {
    const share = x[k]! / whole;
    const d = share - before[k]!;
    sum += d * d;
    before[k] = share;
  }
  row[FLUX] = sum;
}

/** The first bin up to which there is more energy than `threshold`. */
function roll(row: Float64Array, power: Float64Array, threshold: number, eps: number, step: number): void {
  let sum = 0;
  let k = 0;
  row[ROLLOFF] = 0;
  for (; k < power.length; k++) {
    sum += power[k]!;
    if (sum + eps > threshold) {
      row[ROLLOFF] = k * step;
      return;
    }
  }
}
