/**
 * Mel filter banks.
 * @module
 */
import { expectFftSize } from '../core/expect-fft-size.js';
import { nd, type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { melBank } from './mel-bank.js';
import { MEL_DEFAULTS, type MelNorm, type MelOptions, resolveMel, warnOfEmptyBands } from './mel-options.js';

/** Options of {@link mel}. */
export interface MelFilterOptions extends MelOptions {
  /** Samples per second, Hz, > 0. Must be given. */
  sampleRate: number;
  /** Length of the FFT, samples, >= 1. Must be given. */
  nFft: number;
  /** What each band is divided by. @defaultValue `'slaney'` */
  norm?: MelNorm | undefined;
}

/**
 * A mel filter bank: triangles, equally spaced on the mel scale, that turn the bins of an FFT into bands.
 *
 * @param options - {@link MelFilterOptions}; `sampleRate` and `nFft` must be given.
 * @returns Weights, shape `[nMels, 1 + floor(nFft / 2)]`, row-major, double precision.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, such as `fmax` above half the sample rate.
 * @example
 * ```ts
 * const filters = mel({ sampleRate: 16000, nFft: 512, nMels: 40 });
 * filters.shape; // [40, 257]
 * filters.get(0, 2); // 0.011547
 * ```
 * @see librosa 0.11 `filters.mel`, with `dtype=float64`. M. Slaney, Auditory Toolbox, Interval Research Technical Report 1998-010.
 */
export function mel(options: MelFilterOptions): NdArray<Float64Array> {
  const choices = readOptions('mel', options, {
    ...MEL_DEFAULTS,
    sampleRate: undefined as unknown as number,
    nFft: undefined as unknown as number,
    norm: 'slaney' as MelNorm,
  });
  const { sampleRate } = choices;
  expectSampleRate(sampleRate, 'mel');
  expectFftSize(choices.nFft, 'mel', 'nFft');
  const settings = resolveMel(choices, choices.norm, sampleRate, choices.nFft, 'mel');
  const bank = melBank(settings);
  warnOfEmptyBands(bank, settings, choices, 'mel');
  const { bins, start, end, weights } = bank;
  const out = new Float64Array(settings.nMels * bins);
  let w = 0;
  for (let m = 0; m < settings.nMels; m++) for (let k = start[m]!; k < end[m]!; k++) out[m * bins + k] = weights[w++]!;
  return nd(out, [settings.nMels, bins]);
}
