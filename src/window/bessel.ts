/**
 * The modified Bessel function I0, which the Kaiser windows are made of.
 * @module
 */

/**
 * I0(sqrt(q)) = sum of (q / 4)^k / (k!)^2 (Abramowitz and Stegun 9.6.10). All terms are positive, so nothing cancels: good to a
 * few ulp. Finite up to sqrt(q) = 700.
 */
export function besselI0OfRoot(q: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= (0.25 * q) / (k * k);
    sum += term;
  }
  return sum;
}
