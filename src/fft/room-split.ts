/**
 * From the complex transform of half the length to the bins of a real one; `real-forward.ts` has the formula, and the same numbers come out.
 * @module
 */

/** Takes Z from `z[0]` on, and w^k / 2 from `z[t]` on, for n real numbers. Returns whether all that it writes from `out[at]` on is finite. */
export type RoomSplit = (out: Float64Array, at: number, n: number, t: number) => boolean;

/** To the bins. */
export const bindSplit =
  (room: Float64Array): RoomSplit =>
  (out, at, n, t) => {
    const z = room;
    z[n] = z[0]!;
    z[n + 1] = z[1]!;
    const half = 0.5;
    let sum = 0; // Infinity or NaN from the first number on that is not finite
    let sum2 = 0;
    for (let k = 0, j = n; k <= j; k = (k + 2) | 0, j = (j - 2) | 0, t = (t + 2) | 0) {
      const kr = z[k]!;
      const ki = z[(k + 1) | 0]!;
      const jr = z[j]!;
      const ji = z[(j + 1) | 0]!;
      const wr = z[t]!;
      const wi = z[(t + 1) | 0]!;
      const er = half * (kr + jr);
      const ei = half * (ki - ji);
      const tr = wr * (ki + ji) - wi * (jr - kr);
      const ti = wr * (jr - kr) + wi * (ki + ji);
      const a = er + tr;
      const b = ei + ti;
      const c = er - tr;
      const d = ti - ei;
      const o = (at + k) | 0;
      const p = (at + j) | 0;
      out[o] = a;
      out[(o + 1) | 0] = b;
      out[p] = c;
      out[(p + 1) | 0] = d;
      sum += a + b;
      sum2 += c + d;
    }
    return sum - sum + (sum2 - sum2) === 0;
  };

/** To their squares. */
export const bindSquares =
  (room: Float64Array): RoomSplit =>
  (out, at, n, t) => {
    const z = room;
    z[n] = z[0]!;
    z[n + 1] = z[1]!;
    const half = 0.5;
    let sum = 0;
    for (let k = 0, j = n; k <= j; k = (k + 2) | 0, j = (j - 2) | 0, t = (t + 2) | 0) {
      const kr = z[k]!;
      const ki = z[(k + 1) | 0]!;
      const jr = z[j]!;
      const ji = z[(j + 1) | 0]!;
      const wr = z[t]!;
      const wi = z[(t + 1) | 0]!;
      const er = half * (kr + jr);
      const ei = half * (ki - ji);
      const tr = wr * (ki + ji) - wi * (jr - kr);
      const ti = wr * (jr - kr) + wi * (ki + ji);
      const a = (er + tr) * (er + tr) + (ei + ti) * (ei + ti);
      const b = (er - tr) * (er - tr) + (ti - ei) * (ti - ei);
      out[(at + (k >> 1)) | 0] = a;
      out[(at + (j >> 1)) | 0] = b;
      sum += a + b;
    }
    return sum - sum === 0;
  };
