/**
 * Linear prediction by the autocorrelation method.
 * @module
 */

/**
 * Writes the coefficients of the error filter `1 + a[1] z^-1 + ... + a[p] z^-p` of `x[0, n)` (Levinson and Durbin); `a[0]` is 1.
 * Returns false for silence.
 */
export function predictLinearly(a: Float64Array, x: Float64Array, n: number): boolean {
  const order = a.length - 1;
  const r = new Float64Array(order + 1);
  for (let lag = 0; lag <= order; lag++) for (let i = lag; i < n; i++) r[lag]! += x[i]! * x[i - lag]!;
  a.fill(0);
  a[0] = 1;
  let error = r[0]!;
  const before = new Float64Array(order + 1);
  for (let i = 1; i <= order; i++) {
    if (!(error > 0)) return i > 1;
    let sum = r[i]!;
    for (let k = 1; k < i; k++) sum += a[k]! * r[i - k]!;
    const reflection = -sum / error;
    before.set(a);
    for (let k = 1; k < i; k++) a[k] = before[k]! + reflection * before[i - k]!;
    a[i] = reflection;
    error *= 1 - reflection * reflection;
  }
  return true;
}
