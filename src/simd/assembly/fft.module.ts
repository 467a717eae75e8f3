/**
 * One transform at a time, real or complex, of any length, four lanes wide. n values are m rows of r, the lanes: their m-point transforms
 * run down the rows, all lanes at once (`fftLanes`); turned by w^(l k), lane l and row k, each row is then combined by an r-point
 * transform. The last step makes four rows at a time, so that its results lie side by side.
 */
import { fftLanes } from './fft-lanes';
import { add, high, highs, im, low, lows, mul, put, re, sub } from './lanes';
import { back, evens, evensBack, odds, oddsBack, putPairs, putPairsBack } from './pairs';

/** What `src/simd/fft.ts` writes, 4 bytes each. Pointers are byte addresses. */
@unmanaged
class Plan {
  /** Rows: m. */
  rows: usize;
  /** Lanes: r, a multiple of four for real transforms. */
  lanes: usize;
  /** Blocks of four lanes in a row: r / 4, rounded up. */
  blocks: usize;
  /** Passes down the rows. */
  radices: usize;
  passes: usize;
  twiddles: usize;
  /** Passes over the lanes, none if they are four; their work areas of 4 blocks values each. */
  laneRadices: usize;
  lanePasses: usize;
  laneTwiddles: usize;
  laneX: usize;
  laneY: usize;
  /** w^(l k), four rows at a time: for each lane (from 1 if they are four) a value of four k. */
  turns: usize;
  /** Of real transforms: w^k / 2 of the split for k = 1 ... m / 2. */
  roots: usize;
}

/** Re, im pairs to rows of lanes. */
function unpack(plan: Plan, x: usize, y: usize): void {
  const pitch = plan.lanes * 8, end = y + plan.rows * plan.blocks * 32;
  const row = pitch & 31 ? plan.blocks * 32 : end - y; // full rows are as one
  for (; y < end; x += pitch) {
    let from = x;
    for (const last = y + row; y < last; y += 32, from += 32) put(y, evens(from), odds(from));
  }
}

/** The same of the values in reverse order (but for the first), times `scale`: that makes a forward transform the inverse one. */
function unpackBack(plan: Plan, x: usize, y: usize, scale: f32): void {
  const pitch = plan.lanes * 8, end = y + plan.rows * plan.blocks * 32, factor = f32x4.splat(scale);
  const row = pitch & 31 ? plan.blocks * 32 : end - y;
  const n = pitch * plan.rows;
  store<u64>(x + n, load<u64>(x));
  for (x += n - 24; y < end; x -= pitch) {
    let from = x;
    for (const last = y + row; y < last; y += 32, from -= 32) put(y, mul(factor, evensBack(from)), mul(factor, oddsBack(from)));
  }
}

/** Rows of four lanes, turned and combined, to re, im pairs. */
function combine4(m: usize, z: usize, out: usize, tw: usize): void {
  const quarter = m * 8, last = out + quarter - 32;
  for (;;) {
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
    putPairs(out, add(er, gr), add(ei, gi));
    putPairs(out + quarter, add(fr, hi), sub(fi, hr));
    putPairs(out + 2 * quarter, sub(er, gr), sub(ei, gi));
    putPairs(out + 3 * quarter, sub(fr, hi), add(fi, hr));
    if (out >= last) break;
    const step = min<usize>(32, last - out); // the last four rows may be made twice
    z += 4 * step;
    out += step;
    tw += 96;
  }
}

/** Rows of any number of lanes, turned and combined, to re, im pairs. */
function combine(plan: Plan, z: usize, out: usize): void {
  const r = plan.lanes, row = plan.blocks * 32, pitch = plan.rows * 8, last = out + pitch - 32, top = plan.laneX + 4 * row;
  let tw = plan.turns;
  for (;;) {
    let from = z;
    for (let to = plan.laneX; to < top; to += 128, from += 32, tw += 128) {
      const b = from + row, c = b + row, d = c + row;
      turnFour(to, tw, re(from), re(b), re(c), re(d), im(from), im(b), im(c), im(d));
    }
    let f = fftLanes(r, 1, plan.laneRadices, plan.lanePasses, plan.laneTwiddles, plan.laneX, plan.laneY);
    for (let to = out, end = f + r * 32; f < end; f += 32, to += pitch) putPairs(to, re(f), im(f));
    if (out >= last) break;
    const step = min<usize>(32, last - out);
    z += (step >> 3) * row;
    out += step;
  }
}

/** Four rows of four lanes to lanes of four rows, times the turns. */
@inline function turnFour(to: usize, tw: usize, ar: v128, br: v128, cr: v128, dr: v128, ai: v128, bi: v128, ci: v128, di: v128): void {
  const p0 = low(ar, br), p1 = high(ar, br), p2 = low(cr, dr), p3 = high(cr, dr);
  const q0 = low(ai, bi), q1 = high(ai, bi), q2 = low(ci, di), q3 = high(ci, di);
  putTurnedBy(to, lows(p0, p2), lows(q0, q2), tw);
  putTurnedBy(to + 32, highs(p0, p2), highs(q0, q2), tw + 32);
  putTurnedBy(to + 64, lows(p1, p3), lows(q1, q3), tw + 64);
  putTurnedBy(to + 96, highs(p1, p3), highs(q1, q3), tw + 96);
}

@inline function putTurnedBy(p: usize, r: v128, i: v128, tw: usize): void {
  const c = re(tw), s = im(tw);
  put(p, sub(mul(c, r), mul(s, i)), add(mul(c, i), mul(s, r)));
}

/** Transforms the rows in y and combines them; returns which of x and y holds the pairs. */
function transform(plan: Plan, x: usize, y: usize): usize {
  const z = fftLanes(plan.rows * plan.blocks, plan.blocks, plan.radices, plan.passes, plan.twiddles, y, x);
  const out = z == x ? y : x;
  if (plan.lanePasses) combine(plan, z, out);
  else combine4(plan.rows, z, out, plan.turns);
  return out;
}

/** Pairs, the imaginary parts times `sign`, times a chirp (a value of four for each row, zero behind the last pair) to rows of four lanes. */
export function chirpIn(n: usize, x: usize, y: usize, chirp: usize, sign: f32): void {
  const zero = f32x4.splat(0), factor = f32x4.splat(sign);
  const end = x + 8 * n;
  v128.store(end, zero);
  v128.store(end, zero, 16);
  for (; x < end; x += 32, y += 32, chirp += 32) putTurnedBy(y, evens(x), mul(factor, odds(x)), chirp);
}

/** Rows of four lanes, conjugated, times the chirp and `scale`, the imaginary parts times `sign` as well, to pairs. Up to three more are made. */
export function chirpOut(n: usize, z: usize, out: usize, chirp: usize, scale: f32, sign: f32): void {
  const a = f32x4.splat(scale), b = f32x4.splat(scale * sign);
  for (const end = out + 8 * n; out < end; z += 32, out += 32, chirp += 32) {
    const r = re(z), i = im(z), c = re(chirp), s = im(chirp);
    putPairs(out, mul(a, add(mul(c, r), mul(s, i))), mul(b, sub(mul(s, r), mul(c, i))));
  }
}

/**
 * The conjugate of the rows of four lanes in y, convolved with what `filter` is the transform of (for each four rows four values of four).
 * Returns which of x and y holds it.
 */
export function convolve(plan: Plan, x: usize, y: usize, filter: usize): usize {
  const m = plan.rows;
  const z = fftLanes(m, 1, plan.radices, plan.passes, plan.twiddles, y, x);
  const out = z == x ? y : x;
  filterRows(m, z, out, plan.turns, filter);
  return fftLanes(m, 1, plan.radices, plan.passes, plan.twiddles, out, z);
}

function filterRows(m: usize, z: usize, out: usize, tw: usize, filter: usize): void {
  const last = out + m * 32 - 128;
  for (;;) {
    let p0 = low(re(z), re(z + 32)), p1 = high(re(z), re(z + 32)), p2 = low(re(z + 64), re(z + 96)), p3 = high(re(z + 64), re(z + 96));
    let q0 = low(im(z), im(z + 32)), q1 = high(im(z), im(z + 32)), q2 = low(im(z + 64), im(z + 96)), q3 = high(im(z + 64), im(z + 96));
    let ar = lows(p0, p2), ai = lows(q0, q2), ur = highs(p0, p2), ui = highs(q0, q2);
    let vr = lows(p1, p3), vi = lows(q1, q3), wr = highs(p1, p3), wi = highs(q1, q3);
    let c1 = re(tw), s1 = im(tw), c2 = re(tw + 32), s2 = im(tw + 32), c3 = re(tw + 64), s3 = im(tw + 64);
    let br = sub(mul(c1, ur), mul(s1, ui)), bi = add(mul(c1, ui), mul(s1, ur));
    let cr = sub(mul(c2, vr), mul(s2, vi)), ci = add(mul(c2, vi), mul(s2, vr));
    let dr = sub(mul(c3, wr), mul(s3, wi)), di = add(mul(c3, wi), mul(s3, wr));
    let er = add(ar, cr), ei = add(ai, ci), fr = sub(ar, cr), fi = sub(ai, ci);
    let gr = add(br, dr), gi = add(bi, di), hr = sub(br, dr), hi = sub(bi, di);
    // the bins times the filter, conjugated
    ur = add(er, gr), ui = add(ei, gi), c1 = re(filter), s1 = im(filter);
    ar = sub(mul(c1, ur), mul(s1, ui)), ai = sub(f32x4.neg(mul(c1, ui)), mul(s1, ur));
    vr = add(fr, hi), vi = sub(fi, hr), c2 = re(filter + 32), s2 = im(filter + 32);
    br = sub(mul(c2, vr), mul(s2, vi)), bi = sub(f32x4.neg(mul(c2, vi)), mul(s2, vr));
    wr = sub(er, gr), wi = sub(ei, gi), c3 = re(filter + 64), s3 = im(filter + 64);
    cr = sub(mul(c3, wr), mul(s3, wi)), ci = sub(f32x4.neg(mul(c3, wi)), mul(s3, wr));
    ur = sub(fr, hi), ui = add(fi, hr), c1 = re(filter + 96), s1 = im(filter + 96);
    dr = sub(mul(c1, ur), mul(s1, ui)), di = sub(f32x4.neg(mul(c1, ui)), mul(s1, ur));
    // and back: the same in reverse
    er = add(ar, cr), ei = add(ai, ci), fr = sub(ar, cr), fi = sub(ai, ci);
    gr = add(br, dr), gi = add(bi, di), hr = sub(br, dr), hi = sub(bi, di);
    ur = add(fr, hi), ui = sub(fi, hr), c1 = re(tw), s1 = im(tw);
    ar = add(er, gr), ai = add(ei, gi), br = sub(mul(c1, ur), mul(s1, ui)), bi = add(mul(c1, ui), mul(s1, ur));
    vr = sub(er, gr), vi = sub(ei, gi), c2 = re(tw + 32), s2 = im(tw + 32);
    cr = sub(mul(c2, vr), mul(s2, vi)), ci = add(mul(c2, vi), mul(s2, vr));
    wr = sub(fr, hi), wi = add(fi, hr), c3 = re(tw + 64), s3 = im(tw + 64);
    dr = sub(mul(c3, wr), mul(s3, wi)), di = add(mul(c3, wi), mul(s3, wr));
    p0 = low(ar, br), p1 = high(ar, br), p2 = low(cr, dr), p3 = high(cr, dr);
    q0 = low(ai, bi), q1 = high(ai, bi), q2 = low(ci, di), q3 = high(ci, di);
    put(out, lows(p0, p2), lows(q0, q2));
    put(out + 32, highs(p0, p2), highs(q0, q2));
    put(out + 64, lows(p1, p3), lows(q1, q3));
    put(out + 96, highs(p1, p3), highs(q1, q3));
    if (out >= last) break;
    const step = min<usize>(128, last - out);
    z += step;
    out += step;
    tw += 96;
    filter += 128;
  }
}

/** The complex transform of the pairs at x. Works in x and y, returns which of them holds the result. */
export function forward(plan: Plan, x: usize, y: usize): usize {
  unpack(plan, x, y);
  return transform(plan, x, y);
}

/** The inverse one, times n scale. There must be room for a pair behind x. */
export function inverse(plan: Plan, x: usize, y: usize, scale: f32): usize {
  unpackBack(plan, x, y, scale);
  return transform(plan, x, y);
}

/**
 * Of 8 m real samples, sample 8 t + u is in re (u < 4) or im of row t: by a complex transform Z of each lane the transforms of its two
 * signals are E = (Z[k] + conj Z[m - k]) / 2 and O = (Z[k] - conj Z[m - k]) / 2i. This makes the transforms of samples 4 t + l of them,
 * E[k] + w^k O[k] and conj(E[k] - w^k O[k]) for m - k, w = e^(-pi i / m): rows 0 ... m.
 */
function split(m: usize, z: usize, roots: usize): void {
  const half = f32x4.splat(0.5), zero = f32x4.splat(0);
  let a = z + 32, b = z + 32 * (m - 1);
  const zr = re(z), zi = im(z);
  put(z, add(zr, zi), zero);
  put(b + 32, sub(zr, zi), zero);
  for (; a <= b; a += 32, b -= 32, roots += 8) {
    const ar = re(a), ai = im(a), br = re(b), bi = im(b), c = v128.load32_splat(roots), s = v128.load32_splat(roots, 4);
    const er = mul(half, add(ar, br)), ei = mul(half, sub(ai, bi)), dr = add(ai, bi), di = sub(br, ar);
    const tr = sub(mul(c, dr), mul(s, di)), ti = add(mul(c, di), mul(s, dr));
    put(a, add(er, tr), add(ei, ti));
    put(b, sub(er, tr), sub(ti, ei));
  }
}

/** Rows 0 ... m of four lanes, the transforms of samples 4 t + l, turned and combined to bins 0 ... 4 m: pairs, or the powers. */
@inline
function combineReal(m: usize, z: usize, out: usize, tw: usize, power: bool): void {
  const bytes: usize = power ? 4 : 8; // of a bin
  const last = out + (m - 3) * bytes;
  const quarter = m * 2 * bytes;
  let mirror = out + bytes * (m * 4 - 3);
  for (;;) {
    const p0 = low(re(z), re(z + 32)), p1 = high(re(z), re(z + 32)), p2 = low(re(z + 64), re(z + 96)), p3 = high(re(z + 64), re(z + 96));
    const q0 = low(im(z), im(z + 32)), q1 = high(im(z), im(z + 32)), q2 = low(im(z + 64), im(z + 96)), q3 = high(im(z + 64), im(z + 96));
    const ar = lows(p0, p2), ai = lows(q0, q2), ur = highs(p0, p2), ui = highs(q0, q2);
    const vr = lows(p1, p3), vi = lows(q1, q3), wr = highs(p1, p3), wi = highs(q1, q3);
    const c1 = re(tw), s1 = im(tw), c2 = re(tw + 32), s2 = im(tw + 32), c3 = re(tw + 64), s3 = im(tw + 64);
    const br = sub(mul(c1, ur), mul(s1, ui)), bi = add(mul(c1, ui), mul(s1, ur));
    const cr = sub(mul(c2, vr), mul(s2, vi)), ci = add(mul(c2, vi), mul(s2, vr));
    const dr = sub(mul(c3, wr), mul(s3, wi)), di = add(mul(c3, wi), mul(s3, wr));
    const er = add(ar, cr), ei = add(ai, ci), fr = sub(ar, cr), fi = sub(ai, ci);
    const gr = add(br, dr), gi = add(bi, di), hr = sub(dr, br), hi = sub(bi, di);
    putBins(out, add(er, gr), add(ei, gi), false, power);
    putBins(out + quarter, add(fr, hi), add(fi, hr), false, power);
    putBins(mirror, sub(er, gr), sub(gi, ei), true, power); // bin 4 m - k
    putBins(mirror - quarter, sub(fr, hi), sub(hr, fi), true, power); // bin 2 m - k
    if (out >= last) break;
    const step = min<usize>(4 * bytes, last - out);
    z += step * (32 / bytes);
    out += step;
    mirror -= step;
    tw += 96;
  }
}

@inline
function putBins(p: usize, r: v128, i: v128, backwards: bool, power: bool): void {
  if (power) {
    const x = add(mul(r, r), mul(i, i));
    v128.store(p, backwards ? back(x) : x);
  } else if (backwards) putPairsBack(p, r, i);
  else putPairs(p, r, i);
}

/** The bins of the 8 m real samples at x, as pairs or powers. Works in x and y, returns which of them holds the result. */
export function rfft(plan: Plan, x: usize, y: usize, power: bool): usize {
  const m = plan.rows;
  const z = fftLanes(m, 1, plan.radices, plan.passes, plan.twiddles, x, y);
  const out = z == x ? y : x;
  split(m, z, plan.roots);
  combineReal(m, z, out, plan.turns, power);
  return out;
}

/**
 * The bins of real samples, any number with small factors: rows of r samples, filled up to blocks of eight, of which four are in re and four
 * in im. Of each lane's transform Z only rows 0 ... m / 2 are combined: their bins, or the conjugates, are all there are. There must be room
 * for eight samples behind x, and for a row behind y.
 */
export function rfftLanes(plan: Plan, x: usize, y: usize, power: bool): usize {
  const r = plan.lanes, m = plan.rows, row = plan.blocks * 32, pitch = r * 4;
  const zero = f32x4.splat(0);
  put(x + m * pitch, zero, zero);
  let to = y;
  for (let from = x, end = x + m * pitch; from < end; from += pitch) {
    let p = from;
    for (const last = to + row; to < last; to += 32, p += 32) put(to, re(p), im(p));
  }
  let a = fftLanes(m * plan.blocks, plan.blocks, plan.radices, plan.passes, plan.twiddles, y, x);
  const result = a == x ? y : x;
  let b = a + m * row;
  for (let i: usize = 0; i < row; i += 32) put(b + i, re(a + i), im(a + i)); // row m is row 0
  const bytes: usize = power ? 4 : 8;
  const stride = bytes * m, last = result + bytes * ((m >> 1) - 3);
  let out = result, tw = plan.turns;
  for (;;) {
    for (let to = plan.laneX, p = a, q = b, end = p + row; p < end; p += 32, q += 32, to += 256, tw += 256) {
      const p1 = p + row, p2 = p1 + row, p3 = p2 + row, q1 = q - row, q2 = q1 - row, q3 = q2 - row;
      turnFour(
        to, tw, add(re(p), re(q)), add(re(p1), re(q1)), add(re(p2), re(q2)), add(re(p3), re(q3)),
        sub(im(p), im(q)), sub(im(p1), im(q1)), sub(im(p2), im(q2)), sub(im(p3), im(q3)),
      );
      turnFour(
        to + 128, tw + 128, add(im(p), im(q)), add(im(p1), im(q1)), add(im(p2), im(q2)), add(im(p3), im(q3)),
        sub(re(q), re(p)), sub(re(q1), re(p1)), sub(re(q2), re(p2)), sub(re(q3), re(p3)),
      );
    }
    let f = fftLanes(r, 1, plan.laneRadices, plan.lanePasses, plan.laneTwiddles, plan.laneX, plan.laneY);
    const half = f + 32 * ((r + 1) >> 1), end = f + r * 32;
    for (let to = out; f < half; f += 32, to += stride) putBins(to, re(f), im(f), false, power);
    for (let to = result + stride * (r >> 1) - bytes * 3 - (out - result); f < end; f += 32, to -= stride) putBins(to, re(f), f32x4.neg(im(f)), true, power);
    if (out >= last) break;
    const step = min<usize>(4 * bytes, last - out);
    a += step / bytes * row;
    b -= step / bytes * row;
    out += step;
  }
  return result;
}

/**
 * Z, the transform of the m pairs of 2 m real samples, to their bins 0 ... m (`src/fft/real-plan.ts` has the formulae). `roots` are w^k / 2,
 * a value for every four k = 0, 1, ... There must be room for a pair behind z.
 */
export function splitPairs(m: usize, z: usize, out: usize, roots: usize): void {
  const half = f32x4.splat(0.5);
  store<u64>(z + m * 8, load<u64>(z));
  let b = z + m * 8 - 24, mirror = out + m * 8 - 24;
  for (; z <= b + 24; z += 32, b -= 32, out += 32, mirror -= 32, roots += 32) {
    const ar = evens(z), ai = odds(z), br = evensBack(b), bi = oddsBack(b), c = re(roots), s = im(roots);
    const er = mul(half, add(ar, br)), ei = mul(half, sub(ai, bi)), dr = add(ai, bi), di = sub(br, ar);
    const tr = sub(mul(c, dr), mul(s, di)), ti = add(mul(c, di), mul(s, dr));
    putPairs(out, add(er, tr), add(ei, ti));
    putPairsBack(mirror, sub(er, tr), sub(ti, ei));
  }
}

/** Back again: the bins of 2 m real samples to Z. The imaginary parts of DC and Nyquist count as zero. */
export function joinPairs(m: usize, x: usize, out: usize, roots: usize): void {
  const half = f32x4.splat(0.5);
  store<f32>(x, 0, 4);
  store<f32>(x + m * 8, 0, 4);
  let b = x + m * 8 - 24, mirror = out + m * 8 - 24;
  for (; x <= b + 24; x += 32, b -= 32, out += 32, mirror -= 32, roots += 32) {
    const ar = evens(x), ai = odds(x), br = evensBack(b), bi = oddsBack(b), c = re(roots), s = im(roots);
    const er = mul(half, add(ar, br)), ei = mul(half, sub(ai, bi)), dr = sub(ar, br), di = add(ai, bi);
    const or = add(mul(c, dr), mul(s, di)), oi = sub(mul(c, di), mul(s, dr));
    putPairs(out, sub(er, oi), add(ei, or));
    putPairsBack(mirror, add(er, oi), sub(or, ei));
  }
}

/** Real numbers to pairs without imaginary parts. Up to three more are made. */
export function widen(n: usize, x: usize, out: usize): void {
  const zero = f32x4.splat(0);
  for (const end = x + 4 * n; x < end; x += 16, out += 32) putPairs(out, v128.load(x), zero);
}

/** Pairs 0 ... n / 2 of the spectrum of n real samples, n odd and > 8, to all n. The imaginary part of DC counts as zero. */
export function mirror(n: usize, x: usize): void {
  store<f32>(x, 0, 4);
  const last = x + 4 * n - 28; // the last four pairs below n / 2
  let to = x + 8 * n - 32;
  for (x += 8; ; ) {
    putPairs(to, evensBack(x), f32x4.neg(oddsBack(x)));
    if (x >= last) break;
    const step = min<usize>(32, last - x);
    x += step;
    to -= step;
  }
}

/** Pairs to their squared magnitudes. Up to three more are made. */
export function powers(n: usize, x: usize, out: usize): void {
  for (const end = x + 8 * n; x < end; x += 32, out += 16) {
    const r = evens(x), i = odds(x);
    v128.store(out, add(mul(r, r), mul(i, i)));
  }
}

/** The real parts of pairs. Up to three more are made. */
export function narrow(n: usize, x: usize, out: usize): void {
  for (const end = x + 8 * n; x < end; x += 32, out += 16) v128.store(out, evens(x));
}

/** Whether n numbers are finite: others times 0 are not 0. */
export function finite(n: usize, x: usize): bool {
  const zero = f32x4.splat(0);
  let sum = zero, rest: f32 = 0;
  const end = x + 4 * n;
  for (; x + 16 <= end; x += 16) sum = add(sum, mul(zero, v128.load(x)));
  for (; x < end; x += 4) rest += 0 * load<f32>(x);
  return !v128.any_true(f32x4.ne(sum, zero)) && rest == 0;
}
