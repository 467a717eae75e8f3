/**
 * The kernel of a filter given as one fraction b / a: transposed direct form II of any order, in place, in double precision.
 * @module
 */

/**
 * Runs `y[0 .. n)` through the filter; `b` and `a` have one length, a[0] = 1, and `z` has that length too, its last number always 0:
 * `out = b[0] x + z[0]; z[k] = b[k + 1] x + z[k + 1] - a[k + 1] out`.
 */
export function runDirect(y: Float64Array, n: number, b: Float64Array, a: Float64Array, z: Float64Array): void {
  const order = b.length - 1;
  const b0 = b[0]!;
  for (let i = 0; i < n; i++) {
    const x = y[i]!;
    const out = b0 * x + z[0]!;
    for (let k = 1; k <= order; k++) z[k - 1] = b[k]! * x + z[k]! - a[k]! * out;
    y[i] = out;
  }
}

/** The same where a is 1: a filter without feedback. */
export function runForward(y: Float64Array, n: number, b: Float64Array, z: Float64Array): void {
  const order = b.length - 1;
  const b0 = b[0]!;
  for (let i = 0; i < n; i++) {
    const x = y[i]!;
    y[i] = b0 * x + z[0]!;
    for (let k = 1; k <= order; k++) z[k - 1] = b[k]! * x + z[k]!;
  }
}

/** {@link runDirect} of third or fourth order, states in registers: `z` holds four numbers or more. */
export function runFourth(y: Float64Array, n: number, b: Float64Array, a: Float64Array, z: Float64Array): void {
  const b0 = b[0]!;
  const b1 = b[1]!;
  const b2 = b[2]!;
  const b3 = b[3]!;
  const b4 = b[4] ?? 0;
  const a1 = a[1]!;
  const a2 = a[2]!;
  const a3 = a[3]!;
  const a4 = a[4] ?? 0;
  let z0 = z[0]!;
  let z1 = z[1]!;
  let z2 = z[2]!;
  let z3 = z[3]!;
  for (let i = 0; i < n; i++) {
    const x = y[i]!;
    const out = b0 * x + z0;
    z0 = b1 * x + z1 - a1 * out;
    z1 = b2 * x + z2 - a2 * out;
    z2 = b3 * x + z3 - a3 * out;
    z3 = b4 * x - a4 * out;
    y[i] = out;
  }
  z[0] = z0;
  z[1] = z1;
  z[2] = z2;
  z[3] = z3;
}
