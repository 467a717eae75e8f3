/**
 * Two blocks of a signal through a filter, by transforms of n and of p points: the blocks are the real and the imaginary part of one
 * complex signal, which a real filter keeps apart. The spectrum is multiplied and cut (p < n) or filled up with zeros (p > n), which changes
 * the sample rate by p / n. As in `fft.module.ts`, n values are m = n / 4 rows of four lanes, and the last step combines the lanes; here it
 * makes rows again, re and im exchanged, so that the next forward transform is the inverse one.
 */
import { fftLanes } from './fft-lanes';
import { add, high, highs, im, low, lows, mul, put, re, sub } from './lanes';
import { PEAK, raisePeak } from './rows';

/** What `src/simd/overlap.ts` writes, 4 bytes each. Pointers are byte addresses. */
@unmanaged
class Plan {
  /** Rows of the first transform, its passes, and w^(l k) for lanes l = 1, 2, 3: for every four rows k three values of four. */
  rows: usize;
  radices: usize;
  passes: usize;
  twiddles: usize;
  turns: usize;
  /** The same of the second one. */
  rowsOut: usize;
  radicesOut: usize;
  passesOut: usize;
  twiddlesOut: usize;
  turnsOut: usize;
  /** The filter's bins, in the order of the second transform: numbers, or values of four where `complex` is 1. */
  filter: usize;
  complex: usize;
  /** Work areas of 8 max(n, p) bytes each. */
  x: usize;
  y: usize;
}

/** A bin of both blocks times the filter, to the place `to` bytes into the rows. */
@inline
function putFiltered(plan: Plan, out: usize, to: usize, r: v128, i: v128): void {
  if (plan.complex) {
    const c = re(plan.filter + to), s = im(plan.filter + to);
    put(out + to, add(mul(c, i), mul(s, r)), sub(mul(c, r), mul(s, i)));
  } else {
    const h = v128.load(plan.filter + (to >> 1));
    put(out + to, mul(h, i), mul(h, r));
  }
}

/** The rows of the first transform combined to bins, those that stay filtered; returned are rows for the second. */
function filterBins(plan: Plan, z: usize, out: usize): void {
  const whole = plan.rows * 32, wholeOut = plan.rowsOut * 32; // bytes of all bins
  const half = min(whole, wholeOut) >> 1; // of those that stay, at each side
  const up = wholeOut - whole;
  const quarter = whole >> 2;
  let tw = plan.turns;
  for (let at: usize = 0; at < quarter; at += 32, z += 128, tw += 96) {
    if (at >= half && at + half < quarter) continue;
    const p0 = low(re(z), re(z + 32)), p1 = high(re(z), re(z + 32)), p2 = low(re(z + 64), re(z + 96)), p3 = high(re(z + 64), re(z + 96));
    const q0 = low(im(z), im(z + 32)), q1 = high(im(z), im(z + 32)), q2 = low(im(z + 64), im(z + 96)), q3 = high(im(z + 64), im(z + 96));
    const ar = lows(p0, p2), ai = lows(q0, q2), ur = highs(p0, p2), ui = highs(q0, q2);
    const vr = lows(p1, p3), vi = lows(q1, q3), wr = highs(p1, p3), wi = highs(q1, q3);
    const c1 = re(tw), s1 = im(tw), c2 = re(tw + 32), s2 = im(tw + 32), c3 = re(tw + 64), s3 = im(tw + 64);
    const br = sub(mul(c1, ur), mul(s1, ui)), bi = add(mul(c1, ui), mul(s1, ur));
    const cr = sub(mul(c2, vr), mul(s2, vi)), ci = add(mul(c2, vi), mul(s2, vr));
    const dr = sub(mul(c3, wr), mul(s3, wi)), di = add(mul(c3, wi), mul(s3, wr));
    const er = add(ar, cr), ei = add(ai, ci), fr = sub(ar, cr), fi = sub(ai, ci);
    const gr = add(br, dr), gi = add(bi, di), hr = sub(br, dr), hi = sub(bi, di);
    if (at < half) putFiltered(plan, out, at, add(er, gr), add(ei, gi));
    if (at + quarter < half) putFiltered(plan, out, at + quarter, add(fr, hi), sub(fi, hr));
    if (at + half >= 2 * quarter) putFiltered(plan, out, at + 2 * quarter + up, sub(er, gr), sub(ei, gi));
    if (at + half >= quarter) putFiltered(plan, out, at + 3 * quarter + up, sub(fr, hi), add(fi, hr));
  }
}

/** The rows of the second transform combined to samples of the two blocks. */
function finish(m: usize, z: usize, tw: usize, a: usize, b: usize): void {
  const quarter = m * 4;
  let peak = f32x4.splat(0);
  for (const end = a + quarter; a < end; a += 16, b += 16, z += 128, tw += 96) {
    const p0 = low(re(z), re(z + 32)), p1 = high(re(z), re(z + 32)), p2 = low(re(z + 64), re(z + 96)), p3 = high(re(z + 64), re(z + 96));
    const q0 = low(im(z), im(z + 32)), q1 = high(im(z), im(z + 32)), q2 = low(im(z + 64), im(z + 96)), q3 = high(im(z + 64), im(z + 96));
    const ar = lows(p0, p2), ai = lows(q0, q2), ur = highs(p0, p2), ui = highs(q0, q2);
    const vr = lows(p1, p3), vi = lows(q1, q3), wr = highs(p1, p3), wi = highs(q1, q3);
    const c1 = re(tw), s1 = im(tw), c2 = re(tw + 32), s2 = im(tw + 32), c3 = re(tw + 64), s3 = im(tw + 64);
    const br = sub(mul(c1, ur), mul(s1, ui)), bi = add(mul(c1, ui), mul(s1, ur));
    const cr = sub(mul(c2, vr), mul(s2, vi)), ci = add(mul(c2, vi), mul(s2, vr));
    const dr = sub(mul(c3, wr), mul(s3, wi)), di = add(mul(c3, wi), mul(s3, wr));
    const er = add(ar, cr), ei = add(ai, ci), fr = sub(ar, cr), fi = sub(ai, ci);
    const gr = add(br, dr), gi = add(bi, di), hr = sub(br, dr), hi = sub(bi, di);
    const b0 = add(er, gr), a0 = add(ei, gi), b1 = add(fr, hi), a1 = sub(fi, hr);
    const b2 = sub(er, gr), a2 = sub(ei, gi), b3 = sub(fr, hi), a3 = add(fi, hr);
    v128.store(a, a0);
    v128.store(a + quarter, a1);
    v128.store(a + 2 * quarter, a2);
    v128.store(a + 3 * quarter, a3);
    v128.store(b, b0);
    v128.store(b + quarter, b1);
    v128.store(b + 2 * quarter, b2);
    v128.store(b + 3 * quarter, b3);
    const most = f32x4.max(f32x4.max(f32x4.abs(a0), f32x4.abs(a1)), f32x4.max(f32x4.abs(a2), f32x4.abs(a3)));
    peak = f32x4.max(peak, f32x4.max(most, f32x4.max(f32x4.max(f32x4.abs(b0), f32x4.abs(b1)), f32x4.max(f32x4.abs(b2), f32x4.abs(b3)))));
  }
  raisePeak(peak);
}

/**
 * The n samples at `a` and at `b` to p samples at `outA` and `outB`. Returns the largest magnitude of the results: NaN or Infinity if
 * anything is not finite.
 */
export function filterTwo(plan: Plan, a: usize, b: usize, outA: usize, outB: usize): f32 {
  const m = plan.rows, x = plan.x, y = plan.y;
  for (let to = x, end = x + m * 32; to < end; to += 32, a += 16, b += 16) put(to, v128.load(a), v128.load(b));
  const z = fftLanes(m, 1, plan.radices, plan.passes, plan.twiddles, x, y);
  const spectrum = z == x ? y : x;
  filterBins(plan, z, spectrum);
  const out = plan.rowsOut;
  if (out > m) {
    const zero = f32x4.splat(0);
    for (let to = spectrum + m * 16, end = to + (out - m) * 32; to < end; to += 32) put(to, zero, zero);
  }
  store<f32>(PEAK, 0);
  finish(out, fftLanes(out, 1, plan.radicesOut, plan.passesOut, plan.twiddlesOut, spectrum, z), plan.turnsOut, outA, outB);
  return load<f32>(PEAK);
}
