/**
 * The Taylor window of antenna arrays and radar.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { cosRatio, exp10, log, PI } from '../core/math.js';
import { type Shape } from './window-spec.js';

/**
 * `nbar` - 1 nearly equal side lobes, `sll` dB below the main lobe; 1 in the middle unless `norm` is 0.
 * Carrara, Goodman and Majewski, Spotlight Synthetic Aperture Radar (1995), appendix D.2.
 */
export const taylor: Shape = (last, nbar, sll, norm) => {
  if (!Number.isInteger(nbar)) throw new ParameterError('getWindow', 'window[1]', `must be an integer, got ${nbar}`);
  const length = last + 1;
  const ratio = exp10(sll! / 20);
  const a = log(ratio + Math.sqrt(ratio * ratio - 1)) / PI; // acosh
  const widening = nbar! ** 2 / (a * a + (nbar! - 0.5) ** 2);
  const weights = Array.from({ length: nbar! - 1 }, (_, i) => {
    const m2 = (i + 1) ** 2;
    let weight = i % 2 ? -1 : 1;
    for (let k = 1; k < nbar!; k++) {
      weight *= 1 - m2 / widening / (a * a + (k - 0.5) ** 2);
      if (k !== i + 1) weight /= 1 - m2 / (k * k);
    }
    return weight;
  });
  const at = (n: number): number => weights.reduce((sum, f, i) => sum + f * cosRatio((i + 1) * (2 * n - last), 2 * length), 1);
  const scale = norm ? 1 / at(last / 2) : 1;
  return (n) => at(n) * scale;
};
