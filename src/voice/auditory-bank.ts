/**
 * The 26 bands from 20 to 8000 Hz that loudness and cepstra are made of.
 * @module
 */
import { exp, log, PI } from '../core/math.js';

/** Bands of the filter bank. */
export const BANDS = 26;
const LOWEST = 20;
const HIGHEST = 8000;

/** Triangles on the mel axis: bin k gives `weight[k]` of itself to `band[k]` and the rest to the band below. */
export interface AuditoryBank {
  /** First bin that counts, and the one after the last. */
  readonly first: number;
  readonly end: number;
  /** The band whose rising side bin k is on, in [0, 26]; 26 is the falling side of the last. */
  readonly band: Int32Array;
  readonly weight: Float64Array;
  /** Centre of each band, Hz. */
  readonly centres: Float64Array;
}

const toMel = (f: number): number => 1127 * log(1 + f / 700);
const toHz = (m: number): number => 700 * (exp(m / 1127) - 1);

/** Builds the bank for spectra of `bins` bins, `binWidth` Hz apart. */
export function auditoryBank(bins: number, binWidth: number): AuditoryBank {
  const low = toMel(LOWEST);
  const step = (toMel(HIGHEST) - low) / (BANDS + 1);
  const first = Math.floor(LOWEST / binWidth + 1.5); // HTK's rule: the bin that holds 20 Hz is left out
  const end = Math.min(bins, Math.ceil(HIGHEST / binWidth));
  const band = new Int32Array(bins);
  const weight = new Float64Array(bins);
  for (let k = first; k < end; k++) {
    const position = (toMel(k * binWidth) - low) / step;
    band[k] = Math.floor(position);
    weight[k] = position - band[k]!;
  }
  return { first, end, band, weight, centres: Float64Array.from({ length: BANDS }, (_, b) => toHz(low + (b + 1) * step)) };
}

/** Energies of the bands of one power spectrum. */
export function applyAuditoryBank(out: Float64Array, power: Float64Array, { first, end, band, weight }: AuditoryBank): void {
  out.fill(0);
  for (let k = first; k < end; k++) {
    const b = band[k]!;
    const up = power[k]! * weight[k]!;
    if (b < BANDS) out[b]! += up;
    if (b > 0) out[b - 1]! += power[k]! - up;
  }
}

/**
 * Sensitivity of the ear at `f` Hz, as a factor of power: Hermansky's approximation of the 40 dB equal-loudness curve, here with the
 * seventh power in its term above 5 kHz, and scaled so that loudness has openSMILE's unit. Both were measured on noise.
 */
export function equalLoudness(f: number): number {
  const w = 2 * PI * f;
  const w2 = w * w;
  const middle = ((w2 + 56.8e6) * w2 * w2) / ((w2 + 6.3e6) ** 2 * (w2 + 0.38e9));
  const above = 1 + (w2 * w2 * w2 * w) / 1.7e31;
  return (UNIT * middle) / above;
}

const UNIT = 3.0321658e-4;
