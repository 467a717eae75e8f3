/**
 * The spectrogram of pyAudioAnalysis.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { countFrames, expectShortTerm, SHORT_TERM_DEFAULTS, type ShortTermOptions } from './feature-options.js';
import { eachSpectrum } from './short-frames.js';

/** What {@link spectrogram} returns. */
export interface Spectrogram<T extends FloatArray = FloatArray> {
  /** Magnitudes: shape `[...channels, bins, frames]`. */
  readonly spectrogram: NdArray<T>;
  /** Where each frame begins, seconds. */
  readonly timeAxis: Float64Array;
  /** Frequency of each bin, Hz. */
  readonly freqAxis: Float64Array;
}

/**
 * Magnitudes of frames without a window, of the signal freed of its mean and divided by its peak: a sine on a bin has its amplitude.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link ShortTermOptions}.
 * @returns `spectrogram` of shape `[...channels, 1 + floor(window / 2), frames]`, `frames = 1 + floor((samples - window) / step)`, precision as
 * `y`; the axes. With `compat` there are `floor(window / 2)` bins, frequencies are those of the next bin, frame t begins one window
 * later than `timeAxis` says, and the frames that are then missing at the end are zeros.
 * @throws `ParameterError` if an option is unknown, missing or out of range, a sample is not finite, or `y` is shorter than a frame.
 * @example
 * ```ts
 * import { spectrogram } from '@audiolab/dsp/pyaudioanalysis';
 *
 * const y = Float64Array.from({ length: 64 }, (_, n) => Math.cos((Math.PI * n) / 4));
 * const { spectrogram: S, freqAxis } = spectrogram(y, { sampleRate: 8000, window: 32, step: 32 });
 * S.shape; // [17, 2]
 * [freqAxis[4], S.get(4, 0)]; // [1000, 1]
 * ```
 * @see pyAudioAnalysis 0.3.14 `ShortTermFeatures.spectrogram`, time first: the same numbers with `compat: true`.
 */
export function spectrogram<T extends FloatArray>(y: SignalInput<T>, options: ShortTermOptions): Spectrogram<T> {
  const caller = 'spectrogram';
  const settings = readOptions(caller, options, SHORT_TERM_DEFAULTS);
  const { lead, channels, length, sampleRate } = readSignal(y, caller);
  const { window, step, compat } = settings;
  const rate = resolveSampleRate(sampleRate, settings.sampleRate, caller);
  expectShortTerm(settings, rate, caller);
  const rows = countFrames(length, window, step, caller);
  const frames = compat ? Math.max(0, 1 + Math.floor((length - 2 * window) / step)) : rows;
  const half = window >> 1;
  const bins = compat ? half : half + 1;
  const out = arrayLike(channels[0]!, channels.length * rows * bins);
  for (const [c, x] of channels.entries()) {
    eachSpectrum(x, { window, step, compat, first: compat ? window : 0, frames }, (magnitude, _, t) =>
      out.set(magnitude, (c * rows + t) * bins),
    );
  }
  refuseNonFinite(out, channels, caller, 'y');
  return {
    spectrogram: timeMajor(out, lead, bins, rows),
    timeAxis: Float64Array.from({ length: rows }, (_, t) => (t * step) / rate),
    freqAxis: Float64Array.from({ length: bins }, (_, k) => (compat ? ((k + 1) * rate) / (2 * half) : (k * rate) / window)),
  };
}
