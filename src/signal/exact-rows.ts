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
  let index = cursor.index | 0;
  let phase = cursor.phase | 0;
  for (let first = at; first < end && first < at + up; first++) {
    let from = phase * taps;
    let to = from + taps;
    let i = index;
    for (; from < to && rows[from] === 0; i++) from++;
    while (from < to && rows[to - 1] === 0) to--;
    if (down === 1 && isMirrored(rows, from, to)) sumMirrored(out, first, end, up, x, i, rows, from, to);
    else sumApart(out, first, end, up, x, i, down, rows, from, to);
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
 * The outputs at m, m + up, ... before `end` from samples at i, i + down, ... and the row `from ... to`, four at a time: a coefficient is
 * loaded for four products (1.4 x the speed of one output after another with four partial sums).
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
): void {
  for (; m + 3 * up < end; m += 4 * up, i += 4 * down) fourApart(out, m, up, x, i, down, rows, from, to);
  for (; m < end; m += up, i += down) {
    let a = 0;
    for (let j = from, k = i; j < to; j++, k++) a += rows[j]! * x[k]!;
    out[m] = a;
  }
}

// A function of its own, as `fourMirrored`: engines that enter a long loop in its midst may leave it again and again.
function fourApart(
  out: FloatArray,
  m: number,
  up: number,
  x: Float64Array,
  i: number,
  down: number,
  rows: Float64Array,
  from: number,
  to: number,
): void {
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

function isMirrored(rows: Float64Array, from: number, to: number): boolean {
  for (to--; from < to; from++, to--) if (rows[from] !== rows[to]) return false;
  return true;
}

/** The same for a row that is its own mirror image, from neighbouring samples: one product for each pair of samples. */
function sumMirrored(
  out: FloatArray,
  m: number,
  end: number,
  up: number,
  x: Float64Array,
  i: number,
  rows: Float64Array,
  from: number,
  to: number,
): void {
  const odd = (to - from) & 1;
  const inner = (from + to - 2 - odd) >> 1; // the last coefficient before the middle
  const middle = odd === 1 ? rows[inner + 1]! : 0;
  i += inner - from;
  for (; m + 3 * up < end; m += 4 * up, i += 4) fourMirrored(out, m, up, x, i, odd, rows, from, inner, middle);
  for (; m < end; m += up, i++) {
    let a = middle * x[i + 1]!;
    for (let j = inner, l = i, r = i + odd + 1; j >= from; j--, l--, r++) a += rows[j]! * (x[l]! + x[r]!);
    out[m] = a;
  }
}

/** Each sample is loaded once for four outputs (1.6 x the speed). */
function fourMirrored(
  out: FloatArray,
  m: number,
  up: number,
  x: Float64Array,
  l: number,
  odd: number,
  rows: Float64Array,
  from: number,
  inner: number,
  middle: number,
): void {
  let r = l + odd + 1;
  let l1 = x[l + 1]!;
  let l2 = x[l + 2]!;
  let l3 = x[l + 3]!;
  let r0 = x[r]!;
  let r1 = x[r + 1]!;
  let r2 = x[r + 2]!;
  let a = middle * l1;
  let b = middle * l2;
  let c = middle * l3;
  let d = middle * x[l + 4]!;
  for (let j = inner; j >= from; j--, l--, r++) {
    const h = rows[j]!;
    const l0 = x[l]!;
    const r3 = x[r + 3]!;
    a += h * (l0 + r0);
    b += h * (l1 + r1);
    c += h * (l2 + r2);
    d += h * (l3 + r3);
    l3 = l2;
    l2 = l1;
    l1 = l0;
    r0 = r1;
    r1 = r2;
    r2 = r3;
  }
  out[m] = a;
  out[m + up] = b;
  out[m + 2 * up] = c;
  out[m + 3 * up] = d;
}
