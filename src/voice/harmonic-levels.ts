/**
 * Levels of the harmonics of a voice.
 * @module
 */
import { POWER_FLOOR, TO_DB } from './alpha-ratio.js';
import { type FrameSpectra } from './frame-spectra.js';

/** A harmonic is the highest bin within that part of the fundamental around its frequency. */
const REACH = 0.25;
/** Harmonics of a formant lie within that part of its frequency around it. */
const NEAR = 0.2;

/** Power of harmonic `n` of `f0` Hz. */
export function harmonicPower(power: Float64Array, { binWidth, bins }: FrameSpectra, f0: number, n: number): number {
  const centre = (n * f0) / binWidth;
  const reach = (REACH * f0) / binWidth;
  let best = Math.max(POWER_FLOOR, power[Math.min(bins - 1, Math.round(centre))]!);
  for (let k = Math.max(0, Math.ceil(centre - reach)); k <= Math.min(bins - 1, centre + reach); k++) best = Math.max(best, power[k]!);
  return best;
}

/** Power of the strongest harmonic within 20 % of `f` Hz; 0 if there is none. */
export function strongestNear(power: Float64Array, spectra: FrameSpectra, f0: number, f: number): number {
  const last = Math.floor((spectra.bins - 1) * (spectra.binWidth / f0));
  let best = 0;
  for (let n = Math.max(1, Math.ceil((f * (1 - NEAR)) / f0)); n <= Math.min(last, (f * (1 + NEAR)) / f0); n++) {
    best = Math.max(best, harmonicPower(power, spectra, f0, n));
  }
  return best;
}

/** dB of a ratio of powers. */
export const levelOf = (a: number, b: number): number => TO_DB * Math.log(a / b);
