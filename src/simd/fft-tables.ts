/**
 * Tables of the SIMD transforms in the order in which the kernels read them. Roots of unity and the like come as re, im pairs; a value of
 * four lanes is four re, four im.
 * @module
 */

/** For each pass, p < m and k = 1 ... r - 1, `w^(p k)`, w the root of order r m, where m is the product of the radices that follow. */
export function passTwiddles(roots: Float64Array, radices: readonly number[]): Float64Array {
  let n = radices.reduce((product, r) => product * r, 1);
  let length = 0;
  for (let i = 0, rest = n; i < radices.length; rest /= radices[i++]!) length += 2 * (rest - rest / radices[i]!);
  const table = new Float64Array(length);
  let t = 0;
  for (const r of radices) {
    const step = roots.length / n;
    for (let p = 0; p < n / r; p++) {
      for (let k = 1; k < r; k++, t += 2) {
        table[t] = roots[p * k * step]!;
        table[t + 1] = roots[p * k * step + 1]!;
      }
    }
    n /= r;
  }
  return table;
}

/** So many values of four lanes; lane `i` of value `v` is pair `at(v, i)`, or zero beyond the last. */
export function lanesOf(pairs: Float64Array, values: number, at: (v: number, i: number) => number): Float64Array {
  const table = new Float64Array(8 * values);
  for (let v = 0; v < values; v++) {
    for (let i = 0; i < 4; i++) {
      const p = 2 * at(v, i);
      table[8 * v + i] = pairs[p] ?? 0;
      table[8 * v + 4 + i] = pairs[p + 1] ?? 0;
    }
  }
  return table;
}

/** Groups of four rows: 0, 4, ..., the last of them `last`, which may be less than four from the one before. */
export const groupsOf = (last: number): number => Math.ceil(last / 4) + 1;

/** For each group of rows k, powers w^(l k) of the root w of order n for lanes l = from ... to - 1. */
export function turnsOf(roots: Float64Array, n: number, from: number, to: number, last: number): Float64Array {
  const order = roots.length / 2;
  const step = order / n;
  const lanes = to - from;
  return lanesOf(roots, groupsOf(last) * lanes, (v, i) => {
    const k = Math.min(4 * Math.floor(v / lanes), last) + i;
    return (step * (from + (v % lanes)) * k) % order;
  });
}

/** For each group of rows the transform of a filter in four parts, one behind the other. */
export function filterOf(filter: Float64Array, rows: number): Float64Array {
  const last = rows - 4;
  return lanesOf(filter, 4 * groupsOf(last), (v, i) => Math.min(4 * (v >> 2), last) + i + rows * (v % 4));
}
