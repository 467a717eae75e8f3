/**
 * kapre's log-frequency filters.
 * @module
 */
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { logBands, type LogBandNames } from './log-bands.js';

/** Options of {@link filterbankLog}. */
export interface FilterbankLogOptions {
  /** Samples per second, Hz, > 0. Must be given. */
  sampleRate: number;
  /** Bins of the FFT, of even length `2 (nFreq - 1)`, >= 2. Must be given. */
  nFreq: number;
  /** Bands, >= 1; they must end below `sampleRate / 2`. @defaultValue `84` */
  nBins?: number | undefined;
  /** Bands in an octave, >= 1. @defaultValue `12` */
  binsPerOctave?: number | undefined;
  /** Centre of the lowest band, Hz, > 0. @defaultValue `32.70319566` (C1) */
  fMin?: number | null | undefined;
  /** Standard deviation of a band, as a part of the distance to the next, > 0. @defaultValue `0.125` */
  spread?: number | undefined;
}

const NAMES: LogBandNames = { nBins: 'nBins', binsPerOctave: 'binsPerOctave', fMin: 'fMin', spread: 'spread' };

/**
 * Log-frequency filters as {@link applyFilterbank} takes them: bells that stand equally spaced on the octave scale.
 *
 * Where bands are closer than the bins of the FFT, as the lowest mostly are, several of them read the same bin.
 *
 * @param options - {@link FilterbankLogOptions}; `sampleRate` and `nFreq` must be given.
 * @returns Weights, shape `[nFreq, nBins]`, the weights of one band side by side in memory, double precision. Each band adds up to 1.
 * @throws `ParameterError` if an option is unknown, missing or out of range, or the bands go beyond half the sample rate.
 * @example
 * ```ts
 * import { filterbankLog } from '@audiolab/dsp/kapre';
 *
 * const filters = filterbankLog({ sampleRate: 22050, nFreq: 1025 });
 * filters.shape; // [1025, 84]
 * filters.get(41, 45); // 0.9855
 * ```
 * (Bin 41 is 441 Hz, band 45 is A4.)
 * @see kapre 0.4.0 `backend.filterbank_log`, once librosa 0.4 `filters.logfrequency`.
 */
export function filterbankLog(options: FilterbankLogOptions): NdArray<Float64Array> {
  const caller = 'filterbankLog';
  const settings = readOptions(caller, options, {
    sampleRate: undefined as unknown as number,
    nFreq: undefined as unknown as number,
    nBins: 84,
    binsPerOctave: 12,
    fMin: null as number | null,
    spread: 0.125,
  });
  const { sampleRate, nFreq } = settings;
  expectSampleRate(sampleRate, caller);
  expectInteger(nFreq, caller, 'nFreq', 2);
  const filters = logBands(settings, sampleRate, 2 * (nFreq - 1), NAMES, caller);
  return nd(filters, [nFreq, settings.nBins], [1, nFreq]);
}
