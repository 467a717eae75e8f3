/**
 * The kernel of every filter of second-order sections: transposed direct form II, in place, in double precision.
 * @module
 */

/**
 * Runs `y[0 .. n)` through the sections, whose coefficients lie as b0, b1, b2, a1, a2 (a0 = 1) and whose states as two numbers each:
 * `out = b0 x + z0; z0 = b1 x + z1 - a1 out; z1 = b2 x - a2 out`. Up to four sections share a loop: a section's sample does not wait for the
 * next of the one before, so that their chains of additions run side by side. The sum for z0 begins with what is known first.
 */
export function runSections(y: Float64Array, n: number, coefficients: Float64Array, states: Float64Array): void {
  const sections = states.length / 2;
  let s = 0;
  for (; s + 4 <= sections; s += 4) runFour(y, n, coefficients, 5 * s, states, 2 * s);
  if (s + 2 <= sections) {
    runPair(y, n, coefficients, 5 * s, states, 2 * s);
    s += 2;
  }
  if (s < sections) runOne(y, n, coefficients, 5 * s, states, 2 * s);
}

function runOne(y: Float64Array, n: number, c: Float64Array, at: number, z: Float64Array, from: number): void {
  const a0 = c[at]!;
  const a1 = c[at + 1]!;
  const a2 = c[at + 2]!;
  const a3 = c[at + 3]!;
  const a4 = c[at + 4]!;
  let r0 = z[from]!;
  let r1 = z[from + 1]!;
  for (let i = 0; i < n; i++) {
    const x0 = y[i]!;
    const x1 = a0 * x0 + r0;
    r0 = a1 * x0 + r1 - a3 * x1;
    r1 = a2 * x0 - a4 * x1;
    y[i] = x1;
  }
  z[from] = r0;
  z[from + 1] = r1;
}

function runPair(y: Float64Array, n: number, c: Float64Array, at: number, z: Float64Array, from: number): void {
  const a0 = c[at]!;
  const a1 = c[at + 1]!;
  const a2 = c[at + 2]!;
  const a3 = c[at + 3]!;
  const a4 = c[at + 4]!;
  const b0 = c[at + 5]!;
  const b1 = c[at + 6]!;
  const b2 = c[at + 7]!;
  const b3 = c[at + 8]!;
  const b4 = c[at + 9]!;
  let r0 = z[from]!;
  let r1 = z[from + 1]!;
  let s0 = z[from + 2]!;
  let s1 = z[from + 3]!;
  for (let i = 0; i < n; i++) {
    const x0 = y[i]!;
    const x1 = a0 * x0 + r0;
    r0 = a1 * x0 + r1 - a3 * x1;
    r1 = a2 * x0 - a4 * x1;
    const x2 = b0 * x1 + s0;
    s0 = b1 * x1 + s1 - b3 * x2;
    s1 = b2 * x1 - b4 * x2;
    y[i] = x2;
  }
  z[from] = r0;
  z[from + 1] = r1;
  z[from + 2] = s0;
  z[from + 3] = s1;
}

function runFour(y: Float64Array, n: number, c: Float64Array, at: number, z: Float64Array, from: number): void {
  const a0 = c[at]!;
  const a1 = c[at + 1]!;
  const a2 = c[at + 2]!;
  const a3 = c[at + 3]!;
  const a4 = c[at + 4]!;
  const b0 = c[at + 5]!;
  const b1 = c[at + 6]!;
  const b2 = c[at + 7]!;
  const b3 = c[at + 8]!;
  const b4 = c[at + 9]!;
  const d0 = c[at + 10]!;
  const d1 = c[at + 11]!;
  const d2 = c[at + 12]!;
  const d3 = c[at + 13]!;
  const d4 = c[at + 14]!;
  const e0 = c[at + 15]!;
  const e1 = c[at + 16]!;
  const e2 = c[at + 17]!;
  const e3 = c[at + 18]!;
  const e4 = c[at + 19]!;
  let r0 = z[from]!;
  let r1 = z[from + 1]!;
  let s0 = z[from + 2]!;
  let s1 = z[from + 3]!;
  let t0 = z[from + 4]!;
  let t1 = z[from + 5]!;
  let u0 = z[from + 6]!;
  let u1 = z[from + 7]!;
  for (let i = 0; i < n; i++) {
    const x0 = y[i]!;
    const x1 = a0 * x0 + r0;
    r0 = a1 * x0 + r1 - a3 * x1;
    r1 = a2 * x0 - a4 * x1;
    const x2 = b0 * x1 + s0;
    s0 = b1 * x1 + s1 - b3 * x2;
    s1 = b2 * x1 - b4 * x2;
    const x3 = d0 * x2 + t0;
    t0 = d1 * x2 + t1 - d3 * x3;
    t1 = d2 * x2 - d4 * x3;
    const x4 = e0 * x3 + u0;
    u0 = e1 * x3 + u1 - e3 * x4;
    u1 = e2 * x3 - e4 * x4;
    y[i] = x4;
  }
  z[from] = r0;
  z[from + 1] = r1;
  z[from + 2] = s0;
  z[from + 3] = s1;
  z[from + 4] = t0;
  z[from + 5] = t1;
  z[from + 6] = u0;
  z[from + 7] = u1;
}
