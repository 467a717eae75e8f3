/**
 * The octave bands of spectral contrast.
 * @module
 */
import { ParameterError } from '../core/errors.js';

/** One band. */
export interface Band {
  /** Its bins. */
  readonly bins: Int32Array;
  /** How many of the smallest and of the largest values are averaged, in [1, bins]. */
  readonly tail: number;
}

/**
 * Band 0 is `[0, fmin]`, band k is `[fmin 2^(k-1), fmin 2^k]` and the bin below, the last one goes up to the end; all but the last
 * then lose their highest bin, yet keep it in the count that `quantile` refers to. So has librosa 0.11.
 */
export function octaveBands(freq: Float64Array, fmin: number, nBands: number, quantile: number, nyquist: number, caller: string): Band[] {
  const top = fmin * 2 ** (nBands - 1);
  if (top >= nyquist) {
    const rule = `must leave all bands below half the sample rate: band ${nBands} would begin at ${top} Hz >= ${nyquist} Hz`;
    throw new ParameterError(caller, nBands > 1 ? 'nBands' : 'fmin', rule);
  }
  const bands: Band[] = [];
  for (let k = 0; k <= nBands; k++) {
    const low = k === 0 ? 0 : fmin * 2 ** (k - 1);
    const high = fmin * 2 ** k;
    const inside = Array.from(freq.keys()).filter((i) => freq[i]! >= low && freq[i]! <= high);
    const lowest = inside[0];
    const highest = inside.at(-1);
    const members = new Set(inside);
    if (k > 0 && lowest !== undefined && lowest > 0) members.add(lowest - 1);
    if (k === nBands && highest !== undefined) for (let i = highest + 1; i < freq.length; i++) members.add(i);
    const all = Int32Array.from(members).sort();
    const bins = k < nBands ? all.subarray(0, -1) : all;
    if (lowest === undefined || bins.length === 0) {
      const rule = `must be higher, or nFft larger: ${all.length === 0 ? 'no bin lies' : 'too few bins lie'} in the band from ${low} to ${high} Hz`;
      throw new ParameterError(caller, 'fmin', rule);
    }
    bands.push({ bins, tail: Math.min(Math.max(roundHalfEven(quantile * all.length), 1), bins.length) });
  }
  return bands;
}

function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}
