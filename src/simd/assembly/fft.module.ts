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
  const pitch = 8 * plan.lanes, row = 32 * plan.blocks;
  for (const end = y + plan.rows * row; y < end; x += pitch) {
    let from = x;
    for (const last = y + row; y < last; y += 32, from += 32) put(y, evens(from), odds(from));
  }
}

/** The same of the values in reverse order (but for the first), times `scale`: that makes a forward transform the inverse one. */
function unpackBack(plan: Plan, x: usize, y: usize, scale: f32): void {
  const pitch = 8 * plan.lanes, row = 32 * plan.blocks, factor = f32x4.splat(scale);
  const n = pitch * plan.rows;
  store<u64>(x + n, load<u64>(x));
  x += n - 24;
  for (const end = y + plan.rows * row; y < end; x -= pitch) {
    let from = x;
    for (const last = y + row; y < last; y += 32, from -= 32) put(y, mul(factor, evensBack(from)), mul(factor, oddsBack(from)));
  }
}

/** Rows of four lanes, turned and combined, to re, im pairs. */
function combine4(m: usize, z: usize, out: usize, tw: usize): void {
  const quarter = 8 * m, last = out + quarter - 32;
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
  const r = plan.lanes, row = 32 * plan.blocks, pitch = 8 * plan.rows, last = out + pitch - 32, top = plan.laneX + 4 * row;
  let tw = plan.turns;
  for (;;) {
    let from = z;
    for (let to = plan.laneX; to < top; to += 128, from += 32, tw += 128) {
      const b = from + row, c = b + row, d = c + row;
      const p0 = low(re(from), re(b)), p1 = high(re(from), re(b)), p2 = low(re(c), re(d)), p3 = high(re(c), re(d));
      const q0 = low(im(from), im(b)), q1 = high(im(from), im(b)), q2 = low(im(c), im(d)), q3 = high(im(c), im(d));
      putTurnedBy(to, lows(p0, p2), lows(q0, q2), tw);
      putTurnedBy(to + 32, highs(p0, p2), highs(q0, q2), tw + 32);
      putTurnedBy(to + 64, lows(p1, p3), lows(q1, q3), tw + 64);
      putTurnedBy(to + 96, highs(p1, p3), highs(q1, q3), tw + 96);
    }
    let f = fftLanes(r, 1, plan.laneRadices, plan.lanePasses, plan.laneTwiddles, plan.laneX, plan.laneY);
    for (let to = out, end = f + 32 * r; f < end; f += 32, to += pitch) putPairs(to, re(f), im(f));
    if (out >= last) break;
    const step = min<usize>(32, last - out);
    z += (step >> 3) * row;
    out += step;
  }
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
  const last = out + bytes * (m - 3);
  const quarter = 2 * bytes * m;
  let mirror = out + bytes * (4 * m - 3);
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
  if (power) combineReal(m, z, out, plan.turns, true);
  else combineReal(m, z, out, plan.turns, false);
  return out;
}

/**
 * Z, the transform of the m pairs of 2 m real samples, to their bins 0 ... m (`src/fft/real-plan.ts` has the formulae). `roots` are w^k / 2,
 * a value for every four k = 0, 1, ... There must be room for a pair behind z.
 */
export function splitPairs(m: usize, z: usize, out: usize, roots: usize): void {
  const half = f32x4.splat(0.5);
  store<u64>(z + 8 * m, load<u64>(z));
  let b = z + 8 * m - 24, mirror = out + 8 * m - 24;
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
  store<f32>(x + 8 * m, 0, 4);
  let b = x + 8 * m - 24, mirror = out + 8 * m - 24;
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

/** Pairs times the pairs at `table`, these times a (re) and b (im). An odd number of pairs makes one more. */
export function modulate(n: usize, x: usize, table: usize, a: f32, b: f32, out: usize): void {
  const re = f32x4.splat(a), im = mul(f32x4(-1, 1, -1, 1), f32x4.splat(b));
  for (const end = x + 8 * n; x < end; x += 16, table += 16, out += 16) {
    const z = v128.load(x), t = v128.load(table);
    const c = mul(re, v128.shuffle<f32>(t, t, 0, 0, 2, 2)), s = mul(im, v128.shuffle<f32>(t, t, 1, 1, 3, 3));
    v128.store(out, add(mul(c, z), mul(s, v128.shuffle<f32>(z, z, 1, 0, 3, 2))));
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
