/**
 * Levels of the harmonics of a voice.
 * @module
 */
import { POWER_FLOOR, TO_DB } from './alpha-ratio.js';
import { type FrameSpectra } from './frame-spectra.js';

/** A harmonic is the highest point within that part of the fundamental around its frequency. */
const REACH = 0.25;
/** Harmonics of a formant lie within that part of its frequency around it. */
const NEAR = 0.2;

/** A harmonic in a spectrum, overwritten by the next search. */
interface Harmonic {
  /** Where a parabola through the magnitudes of the highest bin and its neighbours has its top, Hz. */
  frequency: number;
  /** Power at that top. */
  power: number;
  /** Power of the bin. */
  bin: number;
}

/** Power of harmonic `n` of `f0` Hz. */
export function harmonicPower(power: Float64Array, spectra: FrameSpectra, f0: number, n: number, compat: boolean): number {
  return Math.max(POWER_FLOOR, findHarmonic({ frequency: 0, power: 0, bin: 0 }, power, spectra, f0, n, compat).power);
}

/** Power of the strongest harmonic within 20 % of `f` Hz; 0 if there is none. */
export function strongestNear(power: Float64Array, spectra: FrameSpectra, f0: number, f: number, compat: boolean): number {
  const harmonic: Harmonic = { frequency: 0, power: 0, bin: 0 };
  const last = Math.floor((spectra.bins - 1) * (spectra.binWidth / f0));
  const [low, high] = [f * (1 - NEAR), f * (1 + NEAR)];
  let strongest = 0;
  let best = 0;
  for (let n = Math.max(1, Math.floor(low / f0)); n <= Math.min(last, Math.ceil(high / f0)); n++) {
    findHarmonic(harmonic, power, spectra, f0, n, compat);
    if (harmonic.frequency < low || harmonic.frequency > high || !(harmonic.bin > strongest)) continue;
    strongest = harmonic.bin;
    best = Math.max(POWER_FLOOR, harmonic.power);
  }
  return best;
}

/** openSMILE takes the bin for the fundamental, and points between bins for the others. */
function findHarmonic(
  out: Harmonic,
  power: Float64Array,
  { binWidth, bins }: FrameSpectra,
  f0: number,
  n: number,
  compat: boolean,
): Harmonic {
  const centre = (n * f0) / binWidth;
  const reach = (REACH * f0) / binWidth;
  let best = Math.min(bins - 1, Math.round(centre));
  for (let k = Math.max(0, Math.ceil(centre - reach)); k <= Math.min(bins - 1, centre + reach); k++) if (power[k]! > power[best]!) best = k;
  out.frequency = best * binWidth;
  out.power = out.bin = power[best]!;
  if (best === 0 || best === bins - 1 || (compat && n === 1)) return out;
  const left = Math.sqrt(power[best - 1]!);
  const top = Math.sqrt(power[best]!);
  const right = Math.sqrt(power[best + 1]!);
  if (!(top > left && top >= right)) return out;
  const shift = (0.5 * (right - left)) / (2 * top - left - right);
  out.frequency += shift * binWidth;
  out.power = (top + 0.25 * (right - left) * shift) ** 2;
  return out;
}

/** dB of a ratio of powers. */
export const levelOf = (a: number, b: number): number => TO_DB * Math.log(a / b);
