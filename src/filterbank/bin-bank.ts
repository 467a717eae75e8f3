/**
 * No bands: each bin of the spectrum by itself, in the form of {@link MelBank}.
 * @module
 */
import { type MelBank } from './mel-bank.js';

/** The bank of a transform of `nFft` samples: as many bands as bins, each of weight 1. */
export function binBank(nFft: number, sampleRate: number): MelBank {
  const bins = (nFft >> 1) + 1;
  return {
    bins,
    start: Int32Array.from({ length: bins }, (_, k) => k),
    end: Int32Array.from({ length: bins }, (_, k) => k + 1),
    weights: new Float64Array(bins).fill(1),
    edges: Float64Array.from({ length: bins + 2 }, (_, k) => ((k - 1) * sampleRate) / nFft),
  };
}
