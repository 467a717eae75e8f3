/**
 * The mel filters of scikits.talkbox, which pyAudioAnalysis took over: 13 triangles on a linear grid, 27 on a geometric one, each of area 1.
 *
 * Band i rises from edge e[i] to e[i + 1] and falls to e[i + 2], with height 2 / (e[i + 2] - e[i]). The edges are 133.33 + 200/3 i Hz for
 * i < 13, then each is 1.0711703 times the one before: from 133.33 Hz to 6853.8 Hz.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { ParameterError } from '../core/errors.js';
import { type MelBank } from './mel-bank.js';

/** The grid of the edges, in pyAudioAnalysis' words. */
export interface TalkboxGrid {
  /** Lowest edge, Hz. */
  lowfreq: number;
  /** Step of the linear part, Hz. */
  linc: number;
  /** Ratio of neighbours in the geometric part. */
  logsc: number;
  numLinFilt: number;
  numLogFilt: number;
}

/** Everything a bank is made of. */
export interface TalkboxSettings extends TalkboxGrid {
  sampleRate: number;
  /** Length of the transform, samples. */
  nFft: number;
  /**
   * `false`: bins 0 ... floor(nFft / 2), at k sampleRate / nFft. `true`: as pyAudioAnalysis, bins 0 ... floor(nFft / 2) - 1 taken for
   * 0 ... sampleRate, so that every band lies at half its frequency.
   */
  halved: boolean;
}

/** The grid of pyAudioAnalysis' `mfcc_filter_banks`. */
export const TALKBOX_GRID: TalkboxGrid = { lowfreq: 133.33, linc: 200 / 3, logsc: 1.0711703, numLinFilt: 13, numLogFilt: 27 };

/** The edges, Hz: two more than bands. */
export function talkboxEdges({ lowfreq, linc, logsc, numLinFilt, numLogFilt }: TalkboxGrid): Float64Array {
  const edges = new Float64Array(numLinFilt + numLogFilt + 2);
  for (let i = 0; i < numLinFilt; i++) edges[i] = lowfreq + i * linc;
  for (let i = numLinFilt, ratio = logsc; i < edges.length; i++, ratio *= logsc) edges[i] = edges[numLinFilt - 1]! * ratio;
  return edges;
}

/**
 * The bank. Refuses rates that leave no band, and for `halved` those at which the highest band reaches beyond the last bin. Otherwise bands
 * that reach above half the rate are left out. The last banks are kept: never write to them.
 */
export function talkboxBank(settings: TalkboxSettings, caller: string): MelBank {
  const { sampleRate, nFft, halved } = settings;
  const edges = talkboxEdges(settings);
  const top = edges.at(-1)!;
  const bins = nFft >> 1;
  if (halved && Math.floor((top * bins) / sampleRate) >= bins) {
    throw new ParameterError(
      caller,
      'sampleRate',
      `must be > ${top.toFixed(1)} Hz, the highest edge of the mel bank, since pyAudioAnalysis fails below (IndexError), got ${sampleRate}`,
    );
  }
  if (!halved && edges[2]! > sampleRate / 2) {
    throw new ParameterError(caller, 'sampleRate', `must be >= ${(2 * edges[2]!).toFixed(1)} Hz, to have one mel band, got ${sampleRate}`);
  }
  return cached(settings);
}

const cached: (settings: TalkboxSettings) => MelBank = /* @__PURE__ */ memoize(8, keyOfSettings, (settings: TalkboxSettings) =>
  settings.halved ? buildHalved(settings) : build(settings),
);

/**
 * Flanks narrower than the distance of two bins are widened to it: such a band interpolates the spectrum at its peak, and none is empty.
 */
function build({ sampleRate, nFft, ...grid }: TalkboxSettings): MelBank {
  const edges = talkboxEdges(grid);
  const bins = (nFft >> 1) + 1;
  const spacing = sampleRate / nFft;
  let bands = edges.length - 2;
  while (edges[bands + 1]! > sampleRate / 2) bands--;
  return collect(bins, edges.slice(0, bands + 2), (i, put) => {
    const peak = edges[i + 1]!;
    const rise = Math.max(peak - edges[i]!, spacing);
    const fall = Math.max(edges[i + 2]! - peak, spacing);
    const height = 2 / (rise + fall);
    for (let k = Math.max(0, Math.floor((peak - rise) / spacing)); k < bins; k++) {
      const f = (k * sampleRate) / nFft;
      const weight = Math.min((f - (peak - rise)) / rise, (peak + fall - f) / fall);
      if (weight > 0) put(k, height * weight);
      else if (f > peak) break;
    }
  });
}

/** As pyAudioAnalysis has it: the same divisions, so that no bin falls on the other side of an edge. */
function buildHalved({ sampleRate, nFft, ...grid }: TalkboxSettings): MelBank {
  const edges = talkboxEdges(grid);
  const bins = nFft >> 1;
  const after = (edge: number): number => Math.floor((edge * bins) / sampleRate) + 1;
  return collect(bins, edges, (i, put) => {
    const [low, peak, high] = [edges[i]!, edges[i + 1]!, edges[i + 2]!];
    const height = 2 / (high - low);
    for (let k = after(low); k < after(peak); k++) put(k, (height / (peak - low)) * ((k / bins) * sampleRate - low));
    for (let k = after(peak); k < after(high); k++) put(k, (height / (high - peak)) * (high - (k / bins) * sampleRate));
  });
}

/** Packs the weights that `fill` puts for each band, bins ascending without gaps. */
function collect(bins: number, edges: Float64Array, fill: (band: number, put: (k: number, weight: number) => void) => void): MelBank {
  const bands = edges.length - 2;
  const start = new Int32Array(bands);
  const end = new Int32Array(bands);
  const weights: number[] = [];
  for (let i = 0; i < bands; i++) {
    fill(i, (k, weight) => {
      if (end[i] === 0) start[i] = k;
      end[i] = k + 1;
      weights.push(weight);
    });
  }
  return { bins, start, end, weights: Float64Array.from(weights), edges };
}
