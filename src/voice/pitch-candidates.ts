/**
 * The fundamentals that a frame may have.
 * @module
 */
import { log2 } from '../core/math.js';
import { type SubharmonicSpectrum } from './subharmonic-spectrum.js';

/** Candidates of a frame. */
export const CANDIDATES = 6;
/** Fundamentals that are looked for, Hz. */
export const LOWEST_F0 = 55;
export const HIGHEST_F0 = 1000;

/** Up to six candidates of each frame, the strongest first: log2 of their frequency and how voiced they are, in [0, 1). */
export interface Candidates {
  readonly octave: Float64Array;
  readonly voicing: Float64Array;
  readonly count: Int32Array;
}

/** Room for the candidates of `frames` frames. */
export const makeCandidates = (frames: number): Candidates => ({
  octave: new Float64Array(frames * CANDIDATES),
  voicing: new Float64Array(frames * CANDIDATES),
  count: new Int32Array(frames),
});

/** Writes the highest peaks of `sums` as the candidates of frame `t`; voicing is 1 - mean / peak. */
export function findCandidates(out: Candidates, t: number, sums: Float64Array, { start, step }: SubharmonicSpectrum): void {
  let mean = 0;
  for (let i = 0; i < sums.length; i++) mean += sums[i]!;
  mean /= sums.length;
  const lowest = log2(LOWEST_F0);
  const highest = log2(HIGHEST_F0);
  const at = t * CANDIDATES;
  let count = 0;
  for (let i = 1; i < sums.length - 1; i++) {
    const left = sums[i - 1]!;
    const top = sums[i]!;
    const right = sums[i + 1]!;
    if (!(top > left && top >= right)) continue;
    const shift = (0.5 * (left - right)) / (left - 2 * top + right);
    const octave = start + (i + shift) * step;
    if (octave < lowest || octave > highest) continue;
    const voicing = 1 - mean / (top - 0.25 * (left - right) * shift);
    let place = count;
    while (place > 0 && out.voicing[at + place - 1]! < voicing) place--;
    if (place === CANDIDATES) continue;
    count = Math.min(count + 1, CANDIDATES);
    for (let c = at + count - 1; c > at + place; c--) {
      out.voicing[c] = out.voicing[c - 1]!;
      out.octave[c] = out.octave[c - 1]!;
    }
    out.voicing[at + place] = voicing;
    out.octave[at + place] = octave;
  }
  out.count[t] = count;
}
