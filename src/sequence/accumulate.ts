/**
 * The recursion of dynamic time warping.
 * @module
 */
import { type WarpingSteps } from './dtw-steps.js';

/** A matrix of costs that need not exist as a whole. */
export interface Costs {
  readonly rows: number;
  readonly columns: number;
  /** Writes the costs of row `n` in columns [from, to) to the same places of `out`. */
  rowInto(out: Float64Array, n: number, from: number, to: number): void;
  /** One of them. */
  at(n: number, m: number): number;
}

/** The pairs (n, m) with `-below < m - n < above`. */
export interface Band {
  readonly below: number;
  readonly above: number;
}

/** Accumulated costs. */
export interface Accumulated {
  /** `rows` x `columns`, Infinity where no path leads. */
  readonly D: Float64Array;
  /** The last move on the way to each pair; empty unless asked for. */
  readonly moves: Int32Array;
}

/**
 * `D[n, m] = min over steps s of D[n - rows(s), m - columns(s)] + mul(s) C[n, m] + add(s)`, from `D[0, 0] = C[0, 0]`, with `subseq` from
 * `D[0, m] = C[0, m]`. Outside the band all is Infinity.
 */
export function accumulate(costs: Costs, steps: WarpingSteps, subseq: boolean, band: Band | null, keepMoves: boolean): Accumulated {
  const { rows, columns } = costs;
  const D = new Float64Array(rows * columns);
  if (band || !steps.plain) D.fill(Infinity);
  const moves = new Int32Array(keepMoves ? D.length : 0);
  const c = new Float64Array(columns);
  for (let n = 0; n < rows; n++) {
    const from = band ? Math.max(n - band.below + 1, 0) : 0;
    const to = band ? Math.min(n + band.above, columns) : columns;
    if (from >= to) continue;
    costs.rowInto(c, n, from, to);
    if (n === 0) beginRow(D, c, from, to, steps.plain, subseq);
    if (!steps.plain) weightedRow(D, c, n, columns, from, to, steps);
    else if (n > 0) plainRow(D, c, n * columns, columns, from, to);
    if (!keepMoves) continue;
    if (steps.plain && steps.rows[1] === 0 && n > 0) plainMoves(moves, D, c, n * columns, columns, from, to);
    else for (let m = from; m < to; m++) moves[n * columns + m] = moveTo(D, n, m, columns, c[m]!, steps, subseq);
  }
  return { D, moves };
}

/** The first row: where paths begin, and with plain steps how they go on along it. */
function beginRow(D: Float64Array, c: Float64Array, from: number, to: number, plain: boolean, subseq: boolean): void {
  let left = Infinity;
  for (let m = from; m < to; m++) {
    left = subseq || m === 0 ? c[m]! + (plain ? Math.min(left, 0) : 0) : plain ? left + c[m]! : Infinity;
    D[m] = left;
  }
}

/** A row with the usual three moves. The smallest of three predecessors is the smallest of three sums, since rounding keeps order. */
function plainRow(D: Float64Array, c: Float64Array, at: number, columns: number, from: number, to: number): void {
  let diagonal = from > 0 ? D[at - columns + from - 1]! : Infinity;
  let left = Infinity;
  for (let m = from; m < to; m++) {
    const up = D[at - columns + m]!;
    const above = diagonal < up ? diagonal : up;
    left = (above < left ? above : left) + c[m]!;
    D[at + m] = left;
    diagonal = up;
  }
}

/** What `moveTo` says, for a row with the usual three moves in their usual order. */
function plainMoves(moves: Int32Array, D: Float64Array, c: Float64Array, at: number, columns: number, from: number, to: number): void {
  let diagonal = from > 0 ? D[at - columns + from - 1]! : Infinity;
  let left = Infinity;
  for (let m = from; m < to; m++) {
    const up = D[at - columns + m]!;
    const cost = c[m]!;
    // Sums are compared, for two that differ before the addition may be equal after it.
    const a = diagonal + cost;
    const b = left + cost;
    const best = b < a ? b : a;
    moves[at + m] = up + cost < best ? 2 : b < a ? 1 : 0;
    diagonal = up;
    left = D[at + m]!;
  }
}

/** A row with moves of any size and weight: first those that come from rows above, then those along the row. */
function weightedRow(D: Float64Array, c: Float64Array, n: number, columns: number, from: number, to: number, steps: WarpingSteps): void {
  const at = n * columns;
  let within = false;
  for (let s = 0; s < steps.rows.length; s++) {
    const down = steps.rows[s]!;
    const along = steps.columns[s]!;
    const mul = steps.mul[s]!;
    const add = steps.add[s]!;
    if (down === 0) within = true;
    if (down === 0 || down > n) continue;
    const before = at - down * columns - along;
    for (let m = Math.max(from, along); m < to; m++) {
      const sum = D[before + m]! + (mul * c[m]! + add);
      if (sum < D[at + m]!) D[at + m] = sum;
    }
  }
  for (let m = from; within && m < to; m++) {
    for (let s = 0; s < steps.rows.length; s++) {
      const along = steps.columns[s]!;
      if (steps.rows[s] !== 0 || along > m) continue;
      const sum = D[at + m - along]! + (steps.mul[s]! * c[m]! + steps.add[s]!);
      if (sum < D[at + m]!) D[at + m] = sum;
    }
  }
}

/** The number of the move that the recursion took to a pair of cost `c`: the first of those that are equally good, 0 for a beginning. */
function moveTo(D: Float64Array, n: number, m: number, columns: number, c: number, steps: WarpingSteps, subseq: boolean): number {
  let best = n === 0 && (subseq || m === 0) ? c : Infinity;
  let move = 0;
  for (let s = 0; s < steps.rows.length; s++) {
    const down = steps.rows[s]!;
    const along = steps.columns[s]!;
    if (down > n || along > m) continue;
    const sum = D[(n - down) * columns + m - along]! + (steps.mul[s]! * c + steps.add[s]!);
    if (sum < best) {
      best = sum;
      move = s + steps.first;
    }
  }
  return move;
}

/** Pairs (n, m) from the end of a path to its start, where `moveAt` tells the move that led to a pair. */
export function followMoves(
  rows: number,
  end: number,
  steps: WarpingSteps,
  subseq: boolean,
  moveAt: (n: number, m: number) => number,
): number[] {
  let n = rows - 1;
  let m = end;
  const path = [n, m];
  while (subseq ? n > 0 : n > 0 || m > 0) {
    const s = moveAt(n, m) - steps.first;
    // With moves of one's own, number 0 is the usual diagonal.
    n -= s < 0 ? 1 : steps.rows[s]!;
    m -= s < 0 ? 1 : steps.columns[s]!;
    if (n < 0 || m < 0) break;
    path.push(n, m);
  }
  return path;
}

/** The path of accumulated costs that ends in the last row and column `end`. Needs no list of moves. */
export function pathOf({ D }: Accumulated, costs: Costs, end: number, steps: WarpingSteps, subseq: boolean): number[] {
  const { rows, columns } = costs;
  return followMoves(rows, end, steps, subseq, (n, m) => moveTo(D, n, m, columns, costs.at(n, m), steps, subseq));
}
