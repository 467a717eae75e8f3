/**
 * The directions in which rows vary, by singular values.
 * @module
 */

/** Singular values, falling, and the directions that belong to them. */
export interface Directions {
  readonly values: Float64Array;
  readonly vectors: readonly Float64Array[];
}

/**
 * Singular values and right singular vectors of a matrix of `rows` x `columns`, row by row: as many as the shorter side. Householder's QR
 * makes it square, one-sided Jacobi rotations (Hestenes, 1958) do the rest: small singular values are as exact as large ones, and vectors
 * are orthonormal even where values are zero. Only `+ - * / sqrt`: the same bits on every engine.
 */
export function rightSingularVectors(data: Float64Array, rows: number, columns: number): Directions {
  let peak = 0;
  for (const v of data) peak = Math.max(peak, Math.abs(v));
  const scale = peak || 1;
  const wide = rows < columns;
  const [long, short] = wide ? [columns, rows] : [rows, columns];
  const at = wide ? (i: number, j: number): number => j * columns + i : (i: number, j: number): number => i * columns + j;
  const tall = Array.from({ length: short }, (_, j) => Float64Array.from({ length: long }, (_, i) => data[at(i, j)]! / scale));
  const reflectors = triangularize(tall);
  const upper = (i: number, j: number): number => (i <= j ? tall[j]![i]! : 0);
  const square = Array.from({ length: short }, (_, j) =>
    Float64Array.from({ length: short }, (_, i) => (wide ? upper(j, i) : upper(i, j))),
  );
  const turned = rotate(square);
  const found = turned.map((v, j) => ({ value: norm(square[j]!) * scale, vector: wide ? reflect(v, reflectors, long) : v }));
  found.sort((a, b) => b.value - a.value);
  return { values: Float64Array.from(found, (f) => f.value), vectors: found.map((f) => f.vector) };
}

function dot(a: Float64Array, b: Float64Array, from = 0): number {
  let sum = 0;
  for (let i = from; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

const norm = (a: Float64Array, from = 0): number => Math.sqrt(dot(a, a, from));

/** Householder's QR in place: the columns become R (above and on the diagonal). Returns the unit reflectors, zero above their place. */
function triangularize(columns: readonly Float64Array[]): Float64Array[] {
  return columns.map((column, k) => {
    const u = new Float64Array(column.length);
    const length = norm(column, k);
    if (length === 0) return u;
    u.set(column.subarray(k), k);
    u[k]! += column[k]! < 0 ? -length : length;
    const size = norm(u, k);
    for (let i = k; i < u.length; i++) u[i]! /= size;
    for (let j = k; j < columns.length; j++) mirror(columns[j]!, u, k);
    return u;
  });
}

/** x - 2 u (u . x), for a unit vector u that is zero before `from`; nothing for u = 0. */
function mirror(x: Float64Array, u: Float64Array, from: number): void {
  const twice = 2 * dot(x, u, from);
  for (let i = from; i < x.length; i++) x[i]! -= twice * u[i]!;
}

/** Q v: the vector in the space of the long side. */
function reflect(v: Float64Array, reflectors: readonly Float64Array[], long: number): Float64Array {
  const result = new Float64Array(long);
  result.set(v);
  for (let k = reflectors.length - 1; k >= 0; k--) mirror(result, reflectors[k]!, k);
  return result;
}

/** Rotates columns in pairs until all are orthogonal; returns what the rotations make of the unit vectors. */
function rotate(columns: readonly Float64Array[]): Float64Array[] {
  const n = columns.length;
  const turned = columns.map((_, j) => {
    const unit = new Float64Array(n);
    unit[j] = 1;
    return unit;
  });
  let again = true;
  for (let sweep = 0; again && sweep < 60; sweep++) {
    again = false;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) again = rotatePair(columns, turned, p, q) || again;
  }
  return turned;
}

function rotatePair(columns: readonly Float64Array[], turned: readonly Float64Array[], p: number, q: number): boolean {
  const [a, b] = [columns[p]!, columns[q]!];
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
  if (aa === 0 || bb === 0 || Math.abs(ab) <= 1e-15 * Math.sqrt(aa) * Math.sqrt(bb)) return false;
  const z = (bb - aa) / (2 * ab);
  const t = (z < 0 ? -1 : 1) / (Math.abs(z) + Math.sqrt(1 + z * z)); // 0 where z * z overflows
  if (t === 0) return false;
  const c = 1 / Math.sqrt(1 + t * t);
  turn(a, b, c, c * t);
  turn(turned[p]!, turned[q]!, c, c * t);
  return true;
}

function turn(a: Float64Array, b: Float64Array, c: number, s: number): void {
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    a[i] = c * x - s * y;
    b[i] = s * x + c * y;
  }
}
