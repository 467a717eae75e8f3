/**
 * Polynomials and their roots.
 * @module
 */
import { cosTurns, sinTurns } from '../core/math.js';
import { abs, add, type Complex, div, mul, sub, times } from './complex.js';

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

/** Value and derivative by Horner's rule, and the sum of the sizes of all terms, which bounds the rounding error. */
function evaluate(c: ArrayLike<number>, at: Complex): { value: Complex; slope: Complex; size: number } {
  let value: Complex = [c[0]!, 0];
  let slope: Complex = [0, 0];
  let size = Math.abs(c[0]!);
  const radius = abs(at);
  for (let k = 1; k < c.length; k++) {
    slope = add(mul(slope, at), value);
    value = add(mul(value, at), [c[k]!, 0]);
    size = size * radius + Math.abs(c[k]!);
  }
  return { value, slope, size };
}

/** Radii to start from: the upper convex hull of log |coefficients| says about how large each root is (D. A. Bini, 1996). */
function startingPoints(c: ArrayLike<number>): Complex[] {
  const degree = c.length - 1;
  const height = (k: number): number => Math.log(Math.abs(c[degree - k]!)); // only a guess: its last bit does not matter
  const hull: number[] = [];
  for (let k = 0; k <= degree; k++) {
    if (c[degree - k] === 0) continue;
    const slopeTo = (from: number): number => (height(k) - height(from)) / (k - from);
    while (hull.length > 1 && slopeTo(hull.at(-2)!) >= (height(hull.at(-1)!) - height(hull.at(-2)!)) / (hull.at(-1)! - hull.at(-2)!)) {
      hull.pop();
    }
    hull.push(k);
  }
  const points: Complex[] = [];
  for (let i = 1; i < hull.length; i++) {
    const [from, to] = [hull[i - 1]!, hull[i]!];
    const radius = Math.exp((height(from) - height(to)) / (to - from));
    for (let j = 0; j < to - from; j++) {
      const turn = j / (to - from) + i / degree + 0.11;
      points.push(times([cosTurns(turn), sinTurns(turn)], radius));
    }
  }
  return points;
}

/**
 * The roots of a real polynomial, highest power first, the first coefficient not 0: all at once by the method of Ehrlich and Aberth (O.
 * Aberth, Mathematics of Computation 27, 1973), each until its value is lost in rounding. They come in conjugate pairs; a multiple root as a
 * small cluster, as from any method in double precision.
 */
export function rootsOf(polynomial: ArrayLike<number>): Complex[] {
  let length = polynomial.length;
  while (length > 1 && polynomial[length - 1] === 0) length--;
  const c = Array.from(polynomial).slice(0, length);
  const origin = new Array<Complex>(polynomial.length - length).fill([0, 0]);
  if (length === 2) return [[-c[1]! / c[0]!, 0], ...origin];
  const roots = length > 1 ? startingPoints(c) : [];
  const done = roots.map(() => false);
  for (let round = 0; round < 500 && done.includes(false); round++) {
    for (let i = 0; i < roots.length; i++) {
      if (done[i]) continue;
      const here = roots[i]!;
      const { value, slope, size } = evaluate(c, here);
      done[i] = abs(value) <= 4e-16 * size;
      if (abs(value) === 0) continue;
      let others: Complex = [0, 0];
      roots.forEach((there, j) => {
        if (j !== i && (there[0] !== here[0] || there[1] !== here[1])) others = add(others, div([1, 0], sub(here, there)));
      });
      const newton = abs(slope) > 0 ? div(value, slope) : ([abs(here) * 1e-3, abs(here) * 1e-3] as const);
      const bottom = sub([1, 0], mul(newton, others));
      const step = abs(bottom) > 0 ? div(newton, bottom) : newton;
      roots[i] = sub(here, step);
      if (abs(step) <= 1e-16 * abs(here)) done[i] = true;
    }
  }
  return [...pairUp(roots), ...origin];
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
