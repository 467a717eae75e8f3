/**
 * Values between lags. A function of the lag is as band-limited as the signal, so that a windowed sine cardinal finds what a parabola
 * through whole lags does not: at 1760 Hz and 22050 Hz a parabola is off by tens of cents once there are harmonics.
 * @module
 */
import { PI, sinTurns } from '../core/math.js';
import { besselI0OfRoot } from '../window/bessel.js';

/** Steps from one lag to the next, on which minima are looked for before a parabola goes through three of them. */
const STEPS = 16;
/** Lags to either side that a value is made of, at most. */
export const REACH = 16;
/** Kaiser's parameter: -100 dB for what lies below 0.8 of half the sample rate. */
const BETA = 10;

/** Finds minima between lags. */
export interface LagInterpolation {
  /** Values before lag 0 that `refine` may read, and behind the last lag: the function must be mirrored there. */
  readonly reach: number;
  /** Where the minimum is that the lag `near` is the lowest whole one of, in lags; `height` is its value. `x[reach]` is lag 0. */
  refine(x: Float64Array, near: number): number;
  /** The value that `refine` found. */
  height: number;
}

/** Plans it; `reach` is at most {@link REACH}, less where there are not so many lags. */
export function createLagInterpolation(reach: number): LagInterpolation {
  const taps = 2 * reach;
  const table = new Float64Array(STEPS * taps);
  const base = besselI0OfRoot(BETA * BETA);
  for (let step = 0; step < STEPS; step++) {
    let sum = 0;
    for (let m = 0; m < taps; m++) {
      const d = step / STEPS - (m - reach + 1);
      const u = d / reach;
      const sinc = d === 0 ? 1 : step === 0 ? 0 : sinTurns(0.5 * d) / (PI * d);
      const tap = sinc * (besselI0OfRoot(BETA * BETA * Math.max(0, 1 - u * u)) / base);
      table[step * taps + m] = tap;
      sum += tap;
    }
    for (let m = 0; m < taps; m++) table[step * taps + m]! /= sum; // a constant stays what it is
  }

  /** The value at `place` steps. */
  const at = (x: Float64Array, place: number): number => {
    const lag = Math.floor(place / STEPS);
    const row = (place - lag * STEPS) * taps;
    const from = lag + 1; // x[reach] is lag 0, and the first tap lies reach - 1 before
    let a = 0;
    let b = 0;
    for (let m = 0; m < taps; m += 2) {
      a += table[row + m]! * x[from + m]!;
      b += table[row + m + 1]! * x[from + m + 1]!;
    }
    return a + b;
  };

  return {
    reach,
    height: 0,
    refine(x, near) {
      const [l, c, r] = [x[reach + near - 1]!, x[reach + near]!, x[reach + near + 1]!];
      const bend = l - 2 * c + r;
      let place = STEPS * near + (bend > 0 ? Math.round((STEPS * 0.5 * (l - r)) / bend) : 0);
      let here = at(x, place);
      let before = at(x, place - 1);
      let after = at(x, place + 1);
      while (before < here && place > STEPS * (near - 1)) {
        place--;
        after = here;
        here = before;
        before = at(x, place - 1);
      }
      while (after < here && place < STEPS * (near + 1)) {
        place++;
        before = here;
        here = after;
        after = at(x, place + 1);
      }
      const curve = before - 2 * here + after;
      const shift = curve > 0 ? Math.max(-1, Math.min(1, (0.5 * (before - after)) / curve)) : 0;
      this.height = here - 0.25 * (before - after) * shift;
      return (place + shift) / STEPS;
    },
  };
}
