/**
 * The layer `Melspectrogram` of kapre 0.1.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectPositive, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { computeRows, frameSignal } from './analysis.js';
import { lanesOf, planBandRows } from './band-rows.js';
import { itemsOf } from './data-format.js';
import { type MelBandNames, resolveMelBands } from './mel-bands.js';
import { OLD_STFT_DEFAULTS, type OldStftOptions, type OldStftSettings, planOldAnalysis } from './old-analysis.js';
import { shapeOld } from './old-format.js';
import { oldDecibel } from './spectrogram-v01.js';

/** Options of {@link melspectrogramV01}. */
export interface MelspectrogramV01Options extends OldStftOptions {
  /** Samples per second, Hz, > 0. Needed unless the signal carries it. @defaultValue the signal's */
  sampleRate?: number | null | undefined;
  /** Bands, in [1, bins]. @defaultValue `128` */
  nMels?: number | undefined;
  /** Lower edge of the lowest band, Hz, >= 0. @defaultValue `0` */
  fmin?: number | undefined;
  /** Upper edge of the highest band, Hz, in (fmin, sampleRate / 2]. @defaultValue `sampleRate / 2` */
  fmax?: number | null | undefined;
  /** `true`: HTK's mel scale. `false`: Slaney's. @defaultValue `false` */
  htk?: boolean | undefined;
  /**
   * What each band is divided by. The `norm=1` of kapre 0.1 was `'slaney'` to librosa before 0.8; to later ones it is 1, the sum of weights.
   * @defaultValue `'slaney'`
   */
  norm?: MelNorm | undefined;
  /** Exponent of the root of a band's power, > 0: 2 leaves powers. @defaultValue `1` */
  powerMelgram?: number | undefined;
  /** Whether the result is in decibels, as {@link amplitudeToDecibel} makes them: the loudest point of an item is 0 dB. @defaultValue `false` */
  returnDecibelMelgram?: boolean | undefined;
}

interface Settings extends OldStftSettings {
  sampleRate: number | null;
  nMels: number;
  fmin: number;
  fmax: number | null;
  htk: boolean;
  norm: MelNorm;
  powerMelgram: number;
  returnDecibelMelgram: boolean;
}

const DEFAULTS: Settings = {
  ...OLD_STFT_DEFAULTS,
  sampleRate: null,
  nMels: 128,
  fmin: 0,
  fmax: null,
  htk: false,
  norm: 'slaney',
  powerMelgram: 1,
  returnDecibelMelgram: false,
};

const NAMES: MelBandNames = { nMels: 'nMels', fMin: 'fmin', fMax: 'fmax', htk: 'htk', norm: 'norm' };

/**
 * The mel spectrogram of kapre 0.1: powers added up in mel bands, of which then the root is raised to `powerMelgram`. {@link melspectrogram}
 * adds up magnitudes, so that the two differ for every exponent.
 *
 * @param y - Signal, shape `[...channels, samples]`; for a batch `[batch, channels, samples]`.
 * @param options - {@link MelspectrogramV01Options}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, nMels, frames]`, or in `imageDataFormat`; frames as in {@link spectrogramV01}. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than `nDft`.
 * @example
 * ```ts
 * import { melspectrogramV01 } from '@audiolab/dsp/kapre';
 *
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const S = melspectrogramV01(y, { sampleRate: 16000, nMels: 40, returnDecibelMelgram: true });
 * S.shape; // [40, 63]
 * Math.max(...S.data); // 0
 * ```
 * @see kapre 0.1.7 `time_frequency.Melspectrogram`.
 */
export function melspectrogramV01<T extends FloatArray>(y: SignalInput<T>, options?: MelspectrogramV01Options): NdArray<T> {
  const caller = 'melspectrogramV01';
  const settings = readOptions<Settings>(caller, options, DEFAULTS);
  const { nMels, fmin, fmax, htk, norm, powerMelgram, returnDecibelMelgram, imageDataFormat, onWarning } = settings;
  expectPositive(powerMelgram, caller, 'powerMelgram');
  expectBoolean(returnDecibelMelgram, caller, 'returnDecibelMelgram');
  const signal = readSignal(y, caller);
  const analysis = planOldAnalysis(settings, signal.length, caller);
  const framed = frameSignal(signal, analysis, caller);
  const sampleRate = resolveSampleRate(signal.sampleRate, settings.sampleRate, caller);
  const bands = { nMels, fMin: fmin, fMax: fmax, htk, norm };
  const { settings: mel, bank } = resolveMelBands(bands, sampleRate, analysis.sizes.nFft, NAMES, onWarning, caller);
  const data = computeRows(framed, (single) => planBandRows(analysis, bank, 2, single ? lanesOf(analysis, mel, 2) : undefined), caller);
  raiseRoots(data, powerMelgram);
  refuseNonFinite(data, framed.channels, caller, 'y');
  const items = itemsOf(framed.lead, framed.channels.length, imageDataFormat);
  const out = oldDecibel(data, items, returnDecibelMelgram, onWarning, caller);
  return shapeOld(out, framed.lead, nMels, framed.frames, imageDataFormat, caller);
}

/** `sqrt(x) ** power`, in place. */
function raiseRoots(x: FloatArray, power: number): void {
  if (power === 2) return;
  for (let i = 0; i < x.length; i++) x[i] = power === 1 ? Math.sqrt(x[i]!) : Math.pow(Math.sqrt(x[i]!), power);
}
