/**
 * Kaldi's log-mel filter banks.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { keptDialect } from '../feature/dialect-plan.js';
import { type StreamArray, type StreamDtype, type StreamOptions } from '../stream/feature-stream.js';
import { KALDI_DEFAULTS, type KaldiOptions, type KaldiSettings, planKaldi } from './kaldi-options.js';
import { createOnline, type OnlineFeature, runKaldi } from './run-kaldi.js';

/** Options of {@link fbank}. */
export interface FbankOptions extends KaldiOptions {
  /** Whether the logarithm of the energy of a frame stands before its bands (behind them with `htkCompat`). @defaultValue `false` */
  useEnergy?: boolean | undefined;
  /** Whether logarithms are taken of bands; that of the energy always is. @defaultValue `true` */
  useLogFbank?: boolean | undefined;
  /** Whether powers are added up, or magnitudes. @defaultValue `true` */
  usePower?: boolean | undefined;
}

interface Settings extends KaldiSettings {
  useEnergy: boolean;
  useLogFbank: boolean;
  usePower: boolean;
}

const DEFAULTS: Settings = { ...KALDI_DEFAULTS, useEnergy: false, useLogFbank: true, usePower: true };

function plan(settings: Settings, sampleRate: number, caller: string, make = keptDialect) {
  const { useEnergy, useLogFbank, usePower } = settings;
  for (const name of ['useEnergy', 'useLogFbank', 'usePower'] as const) expectBoolean(settings[name], caller, name);
  return planKaldi(settings, { useEnergy, power: usePower ? 2 : 1 }, sampleRate, useLogFbank, caller, make);
}

/**
 * Kaldi's filter banks: logarithms of mel bands, 25 ms every 10 ms.
 *
 * @param y - Signal in [-1, 1], shape `[...channels, samples]`; see `scale`.
 * @param options - {@link FbankOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, numBins, frames]`, one row more with `useEnergy`. Memory is frame after frame: Kaldi's matrix, whose rows are frames.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame.
 * @example
 * ```ts
 * import { fbank } from '@audiolab/dsp/kaldi';
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const bands = fbank(y, { sampleRate: 16000, numBins: 80, snipEdges: false });
 * bands.shape; // [80, 100]
 * ```
 * @see kaldi-native-fbank 1.22 `OnlineFbank`, which computes in single precision: same numbers, closer to exact ones.
 */
export function fbank<T extends FloatArray>(y: SignalInput<T>, options?: FbankOptions): NdArray<T> {
  const settings = readOptions('fbank', options, DEFAULTS);
  const signal = readSignal(y, 'fbank');
  return runKaldi(signal, plan(settings, resolveSampleRate(signal.sampleRate, settings.sampleRate, 'fbank'), 'fbank'), 'fbank');
}

/** Options of {@link createOnlineFbank}. */
export interface OnlineFbankOptions<D extends StreamDtype = StreamDtype> extends FbankOptions, StreamOptions<D> {}

/**
 * {@link fbank} of a signal that arrives in chunks: chunks in, frames out, the same bits. It looks ahead by less than a frame, and keeps two.
 *
 * @param options - {@link OnlineFbankOptions}; `sampleRate` must be given.
 * @returns The running feature.
 * @throws `ParameterError` if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * import { createOnlineFbank } from '@audiolab/dsp/kaldi';
 * const online = createOnlineFbank({ sampleRate: 16000, numBins: 80, snipEdges: false });
 * online.acceptWaveform(new Float32Array(1000)).shape; // [80, 5]
 * online.inputFinished().shape; // [80, 1]
 * ```
 * @see {@link fbank}
 */
export function createOnlineFbank<D extends StreamDtype = 'float32'>(
  options?: OnlineFbankOptions<D>,
): OnlineFeature<StreamArray<D>, OnlineFbankOptions<D>> {
  const caller = 'createOnlineFbank';
  const settings = readOptions(caller, options, { ...DEFAULTS, dtype: 'float32' as D });
  const { dtype, sampleRate } = settings;
  return createOnline({
    name: 'OnlineFbank',
    caller,
    options: settings,
    dtype,
    sampleRate,
    plan: (rate, make) => plan(settings, rate, caller, make),
  });
}
