/**
 * Kaldi's log-power spectra.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { keptDialect } from '../feature/dialect-plan.js';
import { type StreamArray, type StreamDtype, type StreamOptions } from '../stream/feature-stream.js';
import { KALDI_DEFAULTS, KALDI_FRAMES, type KaldiFrameOptions, type KaldiFrameSettings, planKaldi } from './kaldi-options.js';
import { createOnline, type OnlineFeature, runKaldi } from './run-kaldi.js';

/** Options of {@link spectrogram}. */
export type SpectrogramOptions = KaldiFrameOptions;

const plan = (settings: KaldiFrameSettings, sampleRate: number, caller: string, make = keptDialect) =>
  planKaldi({ ...KALDI_DEFAULTS, ...settings }, { useEnergy: true, bins: true }, sampleRate, true, caller, make);

/**
 * Kaldi's spectrogram: the logarithm of the power spectrum, 25 ms every 10 ms, with the logarithm of the frame's energy in place of bin 0.
 *
 * @param y - Signal in [-1, 1], shape `[...channels, samples]`; see `scale`.
 * @param options - {@link SpectrogramOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, floor(nFft / 2) + 1, frames]`, 257 bins at 16 kHz. Memory is frame after frame: Kaldi's matrix, whose rows are
 * frames.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame.
 * @example
 * ```ts
 * import { spectrogram } from '@audiolab/dsp/kaldi';
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * spectrogram(y, { sampleRate: 16000 }).shape; // [257, 98]
 * ```
 * @see torchaudio `compliance.kaldi.spectrogram`, Kaldi `compute-spectrogram-feats`.
 */
export function spectrogram<T extends FloatArray>(y: SignalInput<T>, options?: SpectrogramOptions): NdArray<T> {
  const caller = 'spectrogram';
  const settings = readOptions(caller, options, KALDI_FRAMES);
  const signal = readSignal(y, caller);
  return runKaldi(signal, plan(settings, resolveSampleRate(signal.sampleRate, settings.sampleRate, caller), caller), caller);
}

/** Options of {@link createOnlineSpectrogram}. */
export interface OnlineSpectrogramOptions<D extends StreamDtype = StreamDtype> extends SpectrogramOptions, StreamOptions<D> {}

/**
 * {@link spectrogram} of a signal that arrives in chunks: chunks in, frames out, the same bits. It looks ahead by less than a frame, and keeps two.
 *
 * @param options - {@link OnlineSpectrogramOptions}; `sampleRate` must be given.
 * @returns The running feature.
 * @throws `ParameterError` if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * import { createOnlineSpectrogram } from '@audiolab/dsp/kaldi';
 * const online = createOnlineSpectrogram({ sampleRate: 16000 });
 * online.acceptWaveform(new Float32Array(1000)).shape; // [257, 4]
 * ```
 * @see {@link spectrogram}
 */
export function createOnlineSpectrogram<D extends StreamDtype = 'float32'>(
  options?: OnlineSpectrogramOptions<D>,
): OnlineFeature<StreamArray<D>, OnlineSpectrogramOptions<D>> {
  const caller = 'createOnlineSpectrogram';
  const settings = readOptions(caller, options, { ...KALDI_FRAMES, dtype: 'float32' as D });
  const { dtype, sampleRate, ...frames } = settings;
  return createOnline({
    name: 'OnlineSpectrogram',
    caller,
    options: settings,
    dtype,
    sampleRate,
    plan: (rate, make) => plan({ ...frames, sampleRate: rate }, rate, caller, make),
  });
}
