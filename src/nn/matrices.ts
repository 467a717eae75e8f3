/**
 * Matrix products in plain TypeScript, in double: the reference, and the path where SIMD cannot run. Sums run as in
 * `src/simd/assembly/gemm.module.ts`.
 * @module
 */
import { type Matrices, simdMatrices } from '../simd/gemm.js';
import { activateFours } from './activation.js';

/** Values of a sum before it meets C. */
const DEPTH = 256;

let shared: Matrices<Float64Array> | undefined;

/** What multiplies: SIMD for single precision where it runs, else TypeScript. */
export function matrices(single: boolean): Matrices {
  return (single ? simdMatrices() : undefined) ?? (shared ??= create());
}

function create(): Matrices<Float64Array> {
  let memory = new Float64Array(16384);
  return {
    name: 'js',
    get memory() {
      return memory;
    },
    places(lengths) {
      let top = 0;
      const at = lengths.map((length) => {
        const place = top;
        top += length + 16;
        return place;
      });
      if (top > memory.length) memory = new Float64Array(top);
      return at;
    },
    gemm(m, n, k, a, aRow, aCol, b, bRow, bPanel, c, cRow) {
      for (let k0 = 0; k0 < k; k0 += DEPTH) {
        const depth = Math.min(DEPTH, k - k0);
        const [pa, pb] = [a + k0 * aCol, b + k0 * bRow];
        for (let j = 0; j < n; j += 4) {
          const columns = pb + Math.floor(j / 8) * bPanel + (j % 8);
          const width = Math.min(4, n - j);
          let r = 0;
          for (; r + 2 <= m; r += 2) twoRows(memory, depth, pa + r * aRow, aRow, aCol, columns, bRow, c + r * cRow + j, cRow, width);
          if (r < m) oneRow(memory, depth, pa + r * aRow, aCol, columns, bRow, c + r * cRow + j, width);
        }
      }
    },
    turn(to, b, k, n, row) {
      for (let j = 0; j < n; j++) {
        const column = to + Math.floor(j / 8) * 8 * k + (j % 8);
        for (let i = 0; i < k; i++) memory[column + 8 * i] = memory[b + j * row + i]!;
      }
    },
    fillRows(to, rows, length, row) {
      for (let r = 0; r < rows; r++) memory.copyWithin(to + r * length, row, row + length);
    },
    activate(kind, at, count) {
      activateFours(kind, memory, at, Math.ceil(count / 4), 4);
    },
    slope(kind, gradients, y, count) {
      const rise = kind === 'hardSigmoid' ? 1 / 6 : 0.2;
      for (let i = 0; i < count; i++) {
        const v = memory[y + i]!;
        const g = gradients + i;
        if (kind === 'tanh') memory[g]! *= 1 - v * v;
        else if (kind === 'sigmoid') memory[g]! *= v * (1 - v);
        else if (kind === 'relu') memory[g]! *= v > 0 ? 1 : 0;
        else if (kind === 'elu') memory[g]! *= v < 0 ? v + 1 : 1;
        else if (kind !== 'linear') memory[g]! *= v > 0 && v < 1 ? rise : 0;
      }
    },
  };
}

/** Two rows by four columns: what the registers hold. */
function twoRows(
  x: Float64Array,
  k: number,
  a: number,
  aRow: number,
  aCol: number,
  b: number,
  bRow: number,
  c: number,
  cRow: number,
  columns: number,
): void {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  let b0 = 0;
  let b1 = 0;
  let b2 = 0;
  let b3 = 0;
  for (let i = 0, p = a, q = b; i < k; i++, p += aCol, q += bRow) {
    const u = x[p]!;
    const v = x[p + aRow]!;
    a0 += u * x[q]!;
    b0 += v * x[q]!;
    a1 += u * x[q + 1]!;
    b1 += v * x[q + 1]!;
    a2 += u * x[q + 2]!;
    b2 += v * x[q + 2]!;
    a3 += u * x[q + 3]!;
    b3 += v * x[q + 3]!;
  }
  meet(x, c, a0, a1, a2, a3, columns);
  meet(x, c + cRow, b0, b1, b2, b3, columns);
}

function oneRow(x: Float64Array, k: number, a: number, aCol: number, b: number, bRow: number, c: number, columns: number): void {
  let a0 = 0;
  let a1 = 0;
  let a2 = 0;
  let a3 = 0;
  for (let i = 0, p = a, q = b; i < k; i++, p += aCol, q += bRow) {
    const u = x[p]!;
    a0 += u * x[q]!;
    a1 += u * x[q + 1]!;
    a2 += u * x[q + 2]!;
    a3 += u * x[q + 3]!;
  }
  meet(x, c, a0, a1, a2, a3, columns);
}

function meet(x: Float64Array, c: number, a0: number, a1: number, a2: number, a3: number, columns: number): void {
  x[c]! += a0;
  if (columns > 1) x[c + 1]! += a1;
  if (columns > 2) x[c + 2]! += a2;
  if (columns > 3) x[c + 3]! += a3;
}
