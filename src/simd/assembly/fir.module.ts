/**
 * Sums of products of signals with short filters. Each output is one sum in one order, wherever it stands and whatever is computed with it.
 */
import { add, high, highs, low, lows, mul } from './lanes';

/** The sums of the lanes of a, b, c and d. */
@inline
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const s = add(low(a, b), high(a, b)), t = add(low(c, d), high(c, d));
  return add(lows(s, t), highs(s, t));
}

@inline
function multiply(row: usize, x: usize): v128 { return mul(v128.load(row), v128.load(x)); }

/**
 * One row of a polyphase filter: `count` outputs, `outStep` bytes apart, of samples that begin at x, x + xStep, ... `bytes`, a multiple of
 * 32, is the length of the row, which ends in zeros.
 */
export function strided(out: usize, outStep: usize, x: usize, xStep: usize, row: usize, bytes: usize, count: usize): void {
  const end = row + bytes;
  for (; count >= 4; count -= 4, out += 4 * outStep, x += 4 * xStep) {
    let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, h = a;
    let x0 = x, x1 = x + xStep, x2 = x1 + xStep, x3 = x2 + xStep;
    for (let p = row; p < end; p += 32, x0 += 32, x1 += 32, x2 += 32, x3 += 32) {
      a = add(a, multiply(p, x0));
      b = add(b, multiply(p, x1));
      c = add(c, multiply(p, x2));
      d = add(d, multiply(p, x3));
      e = add(e, multiply(p + 16, x0 + 16));
      f = add(f, multiply(p + 16, x1 + 16));
      g = add(g, multiply(p + 16, x2 + 16));
      h = add(h, multiply(p + 16, x3 + 16));
    }
    const s = sums(add(a, e), add(b, f), add(c, g), add(d, h));
    v128.store_lane<f32>(out, s, 0);
    v128.store_lane<f32>(out + outStep, s, 1);
    v128.store_lane<f32>(out + 2 * outStep, s, 2);
    v128.store_lane<f32>(out + 3 * outStep, s, 3);
  }
  for (; count > 0; count--, out += outStep, x += xStep) {
    let a = f32x4.splat(0), e = a;
    for (let p = row, q = x; p < end; p += 32, q += 32) {
      a = add(a, multiply(p, q));
      e = add(e, multiply(p + 16, q + 16));
    }
    const s = add(a, e);
    v128.store_lane<f32>(out, sums(s, s, s, s), 0);
  }
}

/** Four neighbouring rows of `bytes` (a multiple of 16) each for the same samples, weighted. */
export function between(x: usize, rows: usize, bytes: usize, w0: f32, w1: f32, w2: f32, w3: f32): f32 {
  let a = f32x4.splat(0), b = a, c = a, d = a;
  for (const end = rows + bytes; rows < end; rows += 16, x += 16) {
    a = add(a, multiply(rows, x));
    b = add(b, multiply(rows + bytes, x));
    c = add(c, multiply(rows + 2 * bytes, x));
    d = add(d, multiply(rows + 3 * bytes, x));
  }
  const s = sums(a, b, c, d);
  return (
    (w0 * f32x4.extract_lane(s, 0) + w3 * f32x4.extract_lane(s, 3)) + (w1 * f32x4.extract_lane(s, 1) + w2 * f32x4.extract_lane(s, 2))
  );
}

/** `out[n] = sum_j h[j] x[n + j]` for n < count, rounded up to a multiple of eight: there must be room for so many, and samples for them. */
export function correlate(out: usize, x: usize, h: usize, taps: usize, count: usize): void {
  const end = h + 4 * taps, last = out + 4 * count;
  for (; out + 128 <= last; out += 128, x += 128) {
    let a = f32x4.splat(0), b = a, c = a, d = a, e = a, f = a, g = a, i = a;
    for (let p = h, q = x; p < end; p += 4, q += 4) {
      const w = v128.load32_splat(p);
      a = add(a, mul(w, v128.load(q)));
      b = add(b, mul(w, v128.load(q, 16)));
      c = add(c, mul(w, v128.load(q, 32)));
      d = add(d, mul(w, v128.load(q, 48)));
      e = add(e, mul(w, v128.load(q, 64)));
      f = add(f, mul(w, v128.load(q, 80)));
      g = add(g, mul(w, v128.load(q, 96)));
      i = add(i, mul(w, v128.load(q, 112)));
    }
    v128.store(out, a);
    v128.store(out, b, 16);
    v128.store(out, c, 32);
    v128.store(out, d, 48);
    v128.store(out, e, 64);
    v128.store(out, f, 80);
    v128.store(out, g, 96);
    v128.store(out, i, 112);
  }
  for (; out < last; out += 32, x += 32) {
    let a = f32x4.splat(0), b = a;
    for (let p = h, q = x; p < end; p += 4, q += 4) {
      const w = v128.load32_splat(p);
      a = add(a, mul(w, v128.load(q)));
      b = add(b, mul(w, v128.load(q, 16)));
    }
    v128.store(out, a);
    v128.store(out, b, 16);
  }
}
