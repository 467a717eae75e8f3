/**
 * Polyphase filters with rows on a grid of phases, between which a cubic fills in.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Cursor, type PolyphaseBank } from './polyphase.js';

/** Outputs that are sorted by the rows they need. */
const BATCH = 4096;

/** Room for the places of a batch of outputs. */
export interface Batch {
  /** First tap of each output. */
  readonly indices: Int32Array;
  /** The grid's phase below its own. */
  readonly nodes: Int32Array;
  /** How far it lies beyond that, in [0, 1]. */
  readonly shares: Float64Array;
  /** The outputs in the order of their nodes. */
  readonly order: Int32Array;
  /** Where each node's outputs begin in that order. */
  readonly starts: Int32Array;
}

/** Room for a grid of so many phases. */
export const createBatch = (grid: number): Batch => ({
  indices: new Int32Array(BATCH),
  nodes: new Int32Array(BATCH),
  shares: new Float64Array(BATCH),
  order: new Int32Array(BATCH),
  starts: new Int32Array(grid + 1),
});

/**
 * Rows on a grid of phases: the sums with four neighbouring rows, then the cubic through them (Lagrange). Outputs are taken in the order of
 * their rows, two at a time: six numbers are loaded for eight products.
 */
export function runInterpolated(
  out: FloatArray,
  at: number,
  most: number,
  x: Float64Array,
  held: number,
  cursor: Cursor,
  bank: PolyphaseBank,
  batch: Batch,
): number {
  let written = 0;
  for (;;) {
    const count = locate(batch, Math.min(BATCH, most - written), held, cursor, bank);
    if (count === 0) return written;
    sortByNode(batch, count);
    sumBatch(out, at + written, count, x, bank, batch);
    written += count;
  }
}

/** Finds the places of up to `most` outputs and moves on. Returns how many have all their samples. */
function locate({ indices, nodes, shares }: Batch, most: number, held: number, cursor: Cursor, bank: PolyphaseBank): number {
  const { up, down, taps, grid } = bank;
  const whole = Math.floor(down / up);
  const part = down % up;
  let { index, phase } = cursor;
  let m = 0;
  for (; m < most && index + taps <= held; m++) {
    const place = (phase / up) * grid;
    const node = Math.min(grid - 1, Math.floor(place));
    indices[m] = index;
    nodes[m] = node;
    shares[m] = place - node;
    index += whole;
    phase += part;
    if (phase >= up) [index, phase] = [index + 1, phase - up];
  }
  cursor.index = index;
  cursor.phase = phase;
  return m;
}

function sortByNode({ nodes, order, starts }: Batch, count: number): void {
  starts.fill(0);
  for (let m = 0; m < count; m++) starts[nodes[m]! + 1]!++;
  for (let n = 1; n < starts.length; n++) starts[n]! += starts[n - 1]!;
  for (let m = 0; m < count; m++) order[starts[nodes[m]!]!++] = m;
}

/** Writes the outputs of a batch. Each is one sum in one order, whichever is its partner; the last of an odd number meets itself. */
function sumBatch(
  out: FloatArray,
  at: number,
  count: number,
  x: Float64Array,
  { taps, rows }: PolyphaseBank,
  { indices, nodes, shares, order }: Batch,
): void {
  for (let k = 0; k < count;) {
    const first = order[k++]!;
    const node = nodes[first]!;
    const paired = k < count && nodes[order[k]!] === node;
    const second = paired ? order[k++]! : first;
    const i = indices[first]!;
    const i2 = indices[second]!;
    const r0 = node * taps;
    const r1 = r0 + taps;
    const r2 = r1 + taps;
    const r3 = r2 + taps;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let a2 = 0;
    let b2 = 0;
    let c2 = 0;
    let d2 = 0;
    for (let j = 0; j < taps; j++) {
      const v = x[i + j]!;
      const w = x[i2 + j]!;
      const p = rows[r0 + j]!;
      const q = rows[r1 + j]!;
      const r = rows[r2 + j]!;
      const s = rows[r3 + j]!;
      a += v * p;
      b += v * q;
      c += v * r;
      d += v * s;
      a2 += w * p;
      b2 += w * q;
      c2 += w * r;
      d2 += w * s;
    }
    out[at + first] = cubic(a, b, c, d, shares[first]!);
    if (paired) out[at + second] = cubic(a2, b2, c2, d2, shares[second]!);
  }
}

/** The cubic through the values at -1, 0, 1 and 2, at `t`. */
function cubic(a: number, b: number, c: number, d: number, t: number): number {
  const outer = (t * (1 - t)) / 6;
  const inner = ((t + 1) * (2 - t)) / 2;
  return inner * ((1 - t) * b + t * c) - outer * ((2 - t) * a + (1 + t) * d);
}
