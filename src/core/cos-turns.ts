/**
 * Cosines of many angles at once.
 * @module
 */
import { cosines } from './cosines.js';

/**
 * Replaces angles, in turns and below 2^40 in magnitude, by their cosines: cos(2 pi (j / 512 + r)) by the theorem of sums, |r| <= 1 / 1024.
 * From `+ - *` alone: the same bits on every engine, within 2e-16, exact at multiples of a quarter turn.
 */
export function cosTurnsAll(x: Float64Array): void {
  const table = cosines(512);
  for (let i = 0; i < x.length; i++) {
    const steps = x[i]! * 512;
    const whole = steps + 6755399441055744 - 6755399441055744; // 3 * 2^51: rounds to an integer
    const r = (steps - whole) * 0.01227184630308513; // 2 pi / 512
    const z = r * r;
    const j = whole & 511;
    const cosine = table[j]!;
    const sine = table[(j + 384) & 511]!;
    x[i] = cosine - (cosine * (z * (0.5 - z * (1 / 24))) + sine * (r - r * z * (1 / 6 - z * (1 / 120)))) + 0; // no -0
  }
}
