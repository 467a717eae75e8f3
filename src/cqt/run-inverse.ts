/**
 * Running a planned inverse over one channel.
 * @module
 */
import { createRaising, factorsOf, type Raising } from './halving.js';
import { log2 } from '../core/math.js';
import { realFft } from './kept-fft.js';
import { type InverseOctave, type InversePlan } from './plan-inverse.js';
import { upBy } from './resampled.js';
import { type Basis } from './sparse-basis.js';

/** `samples` samples from `frames` frames of `values`: frame after frame, bin after bin, re and im. */
export type InverseRunner = (values: Float64Array, frames: number, samples: number) => Float64Array;

/** Work areas for a plan. */
export function createInverse(plan: InversePlan): InverseRunner {
  const { octaves, bins, resType } = plan;
  const kernels = octaves.map((octave) => createOctave(octave, bins));
  const raisings = new Map<number, Raising>();
  const raised = (out: Float64Array, y: Float64Array, halvings: number): void => {
    const factor = factorsOf(halvings).at(-1)!;
    const raise = raisings.get(factor) ?? createRaising(factor);
    raisings.set(factor, raise);
    if (factor === 2 ** halvings) {
      raise(out, y);
      return;
    }
    const rest = 2 ** halvings / factor;
    const middle = new Float64Array(Math.ceil(out.length / rest));
    raise(middle, y);
    raised(out, middle, Math.round(log2(rest)));
  };
  return (values, frames, samples) => {
    const out = new Float64Array(samples);
    for (const [o, { halvings }] of octaves.entries()) {
      const y = halvings === 0 ? out : new Float64Array(Math.ceil(samples / 2 ** halvings));
      kernels[o]!(y, values, frames);
      if (halvings === 0) continue;
      if (resType === 'soxr_hq') raised(out, y, halvings);
      else {
        const high = upBy(y, 2 ** halvings, resType);
        for (let n = 0; n < samples; n++) out[n]! += high[n]!;
      }
    }
    return out;
  };
}

/** Adds an octave to `out`: spreads each frame over its spectrum, transforms back, takes the mean where frames overlap. */
function createOctave(
  { first, hopLength, basis, gains }: InverseOctave,
  bins: number,
): (out: Float64Array, values: Float64Array, frames: number) => void {
  const { nFft } = basis;
  const fft = realFft(nFft);
  const scratch = new Float64Array(fft.scratchLength);
  const spectrum = new Float64Array(2 * ((nFft >> 1) + 1));
  const frame = new Float64Array(nFft);
  return (out, values, frames) => {
    const covers = new Float64Array(out.length);
    for (let t = 0; t < frames; t++) {
      const start = t * hopLength - (nFft >> 1);
      const end = Math.min(nFft, out.length - start);
      for (let n = Math.max(0, -start); n < end; n++) covers[start + n]!++;
    }
    for (let t = 0; t < frames; t++) {
      const start = t * hopLength - (nFft >> 1);
      if (start >= out.length) break;
      spread(spectrum, values, 2 * (t * bins + first), basis, gains);
      fft.inverse(frame, spectrum, scratch);
      const end = Math.min(nFft, out.length - start);
      for (let n = Math.max(0, -start); n < end; n++) out[start + n]! += frame[n]! / covers[start + n]!;
    }
  };
}

/** The sum of the filters' conjugates, each times its value and gain. */
function spread(spectrum: Float64Array, values: Float64Array, from: number, basis: Basis, gains: Float64Array): void {
  const { rows, start, end, at, weights } = basis;
  spectrum.fill(0);
  for (let r = 0; r < rows; r++) {
    const re = gains[r]! * values[from + 2 * r]!;
    const im = gains[r]! * values[from + 2 * r + 1]!;
    const behind = 2 * end[r]!;
    for (let k = 2 * start[r]!, w = at[r]!; k < behind; k += 2, w += 2) {
      const wr = weights[w]!;
      const wi = weights[w + 1]!;
      spectrum[k]! += wr * re + wi * im;
      spectrum[k + 1]! += wr * im - wi * re;
    }
  }
}
