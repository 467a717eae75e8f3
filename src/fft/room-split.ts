/**
 * From the complex transform of half the length to the bins of a real one; `real-forward.ts` has the formula, and the same numbers come out.
 * @module
 */

/**
 * Takes Z from `room[0]` on, and w^k / 2 from `room[t]` on, for n real numbers, and writes the bins, or their squares, from `out[at]` on.
 * Returns false if they may be not finite.
 */
export type RoomSplit = (out: Float64Array, at: number, n: number, t: number, squared: boolean) => boolean;

export const bindSplit =
  (room: Float64Array): RoomSplit =>
  (out, at, n, t, squared) => {
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
      if (squared) {
        const e = a * a + b * b;
        const f = c * c + d * d;
        out[(at + (k >> 1)) | 0] = e;
        out[(at + (j >> 1)) | 0] = f;
        sum += e + f;
        continue;
      }
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
