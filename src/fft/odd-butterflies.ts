/**
 * Stockham passes of radix 3, 5 and 7. The formula is that of `butterflies.ts`.
 *
 * Inputs j and r - j are added (a) and subtracted (d) first, since their roots are conjugates:
 * y_k = e_k + i f_k, y_(r - k) = e_k - i f_k with e_k = x_0 + sum_j a_j cos(2 pi j k / r), f_k = -sum_j d_j sin(2 pi j k / r).
 *
 * Twiddles are read where they are used, and radix 7 goes through its three pairs in a loop: the code stays small, for 6 and 12 % of the
 * time.
 * @module
 */
import { type Pass, turn } from './butterflies.js';

/** Outputs k and j = r - k from e and f; `width` lies between outputs, the twiddles of output k are at `t + 2 k`. */
function pair(
  y: Float64Array,
  o: number,
  width: number,
  w: Float64Array,
  t: number,
  k: number,
  j: number,
  er: number,
  ei: number,
  fr: number,
  fi: number,
): void {
  turn(y, (o + k * width) | 0, w, t + 2 * k, er - fi, ei + fr);
  turn(y, (o + j * width) | 0, w, t + 2 * j, er + fi, ei - fr);
}

export const pass3: Pass = (y, x, w, m, s, first, last) => {
  const sin = w[1]!;
  const width = 2 * s;
  const step = m * width;
  for (let p = first, i0 = first * width, o = 3 * i0, t = 2; p < last; p++, o += 2 * width, t += 4) {
    for (const end = i0 + width; i0 < end; i0 += 2, o += 2) {
      const i1 = (i0 + step) | 0;
      const i2 = (i1 + step) | 0;
      const x0r = x[i0]!;
      const x0i = x[i0 + 1]!;
      const ar = x[i1]! + x[i2]!;
      const ai = x[i1 + 1]! + x[i2 + 1]!;
      const dr = x[i1]! - x[i2]!;
      const di = x[i1 + 1]! - x[i2 + 1]!;
      y[o] = x0r + ar;
      y[o + 1] = x0i + ai;
      pair(y, o, width, w, t, 1, 2, x0r - 0.5 * ar, x0i - 0.5 * ai, sin * dr, sin * di);
    }
  }
};

export const pass5: Pass = (y, x, w, m, s, first, last) => {
  const c1 = w[0]!;
  const s1 = w[1]!;
  const c2 = w[2]!;
  const s2 = w[3]!;
  const width = 2 * s;
  const step = m * width;
  for (let p = first, i0 = first * width, o = 5 * i0, t = 6; p < last; p++, o += 4 * width, t += 8) {
    for (const end = i0 + width; i0 < end; i0 += 2, o += 2) {
      const i1 = (i0 + step) | 0;
      const i2 = (i1 + step) | 0;
      const i3 = (i2 + step) | 0;
      const i4 = (i3 + step) | 0;
      const x0r = x[i0]!;
      const x0i = x[i0 + 1]!;
      const x1r = x[i1]!;
      const x1i = x[i1 + 1]!;
      const x2r = x[i2]!;
      const x2i = x[i2 + 1]!;
      const x3r = x[i3]!;
      const x3i = x[i3 + 1]!;
      const x4r = x[i4]!;
      const x4i = x[i4 + 1]!;
      const ar = x1r + x4r;
      const ai = x1i + x4i;
      const dr = x1r - x4r;
      const di = x1i - x4i;
      const br = x2r + x3r;
      const bi = x2i + x3i;
      const er = x2r - x3r;
      const ei = x2i - x3i;
      y[o] = x0r + ar + br;
      y[o + 1] = x0i + ai + bi;
      pair(y, o, width, w, t, 1, 4, x0r + c1 * ar + c2 * br, x0i + c1 * ai + c2 * bi, s1 * dr + s2 * er, s1 * di + s2 * ei);
      pair(y, o, width, w, t, 2, 3, x0r + c2 * ar + c1 * br, x0i + c2 * ai + c1 * bi, s2 * dr - s1 * er, s2 * di - s1 * ei);
    }
  }
};

export const pass7: Pass = (y, x, w, m, s, first, last) => {
  const c1 = w[0]!;
  const s1 = w[1]!;
  const c2 = w[2]!;
  const s2 = w[3]!;
  const c3 = w[4]!;
  const s3 = w[5]!;
  const width = 2 * s;
  const step = m * width;
  for (let p = first, i0 = first * width, o = 7 * i0, t = 10; p < last; p++, o += 6 * width, t += 12) {
    for (const end = i0 + width; i0 < end; i0 += 2, o += 2) {
      const i1 = (i0 + step) | 0;
      const i2 = (i1 + step) | 0;
      const i3 = (i2 + step) | 0;
      const i4 = (i3 + step) | 0;
      const i5 = (i4 + step) | 0;
      const i6 = (i5 + step) | 0;
      const x0r = x[i0]!;
      const x0i = x[i0 + 1]!;
      let ar = x[i1]! + x[i6]!;
      let ai = x[i1 + 1]! + x[i6 + 1]!;
      let dr = x[i1]! - x[i6]!;
      let di = x[i1 + 1]! - x[i6 + 1]!;
      let br = x[i2]! + x[i5]!;
      let bi = x[i2 + 1]! + x[i5 + 1]!;
      let er = x[i2]! - x[i5]!;
      let ei = x[i2 + 1]! - x[i5 + 1]!;
      let cr = x[i3]! + x[i4]!;
      let ci = x[i3 + 1]! + x[i4 + 1]!;
      let fr = x[i3]! - x[i4]!;
      let fi = x[i3 + 1]! - x[i4 + 1]!;
      y[o] = x0r + ar + br + cr;
      y[o + 1] = x0i + ai + bi + ci;
      for (let k = 1; k < 7; k *= 2) {
        const gr = s1 * dr + s2 * er + s3 * fr;
        const gi = s1 * di + s2 * ei + s3 * fi;
        pair(y, o, width, w, t, k, 7 - k, x0r + c1 * ar + c2 * br + c3 * cr, x0i + c1 * ai + c2 * bi + c3 * ci, gr, gi);
        // The roots for 2 k stand before other inputs: 2 takes 1 to 2, 2 to 4 = -3 and 3 to 6 = -1 modulo 7.
        const ur = cr;
        const ui = ci;
        const vr = dr;
        const vi = di;
        cr = br;
        ci = bi;
        br = ar;
        bi = ai;
        ar = ur;
        ai = ui;
        dr = -fr;
        di = -fi;
        fr = -er;
        fi = -ei;
        er = vr;
        ei = vi;
      }
    }
  }
};
