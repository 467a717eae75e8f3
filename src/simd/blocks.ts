/**
 * Weights as the kernels read them: blocks of twenty-four columns, [block][row][24]. The TypeScript path reads the same blocks in double.
 * @module
 */
import { type FloatArray } from '../core/types.js';

/** Columns of a block: `assembly/product.ts` tells why as many. */
export const BLOCK = 24;

/** Activations that a kernel applies itself; the index of each is its number in `assembly/activations.ts`. */
export const ACTIVATIONS = ['linear', 'relu', 'tanh', 'sigmoid', 'hardSigmoid', 'hardSigmoidKeras2', 'elu'] as const;

/**
 * `hardSigmoid` is `relu6(x + 3) / 6`, as in Keras 3 and PyTorch; `hardSigmoidKeras2` is `x / 5 + 1/2` held in [0, 1], as in Keras 1
 * and 2 and tfjs.
 */
export type Activation = (typeof ACTIVATIONS)[number];

/** `n` rounded up to a multiple of `unit`. */
export const roundUp = (n: number, unit: number): number => Math.ceil(n / unit) * unit;

/** Numbers that `rows` rows of `columns` columns take as blocks. */
export const blockLength = (rows: number, columns: number): number => rows * roundUp(columns, BLOCK);

/**
 * Writes a matrix `[rows, width]` as blocks. `columns` names for each packed column the one it comes from; -1 is a column of zeros, and
 * so are the columns that fill the last block. A bias is a matrix of one row.
 */
export function packBlocks(out: FloatArray, matrix: FloatArray, rows: number, width: number, columns: Int32Array): void {
  out.fill(0);
  for (let k = 0; k < columns.length; k++) {
    const from = columns[k]!;
    if (from < 0) continue;
    const to = Math.floor(k / BLOCK) * BLOCK * rows + (k % BLOCK);
    for (let r = 0; r < rows; r++) out[to + r * BLOCK] = matrix[r * width + from]!;
  }
}

/** The packed order of `gates` gates of `units` units: four units of one gate, the same four of the next. The units are padded to fours. */
export function gateColumns(units: number, gates: readonly number[]): Int32Array {
  const columns: number[] = [];
  for (let u = 0; u < units; u += 4) {
    for (const gate of gates) for (let lane = u; lane < u + 4; lane++) columns.push(lane < units ? gate * units + lane : -1);
  }
  return Int32Array.from(columns);
}
