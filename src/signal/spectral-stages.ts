/**
 * Windowed-sinc resampling by a ratio of large numbers: blocks in the frequency domain, to a rate in a small ratio to the first one, and few
 * taps from there.
 * @module
 */
import { type PolyphaseBank } from './polyphase.js';
import { type Ratio } from './resample-rates.js';
import { type SincDesign, tabulateSinc } from './sinc-rows.js';
import { gridOf, softDesign, softZeros } from './sinc-stages.js';
import { blockRadices } from './spectral-transform.js';

/** The sharp filter, and the bank behind it. */
export interface SpectralStages {
  readonly sharp: SincDesign;
  readonly soft: PolyphaseBank;
}

/** The stages of a design that lets nothing through from the lower Nyquist frequency on. */
export function spectralStagesOf(design: SincDesign): SpectralStages {
  const { up, down, rolloff } = design;
  const band = Math.min(1, up / down);
  const between = planBetween(design);
  const rate = between.up / between.down;
  const share = band / rate;
  const ratio = reduced(up * between.down, down * between.up);
  const grid = isTabled(ratio, share) ? 0 : gridOf(share);
  return {
    sharp: { ...design, ...between, rolloff: (rolloff * band) / Math.min(1, rate) },
    soft: tabulateSinc(softDesign(ratio, share), grid),
  };
}

/** Banks of so many coefficients are made in some milliseconds; a larger one is interpolated. */
const MOST_COEFFICIENTS = 65536;

const isTabled = ({ up }: Ratio, share: number): boolean => up * 2 * softZeros(share) <= MOST_COEFFICIENTS;

/** Nanoseconds: of the transforms for each sample that goes in or comes out; of a tap, from a row of its own or between four rows. */
const [SAMPLE, TAP, TAP_BETWEEN] = [6, 0.9, 3.5];

/** The rate in between that takes the least time, as a multiple of the first one. */
export function planBetween({ up, down }: Ratio): Ratio {
  const ratio = up / down;
  const band = Math.min(1, ratio);
  let best: Ratio = { up: 2, down: 1 };
  let least = Infinity;
  for (let u = 1; u <= 4; u++) {
    for (let d = 1; d * band < 0.9 * u && d <= 1024; d++) {
      if (!blockRadices(d)) continue;
      const tap = isTabled(reduced(up * d, down * u), (band * d) / u) ? TAP : TAP_BETWEEN;
      const work = SAMPLE * (1 + u / d) + ratio * 2 * softZeros((band * d) / u) * tap;
      if (work < least) [best, least] = [reduced(u, d), work];
    }
  }
  return best;
}

function reduced(up: number, down: number): Ratio {
  let [a, b] = [up, down];
  while (b > 0) [a, b] = [b, a % b];
  return { up: up / a, down: down / a };
}
