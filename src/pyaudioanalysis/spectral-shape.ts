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

/** Where {@link planSpectralShape} keeps numbers for its functions: one that is handed over may be allocated. */
const SUM = 0;
const PEAK = 1;
const MOMENT = 2;
const TOTAL = 3;

/**
 * Bin k lies at `k step`. Under `compat` pyAudioAnalysis' way: centroid and spread take it for the next one, sums are raised by 2.2e-16, so
 * that very quiet frames have their rolloff at 0.
 */
export function planSpectralShape(bins: number, step: number, compat: boolean): SpectralShape {
  const eps = compat ? EPSILON : 0;
  const first = compat ? 1 : 0;
  const before = new Float64Array(bins);
  const sums = new Float64Array(4);
  return {
    before,
    into(row, magnitude, power, total, known) {
      sums[TOTAL] = total[0]!;
      addUp(sums, magnitude, first);
      centre(row, magnitude, sums, first, eps);
      change(row, magnitude, before, sums, eps);
      if (known[0] === 0) row[FLUX] = 0;
      roll(row, power, sums, eps);
      row[CENTROID]! *= step;
      row[SPREAD]! *= step;
      row[ROLLOFF]! *= step;
    },
  };
}

function addUp(sums: Float64Array, x: Float64Array, first: number): void {
  let peak = 0;
  let sum = 0;
  let moment = 0;
  for (let k = 0; k < x.length; k++) {
    const v = x[k]!;
    if (v > peak) peak = v;
    sum += v;
    moment += (k + first) * v;
  }
  sums[PEAK] = peak;
  sums[SUM] = sum;
  sums[MOMENT] = moment;
}

/** Mean and deviation of the bin, weighted by magnitudes of which the largest is made 1. */
function centre(row: Float64Array, x: Float64Array, sums: Float64Array, first: number, eps: number): void {
  const peak = sums[PEAK]!;
  if (peak === 0) {
    row[CENTROID] = 0;
    row[SPREAD] = 0;
    return;
  }
  const weight = sums[SUM]! / peak + eps;
  const centroid = sums[MOMENT]! / peak / weight;
  let sum = 0;
  for (let k = 0; k < x.length; k++) {
    const d = k + first - centroid;
    sum += d * d * x[k]!;
  }
  row[CENTROID] = centroid;
  row[SPREAD] = Math.sqrt(sum / peak / weight);
}

/** Squared distance of two spectra, each divided by its sum; the later one becomes the earlier. Divided: the inverse of a tiny sum overflows. */
function change(row: Float64Array, x: Float64Array, before: Float64Array, sums: Float64Array, eps: number): void {
  const whole = sums[SUM]! > 0 ? sums[SUM]! + x.length * eps : 1;
  let sum = 0;
  for (let k = 0; k < x.length; k++) {
    const share = x[k]! / whole;
    const d = share - before[k]!;
    sum += d * d;
    before[k] = share;
  }
  row[FLUX] = sum;
}

/** The first bin up to which there is more energy than the threshold. */
function roll(row: Float64Array, power: Float64Array, sums: Float64Array, eps: number): void {
  const threshold = BELOW * sums[TOTAL]!;
  let sum = 0;
  row[ROLLOFF] = 0;
  for (let k = 0; k < power.length; k++) {
    sum += power[k]!;
    if (sum + eps > threshold) {
      row[ROLLOFF] = k;
      return;
    }
  }
}
