/**
 * Sub-harmonic summation: what a spectrum says about each fundamental.
 * @module
 */
import { exp2, log2, PI } from '../core/math.js';
import { type FrameSpectra } from './frame-spectra.js';

const HARMONICS = 15;
const COMPRESSION = 0.85;
/** Where the axis begins, Hz. openSMILE's is not published: with this one, voicing of clear voices agrees to four digits. */
const LOWEST = 25;
const WEIGHT_CENTRE = 20;
/** openSMILE takes one point for a harmonic: the next one if it lies beyond that part of a step. That makes a fundamental 0.03 semitones higher. */
const ROUND_UP = 0.6;

/** A summed spectrum over the logarithm of frequency. */
export interface SubharmonicSpectrum {
  /** Sums of the points of the axis, overwritten by the next call. */
  sum(power: Float64Array): Float64Array;
  /** log2 of the first point of the axis, Hz. */
  readonly start: number;
  /** Octaves from one point to the next. */
  readonly step: number;
}

/** Plans sums for power spectra of `bins` bins: as many points as bins, evenly spaced in octaves up to half the sample rate. */
export function planSubharmonicSpectrum({ bins, binWidth }: FrameSpectra, compat: boolean): SubharmonicSpectrum {
  const start = log2(LOWEST);
  const step = (log2((bins - 1) * binWidth) - start) / (bins - 1);
  const position = Float64Array.from({ length: bins }, (_, i) => Math.min(exp2(start + i * step) / binWidth, bins - 1));
  const weight = Float64Array.from({ length: bins }, (_, i) => 0.5 + arctan(3 * (start + i * step - log2(WEIGHT_CENTRE))) / PI);
  const distances = Array.from({ length: HARMONICS }, (_, n) =>
    compat ? Math.floor(log2(n + 1) / step + 1 - ROUND_UP) : log2(n + 1) / step,
  );
  const magnitude = new Float64Array(bins);
  const peaks = new Float64Array(bins);
  const bend = new Float64Array(bins);
  const axis = new Float64Array(bins);
  const sums = new Float64Array(bins);
  const spline = planSpline(bins);
  return {
    start,
    step,
    sum(power) {
      for (let k = 0; k < bins; k++) magnitude[k] = Math.sqrt(power[k]!);
      keepPeaks(peaks, magnitude);
      smooth(magnitude, peaks);
      spline(bend, magnitude);
      for (let i = 0; i < bins; i++) axis[i] = weight[i]! * Math.max(0, splineAt(magnitude, bend, position[i]!));
      sums.fill(0);
      let factor = 1;
      for (const distance of distances) {
        const shift = Math.floor(distance);
        const beyond = factor * (distance - shift); // the harmonic lies between two points
        const before = factor - beyond;
        for (let i = 0; i + shift + 1 < bins; i++) sums[i]! += before * axis[i + shift]! + beyond * axis[i + shift + 1]!;
        if (shift < bins) sums[bins - 1 - shift]! += before * axis[bins - 1]!;
        factor *= COMPRESSION;
      }
      return sums;
    },
  };
}

/** Copies what is within two bins of a local maximum; the rest is 0 (Hermes' enhancement of peaks). */
function keepPeaks(out: Float64Array, x: Float64Array): void {
  out.fill(0);
  for (let k = 1; k < x.length - 1; k++) {
    if (!(x[k]! > x[k - 1]! && x[k]! > x[k + 1]!)) continue;
    for (let i = Math.max(0, k - 2); i <= Math.min(x.length - 1, k + 2); i++) out[i] = x[i]!;
  }
}

/** Weights 1/4, 1/2, 1/4; outside there is nothing. */
function smooth(out: Float64Array, x: Float64Array): void {
  const last = x.length - 1;
  for (let k = 0; k <= last; k++) out[k] = 0.25 * ((k > 0 ? x[k - 1]! : 0) + (k < last ? x[k + 1]! : 0)) + 0.5 * x[k]!;
}

/** Second derivatives of the natural cubic spline through equally spaced values: the tridiagonal matrix is eliminated once. */
function planSpline(n: number): (bend: Float64Array, x: Float64Array) => void {
  const pivot = new Float64Array(n);
  for (let k = 1; k < n - 1; k++) pivot[k] = 1 / (4 - pivot[k - 1]!);
  return (bend, x) => {
    bend[0] = 0;
    for (let k = 1; k < n - 1; k++) bend[k] = (6 * (x[k - 1]! - 2 * x[k]! + x[k + 1]!) - bend[k - 1]!) * pivot[k]!;
    bend[n - 1] = 0;
    for (let k = n - 2; k > 0; k--) bend[k]! -= pivot[k]! * bend[k + 1]!;
  };
}

function splineAt(x: Float64Array, bend: Float64Array, position: number): number {
  const k = Math.min(Math.floor(position), x.length - 2);
  const b = position - k;
  const a = 1 - b;
  return a * x[k]! + b * x[k + 1]! + ((a * a * a - a) * bend[k]! + (b * b * b - b) * bend[k + 1]!) / 6;
}

/** arctan(x), for a weight that is drawn once: by halving the angle until the series is short. */
function arctan(x: number): number {
  let t = x;
  let times = 1;
  while (Math.abs(t) > 0.1) {
    t /= 1 + Math.sqrt(1 + t * t);
    times *= 2;
  }
  const t2 = t * t;
  return times * t * (1 - t2 * (1 / 3 - t2 * (1 / 5 - t2 * (1 / 7 - t2 * (1 / 9 - t2 / 11)))));
}
