/**
 * Stockham passes of radix 3, 5 and 7. The formula is that of `butterflies.ts`.
 *
 * Inputs j and r - j are added (a) and subtracted (d) first, since their roots are conjugates:
 * y_k = e_k - i f_k, y_(r - k) = e_k + i f_k with e_k = x_0 + sum_j a_j cos(2 pi j k / r), f_k = sum_j d_j sin(2 pi j k / r).
 *
 * Twiddles are read where they are used, and radix 7 goes through its three pairs in a loop: the code stays small, for 6 and 12 % of the
 * time.
 * @module
 */
import { type Pass, turn } from './butterflies.js';

/** Outputs k and r - k, at `o` and `last`; their twiddles are at `t` and `tLast`. */
function pair(
  y: Float64Array,
  o: number,
  last: number,
  w: Float64Array,
  t: number,
  tLast: number,
  er: number,
  ei: number,
  fr: number,
  fi: number,
): void {
  turn(y, o, w, t, er + fi, ei - fr);
  turn(y, last, w, tLast, er - fi, ei + fr);
}

export const pass3: Pass = (y, x, w, m, s) => {
  const width = 2 * s;
  const step = m * width;
  for (let p = 0, i0 = 0, o = 0; p < m; p++, o += 2 * width) {
    const t = 4 * p;
    for (const end = i0 + width; i0 < end; i0 += 2, o += 2) {
      const i1 = (i0 + step) | 0;
      const i2 = (i1 + step) | 0;
      const x0r = x[i0]!;
      const x0i = x[i0 + 1]!;
      const ar = x[i1]! + x[i2]!;
      const ai = x[i1 + 1]! + x[i2 + 1]!;
      y[o] = x0r + ar;
      y[o + 1] = x0i + ai;
      const o1 = (o + width) | 0;
      const SIN = 0.8660254037844386; // sin(2 pi / 3)
      pair(y, o1, o1 + width, w, t, t + 2, x0r - 0.5 * ar, x0i - 0.5 * ai, SIN * (x[i1]! - x[i2]!), SIN * (x[i1 + 1]! - x[i2 + 1]!));
    }
  }
};

export const pass5: Pass = (y, x, w, m, s) => {
  const C1 = 0.30901699437494745; // cos(2 pi / 5)
  const C2 = -0.8090169943749475; // cos(4 pi / 5)
  const S1 = 0.9510565162951535;
  const S2 = 0.5877852522924731;
  const width = 2 * s;
  const step = m * width;
  for (let p = 0, i0 = 0, o = 0; p < m; p++, o += 4 * width) {
    const t = 8 * p;
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
      const a1r = x1r + x4r;
      const a1i = x1i + x4i;
      const d1r = x1r - x4r;
      const d1i = x1i - x4i;
      const a2r = x2r + x3r;
      const a2i = x2i + x3i;
      const d2r = x2r - x3r;
      const d2i = x2i - x3i;
      const o1 = (o + width) | 0;
      const o2 = (o1 + width) | 0;
      const o3 = (o2 + width) | 0;
      y[o] = x0r + a1r + a2r;
      y[o + 1] = x0i + a1i + a2i;
      pair(y, o1, o3 + width, w, t, t + 6, x0r + C1 * a1r + C2 * a2r, x0i + C1 * a1i + C2 * a2i, S1 * d1r + S2 * d2r, S1 * d1i + S2 * d2i);
      pair(y, o2, o3, w, t + 2, t + 4, x0r + C2 * a1r + C1 * a2r, x0i + C2 * a1i + C1 * a2i, S2 * d1r - S1 * d2r, S2 * d1i - S1 * d2i);
    }
  }
};

export const pass7: Pass = (y, x, w, m, s) => {
  const width = 2 * s;
  const step = m * width;
  for (let p = 0, i0 = 0, o = 0; p < m; p++, o += 6 * width) {
    const t = 12 * p;
    for (const end = i0 + width; i0 < end; i0 += 2, o += 2) {
      const i1 = (i0 + step) | 0;
      const i2 = (i1 + step) | 0;
      const i3 = (i2 + step) | 0;
      const i4 = (i3 + step) | 0;
      const i5 = (i4 + step) | 0;
      const i6 = (i5 + step) | 0;
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
      const x0r = x[i0]!;
      const x0i = x[i0 + 1]!;
      y[o] = x0r + ar + br + cr;
      y[o + 1] = x0i + ai + bi + ci;
      for (let k = 1; k < 7; k *= 2) {
        pair(
          y,
          o + k * width,
          o + (7 - k) * width,
          w,
          t + 2 * k - 2,
          t + 12 - 2 * k,
          x0r + 0.6234898018587335 * ar - 0.2225209339563144 * br - 0.9009688679024191 * cr,
          x0i + 0.6234898018587335 * ai - 0.2225209339563144 * bi - 0.9009688679024191 * ci,
          0.7818314824680298 * dr + 0.9749279121818236 * er + 0.4338837391175581 * fr,
          0.7818314824680298 * di + 0.9749279121818236 * ei + 0.4338837391175581 * fi,
        );
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
