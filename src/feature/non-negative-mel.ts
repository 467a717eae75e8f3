/**
 * Spectra from mel bands: non-negative least squares, frame by frame.
 *
 * Each round steps along the gradient, each bin by its own step 1 / sum_m(a[m, k] sum_j a[m, j]). That bounds the curvature for matrices without
 * negative entries (De Pierro 1995), so that no round makes it worse, and among many solutions it leads to one that is as smooth as the bands
 * let it be. Nesterov's momentum, taken back whenever it points uphill (O'Donoghue and Candès 2015), makes some two hundred rounds enough.
 * @module
 */
import { type MelBank } from '../filterbank/mel-bank.js';

/** Rounds at most; bands that no spectrum has exactly take the most. */
const ROUNDS = 500;
/** Where the squared error, or the square of a step, counts as none, relative to that of the bands: 140 dB below. */
const ENOUGH = 1e-14;

/** Finds `bins` values >= 0 from `to` on whose bands are nearest to the `bands` from `from` on. */
export type MelInverse = (out: Float64Array, to: number, bands: Float64Array, from: number) => void;

/** Plans the inverse of a bank. */
export function planMelInverse(bank: MelBank): MelInverse {
  const { bins, start, end, weights } = bank;
  const count = start.length;
  const steps = stepsOf(bank);
  const [x, y, error] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(count)];
  const gradient = new Float64Array(bins);
  return (out, to, bands, from) => {
    let scale = 0;
    for (let m = 0; m < count; m++) scale += bands[from + m]! * bands[from + m]!;
    x.fill(0);
    y.fill(0);
    let pace = 1;
    for (let round = 0; round < ROUNDS; round++) {
      let square = 0;
      gradient.fill(0);
      for (let m = 0, w = 0; m < count; m++) {
        const [first, last] = [start[m]!, end[m]!];
        const base = w - first;
        let sum = bands[from + m]!;
        for (let k = first; k < last; k++) sum -= weights[base + k]! * y[k]!;
        error[m] = sum;
        square += sum * sum;
        for (let k = first; k < last; k++) gradient[k]! += weights[base + k]! * sum;
        w += last - first;
      }
      if (square <= ENOUGH * scale) break;
      let [moved, uphill] = [0, 0];
      const next = (1 + Math.sqrt(1 + 4 * pace * pace)) / 2;
      const lean = (pace - 1) / next;
      for (let k = 0; k < bins; k++) {
        const step = steps[k]!;
        if (step === 0) continue;
        const [now, at] = [x[k]!, y[k]!];
        const then = Math.max(0, at + step * gradient[k]!);
        const change = then - at;
        moved += (change * change) / step;
        uphill -= (change * (then - now)) / step;
        x[k] = then;
        y[k] = then + lean * (then - now);
      }
      pace = next;
      if (uphill > 0) {
        pace = 1;
        y.set(x);
      }
      if (moved <= ENOUGH * scale) break;
    }
    for (let k = 0; k < bins; k++) out[to + k] = Math.max(0, y[k]!);
  };
}

/** The step of each bin; 0 for bins in no band. */
function stepsOf({ bins, start, end, weights }: MelBank): Float64Array {
  const bound = new Float64Array(bins);
  for (let m = 0, w = 0; m < start.length; m++) {
    const [first, last] = [start[m]!, end[m]!];
    const own = weights.subarray(w, w + last - first);
    const sum = own.reduce((s, v) => s + v, 0);
    own.forEach((v, i) => (bound[first + i]! += v * sum));
    w += last - first;
  }
  return bound.map((v) => (v > 0 ? 1 / v : 0));
}
