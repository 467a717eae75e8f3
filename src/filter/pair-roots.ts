/**
 * From zeros and poles to second-order sections.
 * @module
 */
import { nd, type NdArray } from '../core/nd.js';
import { abs, type Complex, conj, sub } from './complex.js';
import { polynomialOf } from './polynomial.js';
import { type Roots } from './prototypes.js';

const isReal = (v: Complex): boolean => v[1] === 0;

/** Index of the least value; the first of equals. */
function least<T>(list: readonly T[], of: (v: T) => number): number {
  let best = -1;
  let low = Infinity;
  list.forEach((v, i) => {
    const value = of(v);
    if (value < low) [best, low] = [i, value];
  });
  return best;
}

/**
 * One of each conjugate pair, by real part, then the real ones. What is within 100 ulp of the axis is real; within that much of each other's
 * conjugate, a pair. Returns `undefined` where a complex root has no partner.
 */
export function halfOf(roots: readonly Complex[]): Complex[] | undefined {
  const tolerance = 100 * 2 ** -52;
  const sorted = [...roots].sort((a, b) => a[0] - b[0] || Math.abs(a[1]) - Math.abs(b[1]));
  const real = sorted.filter((v) => Math.abs(v[1]) <= tolerance * abs(v)).map(([re]): Complex => [re, 0]);
  const upper = sorted.filter((v) => v[1] > tolerance * abs(v));
  const lower = sorted.filter((v) => -v[1] > tolerance * abs(v));
  if (upper.length !== lower.length) return undefined;
  const pairs: Complex[] = [];
  for (const one of upper) {
    const i = least(lower, (v) => abs(sub(conj(v), one)));
    const [partner] = lower.splice(i, 1) as [Complex];
    if (abs(sub(conj(partner), one)) > tolerance * abs(one)) return undefined;
    pairs.push([(one[0] + partner[0]) / 2, (one[1] - partner[1]) / 2]);
  }
  return [...pairs, ...real];
}

/**
 * scipy's pairing "nearest": the pole nearest to the unit circle takes the zero nearest to it, again and again, from the last section to the
 * first, so that the sharpest resonance comes last and is held down by its zero. A real pole takes the worst real pole with it.
 */
export function sectionsOf({ z, p, k }: Roots): NdArray<Float64Array> {
  const count = Math.max(1, Math.ceil(Math.max(z.length, p.length) / 2));
  const filled = (list: readonly Complex[]): Complex[] => {
    const half = halfOf([...list, ...new Array<Complex>(2 * count - list.length).fill([0, 0])]);
    return half!;
  };
  const zeros = filled(z);
  const poles = filled(p);
  const sos = new Float64Array(6 * count);
  const take = (list: Complex[], i: number): Complex => list.splice(i, 1)[0]!;
  const worst = (list: readonly Complex[], keep: (v: Complex) => boolean): number =>
    least(list, (v) => (keep(v) ? Math.abs(1 - abs(v)) : Infinity));
  const nearest = (to: Complex, keep: (v: Complex) => boolean): number => least(zeros, (v) => (keep(v) ? abs(sub(v, to)) : Infinity));
  const any = (): boolean => true;
  for (let s = count - 1; s >= 0; s--) {
    const pole = take(poles, worst(poles, any));
    const partner = isReal(pole) ? take(poles, worst(poles, isReal)) : conj(pole);
    // All complex zeros must find a complex pole or two real ones: with as many roots as poles, any order of taking works out.
    const zero = take(zeros, nearest(pole, any));
    const second = isReal(zero) ? take(zeros, nearest(pole, isReal)) : conj(zero);
    sos.set(polynomialOf([zero, second]), 6 * s);
    sos.set(polynomialOf([pole, partner]), 6 * s + 3);
  }
  for (let c = 0; c < 3; c++) sos[c] = sos[c]! * k;
  return nd(sos, [count, 6]);
}
