/**
 * Triangular filters that are equally wide in Hz.
 * @module
 */
import { type MelBank } from './mel-bank.js';

/** `bands` triangles between `fmin` and `fmax`: band m rises from edge m to edge m + 1 and falls to edge m + 2; their tops are 1. */
export function linearBank(bands: number, fmin: number, fmax: number, sampleRate: number, nFft: number): MelBank {
  const step = (fmax - fmin) / (bands + 1);
  const edges = Float64Array.from({ length: bands + 2 }, (_, m) => fmin + m * step);
  const bins = (nFft >> 1) + 1;
  const start = new Int32Array(bands);
  const end = new Int32Array(bands);
  const weights: number[] = [];
  for (let m = 0; m < bands; m++) {
    let k = Math.max(0, Math.floor((edges[m]! * nFft) / sampleRate));
    const weightOf = (bin: number): number => 1 - Math.abs((bin * sampleRate) / nFft - edges[m + 1]!) / step;
    while (k < bins && weightOf(k) <= 0 && (k * sampleRate) / nFft < edges[m + 2]!) k++;
    start[m] = k;
    for (; k < bins && weightOf(k) > 0; k++) weights.push(weightOf(k));
    end[m] = k;
  }
  return { bins, start, end, weights: Float64Array.from(weights), edges };
}
