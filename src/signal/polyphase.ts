/**
 * The engine of all resamplers: `out[m] = sum_j row(m)[j] x[floor(m down / up) - half + j]`, where the row of coefficients depends on
 * the fraction `(m down mod up) / up` only. It is fed piece by piece; any cutting gives the same bits, because each output is one sum
 * in one order.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Ratio } from './resample-rates.js';

/** Coefficients of a polyphase filter. */
export interface PolyphaseBank extends Ratio {
  /** Coefficients per row. */
  readonly taps: number;
  /** Taps that lie before the output's place, the place itself not counted: those at `floor(m down / up) - before`, ... */
  readonly before: number;
  /** Rows of `taps`: one for each of the `up` phases, or, for `grid` > 0, for the phases -1/grid, 0, 1/grid, ..., (grid + 1)/grid. */
  readonly rows: Float64Array;
  /** 0, or the number of tabulated phases, between which cubic interpolation fills in. */
  readonly grid: number;
}

/** A running polyphase filter over one channel. */
export interface PolyphaseRunner {
  /** Takes `x[from ... to)`, or zeros for `null`; writes what can be computed to `out[at ...]`, to its end at most. Returns how many. */
  push(x: FloatArray | null, from: number, to: number, out: FloatArray, at: number): number;
  /** Forgets the past. Before the signal there is `head` (`before` samples), or silence. */
  reset(head?: Float64Array): void;
}

/** Where the next output stands: index of its first tap in the buffer, and its phase in units of 1 / up. */
interface Cursor {
  index: number;
  phase: number;
}

/** Builds a filter with a buffer of a few thousand samples, whatever the length of the signal. */
export function createPolyphase(bank: PolyphaseBank): PolyphaseRunner {
  const { taps, before, up, down, grid } = bank;
  const step = Math.ceil(down / up);
  const block = grid > 0 ? 8192 : Math.max(8192, Math.min(65536, 32 * down));
  const buffer = new Float64Array(taps + step + block);
  const batch = grid > 0 ? createBatch(grid) : undefined;
  const cursor: Cursor = { index: 0, phase: 0 };
  let filled = before;
  return {
    push(x, from, to, out, at) {
      let held = filled;
      let written = at;
      while (from < to && written < out.length) {
        const n = Math.min(to - from, buffer.length - held);
        if (x === null) buffer.fill(0, held, held + n);
        else for (let k = 0; k < n; k++) buffer[held + k] = x[from + k]!;
        from += n;
        held += n;
        const most = out.length - written;
        written +=
          grid > 0
            ? runInterpolated(out, written, most, buffer, held, cursor, bank, batch!)
            : runExact(out, written, Math.min(most, outputsWithin(held - taps - cursor.index, cursor.phase, bank)), buffer, cursor, bank);
        const gone = Math.min(cursor.index, held);
        buffer.copyWithin(0, gone, held);
        held -= gone;
        cursor.index -= gone;
      }
      filled = held;
      return written - at;
    },
    reset(head) {
      filled = before;
      cursor.index = 0;
      cursor.phase = 0;
      buffer.fill(0, 0, before);
      if (head) buffer.set(head);
    },
  };
}

/** A whole signal at once: fills `out` from `x`, which goes on as `tail`, then as silence. */
export function runWhole(runner: PolyphaseRunner, out: FloatArray, x: FloatArray, head?: Float64Array, tail?: Float64Array): void {
  runner.reset(head);
  let written = runner.push(x, 0, x.length, out, 0);
  if (tail) written += runner.push(tail, 0, tail.length, out, written);
  while (written < out.length) written += runner.push(null, 0, 8192, out, written);
}

/** How many outputs begin within the next `room` places, the first one included. */
export function outputsWithin(room: number, phase: number, { up, down }: Ratio): number {
  return room < 0 ? 0 : Math.floor(((room + 1) * up - 1 - phase) / down) + 1;
}

/**
 * A row for every phase. Outputs m, m + up, m + 2 up, ... share their row, so four of them are summed at once: one coefficient is
 * loaded for four products (1.4 x the speed of one output after another with four partial sums).
 */
function runExact(out: FloatArray, at: number, count: number, x: Float64Array, cursor: Cursor, bank: PolyphaseBank): number {
  const { up, down, taps, rows } = bank;
  const whole = Math.floor(down / up);
  const part = down % up;
  const end = at + count;
  let { index, phase } = cursor;
  for (let first = at; first < end && first < at + up; first++) {
    const row = phase * taps;
    let i = index;
    let m = first;
    for (; m + 3 * up < end; m += 4 * up, i += 4 * down) {
      const i1 = i + down;
      const i2 = i1 + down;
      const i3 = i2 + down;
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let j = 0; j < taps; j++) {
        const h = rows[row + j]!;
        a += h * x[i + j]!;
        b += h * x[i1 + j]!;
        c += h * x[i2 + j]!;
        d += h * x[i3 + j]!;
      }
      out[m] = a;
      out[m + up] = b;
      out[m + 2 * up] = c;
      out[m + 3 * up] = d;
    }
    for (; m < end; m += up, i += down) {
      let a = 0;
      for (let j = 0; j < taps; j++) a += rows[row + j]! * x[i + j]!;
      out[m] = a;
    }
    index += whole;
    phase += part;
    if (phase >= up) [index, phase] = [index + 1, phase - up];
  }
  if (count > up) {
    // One round of `up` outputs is done: go on by the whole rounds, then by the rest.
    index += (Math.floor(count / up) - 1) * down;
    for (let rest = count % up; rest > 0; rest--) {
      index += whole;
      phase += part;
      if (phase >= up) [index, phase] = [index + 1, phase - up];
    }
  }
  cursor.index = index;
  cursor.phase = phase;
  return count;
}

/** Outputs that are sorted by the rows they need. */
const BATCH = 4096;

/** Room for the places of a batch of outputs. */
interface Batch {
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

const createBatch = (grid: number): Batch => ({
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
function runInterpolated(
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
