/**
 * The beta distribution.
 * @module
 */
import { exp, log, LN2, PI } from '../core/math.js';

/** ln Gamma(x), x > 0: Stirling's series from 12 on (Abramowitz and Stegun 6.1.41), the recurrence below. */
function logGamma(x: number): number {
  let below = 1;
  let z = x;
  for (; z < 12; z++) below *= z;
  const q = 1 / (z * z);
  const series = (1 / 12 - q * (1 / 360 - q * (1 / 1260 - q * (1 / 1680 - q * (1 / 1188 - (q * 691) / 360360))))) / z;
  return (z - 0.5) * log(z) - z + 0.5 * (LN2 + log(PI)) + series - log(below);
}

/**
 * The share of a beta distribution that lies below `x` in [0, 1]: the regularised incomplete beta function, by its continued fraction
 * (Abramowitz and Stegun 26.5.8), which converges fast on the side of the mean where `x` lies.
 */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = exp(a * log(x) + b * log(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

/** The continued fraction from front to back (Lentz); `1e-300` stands for a zero in a denominator. */
function fraction(x: number, a: number, b: number): number {
  const kept = (v: number): number => (v === 0 ? 1e-300 : v);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return result;
}
