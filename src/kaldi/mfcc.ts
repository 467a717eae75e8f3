/**
 * Kaldi's mel-frequency cepstral coefficients.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { keptDialect } from '../feature/dialect-plan.js';
import { type StreamArray, type StreamDtype, type StreamOptions } from '../stream/feature-stream.js';
import { KALDI_DEFAULTS, type KaldiOptions, type KaldiSettings, planKaldi } from './kaldi-options.js';
import { createOnline, type OnlineFeature, runKaldi } from './run-kaldi.js';

/** Options of {@link mfcc}. */
export interface MfccOptions extends KaldiOptions {
  /** Coefficients, in [1, numBins]. @defaultValue `13` */
  numCeps?: number | undefined;
  /** Whether the logarithm of the energy of a frame stands in place of coefficient 0. @defaultValue `true` */
  useEnergy?: boolean | undefined;
  /** L > 0 multiplies coefficient n by `1 + L / 2 sin(pi n / L)`; 0 does not. @defaultValue `22` */
  cepstralLifter?: number | undefined;
}

interface Settings extends KaldiSettings {
  numCeps: number;
  useEnergy: boolean;
  cepstralLifter: number;
}

const DEFAULTS: Settings = { ...KALDI_DEFAULTS, numCeps: 13, useEnergy: true, cepstralLifter: 22 };

function plan(settings: Settings, sampleRate: number, caller: string, make = keptDialect) {
  const { numCeps, numBins, useEnergy, cepstralLifter, htkCompat } = settings;
  expectBoolean(useEnergy, caller, 'useEnergy');
  expectInteger(numCeps, caller, 'numCeps', 1);
  if (numCeps > numBins) throw new ParameterError(caller, 'numCeps', `must be <= numBins = ${numBins}, got ${numCeps}`);
  expectFinite(cepstralLifter, caller, 'cepstralLifter', 0);
  const norm = htkCompat && !useEnergy ? 'htk' : 'ortho';
  return planKaldi(settings, { useEnergy, nMfcc: numCeps, lifter: cepstralLifter, norm }, sampleRate, true, caller, make);
}

/**
 * Kaldi's mel-frequency cepstral coefficients: 13, the first of them the energy, 25 ms every 10 ms.
 *
 * @param y - Signal in [-1, 1], shape `[...channels, samples]`; see `scale`.
 * @param options - {@link MfccOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, numCeps, frames]`. Memory is frame after frame: Kaldi's matrix, whose rows are frames.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame.
 * @example
 * ```ts
 * import { mfcc } from '@audiolab/dsp/kaldi';
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const coefficients = mfcc(y, { sampleRate: 16000 });
 * coefficients.shape; // [13, 98]
 * coefficients.get(0, 0); // 26.0927
 * ```
 * @see kaldi-native-fbank 1.22 `OnlineMfcc`, which computes in single precision: same numbers, closer to exact ones.
 */
export function mfcc<T extends FloatArray>(y: SignalInput<T>, options?: MfccOptions): NdArray<T> {
  const settings = readOptions('mfcc', options, DEFAULTS);
  const signal = readSignal(y, 'mfcc');
  return runKaldi(signal, plan(settings, resolveSampleRate(signal.sampleRate, settings.sampleRate, 'mfcc'), 'mfcc'), 'mfcc');
}

/** Options of {@link createOnlineMfcc}. */
export interface OnlineMfccOptions<D extends StreamDtype = StreamDtype> extends MfccOptions, StreamOptions<D> {}

/**
 * {@link mfcc} of a signal that arrives in chunks: chunks in, frames out, the same bits. It looks ahead by less than a frame, and keeps two.
 *
 * @param options - {@link OnlineMfccOptions}; `sampleRate` must be given.
 * @returns The running feature.
 * @throws `ParameterError` if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * import { createOnlineMfcc } from '@audiolab/dsp/kaldi';
 * const online = createOnlineMfcc({ sampleRate: 16000 });
 * online.latency; // 399
 * online.acceptWaveform(new Float32Array(1000)).shape; // [13, 4]
 * ```
 * @see {@link mfcc}
 */
export function createOnlineMfcc<D extends StreamDtype = 'float32'>(
  options?: OnlineMfccOptions<D>,
): OnlineFeature<StreamArray<D>, OnlineMfccOptions<D>> {
  const caller = 'createOnlineMfcc';
  const settings = readOptions(caller, options, { ...DEFAULTS, dtype: 'float32' as D });
  const { dtype, sampleRate } = settings;
  return createOnline({
    name: 'OnlineMfcc',
    caller,
    options: settings,
    dtype,
    sampleRate,
    plan: (rate, make) => plan(settings, rate, caller, make),
  });
}
