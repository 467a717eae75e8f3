/**
 * The passes of a Stockham transform for radix 2, 3, 4 and 8 (`odd-butterflies.ts` has the others). For all p < m and q < s
 *
 *     y[q + s (r p + k)] = w^(p k) sum_j x[q + s (p + j m)] e^(-2 pi i j k / r),   w = e^(-2 pi i / (r m)),   k = 0 ... r - 1
 *
 * on complex numbers stored as re, im. Reading and writing stream, no bit reversal is needed (Stockham's autosort; Van Loan,
 * Computational Frameworks for the Fast Fourier Transform, 1992, 1.7). A pass goes from p = first up to last - 1. `w` holds the roots of
 * order r and then w^(p k), both for k = 1 ... r - 1, p by p from the first one on.
 *
 * These functions must never see anything but Float64Array: one other array type makes them 1.65 times slower for good.
 * In `pass8`, `| 0` spares the check for overflow that an addition would take, which is worth 3 % of a transform of 2048 samples.
 * @module
 */

/** One pass from `x` to `y`, which must not overlap, for first <= p < last. */
export type Pass = (y: Float64Array, x: Float64Array, w: Float64Array, m: number, s: number, first: number, last: number) => void;

/** y[o] = (wr + i wi) (re + i im). Small enough for the compiler to put in place. */
function put(y: Float64Array, o: number, wr: number, wi: number, re: number, im: number): void {
  y[o] = wr * re - wi * im;
  y[o + 1] = wr * im + wi * re;
}

/** y[o] = w[t] (re + i im), complex. */
export function turn(y: Float64Array, o: number, w: Float64Array, t: number, re: number, im: number): void {
  put(y, o, w[t]!, w[t + 1]!, re, im);
}

export const pass2: Pass = (y, x, w, m, s, first, last) => {
  const width = 2 * s;
  const half = m * width;
  for (let p = first, i = first * width, o = 2 * i, t = 2; p < last; p++, o += width, t += 2) {
    for (const end = i + width; i < end; i += 2, o += 2) {
      const ar = x[i]!;
      const ai = x[i + 1]!;
      const br = x[i + half]!;
      const bi = x[i + half + 1]!;
      y[o] = ar + br;
      y[o + 1] = ai + bi;
      turn(y, o + width, w, t, ar - br, ai - bi);
    }
  }
};

/** The first pass of radix 4: s = 1, so the loop runs over p. */
export const pass4First: Pass = (y, x, w, m, _s, first, last) => {
  const step = 2 * m;
  const end = 2 * last;
  for (let i0 = 2 * first, o = 4 * i0, t = 6; i0 < end; i0 += 2, o += 8, t += 6) {
    const i1 = i0 + step;
    const i2 = i1 + step;
    const i3 = i2 + step;
    const ar = x[i0]!;
    const ai = x[i0 + 1]!;
    const br = x[i1]!;
    const bi = x[i1 + 1]!;
    const cr = x[i2]!;
    const ci = x[i2 + 1]!;
    const dr = x[i3]!;
    const di = x[i3 + 1]!;
    const sr = ar + cr;
    const si = ai + ci;
    const tr = ar - cr;
    const ti = ai - ci;
    const ur = br + dr;
    const ui = bi + di;
    const vr = br - dr;
    const vi = bi - di;
    y[o] = sr + ur;
    y[o + 1] = si + ui;
    turn(y, o + 2, w, t, tr + vi, ti - vr);
    turn(y, o + 4, w, t + 2, sr - ur, si - ui);
    turn(y, o + 6, w, t + 4, tr - vi, ti + vr);
  }
};

export const pass4: Pass = (y, x, w, m, s, first, last) => {
  const width = 2 * s;
  const step = m * width;
  for (let p = first, i0 = first * width, o = 4 * i0, t = 6; p < last; p++, o += 3 * width, t += 6) {
    const w1r = w[t]!;
    const w1i = w[t + 1]!;
    const w2r = w[t + 2]!;
    const w2i = w[t + 3]!;
    const w3r = w[t + 4]!;
    const w3i = w[t + 5]!;
    for (const end = i0 + width; i0 < end; i0 += 2, o += 2) {
      const i1 = i0 + step;
      const i2 = i1 + step;
      const i3 = i2 + step;
      const ar = x[i0]!;
      const ai = x[i0 + 1]!;
      const br = x[i1]!;
      const bi = x[i1 + 1]!;
      const cr = x[i2]!;
      const ci = x[i2 + 1]!;
      const dr = x[i3]!;
      const di = x[i3 + 1]!;
      const sr = ar + cr;
      const si = ai + ci;
      const tr = ar - cr;
      const ti = ai - ci;
      const ur = br + dr;
      const ui = bi + di;
      const vr = br - dr;
      const vi = bi - di;
      const o1 = o + width;
      const o2 = o1 + width;
      y[o] = sr + ur;
      y[o + 1] = si + ui;
      put(y, o1, w1r, w1i, tr + vi, ti - vr);
      put(y, o2, w2r, w2i, sr - ur, si - ui);
      put(y, o2 + width, w3r, w3i, tr - vi, ti + vr);
    }
  }
};

/** Radix 8: the even inputs and the odd inputs by radix 4 each, then joined by eighth roots. */
export const pass8: Pass = (y, x, w, m, s, first, last) => {
  const width = 2 * s;
  const step = m * width;
  for (let p = first, i0 = first * width, o = 8 * i0, t = 14; p < last; p++, o += 7 * width, t += 14) {
    const w1r = w[t]!;
    const w1i = w[t + 1]!;
    const w2r = w[t + 2]!;
    const w2i = w[t + 3]!;
    const w3r = w[t + 4]!;
    const w3i = w[t + 5]!;
    const w4r = w[t + 6]!;
    const w4i = w[t + 7]!;
    const w5r = w[t + 8]!;
    const w5i = w[t + 9]!;
    const w6r = w[t + 10]!;
    const w6i = w[t + 11]!;
    const w7r = w[t + 12]!;
    const w7i = w[t + 13]!;
    for (const end = i0 + width; i0 < end; i0 += 2, o += 2) {
      const i1 = (i0 + step) | 0;
      const i2 = (i1 + step) | 0;
      const i3 = (i2 + step) | 0;
      const i4 = (i3 + step) | 0;
      const i5 = (i4 + step) | 0;
      const i6 = (i5 + step) | 0;
      const i7 = (i6 + step) | 0;
      const x0r = x[i0]!;
      const x0i = x[i0 + 1]!;
      const x4r = x[i4]!;
      const x4i = x[i4 + 1]!;
      const x2r = x[i2]!;
      const x2i = x[i2 + 1]!;
      const x6r = x[i6]!;
      const x6i = x[i6 + 1]!;
      const x1r = x[i1]!;
      const x1i = x[i1 + 1]!;
      const x5r = x[i5]!;
      const x5i = x[i5 + 1]!;
      const x3r = x[i3]!;
      const x3i = x[i3 + 1]!;
      const x7r = x[i7]!;
      const x7i = x[i7 + 1]!;
      // sums (a) and differences (d) of what lies half a length apart
      const a0r = x0r + x4r;
      const a0i = x0i + x4i;
      const d0r = x0r - x4r;
      const d0i = x0i - x4i;
      const a1r = x1r + x5r;
      const a1i = x1i + x5i;
      const d1r = x1r - x5r;
      const d1i = x1i - x5i;
      const a2r = x2r + x6r;
      const a2i = x2i + x6i;
      const d2r = x2r - x6r;
      const d2i = x2i - x6i;
      const a3r = x3r + x7r;
      const a3i = x3i + x7i;
      const d3r = x3r - x7r;
      const d3i = x3i - x7i;
      // outputs 0, 2, 4, 6: radix 4 of the sums
      const br = a0r + a2r;
      const bi = a0i + a2i;
      const cr = a0r - a2r;
      const ci = a0i - a2i;
      const er = a1r + a3r;
      const ei = a1i + a3i;
      const fr = a1r - a3r;
      const fi = a1i - a3i;
      // outputs 1, 3, 5, 7: differences turned by (1 - i)/sqrt 2, -i, (-1 - i)/sqrt 2, then the same
      const gr = d0r + d2i;
      const gi = d0i - d2r;
      const hr = d0r - d2i;
      const hi = d0i + d2r;
      const ur = Math.SQRT1_2 * (d1r + d1i);
      const ui = Math.SQRT1_2 * (d1i - d1r);
      const vr = Math.SQRT1_2 * (d3i - d3r);
      const vi = Math.SQRT1_2 * (d3r + d3i);
      const kr = ur + vr;
      const ki = ui - vi;
      const lr = ur - vr;
      const li = ui + vi;
      const o1 = (o + width) | 0;
      const o2 = (o1 + width) | 0;
      const o3 = (o2 + width) | 0;
      const o4 = (o3 + width) | 0;
      const o5 = (o4 + width) | 0;
      const o6 = (o5 + width) | 0;
      y[o] = br + er;
      y[o + 1] = bi + ei;
      put(y, o1, w1r, w1i, gr + kr, gi + ki);
      put(y, o2, w2r, w2i, cr + fi, ci - fr);
      put(y, o3, w3r, w3i, hr + li, hi - lr);
      put(y, o4, w4r, w4i, br - er, bi - ei);
      put(y, o5, w5r, w5i, gr - kr, gi - ki);
      put(y, o6, w6r, w6i, cr - fi, ci + fr);
      put(y, o6 + width, w7r, w7i, hr - li, hi + lr);
    }
  }
};
