/**
 * Elliptic integrals and functions, as far as filters need them. Every formula keeps the modulus and its complement apart, so that nothing
 * cancels where one of them is near 1.
 * @module
 */
import { cosTurns, exp, log, PI, sinTurns } from '../core/math.js';

/** A modulus k and its complement, `k^2 + kc^2 = 1`. */
export interface Modulus {
  readonly k: number;
  readonly kc: number;
}

/** The same, the two changed. */
export const complement = ({ k, kc }: Modulus): Modulus => ({ k: kc, kc: k });

/** The complete integral K by the arithmetic-geometric mean (Abramowitz and Stegun 17.6.3). */
export function completeK({ kc }: Modulus): number {
  let a = 1;
  let b = kc;
  for (let i = 0; i < 60 && Math.abs(a - b) > 1e-16 * a; i++) [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
  return PI / (a + b);
}

/** The incomplete integral F of the angle whose tangent is `t`, by Carlson's RF and his duplication theorem (Numerical Algorithms 10, 1995). */
export function incompleteF(t: number, { kc }: Modulus): number {
  // F = sin RF(cos^2, 1 - k^2 sin^2, 1), and RF is of degree -1/2: all divided by cos^2.
  let [x, y, z] = [1, 1 + kc * kc * t * t, 1 + t * t];
  for (let i = 0; i < 200; i++) {
    const mean = (x + y + z) / 3;
    const [dx, dy] = [1 - x / mean, 1 - y / mean];
    const dz = -dx - dy;
    if (Math.max(Math.abs(dx), Math.abs(dy), Math.abs(dz)) < 1e-4) {
      const e2 = dx * dy - dz * dz;
      const e3 = dx * dy * dz;
      return (t * (1 - e2 / 10 + e3 / 14 + (e2 * e2) / 24 - (3 * e2 * e3) / 44)) / Math.sqrt(mean);
    }
    const lambda = Math.sqrt(x * y) + Math.sqrt(y * z) + Math.sqrt(z * x);
    [x, y, z] = [(x + lambda) / 4, (y + lambda) / 4, (z + lambda) / 4];
  }
  return NaN;
}

/** The modulus whose nome is q: quotients of theta functions (Abramowitz and Stegun 16.38). */
function modulusOfNome(logQ: number): Modulus {
  if (logQ > -PI) return complement(modulusOfNome((PI * PI) / logQ)); // the nome of the complement, which is the smaller one
  let [two, three, four] = [1, 1, 1];
  for (let n = 1; n < 8; n++) {
    const square = exp(n * n * logQ);
    two += exp(n * (n + 1) * logQ);
    three += 2 * square;
    four += n % 2 ? -2 * square : 2 * square;
  }
  const k = 2 * exp(logQ / 4) * (two / three);
  const kc = four / three;
  return { k: k * k, kc: kc * kc };
}

/** The modulus of an elliptic filter of order n, from that of its discrimination: `K'/K` times n equals `K1'/K1` (the degree equation). */
export function degreeModulus(n: number, discrimination: Modulus): Modulus {
  const ratio = completeK(complement(discrimination)) / completeK(discrimination);
  return modulusOfNome((-PI * ratio) / n);
}

/** sn, cn and dn of `u K`, 0 <= u <= 1. */
export function jacobi(u: number, modulus: Modulus): { sn: number; cn: number; dn: number } {
  const ladder: number[] = []; // descending Landen transformation (Abramowitz and Stegun 16.12)
  let { k, kc } = modulus;
  while (k > 1e-17) {
    const down = k / (1 + kc);
    kc = (2 * Math.sqrt(kc)) / (1 + kc);
    ladder.push((k = down * down));
  }
  const climb = (start: number): number => ladder.reduceRight((w, v) => ((1 + v) * w) / (1 + v * w * w), start);
  const sn = climb(sinTurns(u / 4));
  const cd = climb(cosTurns(u / 4)); // cn / dn, which is sn of K - uK
  const dn = sn < cd ? Math.sqrt(1 - (modulus.k * sn) ** 2) : modulus.kc / Math.sqrt(1 - (modulus.k * cd) ** 2);
  return { sn, cn: cd * dn, dn };
}

/** e^x - 1, also near 0 (Kahan's way: the errors of exp and log cancel). */
export function expm1(x: number): number {
  const u = exp(x);
  if (u === 1) return x;
  return Math.abs(x) < 1 ? ((u - 1) * x) / log(u) : u - 1;
}
