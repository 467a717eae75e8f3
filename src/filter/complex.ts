/**
 * Complex numbers, a few at a time: poles, zeros, roots.
 * @module
 */

/** Real and imaginary part. */
export type Complex = readonly [re: number, im: number];

export const add = (a: Complex, b: Complex): Complex => [a[0] + b[0], a[1] + b[1]];
export const sub = (a: Complex, b: Complex): Complex => [a[0] - b[0], a[1] - b[1]];
export const mul = (a: Complex, b: Complex): Complex => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
export const times = (a: Complex, s: number): Complex => [a[0] * s, a[1] * s];
export const conj = (a: Complex): Complex => [a[0], -a[1]];

/** |a|, without overflow in between. */
export function abs([re, im]: Complex): number {
  const [x, y] = [Math.abs(re), Math.abs(im)];
  const big = Math.max(x, y);
  if (big === 0) return 0;
  const ratio = Math.min(x, y) / big;
  return big * Math.sqrt(1 + ratio * ratio);
}

/** a / b by Smith's method (CACM 1962), which scales by the larger part of b. */
export function div(a: Complex, b: Complex): Complex {
  if (Math.abs(b[0]) >= Math.abs(b[1])) {
    const r = b[1] / b[0];
    const d = b[0] + b[1] * r;
    return [(a[0] + a[1] * r) / d, (a[1] - a[0] * r) / d];
  }
  const r = b[0] / b[1];
  const d = b[0] * r + b[1];
  return [(a[0] * r + a[1]) / d, (a[1] * r - a[0]) / d];
}

/** The root in the right half plane; of a negative number the one on the positive imaginary axis. */
export function sqrt(a: Complex): Complex {
  const size = abs(a);
  if (size === 0) return [0, 0];
  const big = Math.sqrt((size + Math.abs(a[0])) / 2);
  const small = Math.abs(a[1]) / (2 * big);
  const sign = a[1] < 0 ? -1 : 1;
  return a[0] >= 0 ? [big, sign * small] : [small, sign * big];
}
