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
  return n % 4 === 0 ? cut(n, 4, 4) : best(n, 4, 4, (rows) => rows);
}

/** Cuts a real transform of 8 rows samples, which takes one step instead of passes over the lanes. Undefined for others. */
export function designEights(n: number): LaneDesign | undefined {
  const rowRadices = n % 8 === 0 && n >= 24 ? radicesOf(n / 8) : undefined;
  return rowRadices && { rows: n / 8, lanes: 4, rowRadices, laneRadices: [] };
}

/** Cuts a real transform of any other number of samples. Undefined for large prime factors and fewer than six rows. */
export const designReal = (n: number): LaneDesign | undefined => best(n, 8, 6, (rows) => (rows >> 1) + 1);

/** The cheapest cut. Lanes are filled up to `width`; `combined` tells how many rows go through the passes over the lanes. */
function best(n: number, width: number, leastRows: number, combined: (rows: number) => number): LaneDesign | undefined {
  if (!radicesOf(n)) return undefined;
  let found: LaneDesign | undefined;
  let least = Infinity;
  for (let lanes = 2; leastRows * lanes <= n; lanes++) {
    const design = n % lanes === 0 ? cut(n, lanes, leastRows) : undefined;
    if (!design) continue;
    const blocks = Math.ceil(lanes / width);
    const { rows, rowRadices, laneRadices } = design;
    const down = rows * (4 * blocks + 2) * workOf(rowRadices); // two more for the way from row to row
    const across = 4 * Math.ceil(combined(rows) / 4) * (lanes * (workOf(laneRadices) + 1) + width * blocks * TURN);
    const cost = down + across;
    if (cost < least) [found, least] = [design, cost];
  }
  return found;
}

function cut(n: number, lanes: number, leastRows: number): LaneDesign | undefined {
  const rows = n / lanes;
  const rowRadices = radicesOf(rows);
  const laneRadices = lanes === 4 && leastRows === 4 ? [] : radicesOf(lanes);
  return rows >= leastRows && rowRadices && laneRadices ? { rows, lanes, rowRadices, laneRadices } : undefined;
}

/** Additions of a pass for each value, which are what the kernels wait for, and those of a value between rows and lanes. */
const WORK: Readonly<Record<number, number>> = { 2: 2, 3: 6, 4: 5.5, 5: 8, 7: 12, 8: 7 };
const TURN = 4;

/** Additions of all passes for each value. */
export const workOf = (radices: readonly number[]): number => radices.reduce((sum, r) => sum + WORK[r]!, 0);
