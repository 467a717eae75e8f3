/**
 * The moves of a warping path and what they cost.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { readNumbers, readTable, type TableLike } from '../core/table.js';

/** Moves between pairs (n, m). Own moves count from 3, after the moves that are usual, as librosa numbers them. */
export interface WarpingSteps {
  /** How far each goes along the first axis, and along the second. */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** A move costs `mul * C + add`. */
  readonly mul: Float64Array;
  readonly add: Float64Array;
  /** What is added to an index of these lists to number a move. */
  readonly first: 0 | 3;
  /** Whether these are the usual moves without weights. */
  readonly plain: boolean;
}

const USUAL_ROWS = [1, 0, 1];
const USUAL_COLUMNS = [1, 1, 0];

/** Reads and checks the moves: whole numbers >= 0, not both 0; a weight for each, a number or Infinity (never used). */
export function readSteps(
  sizes: TableLike | null,
  weightsAdd: ArrayLike<number> | null,
  weightsMul: ArrayLike<number> | null,
  caller: string,
): WarpingSteps {
  let rows = Int32Array.from(USUAL_ROWS);
  let columns = Int32Array.from(USUAL_COLUMNS);
  if (sizes !== null) {
    const table = readTable(sizes, caller, 'stepSizesSigma');
    if (table.columns !== 2) throw new ParameterError(caller, 'stepSizesSigma', `must have two numbers a step, got ${table.columns}`);
    rows = new Int32Array(table.rows);
    columns = new Int32Array(table.rows);
    for (let s = 0; s < table.rows; s++) {
      const [down, along] = [table.data[2 * s]!, table.data[2 * s + 1]!];
      if (!(Number.isInteger(down) && Number.isInteger(along) && down >= 0 && along >= 0 && down + along > 0 && down + along < 2 ** 31)) {
        throw new ParameterError(caller, 'stepSizesSigma', `must hold integers >= 0, not both 0, got (${down}, ${along}) as step ${s}`);
      }
      rows[s] = down;
      columns[s] = along;
    }
  }
  const add = readWeights(weightsAdd, rows.length, 0, caller, 'weightsAdd');
  const mul = readWeights(weightsMul, rows.length, 1, caller, 'weightsMul');
  return { rows, columns, mul, add, first: sizes === null ? 0 : 3, plain: sizes === null && weightsAdd === null && weightsMul === null };
}

function readWeights(weights: ArrayLike<number> | null, count: number, usual: number, caller: string, name: string): Float64Array {
  if (weights === null) return new Float64Array(count).fill(usual);
  const out = ArrayBuffer.isView(weights) || Array.isArray(weights) ? Float64Array.from(weights) : readNumbers(weights, caller, name);
  if (out.length !== count)
    throw new ParameterError(caller, name, `must have one number for each of the ${count} steps, got ${out.length}`);
  const bad = out.findIndex((w) => !(w > -Infinity));
  if (bad >= 0) throw new ParameterError(caller, name, `must hold numbers or Infinity, got ${out[bad]} at index ${bad}`);
  return out;
}

/** The same moves with their axes changed. */
export const swapSteps = (steps: WarpingSteps): WarpingSteps => ({ ...steps, rows: steps.columns, columns: steps.rows });
