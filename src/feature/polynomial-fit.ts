/**
 * The linear map from values to the polynomial that fits them best.
 * @module
 */

/**
 * Pseudo-inverse of the Vandermonde matrix of `x`: row c times the values is the coefficient of `x^(order - c)`. Columns are scaled to
 * length 1 and orthogonalised twice by modified Gram-Schmidt ("twice is enough": Giraud, Langou and Rozloznik, 2005), then R is
 * inverted by back substitution. `undefined` if a column depends on the others to double precision.
 */
export function polynomialFit(x: Float64Array, order: number): Float64Array | undefined {
  const n = x.length;
  const columns = order + 1;
  const q = new Float64Array(columns * n); // column c, the power order - c, at c * n
  const r = new Float64Array(columns * columns);
  const scales = new Float64Array(columns);
  for (let c = 0; c < columns; c++) {
    const at = c * n;
    for (let i = 0; i < n; i++) q[at + i] = power(x[i]!, order - c);
    const scale = norm(q, at, n);
    if (!(scale > 0 && scale < Infinity)) return undefined;
    scales[c] = scale;
    for (let i = 0; i < n; i++) q[at + i]! /= scale;
    for (let pass = 0; pass < 2; pass++) {
      for (let b = 0; b < c; b++) {
        let dot = 0;
        for (let i = 0; i < n; i++) dot += q[b * n + i]! * q[at + i]!;
        r[b * columns + c]! += dot;
        for (let i = 0; i < n; i++) q[at + i]! -= dot * q[b * n + i]!;
      }
    }
    const rest = norm(q, at, n);
    if (!(rest > n * 2.220446049250313e-16)) return undefined; // numpy's rank rule for polyfit
    r[c * columns + c] = rest;
    for (let i = 0; i < n; i++) q[at + i]! /= rest;
  }
  const inverse = new Float64Array(columns * n);
  for (let c = columns - 1; c >= 0; c--) {
    for (let i = 0; i < n; i++) {
      let sum = q[c * n + i]!;
      for (let b = c + 1; b < columns; b++) sum -= r[c * columns + b]! * inverse[b * n + i]!;
      inverse[c * n + i] = sum / r[c * columns + c]!;
    }
  }
  for (let c = 0; c < columns; c++) for (let i = 0; i < n; i++) inverse[c * n + i]! /= scales[c]!;
  return inverse;
}

/** x^n by multiplication, so that it has the same bits on every engine. */
function power(x: number, n: number): number {
  let result = 1;
  for (let i = 0; i < n; i++) result *= x;
  return result;
}

function norm(v: Float64Array, from: number, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += v[from + i]! * v[from + i]!;
  return Math.sqrt(sum);
}
