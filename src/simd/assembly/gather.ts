/**
 * Four windowed frames into lanes. A point is a complex value: of an even frame, samples 2 j (re) and 2 j + 1 (im); of an odd one, sample j
 * alone.
 */
import { add, mul, put, putTurned, sub } from './lanes';

/** Point by point, samples of two frames side by side: re, im, re, im. */
@inline
function two(a: usize, b: usize, window: v128): v128 {
  return mul(v128.load64_lane(b, v128.load64_zero(a), 1), window);
}

@inline
function reals(ab: v128, cd: v128): v128 { return v128.shuffle<f32>(ab, cd, 0, 2, 4, 6); }
@inline
function imaginaries(ab: v128, cd: v128): v128 { return v128.shuffle<f32>(ab, cd, 1, 3, 5, 7); }

/** The `size` points of frames of an even length, which begin at a, b, c and d. */
export function gatherEven(size: usize, a: usize, b: usize, c: usize, d: usize, window: usize, out: usize): void {
  for (const end = out + 32 * size; out < end; out += 32, a += 8, b += 8, c += 8, d += 8, window += 8) {
    const w = v128.load64_splat(window);
    const ab = two(a, b, w), cd = two(c, d, w);
    put(out, reals(ab, cd), imaginaries(ab, cd));
  }
}

/** The same of an odd length. */
export function gatherOdd(size: usize, a: usize, b: usize, c: usize, d: usize, window: usize, out: usize): void {
  for (const end = out + 32 * size; out < end; out += 32, a += 4, b += 4, c += 4, d += 4, window += 4) {
    const x = v128.load32_lane(d, v128.load32_lane(c, v128.load32_lane(b, v128.load32_zero(a), 1), 2), 3);
    put(out, mul(x, v128.load32_splat(window)), f32x4.splat(0));
  }
}

/**
 * The even points and the first pass, of radix 4, at once: no point is stored before it has been through a pass. The outputs k = 0 ... 3
 * of butterfly p, turned by w^(p k), become point p of four parts that are then transformed apart: part k holds the bins k, k + 4, ...
 */
export function gatherRadix4(size: usize, a: usize, b: usize, c: usize, d: usize, window: usize, out: usize, tw: usize): void {
  const q = 2 * size; // bytes between the samples that meet
  const part = 8 * size;
  for (const end = out + part; out < end; out += 32, a += 8, b += 8, c += 8, d += 8, window += 8, tw += 24) {
    const w0 = v128.load64_splat(window), w2 = v128.load64_splat(window + 2 * q);
    const a0 = two(a, b, w0), a1 = two(c, d, w0), c0 = two(a + 2 * q, b + 2 * q, w2), c1 = two(c + 2 * q, d + 2 * q, w2);
    const e0 = add(a0, c0), e1 = add(a1, c1), f0 = sub(a0, c0), f1 = sub(a1, c1);
    const w1 = v128.load64_splat(window + q), w3 = v128.load64_splat(window + 3 * q);
    const b0 = two(a + q, b + q, w1), b1 = two(c + q, d + q, w1), d0 = two(a + 3 * q, b + 3 * q, w3), d1 = two(c + 3 * q, d + 3 * q, w3);
    const g0 = add(b0, d0), g1 = add(b1, d1), h0 = sub(b0, d0), h1 = sub(b1, d1);
    const s0 = add(e0, g0), s1 = add(e1, g1), t0 = sub(e0, g0), t1 = sub(e1, g1);
    put(out, reals(s0, s1), imaginaries(s0, s1));
    putTurned(out + 2 * part, reals(t0, t1), imaginaries(t0, t1), v128.load32_splat(tw, 8), v128.load32_splat(tw, 12));
    const fr = reals(f0, f1), fi = imaginaries(f0, f1), hr = reals(h0, h1), hi = imaginaries(h0, h1);
    putTurned(out + part, add(fr, hi), sub(fi, hr), v128.load32_splat(tw), v128.load32_splat(tw, 4));
    putTurned(out + 3 * part, sub(fr, hi), add(fi, hr), v128.load32_splat(tw, 16), v128.load32_splat(tw, 20));
  }
}
