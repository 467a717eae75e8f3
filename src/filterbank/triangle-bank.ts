/**
 * Mel filters whose flanks are not straight lines in Hz: straight in mel (Kaldi, HTK, TensorFlow), or between whole bins
 * (python_speech_features). In the sparse form of {@link MelBank}.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { hzOfMel, melOf } from '../convert/hz-mel.js';
import { type MelBank } from './mel-bank.js';
import { type MelSettings } from './mel-options.js';
import { normOf } from './norm-of.js';

/** Where the flanks of the triangles are straight lines: over Hz, over mel, or over bins, with edges on whole bins. */
export type MelDomain = 'hz' | 'mel' | 'bins';

/**
 * Vocal tract length normalisation by a map of frequencies in three straight pieces: `[factor, low, high]`. Between its bends f becomes
 * f / factor; the ends of the mel range stay where they are. The bends are at `low max(1, factor)` and `high min(1, factor)`, Hz; a `high` < 0
 * counts from half the sample rate.
 */
export type Vtln = readonly [factor: number, low: number, high: number];

/** {@link MelSettings}, and in what the triangles are straight. */
export interface TriangleSettings extends MelSettings {
  readonly melDomain: Exclude<MelDomain, 'hz'>;
  /** Whether the lowest weight of the first band is 0 where `fmin` is not, as in HTK. */
  readonly htkMode: boolean;
  /** Where the edges move, checked; in mel only. */
  readonly vtln?: Vtln | null;
}

/** The bank for checked settings. The last ones are kept. */
export const triangleBank: (settings: TriangleSettings) => MelBank = /* @__PURE__ */ memoize(8, keyOfSettings, build);

function build({ sampleRate, nFft, nMels, fmin, fmax, htk, norm, melDomain, htkMode, vtln = null }: TriangleSettings): MelBank {
  const bins = (nFft >> 1) + 1;
  const low = melOf(fmin, htk);
  const step = (melOf(fmax, htk) - low) / (nMels + 1);
  const mels = Float64Array.from({ length: nMels + 2 }, (_, m) => low + m * step);
  let edges = mels.map((mel, m) => (m === 0 ? fmin : m > nMels ? fmax : hzOfMel(mel, htk)));
  if (vtln !== null) {
    edges = edges.map((f) => warp(f, vtln, fmin, fmax));
    for (let m = 1; m <= nMels; m++) mels[m] = melOf(edges[m]!, htk);
  }
  // On whole bins, edges are where (nFft + 1) f / sampleRate is rounded down to: half a bin more than one would think, at the top.
  const inMel = melDomain === 'mel';
  const place = inMel ? mels : edges.map((f) => Math.floor(((nFft + 1) * f) / sampleRate));
  const at = Float64Array.from({ length: bins }, (_, k) => (inMel ? melOf((k * sampleRate) / nFft, htk) : k));
  const start = new Int32Array(nMels);
  const end = new Int32Array(nMels);
  const weights: number[] = [];
  for (let m = 0; m < nMels; m++) {
    const [left, peak, right] = [place[m]!, place[m + 1]!, place[m + 2]!];
    const band: number[] = [];
    for (let k = 0; k < bins; k++) {
      // A bin on the peak belongs to the falling flank if edges are bins; in mel both flanks are 1 there.
      const x = at[k]!;
      const weight = x < peak ? (x - left) / (peak - left) : (right - x) / (right - peak);
      if (!(weight > 0)) continue; // NaN between two edges on one bin
      if (band.length === 0) start[m] = k;
      band.push(weight);
      end[m] = k + 1;
    }
    if (htkMode && m === 0 && fmin > 0 && band.length > 0) band[0] = 0;
    const scale = norm === 'slaney' ? 2 / (edges[m + 2]! - edges[m]!) : 1 / normOf(band, norm);
    for (const weight of band) weights.push(weight * scale);
  }
  return { bins, start, end, weights: Float64Array.from(weights), edges };
}

/** Where a speaker's warp brings a frequency in [fmin, fmax]: Kaldi's `MelBanks::VtlnWarpFreq`. */
function warp(f: number, [factor, low, high]: Vtln, fmin: number, fmax: number): number {
  const left = low * Math.max(1, factor);
  const right = high * Math.min(1, factor);
  if (f < left) return fmin + ((left / factor - fmin) / (left - fmin)) * (f - fmin);
  if (f < right) return f / factor;
  return fmax + ((fmax - right / factor) / (fmax - right)) * (f - fmax);
}
