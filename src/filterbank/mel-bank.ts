/**
 * Triangular mel filters in the form that is applied: for each band the bins it touches and their weights.
 *
 * Band m rises from edge f[m] to f[m + 1] and falls to f[m + 2]; the edges are equally spaced in mel, the flanks straight lines in Hz:
 * w(f) = min((f - f[m]) / (f[m + 1] - f[m]), (f[m + 2] - f) / (f[m + 2] - f[m + 1])).
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { melSpaced } from '../convert/mel-frequencies.js';
import { normOf } from './norm-of.js';
import { type MelSettings } from './mel-options.js';

/** A sparse filter bank. Band m covers the bins `start[m] ... end[m] - 1`; the weights of all bands follow each other. */
export interface MelBank {
  readonly bins: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly weights: Float64Array;
  /** The `nMels + 2` edges, Hz. */
  readonly edges: Float64Array;
}

/** The bank for settings that passed {@link resolveMel}. The last ones are kept. */
export const melBank: (settings: MelSettings) => MelBank = /* @__PURE__ */ memoize(8, keyOfSettings, buildMelBank);

function buildMelBank({ sampleRate, nFft, nMels, fmin, fmax, htk, norm }: MelSettings): MelBank {
  const edges = melSpaced(nMels + 2, fmin, fmax, htk);
  const bins = (nFft >> 1) + 1;
  const start = new Int32Array(nMels);
  const end = new Int32Array(nMels);
  const weights: number[] = [];
  for (let m = 0; m < nMels; m++) {
    const [low, peak, high] = [edges[m]!, edges[m + 1]!, edges[m + 2]!];
    const band: number[] = [];
    let k = Math.max(0, Math.ceil((low * nFft) / sampleRate) - 1); // one before, should the division have rounded up
    for (; k < bins; k++) {
      const f = (k * sampleRate) / nFft;
      const weight = Math.min((f - low) / (peak - low), (high - f) / (high - peak));
      if (weight > 0) band.push(weight);
      else if (f > low) break;
    }
    end[m] = k;
    start[m] = k - band.length;
    const scale = norm === 'slaney' ? 2 / (high - low) : 1 / normOf(band, norm);
    for (const weight of band) weights.push(weight * scale);
  }
  return { bins, start, end, weights: Float64Array.from(weights), edges };
}

/** `out[at + m]` becomes band m of the spectrum that lies in `x` from `from`. */
export function applyMelBank(out: Float64Array, at: number, x: Float64Array, from: number, bank: MelBank): void {
  const { start, end, weights } = bank;
  let w = 0;
  for (let m = 0; m < start.length; m++) {
    let sum = 0;
    const stop = from + end[m]!;
    for (let k = from + start[m]!; k < stop; k++) sum += weights[w++]! * x[k]!;
    out[at + m] = sum;
  }
}
