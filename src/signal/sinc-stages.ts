/**
 * Windowed-sinc resampling by a ratio of large numbers, in stages.
 * @module
 */
import { type PolyphaseBank } from './polyphase.js';
import { type Ratio } from './resample-rates.js';
import { type SincDesign, tabulateSinc } from './sinc-rows.js';

/** How the rate changes on the way, as multiples of the first one. */
export interface StagePlan {
  /** After the sharp filter: 2, or 1 / D. */
  readonly sharp: number;
  /** Where the outputs are interpolated: the same, or twice that. */
  readonly last: number;
}

/**
 * The filter of a design that lets nothing through from the lower Nyquist frequency on, in two or three steps: itself, at a rate in a small
 * ratio to the first one; perhaps a doubling of that rate; the interpolation at the places of the outputs. What the last two keep out lies
 * far from what they let through, so that few taps do. A third of the products, and stages that need next to no table.
 */
export function stagesOf(design: SincDesign): PolyphaseBank[] {
  const { up, down } = design;
  const band = Math.min(1, up / down);
  const { sharp, last } = planStages(design);
  const step = Math.max(1, Math.round(1 / sharp));
  const rolloff = (design.rolloff * band) / Math.min(1, sharp);
  const stages = [tabulateSinc({ ...design, up: sharp === 2 ? 2 : 1, down: step, rolloff }, 0)];
  if (last > sharp) stages.push(tabulateSinc(softDesign({ up: 2, down: 1 }, band / sharp), 0));
  const ratio = { up: up * step, down: down * Math.round(last * step) };
  stages.push(tabulateSinc(softDesign(ratio, band / last), gridOf(band / last)));
  return stages;
}

/** Phases of the last stage per cycle of what it lets through; the cubic's error is then below 3/128 (pi/256)^4 = -186 dB. */
const GRID = 256;

/** That grid for a filter that lets a share `band` of the Nyquist frequency through. */
export const gridOf = (band: number): number => Math.ceil(GRID * band);

/** Attenuation of the later stages, dB, and the Kaiser window for it: its beta, and its length for a transition as wide as the rate. */
const ATTENUATION = 160;
const BETA = 0.1102 * (ATTENUATION - 8.7);
const LENGTH = (ATTENUATION - 7.95) / 14.36;

/** Zero crossings to each side of the filter that lets a share `band` of the Nyquist frequency through, and not its image. */
export const softZeros = (band: number): number => Math.ceil(LENGTH / (1 - band) / 2);

/** That filter. */
export const softDesign = (ratio: Ratio, band: number): SincDesign => ({
  ...ratio,
  zeros: softZeros(band),
  rolloff: Math.max(1, ratio.down / ratio.up),
  beta: BETA,
  unity: true,
  kaiserPeak: 0,
});

/** Time of a product, by stage: neighbouring outputs are summed together; four rows and a cubic for each output of the last one. */
const [SHARP, DOUBLING, LAST] = [1, 1, 6];

/** A doubling that must keep more would be long, and late: outputs appear after the taps of all stages. */
const MOST_BAND = 0.9;

/** The plan of the least work per input sample. */
export function planStages({ up, down, zeros, rolloff }: SincDesign): StagePlan {
  const ratio = up / down;
  const band = Math.min(1, ratio);
  const taps = (2 * zeros) / (rolloff * band);
  let best: StagePlan = { sharp: 2, last: 2 };
  let least = Infinity;
  const most = Math.min(1024, Math.ceil(1 / band) - 1); // the rate after the sharp filter stays above twice its band
  for (let step = 0; step <= most; step++) {
    const sharp = step === 0 ? 2 : 1 / step;
    for (const last of [sharp, 2 * sharp]) {
      if (last > sharp && band > MOST_BAND * sharp) continue;
      const doubling = last > sharp ? DOUBLING * sharp * 2 * softZeros(band / sharp) : 0;
      const work = SHARP * sharp * taps + doubling + LAST * ratio * 2 * softZeros(band / last);
      if (work < least) [best, least] = [{ sharp, last }, work];
    }
  }
  return best;
}
