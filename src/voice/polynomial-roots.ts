/**
 * All roots of a real polynomial at once.
 * @module
 */
import { cosTurns, sinTurns } from '../core/math.js';

const STEPS = 200;
const ENOUGH = 1e-13; // of a root's size

/**
 * Writes the roots of `a[0] z^p + a[1] z^(p-1) + ... + a[p]` to `re` and `im`, by the simultaneous iteration of Ehrlich and Aberth from
 * points on a circle. `a[0]` must not be 0.
 */
export function polynomialRoots(re: Float64Array, im: Float64Array, a: Float64Array): void {
  const p = a.length - 1;
  for (let i = 0; i < p; i++) {
    const turn = (i + 0.3) / p;
    re[i] = 0.9 * cosTurns(turn);
    im[i] = 0.9 * sinTurns(turn);
  }
  for (let step = 0; step < STEPS; step++) {
    let largest = 0;
    for (let i = 0; i < p; i++) {
      const x = re[i]!;
      const y = im[i]!;
      let fx = a[0]!; // value
      let fy = 0;
      let dx = 0; // derivative
      let dy = 0;
      for (let k = 1; k <= p; k++) {
        [dx, dy] = [dx * x - dy * y + fx, dx * y + dy * x + fy];
        [fx, fy] = [fx * x - fy * y + a[k]!, fx * y + fy * x];
      }
      let sx = 0; // sum of 1 / (z_i - z_j)
      let sy = 0;
      for (let j = 0; j < p; j++) {
        if (j === i) continue;
        const ux = x - re[j]!;
        const uy = y - im[j]!;
        const size = ux * ux + uy * uy;
        sx += ux / size;
        sy -= uy / size;
      }
      // Newton's step f / f', divided by 1 - (f / f') sum: f / (f' - f sum)
      const qx = dx - (fx * sx - fy * sy);
      const qy = dy - (fx * sy + fy * sx);
      const size = qx * qx + qy * qy;
      if (size === 0) continue;
      const wx = (fx * qx + fy * qy) / size;
      const wy = (fy * qx - fx * qy) / size;
      re[i] = x - wx;
      im[i] = y - wy;
      largest = Math.max(largest, (wx * wx + wy * wy) / (x * x + y * y + 1e-30));
    }
    if (largest < ENOUGH * ENOUGH) return;
  }
}
