/**
 * Products of matrices of any size: those of a dense layer and of its gradients. They pass through the memory of the kernels in pieces.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Activation } from '../simd/blocks.js';
import { type Matrices } from '../simd/gemm.js';
import { matrices } from './matrices.js';

/** C = A B. A and B lie row by row or column by column: one of their strides is 1. C lies row by row without gaps. */
export interface Product {
  m: number;
  n: number;
  k: number;
  a: FloatArray;
  aRow: number;
  aCol: number;
  b: FloatArray;
  bRow: number;
  bCol: number;
  c: FloatArray;
  /** What C is before the product is added: zeros, a row for all rows, or what it is. @defaultValue `'zeros'` */
  start?: 'zeros' | 'add' | FloatArray | undefined;
  /** Applied to C. @defaultValue `'linear'` */
  activation?: Activation | undefined;
}

/** Numbers of one matrix in the memory of the kernels, about. */
const ROOM = 1 << 20;
/** The depth after which sums meet C: pieces of depths that are multiples of it give the same bits. */
const DEPTH = 256;

/** Copies `rows` rows of `length` values, of which the first two begin `stride` apart, so that they touch. */
export function gather(to: FloatArray, toAt: number, from: FloatArray, at: number, rows: number, length: number, stride: number): void {
  if (stride === length || rows === 1) {
    to.set(from.subarray(at, at + rows * length), toAt);
  } else if (length >= 16) {
    for (let r = 0; r < rows; r++) to.set(from.subarray(at + r * stride, at + r * stride + length), toAt + r * length);
  } else {
    for (let r = 0, p = toAt; r < rows; r++) for (let i = at + r * stride, end = i + length; i < end; i++) to[p++] = from[i]!;
  }
}

/** Multiplies: single precision where C is. */
export function multiplyMatrices(product: Product): void {
  const { m, n } = product;
  const width = Math.min(n, ROOM / DEPTH);
  for (let j = 0; j < n; j += width) columns(matrices(product.c.BYTES_PER_ELEMENT === 4), product, m, j, Math.min(width, n - j));
}

/** The columns of C from `first` on. */
function columns(engine: Matrices, product: Product, m: number, first: number, n: number): void {
  const { k, a, aRow, aCol, b, bRow, bCol, c, start = 'zeros', activation = 'linear' } = product;
  const turned = bCol !== 1;
  const depth = Math.min(k, DEPTH * Math.max(1, Math.floor(ROOM / (DEPTH * n))));
  const rows = Math.min(m, Math.max(4, Math.floor(ROOM / Math.max(depth, n))));
  const padded = Math.ceil(n / 8) * 8;
  const [atA, atB, atC, atRow, atTurned] = engine.places([rows * depth, padded * depth, rows * n, n, turned ? padded * depth : 0]) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const { memory } = engine;
  const loadB = (k0: number, some: number): void => {
    if (!turned) gather(memory, atB, b, k0 * bRow + first, some, n, bRow);
    else {
      gather(memory, atB, b, k0 + first * bCol, n, some, bCol);
      engine.turn(atTurned, atB, some, n, some);
    }
  };
  if (depth === k) loadB(0, k);
  if (typeof start === 'object') memory.set(start.subarray(first, first + n), atRow);
  for (let m0 = 0; m0 < m; m0 += rows) {
    const some = Math.min(rows, m - m0);
    if (start === 'add') gather(memory, atC, c, m0 * product.n + first, some, n, product.n);
    else if (start === 'zeros') memory.fill(0, atC, atC + some * n);
    else engine.fillRows(atC, some, n, atRow);
    for (let k0 = 0; k0 < k; k0 += depth) {
      const deep = Math.min(depth, k - k0);
      if (depth < k) loadB(k0, deep);
      if (aCol === 1) gather(memory, atA, a, m0 * aRow + k0, some, deep, aRow);
      else gather(memory, atA, a, k0 * aCol + m0, deep, some, aCol);
      const [rowA, colA] = aCol === 1 ? [deep, 1] : [1, some];
      if (turned) engine.gemm(some, n, deep, atA, rowA, colA, atTurned, 8, 8 * deep, atC, n);
      else engine.gemm(some, n, deep, atA, rowA, colA, atB, n, 8, atC, n);
    }
    engine.activate(activation, atC, some * n);
    if (n === product.n) c.set(memory.subarray(atC, atC + some * n), m0 * n);
    else for (let r = 0; r < some; r++) c.set(memory.subarray(atC + r * n, atC + (r + 1) * n), (m0 + r) * product.n + first);
  }
}
