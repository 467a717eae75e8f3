/**
 * The last pass of radix 8: all its twiddles are 1. `butterflies.ts` has the formula.
 * @module
 */
import { type Pass } from './butterflies.js';

export const pass8Last: Pass = (y, x, _w, _m, s) => {
  const step = 2 * s;
  for (let i0 = 0; i0 < step; i0 += 2) {
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
    y[i0] = br + er;
    y[i0 + 1] = bi + ei;
    y[i1] = gr + kr;
    y[i1 + 1] = gi + ki;
    y[i2] = cr + fi;
    y[i2 + 1] = ci - fr;
    y[i3] = hr + li;
    y[i3 + 1] = hi - lr;
    y[i4] = br - er;
    y[i4 + 1] = bi - ei;
    y[i5] = gr - kr;
    y[i5 + 1] = gi - ki;
    y[i6] = cr - fi;
    y[i6 + 1] = ci + fr;
    y[i7] = hr - li;
    y[i7 + 1] = hi + lr;
  }
};
