/**
 * One pass of a Stockham autosort FFT over four lanes. With `n = r m` points still to be combined and stride `s` (in values):
 *   y[q + s (r p + k)] = w^(p k) sum_j x[q + s (p + m j)] e^(-2 pi i j k / r),   w = e^(-2 pi i / n),   p < m, q < s.
 * Twiddles lie in the order they are read: for each p, r - 1 pairs (cos, sin) of w^(p k), k = 1 ... r - 1. The last pass has m = 1 and none.
 */
import { add, im, mul, put, putTurned, re, sub } from './lanes';

const BLOCK: usize = 32;

export function radix2(m: usize, s: usize, x: usize, y: usize, tw: usize): void {
  const step = s * BLOCK;
  const half = m * step;
  for (let p: usize = 0; p < m; p++, tw += 8, y += step) {
    const c = v128.load32_splat(tw), d = v128.load32_splat(tw, 4);
    for (const end = x + step; x < end; x += BLOCK, y += BLOCK) {
      const ar = re(x), ai = im(x), br = re(x + half), bi = im(x + half);
      put(y, add(ar, br), add(ai, bi));
      putTurned(y + step, sub(ar, br), sub(ai, bi), c, d);
    }
  }
}

export function radix2Last(s: usize, x: usize, y: usize): void {
  const step = s * BLOCK;
  for (const end = x + step; x < end; x += BLOCK, y += BLOCK) {
    const ar = re(x), ai = im(x), br = re(x + step), bi = im(x + step);
    put(y, add(ar, br), add(ai, bi));
    put(y + step, sub(ar, br), sub(ai, bi));
  }
}

export function radix4(m: usize, s: usize, x: usize, y: usize, tw: usize): void {
  const step = s * BLOCK;
  const quarter = m * step;
  for (let p: usize = 0; p < m; p++, tw += 24, y += 3 * step) {
    const c1 = v128.load32_splat(tw), d1 = v128.load32_splat(tw, 4);
    const c2 = v128.load32_splat(tw, 8), d2 = v128.load32_splat(tw, 12);
    const c3 = v128.load32_splat(tw, 16), d3 = v128.load32_splat(tw, 20);
    for (const end = x + step; x < end; x += BLOCK, y += BLOCK) {
      const ar = re(x), ai = im(x), br = re(x + quarter), bi = im(x + quarter);
      const cr = re(x + 2 * quarter), ci = im(x + 2 * quarter), dr = re(x + 3 * quarter), di = im(x + 3 * quarter);
      const er = add(ar, cr), ei = add(ai, ci), fr = sub(ar, cr), fi = sub(ai, ci);
      const gr = add(br, dr), gi = add(bi, di), hr = sub(br, dr), hi = sub(bi, di);
      put(y, add(er, gr), add(ei, gi));
      putTurned(y + step, add(fr, hi), sub(fi, hr), c1, d1);
      putTurned(y + 2 * step, sub(er, gr), sub(ei, gi), c2, d2);
      putTurned(y + 3 * step, sub(fr, hi), add(fi, hr), c3, d3);
    }
  }
}

/** The same for s = 1. */
export function radix4First(m: usize, x: usize, y: usize, tw: usize): void {
  const quarter = m * BLOCK;
  for (const end = x + quarter; x < end; x += BLOCK, y += 4 * BLOCK, tw += 24) {
    const ar = re(x), ai = im(x), br = re(x + quarter), bi = im(x + quarter);
    const cr = re(x + 2 * quarter), ci = im(x + 2 * quarter), dr = re(x + 3 * quarter), di = im(x + 3 * quarter);
    const er = add(ar, cr), ei = add(ai, ci), fr = sub(ar, cr), fi = sub(ai, ci);
    const gr = add(br, dr), gi = add(bi, di), hr = sub(br, dr), hi = sub(bi, di);
    put(y, add(er, gr), add(ei, gi));
    putTurned(y + BLOCK, add(fr, hi), sub(fi, hr), v128.load32_splat(tw), v128.load32_splat(tw, 4));
    putTurned(y + 2 * BLOCK, sub(er, gr), sub(ei, gi), v128.load32_splat(tw, 8), v128.load32_splat(tw, 12));
    putTurned(y + 3 * BLOCK, sub(fr, hi), add(fi, hr), v128.load32_splat(tw, 16), v128.load32_splat(tw, 20));
  }
}

export function radix4Last(s: usize, x: usize, y: usize): void {
  const step = s * BLOCK;
  for (const end = x + step; x < end; x += BLOCK, y += BLOCK) {
    const ar = re(x), ai = im(x), br = re(x + step), bi = im(x + step);
    const cr = re(x + 2 * step), ci = im(x + 2 * step), dr = re(x + 3 * step), di = im(x + 3 * step);
    const er = add(ar, cr), ei = add(ai, ci), fr = sub(ar, cr), fi = sub(ai, ci);
    const gr = add(br, dr), gi = add(bi, di), hr = sub(br, dr), hi = sub(bi, di);
    put(y, add(er, gr), add(ei, gi));
    put(y + step, add(fr, hi), sub(fi, hr));
    put(y + 2 * step, sub(er, gr), sub(ei, gi));
    put(y + 3 * step, sub(fr, hi), add(fi, hr));
  }
}

const SIN_60: f32 = 0.8660254037844386;

export function radix3(m: usize, s: usize, x: usize, y: usize, tw: usize): void {
  const step = s * BLOCK;
  const third = m * step;
  const half = f32x4.splat(0.5), sin = f32x4.splat(SIN_60);
  for (let p: usize = 0; p < m; p++, tw += 16, y += 2 * step) {
    const c1 = v128.load32_splat(tw), d1 = v128.load32_splat(tw, 4);
    const c2 = v128.load32_splat(tw, 8), d2 = v128.load32_splat(tw, 12);
    for (const end = x + step; x < end; x += BLOCK, y += BLOCK) {
      const ar = re(x), ai = im(x), br = re(x + third), bi = im(x + third), cr = re(x + 2 * third), ci = im(x + 2 * third);
      const tr = add(br, cr), ti = add(bi, ci), ur = mul(sin, sub(br, cr)), ui = mul(sin, sub(bi, ci));
      const vr = sub(ar, mul(half, tr)), vi = sub(ai, mul(half, ti));
      put(y, add(ar, tr), add(ai, ti));
      putTurned(y + step, add(vr, ui), sub(vi, ur), c1, d1);
      putTurned(y + 2 * step, sub(vr, ui), add(vi, ur), c2, d2);
    }
  }
}

const COS_72: f32 = 0.30901699437494745;
const COS_144: f32 = -0.8090169943749475;
const SIN_72: f32 = 0.9510565162951535;
const SIN_144: f32 = 0.5877852522924731;

export function radix5(m: usize, s: usize, x: usize, y: usize, tw: usize): void {
  const step = s * BLOCK;
  const fifth = m * step;
  const k1 = f32x4.splat(COS_72), k2 = f32x4.splat(COS_144), l1 = f32x4.splat(SIN_72), l2 = f32x4.splat(SIN_144);
  for (let p: usize = 0; p < m; p++, tw += 32, y += 4 * step) {
    const c1 = v128.load32_splat(tw), d1 = v128.load32_splat(tw, 4), c2 = v128.load32_splat(tw, 8), d2 = v128.load32_splat(tw, 12);
    const c3 = v128.load32_splat(tw, 16), d3 = v128.load32_splat(tw, 20), c4 = v128.load32_splat(tw, 24), d4 = v128.load32_splat(tw, 28);
    for (const end = x + step; x < end; x += BLOCK, y += BLOCK) {
      const ar = re(x), ai = im(x);
      const br = re(x + fifth), bi = im(x + fifth), er = re(x + 4 * fifth), ei = im(x + 4 * fifth);
      const cr = re(x + 2 * fifth), ci = im(x + 2 * fifth), dr = re(x + 3 * fifth), di = im(x + 3 * fifth);
      const ur = add(br, er), ui = add(bi, ei), vr = sub(br, er), vi = sub(bi, ei);
      const wr = add(cr, dr), wi = add(ci, di), zr = sub(cr, dr), zi = sub(ci, di);
      put(y, add(ar, add(ur, wr)), add(ai, add(ui, wi)));
      const fr = add(ar, add(mul(k1, ur), mul(k2, wr))), fi = add(ai, add(mul(k1, ui), mul(k2, wi)));
      const gr = add(mul(l1, vr), mul(l2, zr)), gi = add(mul(l1, vi), mul(l2, zi));
      putTurned(y + step, add(fr, gi), sub(fi, gr), c1, d1);
      putTurned(y + 4 * step, sub(fr, gi), add(fi, gr), c4, d4);
      const hr = add(ar, add(mul(k2, ur), mul(k1, wr))), hi = add(ai, add(mul(k2, ui), mul(k1, wi)));
      const ir = sub(mul(l2, vr), mul(l1, zr)), ii = sub(mul(l2, vi), mul(l1, zi));
      putTurned(y + 2 * step, add(hr, ii), sub(hi, ir), c2, d2);
      putTurned(y + 3 * step, sub(hr, ii), add(hi, ir), c3, d3);
    }
  }
}

const R: f32 = 0.7071067811865476;

export function radix8(m: usize, s: usize, x: usize, y: usize, tw: usize): void {
  const step = s * BLOCK;
  const eighth = m * step;
  const root = f32x4.splat(R);
  for (let p: usize = 0; p < m; p++, tw += 56, y += 7 * step) {
    for (const end = x + step; x < end; x += BLOCK, y += BLOCK) {
      const x0r = re(x), x0i = im(x), x4r = re(x + 4 * eighth), x4i = im(x + 4 * eighth);
      const x2r = re(x + 2 * eighth), x2i = im(x + 2 * eighth), x6r = re(x + 6 * eighth), x6i = im(x + 6 * eighth);
      const a0r = add(x0r, x4r), a0i = add(x0i, x4i), a4r = sub(x0r, x4r), a4i = sub(x0i, x4i);
      const a2r = add(x2r, x6r), a2i = add(x2i, x6i), a6r = sub(x2r, x6r), a6i = sub(x2i, x6i);
      const b0r = add(a0r, a2r), b0i = add(a0i, a2i), b2r = sub(a0r, a2r), b2i = sub(a0i, a2i);
      const d0r = add(a4r, a6i), d0i = sub(a4i, a6r), d2r = sub(a4r, a6i), d2i = add(a4i, a6r);
      const x1r = re(x + eighth), x1i = im(x + eighth), x5r = re(x + 5 * eighth), x5i = im(x + 5 * eighth);
      const x3r = re(x + 3 * eighth), x3i = im(x + 3 * eighth), x7r = re(x + 7 * eighth), x7i = im(x + 7 * eighth);
      const a1r = add(x1r, x5r), a1i = add(x1i, x5i), a5r = sub(x1r, x5r), a5i = sub(x1i, x5i);
      const a3r = add(x3r, x7r), a3i = add(x3i, x7i), a7r = sub(x3r, x7r), a7i = sub(x3i, x7i);
      const b1r = add(a1r, a3r), b1i = add(a1i, a3i), b3r = sub(a1r, a3r), b3i = sub(a1i, a3i);
      put(y, add(b0r, b1r), add(b0i, b1i));
      putTurned(y + 4 * step, sub(b0r, b1r), sub(b0i, b1i), v128.load32_splat(tw, 24), v128.load32_splat(tw, 28));
      putTurned(y + 2 * step, add(b2r, b3i), sub(b2i, b3r), v128.load32_splat(tw, 8), v128.load32_splat(tw, 12));
      putTurned(y + 6 * step, sub(b2r, b3i), add(b2i, b3r), v128.load32_splat(tw, 40), v128.load32_splat(tw, 44));
      const c1r = mul(root, add(a5r, a5i)), c1i = mul(root, sub(a5i, a5r)), c3r = mul(root, sub(a7i, a7r)), c3n = mul(root, add(a7r, a7i));
      const d1r = add(c1r, c3r), d1i = sub(c1i, c3n), d3r = sub(c1r, c3r), d3i = add(c1i, c3n);
      putTurned(y + step, add(d0r, d1r), add(d0i, d1i), v128.load32_splat(tw), v128.load32_splat(tw, 4));
      putTurned(y + 5 * step, sub(d0r, d1r), sub(d0i, d1i), v128.load32_splat(tw, 32), v128.load32_splat(tw, 36));
      putTurned(y + 3 * step, add(d2r, d3i), sub(d2i, d3r), v128.load32_splat(tw, 16), v128.load32_splat(tw, 20));
      putTurned(y + 7 * step, sub(d2r, d3i), add(d2i, d3r), v128.load32_splat(tw, 48), v128.load32_splat(tw, 52));
    }
  }
}

export function radix8Last(s: usize, x: usize, y: usize): void {
  const step = s * BLOCK;
  const root = f32x4.splat(R);
  for (const end = x + step; x < end; x += BLOCK, y += BLOCK) {
    const x0r = re(x), x0i = im(x), x4r = re(x + 4 * step), x4i = im(x + 4 * step);
    const x2r = re(x + 2 * step), x2i = im(x + 2 * step), x6r = re(x + 6 * step), x6i = im(x + 6 * step);
    const a0r = add(x0r, x4r), a0i = add(x0i, x4i), a4r = sub(x0r, x4r), a4i = sub(x0i, x4i);
    const a2r = add(x2r, x6r), a2i = add(x2i, x6i), a6r = sub(x2r, x6r), a6i = sub(x2i, x6i);
    const b0r = add(a0r, a2r), b0i = add(a0i, a2i), b2r = sub(a0r, a2r), b2i = sub(a0i, a2i);
    const d0r = add(a4r, a6i), d0i = sub(a4i, a6r), d2r = sub(a4r, a6i), d2i = add(a4i, a6r);
    const x1r = re(x + step), x1i = im(x + step), x5r = re(x + 5 * step), x5i = im(x + 5 * step);
    const x3r = re(x + 3 * step), x3i = im(x + 3 * step), x7r = re(x + 7 * step), x7i = im(x + 7 * step);
    const a1r = add(x1r, x5r), a1i = add(x1i, x5i), a5r = sub(x1r, x5r), a5i = sub(x1i, x5i);
    const a3r = add(x3r, x7r), a3i = add(x3i, x7i), a7r = sub(x3r, x7r), a7i = sub(x3i, x7i);
    const b1r = add(a1r, a3r), b1i = add(a1i, a3i), b3r = sub(a1r, a3r), b3i = sub(a1i, a3i);
    put(y, add(b0r, b1r), add(b0i, b1i));
    put(y + 4 * step, sub(b0r, b1r), sub(b0i, b1i));
    put(y + 2 * step, add(b2r, b3i), sub(b2i, b3r));
    put(y + 6 * step, sub(b2r, b3i), add(b2i, b3r));
    const c1r = mul(root, add(a5r, a5i)), c1i = mul(root, sub(a5i, a5r)), c3r = mul(root, sub(a7i, a7r)), c3n = mul(root, add(a7r, a7i));
    const d1r = add(c1r, c3r), d1i = sub(c1i, c3n), d3r = sub(c1r, c3r), d3i = add(c1i, c3n);
    put(y + step, add(d0r, d1r), add(d0i, d1i));
    put(y + 5 * step, sub(d0r, d1r), sub(d0i, d1i));
    put(y + 3 * step, add(d2r, d3i), sub(d2i, d3r));
    put(y + 7 * step, sub(d2r, d3i), add(d2i, d3r));
  }
}

const COS_1_7: f32 = 0.6234898018587336; // cos and sin of 2 pi / 7 and its multiples
const COS_2_7: f32 = -0.22252093395631434;
const COS_3_7: f32 = -0.9009688679024191;
const SIN_1_7: f32 = 0.7818314824680298;
const SIN_2_7: f32 = 0.9749279121818236;
const SIN_3_7: f32 = 0.4338837391175581;

export function radix7(m: usize, s: usize, x: usize, y: usize, tw: usize): void {
  const step = s * BLOCK;
  const seventh = m * step;
  const k1 = f32x4.splat(COS_1_7), k2 = f32x4.splat(COS_2_7), k3 = f32x4.splat(COS_3_7);
  const l1 = f32x4.splat(SIN_1_7), l2 = f32x4.splat(SIN_2_7), l3 = f32x4.splat(SIN_3_7);
  for (let p: usize = 0; p < m; p++, tw += 48, y += 6 * step) {
    for (const end = x + step; x < end; x += BLOCK, y += BLOCK) {
      const ar = re(x), ai = im(x);
      const x1 = x + seventh, x2 = x1 + seventh, x3 = x2 + seventh, x4 = x3 + seventh, x5 = x4 + seventh, x6 = x5 + seventh;
      const br = add(re(x1), re(x6)), bi = add(im(x1), im(x6)), er = sub(re(x1), re(x6)), ei = sub(im(x1), im(x6));
      const cr = add(re(x2), re(x5)), ci = add(im(x2), im(x5)), fr = sub(re(x2), re(x5)), fi = sub(im(x2), im(x5));
      const dr = add(re(x3), re(x4)), di = add(im(x3), im(x4)), gr = sub(re(x3), re(x4)), gi = sub(im(x3), im(x4));
      put(y, add(add(ar, br), add(cr, dr)), add(add(ai, bi), add(ci, di)));
      let ur = add(add(ar, mul(k1, br)), add(mul(k2, cr), mul(k3, dr))), ui = add(add(ai, mul(k1, bi)), add(mul(k2, ci), mul(k3, di)));
      let vr = add(mul(l1, er), add(mul(l2, fr), mul(l3, gr))), vi = add(mul(l1, ei), add(mul(l2, fi), mul(l3, gi)));
      putTurned(y + step, add(ur, vi), sub(ui, vr), v128.load32_splat(tw), v128.load32_splat(tw, 4));
      putTurned(y + 6 * step, sub(ur, vi), add(ui, vr), v128.load32_splat(tw, 40), v128.load32_splat(tw, 44));
      ur = add(add(ar, mul(k2, br)), add(mul(k3, cr), mul(k1, dr)));
      ui = add(add(ai, mul(k2, bi)), add(mul(k3, ci), mul(k1, di)));
      vr = sub(mul(l2, er), add(mul(l3, fr), mul(l1, gr)));
      vi = sub(mul(l2, ei), add(mul(l3, fi), mul(l1, gi)));
      putTurned(y + 2 * step, add(ur, vi), sub(ui, vr), v128.load32_splat(tw, 8), v128.load32_splat(tw, 12));
      putTurned(y + 5 * step, sub(ur, vi), add(ui, vr), v128.load32_splat(tw, 32), v128.load32_splat(tw, 36));
      ur = add(add(ar, mul(k3, br)), add(mul(k1, cr), mul(k2, dr)));
      ui = add(add(ai, mul(k3, bi)), add(mul(k1, ci), mul(k2, di)));
      vr = add(sub(mul(l3, er), mul(l1, fr)), mul(l2, gr));
      vi = add(sub(mul(l3, ei), mul(l1, fi)), mul(l2, gi));
      putTurned(y + 3 * step, add(ur, vi), sub(ui, vr), v128.load32_splat(tw, 16), v128.load32_splat(tw, 20));
      putTurned(y + 4 * step, sub(ur, vi), add(ui, vr), v128.load32_splat(tw, 24), v128.load32_splat(tw, 28));
    }
  }
}
