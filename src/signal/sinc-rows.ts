/**
 * Coefficients of windowed-sinc resamplers.
 * @module
 */
import { cosTurns, PI, sinTurns } from '../core/math.js';
import { besselI0OfRoot } from '../window/bessel.js';
import { type PolyphaseBank } from './polyphase.js';
import { type Ratio } from './resample-rates.js';

/** A windowed sinc. */
export interface SincDesign extends Ratio {
  /** Zero crossings of the sinc on each side. */
  readonly zeros: number;
  /** Cut-off (-6 dB) as a share of the lower of the two Nyquist frequencies. */
  readonly rolloff: number;
  /** Beta of a Kaiser window, or `null` for a Hann window. */
  readonly beta: number | null;
  /** Whether each row is made to add up to 1, so that a constant stays one. */
  readonly unity: boolean;
  /** What the Kaiser window is divided by; 0: its peak. */
  readonly kaiserPeak: number;
}

/**
 * The bank of a design: `c sinc(c d) window(c d / zeros)` at the distances d, in input samples, with `c = rolloff min(1, up / down)`. Rows
 * for every phase, or on a `grid` of them.
 */
export function tabulateSinc(design: SincDesign, grid: number): PolyphaseBank {
  const { up, down } = design;
  const half = reachOf(design) + Number(grid > 0);
  return { up, down, taps: 2 * half, before: half - 1, rows: rowsOf(design, half, grid), grid };
}

/** The rows of a bank of `2 half` taps. */
export function rowsOf(design: SincDesign, half: number, grid: number): Float64Array {
  const { up, unity } = design;
  const taps = 2 * half;
  const count = grid > 0 ? grid + 3 : up;
  const coefficient = coefficientOf(design);
  const rows = new Float64Array(count * taps);
  for (let p = 0; p < count; p++) {
    const row = rows.subarray(p * taps, (p + 1) * taps);
    const fraction = grid > 0 ? (p - 1) / grid : p / up;
    let sum = 0;
    for (let j = 0; j < taps; j++) sum += row[j] = coefficient(j - half + 1 - fraction);
    if (unity) for (let j = 0; j < taps; j++) row[j] = row[j]! / sum;
  }
  return rows;
}

/** The cut-off as a share of the input's Nyquist frequency. */
export const cutoffOf = ({ up, down, rolloff }: SincDesign): number => rolloff * Math.min(1, up / down);

/** Input samples to each side beyond which all coefficients are 0. */
export const reachOf = (design: SincDesign): number => Math.ceil(design.zeros / cutoffOf(design));

/** The row of phase 0, without the rest of the bank: coefficients at the distances 0, 1, ..., `reachOf(design)`; the others mirror them. */
export function sincHalf(design: SincDesign): Float64Array {
  const coefficient = coefficientOf(design);
  const half = new Float64Array(reachOf(design) + 1).map((_, d) => coefficient(d));
  const sum = design.unity ? half.reduce((a, b) => a + 2 * b) : 1;
  return half.map((v) => v / sum);
}

function coefficientOf(design: SincDesign): (d: number) => number {
  const { zeros, beta, kaiserPeak } = design;
  const cutoff = cutoffOf(design);
  const square = (beta ?? 0) ** 2;
  const peak = kaiserPeak || besselI0OfRoot(square);
  return (d) => {
    const t = d * cutoff;
    const x = t / zeros;
    if (x <= -1 || x >= 1) return 0;
    const window = beta === null ? 0.5 + 0.5 * cosTurns(x / 2) : besselI0OfRoot(square * (1 - x * x)) / peak;
    return (t === 0 ? 1 : sinTurns(t / 2) / (PI * t)) * window * cutoff;
  };
}
