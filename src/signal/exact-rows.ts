/**
 * Polyphase filters with a row of coefficients for every phase.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Cursor, type PolyphaseBank } from './polyphase.js';

/** Writes `count` outputs. Those at m, m + up, m + 2 up, ... share their row, so four of them are summed at once. */
export function runExact(out: FloatArray, at: number, count: number, x: Float64Array, cursor: Cursor, bank: PolyphaseBank): number {
  const { taps, rows } = bank;
  const up = bank.up | 0; // an integer, as the engine cannot know: those of other banks leave 32 bits
  const down = bank.down | 0;
  const whole = Math.floor(down / up) | 0;
  const part = down % up;
  const end = (at + count) | 0;
  const sum = down === 1 ? sumNeighbours : sumApart;
  let index = cursor.index | 0;
  let phase = cursor.phase | 0;
  for (let first = at; first < end && first < at + up; first++) {
    let from = phase * taps;
    let to = from + taps;
    while (from < to && rows[from] === 0) from++;
    while (from < to && rows[to - 1] === 0) to--;
    let i = index + from - phase * taps;
    let m = sum(out, first, end, up, x, i, down, rows, from, to);
    for (i += ((m - first) / up) * down; m < end; m += up, i += down) {
      let a = 0;
      for (let j = from, k = i; j < to; j++, k++) a += rows[j]! * x[k]!;
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

/**
 * The outputs at m, m + up, ... before `end`, four at a time, from samples `down` apart and the row `from ... to`: a coefficient is loaded
 * for four products (1.4 x the speed of one output after another with four partial sums). Returns the first output left over.
 */
function sumApart(
  out: FloatArray,
  m: number,
  end: number,
  up: number,
  x: Float64Array,
  i: number,
  down: number,
  rows: Float64Array,
  from: number,
  to: number,
): number {
  for (; m + 3 * up < end; m += 4 * up, i += 4 * down) {
    const k = i - from;
    const k1 = k + down;
    const k2 = k1 + down;
    const k3 = k2 + down;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let j = from; j < to; j++) {
      const h = rows[j]!;
      a += h * x[k + j]!;
      b += h * x[k1 + j]!;
      c += h * x[k2 + j]!;
      d += h * x[k3 + j]!;
    }
    out[m] = a;
    out[m + up] = b;
    out[m + 2 * up] = c;
    out[m + 3 * up] = d;
  }
  return m;
}

/** The same from neighbouring samples (`down` is 1): each sample is loaded once for its four products. */
function sumNeighbours(
  out: FloatArray,
  m: number,
  end: number,
  up: number,
  x: Float64Array,
  i: number,
  down: number,
  rows: Float64Array,
  from: number,
  to: number,
): number {
  for (; m + 3 * up < end; m += 4 * up, i += 4 * down) {
    let p = x[i]!;
    let q = x[i + 1]!;
    let r = x[i + 2]!;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let k = i + 3;
    let j = from;
    for (; j + 3 < to; j += 4, k += 4) {
      const h = rows[j]!;
      const s = x[k]!;
      a += h * p;
      b += h * q;
      c += h * r;
      d += h * s;
      const h1 = rows[j + 1]!;
      p = x[k + 1]!;
      a += h1 * q;
      b += h1 * r;
      c += h1 * s;
      d += h1 * p;
      const h2 = rows[j + 2]!;
      q = x[k + 2]!;
      a += h2 * r;
      b += h2 * s;
      c += h2 * p;
      d += h2 * q;
      const h3 = rows[j + 3]!;
      r = x[k + 3]!;
      a += h3 * s;
      b += h3 * p;
      c += h3 * q;
      d += h3 * r;
    }
    for (; j < to; j++, k++) {
      const h = rows[j]!;
      const s = x[k]!;
      a += h * p;
      b += h * q;
      c += h * r;
      d += h * s;
      p = q;
      q = r;
      r = s;
    }
    out[m] = a;
    out[m + up] = b;
    out[m + 2 * up] = c;
    out[m + 3 * up] = d;
  }
  return m;
}
