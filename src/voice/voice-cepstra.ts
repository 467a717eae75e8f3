/**
 * The first four cepstral coefficients, in the way of HTK.
 * @module
 */
import { cosRatio, PI, sin } from '../core/math.js';
import { applyAuditoryBank, auditoryBank, BANDS } from './auditory-bank.js';
import { type FrameSpectra } from './frame-spectra.js';

/** Coefficients. */
export const CEPSTRA = 4;
const LIFTER = 22;
const FLOOR = 1 / 32767 ** 2; // a band of digital silence counts as one step of 16 bits

/** Plans coefficients 1 to 4 of the log energies of the auditory bands; they are written to `out` from `at` on. */
export function cepstraKernel({ bins, binWidth }: FrameSpectra): (out: Float64Array, at: number, power: Float64Array) => void {
  const bank = auditoryBank(bins, binWidth);
  const bands = new Float64Array(BANDS);
  const matrix = new Float64Array(CEPSTRA * BANDS);
  for (let i = 1; i <= CEPSTRA; i++) {
    const scale = Math.sqrt(2 / BANDS) * (1 + (LIFTER / 2) * sin((PI * i) / LIFTER));
    for (let b = 0; b < BANDS; b++) matrix[(i - 1) * BANDS + b] = scale * cosRatio(i * (2 * b + 1), 4 * BANDS);
  }
  return (out, at, power) => {
    applyAuditoryBank(bands, power, bank);
    for (let b = 0; b < BANDS; b++) bands[b] = Math.log(Math.max(bands[b]!, FLOOR));
    for (let i = 0; i < CEPSTRA; i++) {
      let sum = 0;
      for (let b = 0; b < BANDS; b++) sum += matrix[i * BANDS + b]! * bands[b]!;
      out[at + i] = sum;
    }
  };
}
