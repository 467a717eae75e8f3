/**
 * Convolution by its definition, in double precision.
 * @module
 */

/** `out[m] = sum_j h[j] x[start + m - j]`, where samples outside `x` are zero. Four sums at a time, each in the order of rising samples. */
export function convolveDirectly(out: Float64Array, x: Float64Array, h: Float64Array, start: number): void {
  const taps = h.length;
  const row = Float64Array.from(h).reverse();
  const first = start - taps + 1;
  const from = Math.max(0, first);
  const padded = new Float64Array(out.length + taps + 2);
  padded.set(x.subarray(from, Math.max(from, first + padded.length)), from - first);
  for (let m = 0; m < out.length; m += 4) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let j = 0; j < taps; j++) {
      const w = row[j]!;
      const p = m + j;
      a += w * padded[p]!;
      b += w * padded[p + 1]!;
      c += w * padded[p + 2]!;
      d += w * padded[p + 3]!;
    }
    out[m] = a; // beyond the end nothing is written
    out[m + 1] = b;
    out[m + 2] = c;
    out[m + 3] = d;
  }
}
