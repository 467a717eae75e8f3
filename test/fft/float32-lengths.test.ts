import { describe, expect, test } from 'vitest';
import { createFft } from '../../src/fft/complex.js';
import { createRfft } from '../../src/fft/real.js';
import { createRandom } from '../../src/core/random.js';

/** Root of the mean square difference, relative to that of `want`. */
function rmsError(got: Float32Array, want: Float64Array): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < want.length; i++) {
    difference += (got[i]! - want[i]!) ** 2;
    size += want[i]! ** 2;
  }
  return Math.sqrt(difference / (size || 1));
}

// Single precision against the double plans, which `lengths.test.ts` holds to the definition. Bound: 2e-7 log2 n.
describe('float32 plans of every length 1 ... 4096', () => {
  const random = createRandom(440);
  const noise = Float64Array.from({ length: 8192 }, () => Math.fround(random.normal()));

  test.each([[1], [1025], [2049], [3073]])('from %i on, both ways', (first) => {
    for (let n = first; n < first + 1024 && n <= 4096; n++) {
      const allowed = 2e-7 * Math.max(1, Math.log2(n));
      const bins = Math.floor(n / 2) + 1;
      const plans = [
        { double: createRfft(n), single: createRfft(n, { dtype: 'float32' }), from: n, to: 2 * bins },
        { double: createFft(n), single: createFft(n, { dtype: 'float32' }), from: 2 * n, to: 2 * n },
      ];
      for (const { double, single, from, to } of plans) {
        const x = noise.subarray(0, from);
        const spectrum = new Float64Array(to);
        double.forward(spectrum, x);
        const forward = new Float32Array(to);
        single.forward(forward, Float32Array.from(x));
        expect(rmsError(forward, spectrum), `forward, n = ${n}`).toBeLessThanOrEqual(allowed);
        const back = new Float32Array(from);
        single.inverse(back, Float32Array.from(spectrum));
        expect(rmsError(back, x), `inverse, n = ${n}`).toBeLessThanOrEqual(allowed);
      }
    }
  });
});
