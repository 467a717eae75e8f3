/**
 * How the SIMD kernels cut a transform: n values are m rows of r lanes (`assembly/fft.module.ts`). Plain numbers, nothing is computed.
 * @module
 */

/** A transform of rows x lanes values. */
export interface LaneDesign {
  readonly rows: number;
  readonly lanes: number;
  /** Radices of the passes down the rows, and over the lanes (none if they are four: one step does it). */
  readonly rowRadices: readonly number[];
  readonly laneRadices: readonly number[];
}

/** The radices of the passes over n values, first to last, or undefined if n has a prime factor > 7. */
export function radicesOf(n: number): number[] | undefined {
  const radices: number[] = [];
  for (const r of [7, 5, 3]) for (; n % r === 0; n /= r) radices.push(r);
  for (; n % 4 === 0 && n !== 8; n /= 4) radices.push(4);
  if (n > 1) radices.push(n); // 2 and 8 are for the last pass only
  return n === 1 || n === 2 || n === 8 ? radices : undefined;
}

/** Cuts a complex transform. Undefined for large prime factors and for sizes that would make fewer than four rows. */
export function designComplex(n: number): LaneDesign | undefined {
  if (n % 4 === 0) return cut(n, 4);
  if (!radicesOf(n)) return undefined;
  let best: LaneDesign | undefined;
  for (let lanes = 2; 4 * lanes <= n; lanes++) {
    const design = n % lanes === 0 ? cut(n, lanes) : undefined;
    if (design && (!best || cost(design) < cost(best))) best = design;
  }
  return best;
}

/** Cuts a real transform of 8 rows samples. Undefined for other sizes, large prime factors, and fewer than three rows. */
export function designReal(n: number): LaneDesign | undefined {
  const rowRadices = n % 8 === 0 && n >= 24 ? radicesOf(n / 8) : undefined;
  return rowRadices && { rows: n / 8, lanes: 4, rowRadices, laneRadices: [] };
}

function cut(n: number, lanes: number): LaneDesign | undefined {
  const rows = n / lanes;
  const rowRadices = radicesOf(rows);
  const laneRadices = lanes === 4 ? [] : radicesOf(lanes);
  return rows >= 4 && rowRadices && laneRadices ? { rows, lanes, rowRadices, laneRadices } : undefined;
}

/** Additions of a pass for each value, which are what the kernels wait for. */
const WORK: Readonly<Record<number, number>> = { 2: 2, 3: 6, 4: 5.5, 5: 8, 7: 12, 8: 7 };
const TURN = 6; // of a value between rows and lanes

/** Lanes are filled up to fours, and rows to groups of four: a good cut wastes little. */
function cost({ rows, lanes, rowRadices, laneRadices }: LaneDesign): number {
  const work = (radices: readonly number[]): number => radices.reduce((sum, r) => sum + WORK[r]!, 0);
  const wide = 4 * Math.ceil(lanes / 4);
  return rows * wide * work(rowRadices) + 4 * Math.ceil(rows / 4) * (lanes * (work(laneRadices) + 1) + wide * TURN);
}
