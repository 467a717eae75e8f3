/**
 * The first discrete prolate spheroidal (Slepian) sequence: of all windows, the one with most energy inside its band.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { cosTurns } from '../core/math.js';
import { type Shape } from './window-spec.js';

/**
 * The eigenvector of the largest eigenvalue of a symmetric tridiagonal matrix (Slepian 1978; Percival and Walden 1993): the
 * eigenvalue by bisection on Sturm sequences, the vector by inverse iteration.
 */
export const dpss: Shape = (last, nw) => {
  const length = last + 1;
  if (2 * nw! >= length) throw new ParameterError('getWindow', 'window[1]', `must be < ${length / 2}, half the length, got ${nw}`);
  const band = cosTurns(nw! / length);
  const diagonal = Float64Array.from({ length }, (_, n) => (last / 2 - n) ** 2 * band);
  const off = Float64Array.from({ length }, (_, n) => (n * (length - n)) / 2); // off[n] joins n - 1 and n
  let low = -Infinity;
  let high = -Infinity;
  for (let n = 0; n < length; n++) {
    low = Math.max(low, diagonal[n]!);
    high = Math.max(high, diagonal[n]! + off[n]! + (off[n + 1] ?? 0)); // Gershgorin
  }
  for (let i = 0; i < 200 && high > low; i++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (allBelow(diagonal, off, middle)) high = middle;
    else low = middle;
  }
  const v = new Float64Array(length).fill(1);
  for (let i = 0; i < 3; i++) solveShifted(diagonal, off, high, v);
  const peak = v.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a));
  const correction = length % 2 ? 1 : length ** 2 / (length ** 2 + nw!); // of the peak between two samples, as scipy has it
  return (n) => (v[n]! / peak) * correction;
};

/** Whether every eigenvalue is < x: all pivots of (matrix - x) are negative. */
function allBelow(diagonal: Float64Array, off: Float64Array, x: number): boolean {
  let pivot = diagonal[0]! - x;
  for (let n = 1; n < diagonal.length && pivot < 0; n++) pivot = diagonal[n]! - x - off[n]! ** 2 / pivot;
  return pivot < 0;
}

/** Solves (x - matrix) v = v in place and scales v to 1; x is above all eigenvalues, so no pivoting is needed. */
function solveShifted(diagonal: Float64Array, off: Float64Array, x: number, v: Float64Array): void {
  const length = v.length;
  const pivots = new Float64Array(length);
  pivots[0] = x - diagonal[0]!;
  for (let n = 1; n < length; n++) {
    const factor = off[n]! / pivots[n - 1]!;
    pivots[n] = x - diagonal[n]! - factor * off[n]!;
    v[n] = v[n]! + factor * v[n - 1]!;
  }
  v[length - 1] = v[length - 1]! / (pivots[length - 1]! || Number.EPSILON * x);
  for (let n = length - 2; n >= 0; n--) v[n] = (v[n]! + off[n + 1]! * v[n + 1]!) / pivots[n]!;
  const peak = v.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  for (let n = 0; n < length; n++) v[n] = v[n]! / peak;
}
