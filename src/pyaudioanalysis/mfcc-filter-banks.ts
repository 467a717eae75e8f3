/**
 * The mel filters of pyAudioAnalysis.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { TALKBOX_GRID, talkboxBank } from '../filterbank/talkbox-bank.js';
import { expectShortTerm } from './feature-options.js';

/** Options of {@link mfccFilterBanks}. */
export interface MfccFilterBanksOptions {
  /** Samples per second, Hz, >= 1000. Must be given. */
  sampleRate: number;
  /** Samples of a frame, >= 16; pyAudioAnalysis' `num_fft` is the half of it. Must be given. */
  window: number;
  /** Lowest edge, Hz, > 0. @defaultValue `133.33` */
  lowfreq?: number | undefined;
  /** Distance of the lower edges, Hz, > 0. @defaultValue `200 / 3` */
  linc?: number | undefined;
  /** Ratio of the upper edges, > 1. @defaultValue `1.0711703` */
  logsc?: number | undefined;
  /** Edges `linc` apart, >= 1. @defaultValue `13` */
  numLinFilt?: number | undefined;
  /** Bands more than that, >= 0. @defaultValue `27` */
  numLogFilt?: number | undefined;
  /** Whether the bands lie at half their frequencies, as in pyAudioAnalysis. @defaultValue `false` */
  compat?: boolean | undefined;
}

/** What {@link mfccFilterBanks} returns. */
export interface MfccFilterBanks {
  /** Weights: shape `[bands, bins]`. */
  readonly fbank: NdArray<Float64Array>;
  /** Edges of the bands, Hz: band i rises from edge i to i + 1 and falls to i + 2. */
  readonly frequencies: Float64Array;
}

/**
 * Triangular filters of area 1: 13 with edges 200/3 Hz apart, 27 with edges in a constant ratio. Bands that reach above half the rate are
 * left out, and flanks narrower than the distance of two bins are widened to it, so that no band is empty.
 *
 * @param options - {@link MfccFilterBanksOptions}.
 * @returns `fbank` of shape `[40, 1 + floor(window / 2)]`, fewer bands below 13708 Hz, and the `bands + 2` edges. With `compat` shape
 * `[40, floor(window / 2)]`.
 * @throws `ParameterError` if an option is unknown, missing or out of range; with `compat` where the highest edge is above the rate.
 * @example
 * ```ts
 * import { mfccFilterBanks } from '@audiolab/dsp/pyaudioanalysis';
 *
 * mfccFilterBanks({ sampleRate: 16000, window: 800 }).fbank.shape; // [40, 401]
 * const { fbank, frequencies } = mfccFilterBanks({ sampleRate: 8000, window: 400 });
 * fbank.shape; // [32, 201]
 * frequencies.at(-1); // 3954.25
 * ```
 * @see pyAudioAnalysis 0.3.14 `ShortTermFeatures.mfcc_filter_banks`: the same numbers with `compat: true`. The grid is that of
 * scikits.talkbox, and before it of M. Slaney, "Auditory Toolbox" (1998).
 */
export function mfccFilterBanks(options: MfccFilterBanksOptions): MfccFilterBanks {
  const caller = 'mfccFilterBanks';
  const settings = readOptions(caller, options, { ...TALKBOX_GRID, sampleRate: NaN, window: NaN, compat: false });
  const { sampleRate, window, compat, ...grid } = settings;
  expectSampleRate(Number.isNaN(sampleRate) ? undefined : sampleRate, caller);
  expectShortTerm({ window, step: 1, compat }, sampleRate, caller);
  expectBoolean(compat, caller, 'compat');
  expectPositive(grid.lowfreq, caller, 'lowfreq');
  expectPositive(grid.linc, caller, 'linc');
  expectFinite(grid.logsc, caller, 'logsc');
  if (grid.logsc <= 1) throw new ParameterError(caller, 'logsc', `must be > 1, got ${grid.logsc}`);
  expectInteger(grid.numLinFilt, caller, 'numLinFilt', 1);
  expectInteger(grid.numLogFilt, caller, 'numLogFilt', 0);
  const { bins, start, end, weights, edges } = talkboxBank({ ...grid, sampleRate, nFft: window, halved: compat }, caller);
  const fbank = new Float64Array(start.length * bins);
  let w = 0;
  for (let i = 0; i < start.length; i++) for (let k = start[i]!; k < end[i]!; k++) fbank[i * bins + k] = weights[w++]!;
  return { fbank: nd(fbank, [start.length, bins]), frequencies: edges.slice() };
}
