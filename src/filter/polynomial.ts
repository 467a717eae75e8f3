/**
 * Polynomials and their roots.
 * @module
 */
import { type Complex, mul, sub } from './complex.js';
import { eigenvalues } from './eigenvalues.js';

/** The real coefficients, highest power first, of the polynomial with these roots, which come in conjugate pairs. */
export function polynomialOf(roots: readonly Complex[]): Float64Array {
  let coefficients: Complex[] = [[1, 0]];
  for (const root of roots) {
    const longer: Complex[] = [...coefficients, [0, 0]];
    coefficients.forEach((v, k) => (longer[k + 1] = sub(longer[k + 1]!, mul(v, root))));
    coefficients = longer;
  }
  return Float64Array.from(coefficients, ([re]) => re);
}

/**
 * The roots of a real polynomial, highest power first, the first coefficient not 0: eigenvalues of its companion matrix. They come in
 * conjugate pairs, and are the exact roots of a polynomial whose coefficients are an ulp or so away; so a multiple root is a small cluster, but
 * the product of the factors is the polynomial again.
 */
export function rootsOf(polynomial: ArrayLike<number>): Complex[] {
  let length = polynomial.length;
  while (length > 1 && polynomial[length - 1] === 0) length--;
  const lead = polynomial[0]!;
  const size = length - 1;
  const companion = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j): Complex => [i === 0 ? -polynomial[j + 1]! / lead : Number(i === j + 1), 0]),
  );
  const origin = new Array<Complex>(polynomial.length - length).fill([0, 0]);
  return [...pairUp(eigenvalues(companion)), ...origin];
}

/** Makes conjugates of what are conjugates but for rounding, and real what is real but for rounding. */
function pairUp(roots: readonly Complex[]): Complex[] {
  const rest = [...roots].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
  const pairs: Complex[] = [];
  while (rest.length > 0) {
    const one = rest.shift()!;
    const gap = (v: Complex): number => Math.max(Math.abs(v[0] - one[0]), Math.abs(v[1] + one[1]));
    let best = -1;
    rest.forEach((v, i) => {
      if (best < 0 || gap(v) < gap(rest[best]!)) best = i;
    });
    if (best < 0 || gap(rest[best]!) > Math.abs(one[1])) {
      pairs.push([one[0], 0]); // nearer to the axis than to any partner
      continue;
    }
    const [other] = rest.splice(best, 1) as [Complex];
    const [re, im] = [(one[0] + other[0]) / 2, Math.abs(one[1] - other[1]) / 2];
    pairs.push([re, im], [re, -im]);
  }
  return pairs;
}
