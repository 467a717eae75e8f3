/**
 * Matrix products on the SIMD kernels, for training: one memory for all layers, which keeps its size from call to call.
 * @module
 */
import { Arena } from './arena.js';
import { type Activation, ACTIVATIONS } from './blocks.js';
import { useSimd } from './engine.js';
import { gemmWasm } from './generated/gemm.js';
import { instantiate } from './instantiate.js';
import { type FloatArray } from '../core/types.js';

/**
 * What multiplies matrices: SIMD or TypeScript, with a memory that its caller fills. Places in it are indices of `memory`, all lengths and
 * strides count numbers.
 */
export interface Matrices<T extends FloatArray = FloatArray> {
  readonly name: 'simd' | 'js';
  readonly memory: T;
  /** Places for arrays of these lengths, not cleared. Those handed out before are no more, and `memory` may be another array. */
  places(lengths: readonly number[]): number[];
  /**
   * C += A B, `m` x `k` by `k` x `n`. A has any strides. Eight columns of B lie side by side, the next eight are `bPanel` on: 8 for a
   * matrix row by row, 8 `k` (and `bRow` 8) for what `turn` made. Rows of C may overlap.
   */
  gemm(
    m: number,
    n: number,
    k: number,
    a: number,
    aRow: number,
    aCol: number,
    b: number,
    bRow: number,
    bPanel: number,
    c: number,
    cRow: number,
  ): void;
  /** Transposes `n` rows of `k` numbers, `row` apart, to `k` x `n` in panels of eight columns; takes `k` times `n`, rounded up to eights. */
  turn(to: number, b: number, k: number, n: number, row: number): void;
  /** Writes the `length` numbers at `row` to `rows` rows. */
  fillRows(to: number, rows: number, length: number, row: number): void;
  /** An activation of `count` numbers, in place. */
  activate(kind: Activation, at: number, count: number): void;
  /** Multiplies gradients by the slopes of an activation where it gave `y`. */
  slope(kind: Activation, gradients: number, y: number, count: number): void;
  /**
   * The largest values of `n` windows of `rows` x `columns` points, `step` numbers apart; lines are `line` numbers apart, points `width`
   * channels. SIMD only: TypeScript needs no memory of its own for it.
   */
  largest?(y: number, x: number, n: number, step: number, rows: number, columns: number, line: number, width: number): void;
  /** Adds the gradients of such windows to the first of their largest values. */
  toLargest?(
    dx: number,
    x: number,
    y: number,
    dy: number,
    n: number,
    step: number,
    rows: number,
    columns: number,
    line: number,
    width: number,
  ): void;
}

interface Exports {
  gemm(...settings: number[]): void;
  turn(to: number, b: number, k: number, n: number, row: number): void;
  fillRows(to: number, rows: number, length: number, row: number): void;
  activateAll(kind: number, at: number, count: number): void;
  slopeAll(kind: number, gradients: number, y: number, count: number): void;
  largest(...settings: number[]): void;
  toLargest(...settings: number[]): void;
}

let shared: Matrices<Float32Array> | undefined;

/** The SIMD kernels, or undefined where they cannot run. */
export function simdMatrices(): Matrices<Float32Array> | undefined {
  return useSimd() ? (shared ??= create()) : undefined;
}

function create(): Matrices<Float32Array> | undefined {
  const kernels = instantiate<Exports>(gemmWasm, 1 << 20);
  if (!kernels) return undefined;
  const { exports, memory } = kernels;
  const { gemm, turn, fillRows, activateAll, slopeAll, largest, toLargest } = exports;
  const arena = new Arena(memory, 0);
  let floats = new Float32Array(memory.buffer);
  return {
    name: 'simd',
    get memory() {
      return floats;
    },
    places(lengths) {
      arena.top = 0;
      const at = lengths.map((length) => arena.take(4 * length + 64) / 4); // kernels read and write a little behind the end
      if (floats.buffer !== memory.buffer) floats = new Float32Array(memory.buffer);
      return at;
    },
    gemm(m, n, k, a, aRow, aCol, b, bRow, bPanel, c, cRow) {
      gemm(m, n, k, 4 * a, 4 * aRow, 4 * aCol, 4 * b, 4 * bRow, 4 * bPanel, 4 * c, 4 * cRow);
    },
    turn(to, b, k, n, row) {
      turn(4 * to, 4 * b, k, n, 4 * row);
    },
    fillRows(to, rows, length, row) {
      fillRows(4 * to, rows, length, 4 * row);
    },
    activate(kind, at, count) {
      if (kind !== 'linear') activateAll(ACTIVATIONS.indexOf(kind), 4 * at, count);
    },
    slope(kind, gradients, y, count) {
      if (kind !== 'linear') slopeAll(ACTIVATIONS.indexOf(kind), 4 * gradients, 4 * y, count);
    },
    largest(y, x, n, step, rows, columns, line, width) {
      largest(4 * y, 4 * x, n, 4 * step, rows, columns, 4 * line, 4 * width);
    },
    toLargest(dx, x, y, dy, n, step, rows, columns, line, width) {
      toLargest(4 * dx, 4 * x, 4 * y, 4 * dy, n, 4 * step, rows, columns, 4 * line, 4 * width);
    },
  };
}
