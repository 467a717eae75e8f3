/**
 * The layer `Spectrogram` of kapre 0.1.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectPositive, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { planSpectrogramRows } from '../stft/spectrogram.js';
import { computeRows, frameSignal } from './analysis.js';
import { itemsOf } from './data-format.js';
import { type DecibelSettings, expectDecibel, type OnWarning, toDecibel } from './decibel.js';
import { DECIBEL_NAMES } from './magnitude-to-decibel.js';
import { OLD_STFT_DEFAULTS, type OldStftOptions, type OldStftSettings, planOldAnalysis } from './old-analysis.js';
import { shapeOld } from './old-format.js';

/** Options of {@link spectrogramV01}. */
export interface SpectrogramV01Options extends OldStftOptions {
  /** Exponent of the magnitudes, > 0. @defaultValue `2` */
  powerSpectrogram?: number | undefined;
  /** Whether the result is in decibels, as {@link amplitudeToDecibel} makes them: the loudest point of an item is 0 dB. @defaultValue `false` */
  returnDecibelSpectrogram?: boolean | undefined;
}

/**
 * The spectrogram of kapre 0.1, powers by default.
 *
 * @param y - Signal, shape `[...channels, samples]`; for a batch `[batch, channels, samples]`.
 * @param options - {@link SpectrogramV01Options}.
 * @returns Shape `[...channels, 1 + floor(nDft / 2), frames]`, or in `imageDataFormat`; `frames = ceil(samples / nHop)` for `'same'`,
 * `1 + floor((samples - nDft) / nHop)` for `'valid'`. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than `nDft`.
 * @example
 * ```ts
 * import { spectrogramV01 } from '@audiolab/dsp/kapre';
 *
 * const y = Float64Array.from({ length: 2048 }, (_, n) => Math.sin(n / 5));
 * spectrogramV01(y).shape; // [257, 8]
 * spectrogramV01(y, { padding: 'valid', imageDataFormat: 'channels_last' }).shape; // [1, 257, 7, 1]
 * ```
 * @see kapre 0.1.7 `time_frequency.Spectrogram`.
 */
export function spectrogramV01<T extends FloatArray>(y: SignalInput<T>, options?: SpectrogramV01Options): NdArray<T> {
  const caller = 'spectrogramV01';
  const settings = readOptions<OldStftSettings & { powerSpectrogram: number; returnDecibelSpectrogram: boolean }>(caller, options, {
    ...OLD_STFT_DEFAULTS,
    powerSpectrogram: 2,
    returnDecibelSpectrogram: false,
  });
  const { powerSpectrogram, returnDecibelSpectrogram, imageDataFormat, onWarning } = settings;
  expectPositive(powerSpectrogram, caller, 'powerSpectrogram');
  expectBoolean(returnDecibelSpectrogram, caller, 'returnDecibelSpectrogram');
  const signal = readSignal(y, caller);
  const analysis = planOldAnalysis(settings, signal.length, caller);
  const framed = frameSignal(signal, analysis, caller);
  const data = computeRows(framed, (single) => planSpectrogramRows(analysis.spectra, powerSpectrogram, single), caller);
  const items = itemsOf(framed.lead, framed.channels.length, imageDataFormat);
  const out = oldDecibel(data, items, returnDecibelSpectrogram, onWarning, caller);
  return shapeOld(out, framed.lead, analysis.spectra.bins, framed.frames, imageDataFormat, caller);
}

/** Decibels as all layers of kapre 0.1 make them, if asked for. */
export function oldDecibel<T extends FloatArray>(x: T, items: number, asked: boolean, onWarning: OnWarning, caller: string): T {
  const settings: DecibelSettings = { refValue: null, amin: 1e-10, dynamicRange: 80, onWarning };
  expectDecibel(settings, caller, DECIBEL_NAMES);
  return asked ? toDecibel(x, items, settings, caller) : x;
}
