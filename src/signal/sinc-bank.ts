/**
 * Coefficients of windowed-sinc resamplers.
 * @module
 */
import { memoize } from '../core/cache.js';
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

/** Above it, phases are interpolated from a table: 2 million coefficients are 16 MB. */
const MOST_COEFFICIENTS = 2 ** 21;
/** Phases in that table per cycle of the cut-off; the cubic's error is then below 3/128 (pi/256)^4 = -186 dB. */
const GRID = 256;

const keyOf = (d: SincDesign): string => [d.up, d.down, d.zeros, d.rolloff, d.beta, d.unity, d.kaiserPeak].join();

/** The bank of a design: `c sinc(c d) window(c d / zeros)` at the distances d, in input samples, with `c = rolloff min(1, up / down)`. */
export const sincBank: (design: SincDesign) => PolyphaseBank = /* @__PURE__ */ memoize(8, keyOf, (design) => {
  const { up, down, unity } = design;
  const cutoff = cutoffOf(design);
  const reach = reachOf(design);
  const exact = 2 * reach * up <= MOST_COEFFICIENTS;
  const half = exact ? reach : reach + 1;
  const taps = 2 * half;
  const grid = exact ? 0 : Math.max(4, Math.ceil(GRID * cutoff));
  const count = exact ? up : grid + 3;
  const coefficient = coefficientOf(design, cutoff);
  const rows = new Float64Array(count * taps);
  for (let p = 0; p < count; p++) {
    const row = rows.subarray(p * taps, (p + 1) * taps);
    const fraction = exact ? p / up : (p - 1) / grid;
    let sum = 0;
    for (let j = 0; j < taps; j++) sum += row[j] = coefficient(j - half + 1 - fraction);
    if (unity) for (let j = 0; j < taps; j++) row[j] = row[j]! / sum;
  }
  return { up, down, taps, before: half - 1, rows, grid };
});

const cutoffOf = ({ up, down, rolloff }: SincDesign): number => rolloff * Math.min(1, up / down);

/** Input samples to each side beyond which all coefficients are 0. */
export const reachOf = (design: SincDesign): number => Math.ceil(design.zeros / cutoffOf(design));

/** The row of phase 0, without the rest of the bank: coefficients at the distances 0, 1, ..., `reachOf(design)`; the others mirror them. */
export function sincHalf(design: SincDesign): Float64Array {
  const coefficient = coefficientOf(design, cutoffOf(design));
  const half = new Float64Array(reachOf(design) + 1).map((_, d) => coefficient(d));
  const sum = design.unity ? half.reduce((a, b) => a + 2 * b) : 1;
  return half.map((v) => v / sum);
}

function coefficientOf({ zeros, beta, kaiserPeak }: SincDesign, cutoff: number): (d: number) => number {
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
