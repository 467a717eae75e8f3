/**
 * The passes of radix 4 inside one array; `butterflies.ts` has the formula, and the same numbers come out.
 * `room.ts` says why there are two of each.
 * @module
 */

/** One pass over all p < m from `z[i0]` to `z[o]`. The twiddles of p = 0 begin at `z[t]`. */
export type RoomPass = (o: number, i0: number, t: number, m: number, s: number) => void;

/** The first pass, s = 1. */
export const bindPass4First =
  (room: Float64Array): RoomPass =>
  (o, i0, t, m) => {
    const z = room;
    const step = 2 * m;
    const end = (i0 + step) | 0;
    for (; i0 < end; i0 = (i0 + 2) | 0, o = (o + 8) | 0, t = (t + 6) | 0) {
      const i1 = (i0 + step) | 0;
      const i2 = (i1 + step) | 0;
      const i3 = (i2 + step) | 0;
      const ar = z[i0]!;
      const ai = z[(i0 + 1) | 0]!;
      const br = z[i1]!;
      const bi = z[(i1 + 1) | 0]!;
      const cr = z[i2]!;
      const ci = z[(i2 + 1) | 0]!;
      const dr = z[i3]!;
      const di = z[(i3 + 1) | 0]!;
      const w1r = z[t]!;
      const w1i = z[(t + 1) | 0]!;
      const w2r = z[(t + 2) | 0]!;
      const w2i = z[(t + 3) | 0]!;
      const w3r = z[(t + 4) | 0]!;
      const w3i = z[(t + 5) | 0]!;
      const sr = ar + cr;
      const si = ai + ci;
      const tr = ar - cr;
      const ti = ai - ci;
      const ur = br + dr;
      const ui = bi + di;
      const vr = br - dr;
      const vi = bi - di;
      const er = tr + vi;
      const ei = ti - vr;
      const fr = sr - ur;
      const fi = si - ui;
      const gr = tr - vi;
      const gi = ti + vr;
      z[o] = sr + ur;
      z[(o + 1) | 0] = si + ui;
      z[(o + 2) | 0] = w1r * er - w1i * ei;
      z[(o + 3) | 0] = w1r * ei + w1i * er;
      z[(o + 4) | 0] = w2r * fr - w2i * fi;
      z[(o + 5) | 0] = w2r * fi + w2i * fr;
      z[(o + 6) | 0] = w3r * gr - w3i * gi;
      z[(o + 7) | 0] = w3r * gi + w3i * gr;
    }
  };

export const bindPass4 =
  (room: Float64Array): RoomPass =>
  (o, i0, t, m, s) => {
    const z = room;
    const width = 2 * s;
    const step = (m * width) | 0;
    for (let p = 0; p < m; p++, o = (o + 3 * width) | 0, t = (t + 6) | 0) {
      const w1r = z[t]!;
      const w1i = z[t + 1]!;
      const w2r = z[t + 2]!;
      const w2i = z[t + 3]!;
      const w3r = z[t + 4]!;
      const w3i = z[t + 5]!;
      for (const end = (i0 + width) | 0; i0 < end; i0 = (i0 + 2) | 0, o = (o + 2) | 0) {
        const i1 = (i0 + step) | 0;
        const i2 = (i1 + step) | 0;
        const i3 = (i2 + step) | 0;
        const ar = z[i0]!;
        const ai = z[(i0 + 1) | 0]!;
        const br = z[i1]!;
        const bi = z[(i1 + 1) | 0]!;
        const cr = z[i2]!;
        const ci = z[(i2 + 1) | 0]!;
        const dr = z[i3]!;
        const di = z[(i3 + 1) | 0]!;
        const sr = ar + cr;
        const si = ai + ci;
        const tr = ar - cr;
        const ti = ai - ci;
        const ur = br + dr;
        const ui = bi + di;
        const vr = br - dr;
        const vi = bi - di;
        const er = tr + vi;
        const ei = ti - vr;
        const fr = sr - ur;
        const fi = si - ui;
        const gr = tr - vi;
        const gi = ti + vr;
        const o1 = (o + width) | 0;
        const o2 = (o1 + width) | 0;
        const o3 = (o2 + width) | 0;
        z[o] = sr + ur;
        z[(o + 1) | 0] = si + ui;
        z[o1] = w1r * er - w1i * ei;
        z[(o1 + 1) | 0] = w1r * ei + w1i * er;
        z[o2] = w2r * fr - w2i * fi;
        z[(o2 + 1) | 0] = w2r * fi + w2i * fr;
        z[o3] = w3r * gr - w3i * gi;
        z[(o3 + 1) | 0] = w3r * gi + w3i * gr;
      }
    }
  };
