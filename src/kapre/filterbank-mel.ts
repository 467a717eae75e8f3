/**
 * kapre's mel filters.
 * @module
 */
import { type Warning } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { type OnWarning } from './decibel.js';
import { denseBank, type MelBandNames, resolveMelBands } from './mel-bands.js';

/** Options of {@link filterbankMel}. */
export interface FilterbankMelOptions {
  /** Samples per second, Hz, > 0. Must be given. */
  sampleRate: number;
  /** Bins of the FFT, of even length `2 (nFreq - 1)`, >= 2. Must be given. */
  nFreq: number;
  /** Bands, in [1, nFreq]. @defaultValue `128` */
  nMels?: number | undefined;
  /** Lower edge of the lowest band, Hz, >= 0. @defaultValue `0` */
  fMin?: number | undefined;
  /** Upper edge of the highest band, Hz, in (fMin, sampleRate / 2]. @defaultValue `sampleRate / 2` */
  fMax?: number | null | undefined;
  /** `true`: HTK's mel scale. `false`: Slaney's. @defaultValue `false` */
  htk?: boolean | undefined;
  /** What each band is divided by: `'slaney'` its width, a number the norm of that order, `null` nothing. @defaultValue `'slaney'` */
  norm?: MelNorm | undefined;
  /** Called when bands lie between two bins and so catch nothing. @defaultValue none */
  onWarning?: ((warning: Warning) => void) | null | undefined;
}

const NAMES: MelBandNames = { nMels: 'nMels', fMin: 'fMin', fMax: 'fMax', htk: 'htk', norm: 'norm' };

/**
 * Mel filters as {@link applyFilterbank} takes them: those of librosa, transposed.
 *
 * @param options - {@link FilterbankMelOptions}; `sampleRate` and `nFreq` must be given.
 * @returns Weights, shape `[nFreq, nMels]`, the weights of one band side by side in memory, double precision.
 * @throws `ParameterError` if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * import { filterbankMel } from '@audiolab/dsp/kapre';
 *
 * const filters = filterbankMel({ sampleRate: 16000, nFreq: 257, nMels: 40 });
 * filters.shape; // [257, 40]
 * filters.get(2, 0); // 0.011547
 * ```
 * @see kapre 0.4.0 `backend.filterbank_mel`.
 */
export function filterbankMel(options: FilterbankMelOptions): NdArray<Float64Array> {
  const caller = 'filterbankMel';
  const settings = readOptions(caller, options, {
    sampleRate: undefined as unknown as number,
    nFreq: undefined as unknown as number,
    nMels: 128,
    fMin: 0,
    fMax: null as number | null,
    htk: false,
    norm: 'slaney' as MelNorm,
    onWarning: null as OnWarning,
  });
  const { sampleRate, nFreq, onWarning } = settings;
  expectSampleRate(sampleRate, caller);
  expectInteger(nFreq, caller, 'nFreq', 2);
  const { bank } = resolveMelBands(settings, sampleRate, 2 * (nFreq - 1), NAMES, onWarning, caller);
  return nd(denseBank(bank), [nFreq, settings.nMels], [1, nFreq]);
}
