/**
 * Passes of radix 7 and 9 for the sizes that rates of 44,100 and 22,050 Hz lead to, written out: 1.5 times as fast as a loop over the pairs of
 * outputs and as two passes of radix 3. `fft/butterflies.ts` has the formula, `fft/odd-butterflies.ts` that of a prime radix.
 * @module
 */
import { type Pass, turn } from '../fft/butterflies.js';

export const pass7: Pass = (y, x, w, m, s, first, last) => {
  const c1 = w[0]!;
  const s1 = w[1]!;
  const c2 = w[2]!;
  const s2 = w[3]!;
  const c3 = w[4]!;
  const s3 = w[5]!;
  const width = 2 * s;
  const step = m * width;
  for (let p = first, i0 = first * width, o = 7 * i0, t = 12; p < last; p++, o += 6 * width, t += 12) {
    for (const end = i0 + width; i0 < end; i0 += 2, o += 2) {
      const i1 = (i0 + step) | 0;
      const i2 = (i1 + step) | 0;
      const i3 = (i2 + step) | 0;
      const i4 = (i3 + step) | 0;
      const i5 = (i4 + step) | 0;
      const i6 = (i5 + step) | 0;
      const zr = x[i0]!;
      const zi = x[i0 + 1]!;
      const ar = x[i1]! + x[i6]!;
      const ai = x[i1 + 1]! + x[i6 + 1]!;
      const dr = x[i1]! - x[i6]!;
      const di = x[i1 + 1]! - x[i6 + 1]!;
      const br = x[i2]! + x[i5]!;
      const bi = x[i2 + 1]! + x[i5 + 1]!;
      const er = x[i2]! - x[i5]!;
      const ei = x[i2 + 1]! - x[i5 + 1]!;
      const cr = x[i3]! + x[i4]!;
      const ci = x[i3 + 1]! + x[i4 + 1]!;
      const fr = x[i3]! - x[i4]!;
      const fi = x[i3 + 1]! - x[i4 + 1]!;
      y[o] = zr + ar + br + cr;
      y[o + 1] = zi + ai + bi + ci;
      const o1 = (o + width) | 0;
      const o2 = (o1 + width) | 0;
      const o3 = (o2 + width) | 0;
      const o4 = (o3 + width) | 0;
      const o5 = (o4 + width) | 0;
      const o6 = (o5 + width) | 0;
      const gr = zr + c1 * ar + c2 * br + c3 * cr;
      const gi = zi + c1 * ai + c2 * bi + c3 * ci;
      const hr = s1 * dr + s2 * er + s3 * fr;
      const hi = s1 * di + s2 * ei + s3 * fi;
      turn(y, o1, w, t, gr - hi, gi + hr);
      turn(y, o6, w, t + 10, gr + hi, gi - hr);
      const kr = zr + c2 * ar + c3 * br + c1 * cr;
      const ki = zi + c2 * ai + c3 * bi + c1 * ci;
      const lr = s2 * dr - s3 * er - s1 * fr;
      const li = s2 * di - s3 * ei - s1 * fi;
      turn(y, o2, w, t + 2, kr - li, ki + lr);
      turn(y, o5, w, t + 8, kr + li, ki - lr);
      const ur = zr + c3 * ar + c1 * br + c2 * cr;
      const ui = zi + c3 * ai + c1 * bi + c2 * ci;
      const vr = s3 * dr - s1 * er + s2 * fr;
      const vi = s3 * di - s1 * ei + s2 * fi;
      turn(y, o3, w, t + 4, ur - vi, ui + vr);
      turn(y, o4, w, t + 6, ur + vi, ui - vr);
    }
  }
};

/** Radix 9: three times radix 3 on every third input, turned by ninth roots, and three times radix 3 of what comes out. */
export const pass9: Pass = (y, x, w, m, s, first, last) => {
  const c1 = w[0]!;
  const s1 = w[1]!;
  const c2 = w[2]!;
  const s2 = w[3]!;
  const sin = w[5]!;
  const c4 = w[6]!;
  const s4 = w[7]!;
  const width = 2 * s;
  const step = m * width;
  for (let p = first, i0 = first * width, o = 9 * i0, t = 16; p < last; p++, o += 8 * width, t += 16) {
    for (const end = i0 + width; i0 < end; i0 += 2, o += 2) {
      const i1 = (i0 + step) | 0;
      const i2 = (i1 + step) | 0;
      const i3 = (i2 + step) | 0;
      const i4 = (i3 + step) | 0;
      const i5 = (i4 + step) | 0;
      const i6 = (i5 + step) | 0;
      const i7 = (i6 + step) | 0;
      const i8 = (i7 + step) | 0;
      const apr = x[i3]! + x[i6]!;
      const api = x[i3 + 1]! + x[i6 + 1]!;
      const aqr = sin * (x[i3]! - x[i6]!);
      const aqi = sin * (x[i3 + 1]! - x[i6 + 1]!);
      const aer = x[i0]! - 0.5 * apr;
      const aei = x[i0 + 1]! - 0.5 * api;
      const a0r = x[i0]! + apr;
      const a0i = x[i0 + 1]! + api;
      const a1r = aer - aqi;
      const a1i = aei + aqr;
      const a2r = aer + aqi;
      const a2i = aei - aqr;
      const bpr = x[i4]! + x[i7]!;
      const bpi = x[i4 + 1]! + x[i7 + 1]!;
      const bqr = sin * (x[i4]! - x[i7]!);
      const bqi = sin * (x[i4 + 1]! - x[i7 + 1]!);
      const ber = x[i1]! - 0.5 * bpr;
      const bei = x[i1 + 1]! - 0.5 * bpi;
      const b0r = x[i1]! + bpr;
      const b0i = x[i1 + 1]! + bpi;
      const b1r = ber - bqi;
      const b1i = bei + bqr;
      const b2r = ber + bqi;
      const b2i = bei - bqr;
      const cpr = x[i5]! + x[i8]!;
      const cpi = x[i5 + 1]! + x[i8 + 1]!;
      const cqr = sin * (x[i5]! - x[i8]!);
      const cqi = sin * (x[i5 + 1]! - x[i8 + 1]!);
      const cer = x[i2]! - 0.5 * cpr;
      const cei = x[i2 + 1]! - 0.5 * cpi;
      const c0r = x[i2]! + cpr;
      const c0i = x[i2 + 1]! + cpi;
      const c1r = cer - cqi;
      const c1i = cei + cqr;
      const c2r = cer + cqi;
      const c2i = cei - cqr;
      const b3r = c1 * b1r - s1 * b1i;
      const b3i = c1 * b1i + s1 * b1r;
      const b4r = c2 * b2r - s2 * b2i;
      const b4i = c2 * b2i + s2 * b2r;
      const d3r = c2 * c1r - s2 * c1i;
      const d3i = c2 * c1i + s2 * c1r;
      const d4r = c4 * c2r - s4 * c2i;
      const d4i = c4 * c2i + s4 * c2r;
      const o1 = (o + width) | 0;
      const o2 = (o1 + width) | 0;
      const o3 = (o2 + width) | 0;
      const o4 = (o3 + width) | 0;
      const o5 = (o4 + width) | 0;
      const o6 = (o5 + width) | 0;
      const o7 = (o6 + width) | 0;
      const o8 = (o7 + width) | 0;
      const u0r = b0r + c0r;
      const u0i = b0i + c0i;
      const v0r = sin * (b0r - c0r);
      const v0i = sin * (b0i - c0i);
      const e0r = a0r - 0.5 * u0r;
      const e0i = a0i - 0.5 * u0i;
      y[o] = a0r + u0r;
      y[o + 1] = a0i + u0i;
      turn(y, o3, w, t + 4, e0r - v0i, e0i + v0r);
      turn(y, o6, w, t + 10, e0r + v0i, e0i - v0r);
      const u1r = b3r + d3r;
      const u1i = b3i + d3i;
      const v1r = sin * (b3r - d3r);
      const v1i = sin * (b3i - d3i);
      const e1r = a1r - 0.5 * u1r;
      const e1i = a1i - 0.5 * u1i;
      turn(y, o1, w, t + 0, a1r + u1r, a1i + u1i);
      turn(y, o4, w, t + 6, e1r - v1i, e1i + v1r);
      turn(y, o7, w, t + 12, e1r + v1i, e1i - v1r);
      const u2r = b4r + d4r;
      const u2i = b4i + d4i;
      const v2r = sin * (b4r - d4r);
      const v2i = sin * (b4i - d4i);
      const e2r = a2r - 0.5 * u2r;
      const e2i = a2i - 0.5 * u2i;
      turn(y, o2, w, t + 2, a2r + u2r, a2i + u2i);
      turn(y, o5, w, t + 8, e2r - v2i, e2i + v2r);
      turn(y, o8, w, t + 14, e2r + v2i, e2i - v2r);
    }
  }
};
