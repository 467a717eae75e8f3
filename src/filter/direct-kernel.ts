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
