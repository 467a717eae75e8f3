/**
 * The error function, from `+ - * /` and our exponential: the same bits everywhere.
 * @module
 */
import { exp } from '../core/math.js';

const TWO_OVER_ROOT_PI = 1.1283791670955126;
const ROOT_PI = 1.772453850905516;

/**
 * erf x = 2/sqrt(pi) e^(-x^2) (x + 2 x^3 / 3 + 4 x^5 / 15 + ...) (Abramowitz and Stegun 7.1.6), whose terms have one sign; from 3 on one
 * minus the continued fraction of 7.1.14. Error below 4e-16.
 */
export function erf(x: number): number {
  const z = Math.abs(x);
  if (!(z < 6)) return z >= 6 ? Math.sign(x) : NaN;
  const square = x * x;
  if (z < 3) {
    let term = x;
    let sum = x;
    for (let n = 1; n < 64; n++) {
      term *= (2 * square) / (2 * n + 1);
      sum += term;
    }
    return TWO_OVER_ROOT_PI * exp(-square) * sum;
  }
  let fraction = z;
  for (let n = 40; n > 0; n--) fraction = z + n / 2 / fraction;
  return Math.sign(x) * (1 - exp(-square) / (ROOT_PI * fraction));
}
