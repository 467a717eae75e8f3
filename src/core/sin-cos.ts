/**
 * Sine and cosine of many angles at once, from `+ - *` alone: the same bits on every engine, within 1e-16.
 * @module
 */

const TWO_OVER_PI = 0.6366197723675814;
const HALF_PI_1 = 1.57079632673412561417; // 33 bits each: q * part is exact for q < 2^20
const HALF_PI_2 = 6.0771005063039659766e-11;
const HALF_PI_3 = 2.02226624879595063154e-21;
const SHIFT = 6755399441055744; // 3 * 2^51: adding it rounds to an integer
const BLOCK = 2 ** 20;

/** Angles whose sine is known: below 2^40 in magnitude. */
export const LARGEST_ANGLE: number = 2 ** 40;

/** Writes cos, sin, cos, sin, ... of finite angles below {@link LARGEST_ANGLE} in magnitude. */
export function sinCosInto(out: Float64Array, angles: Float64Array): void {
  for (let i = 0; i < angles.length; i++) {
    let x = angles[i]!;
    let rest = 0;
    if (!(x < 1e6 && x > -1e6)) {
      // Whole blocks of quarter turns first, so that the next step is exact.
      const q = (x * (TWO_OVER_PI / BLOCK) + SHIFT - SHIFT) * BLOCK;
      const a = x - q * HALF_PI_1;
      const b = q * HALF_PI_2;
      x = a - b;
      rest = a - x - b - q * HALF_PI_3;
    }
    const q = x * TWO_OVER_PI + SHIFT - SHIFT;
    const a = x - q * HALF_PI_1;
    const b = q * HALF_PI_2;
    const high = a - b;
    const tail = a - high - b - q * HALF_PI_3 + rest; // Cody and Waite
    const y = high + tail;
    const low = high - y + tail;
    const z = y * y;
    // sin y = y - y^3/3! + ..., cos y = 1 - y^2/2! + ... up to pi / 4, corrected by `low`
    let s = -1 / 1307674368000;
    s = 1 / 6227020800 + z * s;
    s = -1 / 39916800 + z * s;
    s = 1 / 362880 + z * s;
    s = -1 / 5040 + z * s;
    s = 1 / 120 + z * s;
    s = -1 / 6 + z * s;
    const sine = y + (y * z * s + low * (1 - 0.5 * z));
    let c = 1 / 20922789888000;
    c = -1 / 87178291200 + z * c;
    c = 1 / 479001600 + z * c;
    c = -1 / 3628800 + z * c;
    c = 1 / 40320 + z * c;
    c = -1 / 720 + z * c;
    c = 1 / 24 + z * c;
    const half = 0.5 * z;
    const w = 1 - half;
    const cosine = w + (1 - w - half + (z * z * c - y * low));
    const quarter = q & 3; // blocks are multiples of four
    const odd = (quarter & 1) === 1;
    const u = odd ? sine : cosine;
    const v = odd ? cosine : sine;
    out[2 * i] = quarter === 1 || quarter === 2 ? -u : u;
    out[2 * i + 1] = quarter > 1 ? -v : v;
  }
}
