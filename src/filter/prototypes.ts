/**
 * Analogue low-pass filters with their edge at 1 radian a second, as zeros, poles and gain. The orders of the lists are scipy's.
 * @module
 */
import { cosRatio, exp, LN10, log, sinRatio } from '../core/math.js';
import { type Complex, conj, div, mul, times } from './complex.js';
import { complement, completeK, degreeModulus, expm1, incompleteF, jacobi, type Modulus } from './elliptic.js';

/** Zeros, poles and gain. */
export interface Roots {
  readonly z: readonly Complex[];
  readonly p: readonly Complex[];
  readonly k: number;
}

/** From first to last in steps of 2. */
const everySecond = (first: number, last: number): number[] =>
  Array.from({ length: Math.floor((last - first) / 2) + 1 }, (_, i) => first + 2 * i);

/** 10^(dB / 10) - 1. */
const excess = (db: number): number => expm1((db / 10) * LN10);

/** sinh and cosh of asinh(x) / n. */
function shares(x: number, n: number): { sinh: number; cosh: number } {
  const mu = log(x + Math.sqrt(x * x + 1)) / n;
  const [up, down] = [expm1(mu), expm1(-mu)];
  return { sinh: (up - down) / 2, cosh: (up + down) / 2 + 1 };
}

/** The real part of prod(-p) / prod(-z). */
function gainOf(z: readonly Complex[], p: readonly Complex[]): number {
  const product = (list: readonly Complex[]): Complex => list.reduce<Complex>((total, v) => mul(total, times(v, -1)), [1, 0]);
  return div(product(p), product(z))[0];
}

/** e^(j pi m / (2 n)) */
const turned = (m: number, n: number): Complex => [cosRatio(m, 4 * n), sinRatio(m, 4 * n)];

/** S. Butterworth, On the theory of filter amplifiers, 1930: poles on a circle. */
export function butterworth(n: number): Roots {
  return { z: [], p: everySecond(1 - n, n - 1).map((m) => times(turned(m, n), -1)), k: 1 };
}

/** Equal ripple of `rp` dB in the pass band: poles on an ellipse. */
export function chebyshev1(n: number, rp: number): Roots {
  const ripple = excess(rp);
  const { sinh, cosh } = shares(1 / Math.sqrt(ripple), n);
  const p = everySecond(1 - n, n - 1).map((m): Complex => [-sinh * cosRatio(m, 4 * n), -cosh * sinRatio(m, 4 * n)]);
  return { z: [], p, k: n % 2 ? gainOf([], p) : gainOf([], p) / Math.sqrt(1 + ripple) };
}

/** Equal ripple in the stop band, `rs` dB down: the inverse of the above. */
export function chebyshev2(n: number, rs: number): Roots {
  const { sinh, cosh } = shares(Math.sqrt(excess(rs)), n);
  const z = everySecond(1 - n, n - 1)
    .filter((m) => m !== 0)
    .map((m): Complex => [0, 1 / sinRatio(m, 4 * n)]);
  const p = everySecond(1 - n, n - 1).map((m) => {
    const [re, im] = turned(m, n);
    return div([1, 0], [-sinh * re, -cosh * im]);
  });
  return { z, p, k: gainOf(z, p) };
}

/**
 * Equal ripple in both bands. The poles and zeros are elliptic functions at even parts of the quarter period (S. J. Orfanidis, Lecture notes
 * on elliptic filter design, 2006; L. D. Lutovac, D. V. Tosic, B. L. Evans, Filter Design for Signal Processing, 2001, chapter 12).
 */
export function cauer(n: number, rp: number, rs: number): Roots {
  const ripple = excess(rp);
  if (n === 1) {
    const edge = Math.sqrt(1 / ripple);
    return { z: [], p: [[-edge, 0]], k: edge };
  }
  const square = ripple / excess(rs);
  const discrimination: Modulus = { k: Math.sqrt(square), kc: Math.sqrt(1 - square) };
  const modulus = degreeModulus(n, discrimination);
  const other = complement(discrimination);
  const v = jacobi(incompleteF(1 / Math.sqrt(ripple), other) / completeK(other), complement(modulus));
  const zeros: Complex[] = [];
  const poles: Complex[] = [];
  for (let j = 1 - (n % 2); j < n; j += 2) {
    const { sn, cn, dn } = jacobi(j / n, modulus);
    if (j > 0) zeros.push([0, 1 / (modulus.k * sn)]);
    const bottom = 1 - (dn * v.sn) ** 2;
    poles.push([(-cn * dn * v.sn * v.cn) / bottom, (-sn * v.dn) / bottom]);
  }
  const z = [...zeros, ...zeros.map(conj)];
  const p = [...poles, ...poles.filter(([, im]) => im !== 0).map(conj)];
  return { z, p, k: n % 2 ? gainOf(z, p) : gainOf(z, p) / Math.sqrt(1 + ripple) };
}

/** What 10^(dB / 20) is. */
export const amplitudeOf = (db: number): number => exp((db / 20) * LN10);
