/**
 * The kernel of every filter of second-order sections: transposed direct form II, in place, in double precision.
 * @module
 */

/**
 * Runs `y[0 .. n)` through the sections, whose coefficients lie as b0, b1, b2, a1, a2 (a0 = 1) and whose states as two numbers each:
 * `out = b0 x + z0; z0 = b1 x - a1 out + z1; z1 = b2 x - a2 out`. Two sections share a loop: the second one's sample does not wait for the
 * next of the first, so the two chains of additions run side by side.
 */
export function runSections(y: Float64Array, n: number, coefficients: Float64Array, states: Float64Array): void {
  const sections = states.length / 2;
  let s = 0;
  for (; s + 2 <= sections; s += 2) runPair(y, n, coefficients, 5 * s, states, 2 * s);
  if (s < sections) runOne(y, n, coefficients, 5 * s, states, 2 * s);
}

function runOne(y: Float64Array, n: number, c: Float64Array, at: number, z: Float64Array, from: number): void {
  const [b0, b1, b2, a1, a2] = [c[at]!, c[at + 1]!, c[at + 2]!, c[at + 3]!, c[at + 4]!];
  let z0 = z[from]!;
  let z1 = z[from + 1]!;
  for (let i = 0; i < n; i++) {
    const x = y[i]!;
    const out = b0 * x + z0;
    z0 = b1 * x - a1 * out + z1;
    z1 = b2 * x - a2 * out;
    y[i] = out;
  }
  z[from] = z0;
  z[from + 1] = z1;
}

function runPair(y: Float64Array, n: number, c: Float64Array, at: number, z: Float64Array, from: number): void {
  const [b0, b1, b2, a1, a2] = [c[at]!, c[at + 1]!, c[at + 2]!, c[at + 3]!, c[at + 4]!];
  const [d0, d1, d2, e1, e2] = [c[at + 5]!, c[at + 6]!, c[at + 7]!, c[at + 8]!, c[at + 9]!];
  let z0 = z[from]!;
  let z1 = z[from + 1]!;
  let v0 = z[from + 2]!;
  let v1 = z[from + 3]!;
  for (let i = 0; i < n; i++) {
    const x = y[i]!;
    const mid = b0 * x + z0;
    z0 = b1 * x - a1 * mid + z1;
    z1 = b2 * x - a2 * mid;
    const out = d0 * mid + v0;
    v0 = d1 * mid - e1 * out + v1;
    v1 = d2 * mid - e2 * out;
    y[i] = out;
  }
  z[from] = z0;
  z[from + 1] = z1;
  z[from + 2] = v0;
  z[from + 3] = v1;
}
