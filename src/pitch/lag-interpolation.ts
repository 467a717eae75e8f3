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
  /** Finds the minimum that the lag `near` is the lowest whole one of. `x[reach]` is lag 0. */
  refine(x: Float64Array, near: number): void;
  /** Where it is, in lags, and its value: in an array, for a number that a function returns is boxed. */
  readonly found: Float64Array;
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

  const found = new Float64Array(2);
  const near3 = new Float64Array(3); // values at three steps

  /** Writes the value at `place` steps to `near3[slot]`. */
  const read = (x: Float64Array, place: number, slot: number): void => {
    const lag = Math.floor(place / STEPS);
    const row = (place - lag * STEPS) * taps;
    const from = lag + 1; // x[reach] is lag 0, and the first tap lies reach - 1 before
    let a = 0;
    let b = 0;
    for (let m = 0; m < taps; m += 2) {
      a += table[row + m]! * x[from + m]!;
      b += table[row + m + 1]! * x[from + m + 1]!;
    }
    near3[slot] = a + b;
  };

  return {
    reach,
    found,
    refine(x, near) {
      const left = x[reach + near - 1]!;
      const right = x[reach + near + 1]!;
      const bend = left - 2 * x[reach + near]! + right;
      let place = STEPS * near + (bend > 0 ? Math.round((STEPS * 0.5 * (left - right)) / bend) : 0);
      read(x, place - 1, 0);
      read(x, place, 1);
      read(x, place + 1, 2);
      while (near3[0]! < near3[1]! && place > STEPS * (near - 1)) {
        near3.copyWithin(1, 0, 2);
        read(x, --place - 1, 0);
      }
      while (near3[2]! < near3[1]! && place < STEPS * (near + 1)) {
        near3.copyWithin(0, 1, 3);
        read(x, ++place + 1, 2);
      }
      const before = near3[0]!;
      const after = near3[2]!;
      const curve = before - 2 * near3[1]! + after;
      const shift = curve > 0 ? Math.max(-1, Math.min(1, (0.5 * (before - after)) / curve)) : 0;
      found[0] = (place + shift) / STEPS;
      found[1] = near3[1]! - 0.25 * (before - after) * shift;
    },
  };
}
