/**
 * Stockham passes of radix 3, 5 and 7. The formula is that of `butterflies.ts`.
 *
 * Inputs j and r - j are added (a) and subtracted (d) first, since their roots are conjugates:
 * y_k = x_0 + sum_j a_j cos(2 pi j k / r) -/+ i sum_j d_j sin(2 pi j k / r), the upper sign for y_k, the lower for y_(r - k).
 *
 * Twiddles are read where they are used: the code stays small, for 6 % of the time.
 * @module
 */
import { type Pass, turn } from './butterflies.js';

export const pass3: Pass = (y, x, w, m, s) => {
  const SIN_3 = 0.8660254037844386; // sin(2 pi / 3)
  const width = 2 * s;
  const step = m * width;
  for (let p = 0, i0 = 0, o = 0; p < m; p++, o += 2 * width) {
    const t = 4 * p;
    for (const end = i0 + width; i0 < end; i0 += 2, o += 2) {
      const i1 = (i0 + step) | 0;
      const i2 = (i1 + step) | 0;
      const x0r = x[i0]!;
      const x0i = x[i0 + 1]!;
      const x1r = x[i1]!;
      const x1i = x[i1 + 1]!;
      const x2r = x[i2]!;
      const x2i = x[i2 + 1]!;
      const ar = x1r + x2r;
      const ai = x1i + x2i;
      const dr = SIN_3 * (x1r - x2r);
      const di = SIN_3 * (x1i - x2i);
      const er = x0r - 0.5 * ar;
      const ei = x0i - 0.5 * ai;
      const o1 = (o + width) | 0;
      y[o] = x0r + ar;
      y[o + 1] = x0i + ai;
      turn(y, o1, w, t, er + di, ei - dr);
      turn(y, o1 + width, w, t + 2, er - di, ei + dr);
    }
  }
};

export const pass5: Pass = (y, x, w, m, s) => {
  const COS_5 = 0.30901699437494745; // cos(2 pi / 5)
  const COS_5_2 = -0.8090169943749475; // cos(4 pi / 5)
  const SIN_5 = 0.9510565162951535;
  const SIN_5_2 = 0.5877852522924731;
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
      const e1r = x0r + COS_5 * a1r + COS_5_2 * a2r;
      const e1i = x0i + COS_5 * a1i + COS_5_2 * a2i;
      const e2r = x0r + COS_5_2 * a1r + COS_5 * a2r;
      const e2i = x0i + COS_5_2 * a1i + COS_5 * a2i;
      const f1r = SIN_5 * d1r + SIN_5_2 * d2r;
      const f1i = SIN_5 * d1i + SIN_5_2 * d2i;
      const f2r = SIN_5_2 * d1r - SIN_5 * d2r;
      const f2i = SIN_5_2 * d1i - SIN_5 * d2i;
      const o1 = (o + width) | 0;
      const o2 = (o1 + width) | 0;
      const o3 = (o2 + width) | 0;
      y[o] = x0r + a1r + a2r;
      y[o + 1] = x0i + a1i + a2i;
      turn(y, o1, w, t, e1r + f1i, e1i - f1r);
      turn(y, o2, w, t + 2, e2r + f2i, e2i - f2r);
      turn(y, o3, w, t + 4, e2r - f2i, e2i + f2r);
      turn(y, o3 + width, w, t + 6, e1r - f1i, e1i + f1r);
    }
  }
};

export const pass7: Pass = (y, x, w, m, s) => {
  const COS_7 = 0.6234898018587335; // cos(2 pi / 7), cos(4 pi / 7), cos(6 pi / 7)
  const COS_7_2 = -0.2225209339563144;
  const COS_7_3 = -0.9009688679024191;
  const SIN_7 = 0.7818314824680298;
  const SIN_7_2 = 0.9749279121818236;
  const SIN_7_3 = 0.4338837391175581;
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
      const x5r = x[i5]!;
      const x5i = x[i5 + 1]!;
      const x6r = x[i6]!;
      const x6i = x[i6 + 1]!;
      const a1r = x1r + x6r;
      const a1i = x1i + x6i;
      const d1r = x1r - x6r;
      const d1i = x1i - x6i;
      const a2r = x2r + x5r;
      const a2i = x2i + x5i;
      const d2r = x2r - x5r;
      const d2i = x2i - x5i;
      const a3r = x3r + x4r;
      const a3i = x3i + x4i;
      const d3r = x3r - x4r;
      const d3i = x3i - x4i;
      const e1r = x0r + COS_7 * a1r + COS_7_2 * a2r + COS_7_3 * a3r;
      const e1i = x0i + COS_7 * a1i + COS_7_2 * a2i + COS_7_3 * a3i;
      const e2r = x0r + COS_7_2 * a1r + COS_7_3 * a2r + COS_7 * a3r;
      const e2i = x0i + COS_7_2 * a1i + COS_7_3 * a2i + COS_7 * a3i;
      const e3r = x0r + COS_7_3 * a1r + COS_7 * a2r + COS_7_2 * a3r;
      const e3i = x0i + COS_7_3 * a1i + COS_7 * a2i + COS_7_2 * a3i;
      const f1r = SIN_7 * d1r + SIN_7_2 * d2r + SIN_7_3 * d3r;
      const f1i = SIN_7 * d1i + SIN_7_2 * d2i + SIN_7_3 * d3i;
      const f2r = SIN_7_2 * d1r - SIN_7_3 * d2r - SIN_7 * d3r;
      const f2i = SIN_7_2 * d1i - SIN_7_3 * d2i - SIN_7 * d3i;
      const f3r = SIN_7_3 * d1r - SIN_7 * d2r + SIN_7_2 * d3r;
      const f3i = SIN_7_3 * d1i - SIN_7 * d2i + SIN_7_2 * d3i;
      const o1 = (o + width) | 0;
      const o2 = (o1 + width) | 0;
      const o3 = (o2 + width) | 0;
      const o4 = (o3 + width) | 0;
      const o5 = (o4 + width) | 0;
      y[o] = x0r + a1r + a2r + a3r;
      y[o + 1] = x0i + a1i + a2i + a3i;
      turn(y, o1, w, t, e1r + f1i, e1i - f1r);
      turn(y, o2, w, t + 2, e2r + f2i, e2i - f2r);
      turn(y, o3, w, t + 4, e3r + f3i, e3i - f3r);
      turn(y, o4, w, t + 6, e3r - f3i, e3i + f3r);
      turn(y, o5, w, t + 8, e2r - f2i, e2i + f2r);
      turn(y, o5 + width, w, t + 10, e1r - f1i, e1i + f1r);
    }
  }
};
