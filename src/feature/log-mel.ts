/**
 * Log-mel spectrograms: what most networks hear.
 * @module
 */
import { type NdArray, timeMajor } from '../core/nd.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { expectPlanArrays, expectRoom } from '../stft/plan-arrays.js';
import { checkEnergy, type Dialect, ENERGY_DEFAULTS, type EnergyOptions, type EnergySettings } from './dialect-rows.js';
import { buildDialect, keptDialect } from './dialect-plan.js';
import { resolveFrontEnd } from './front-end.js';
import { frontEndDefaults, type FrontEndOptions, type FrontEndSettings } from './front-end-options.js';
import { checkLog, LOG_DEFAULTS, type LogOptions, type LogSettings } from './log-options.js';
import { expectPresetRate, readDialect } from './read-dialect.js';

/** Options of {@link logMel}. */
export interface LogMelOptions extends FrontEndOptions, LogOptions, EnergyOptions {
  /** What each mel band is divided by: `'slaney'` its width, a number the norm of that order, `null` nothing. @defaultValue `'slaney'` */
  melNorm?: MelNorm | undefined;
}

interface Settings extends FrontEndSettings, LogSettings, EnergySettings {
  melNorm: MelNorm;
}

const defaults = (): Settings => ({ ...frontEndDefaults(), ...LOG_DEFAULTS, ...ENERGY_DEFAULTS, melNorm: 'slaney' });

/** The energy of a preset stands for coefficient 0 of its cepstra; beside log-mel bands it stands only if asked for. */
const NAMES = { energy: null, energyPlace: null };

function prepare(read: Settings, sampleRate: number, caller: string, plan = keptDialect): { settings: Settings; dialect: Dialect } {
  expectPresetRate(read.preset, sampleRate, caller);
  const settings = resolveFrontEnd(read, sampleRate, caller);
  checkLog(settings, caller);
  checkEnergy(settings, caller);
  const all = { log: settings, cepstrum: null, energy: settings };
  return { settings, dialect: plan({ settings, norm: settings.melNorm, normName: 'melNorm', sampleRate, caller, ...all }) };
}

/**
 * The log-mel spectrogram: logarithms of mel bands, in dB unless a dialect has them otherwise.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link LogMelOptions}. `sampleRate` must be given unless the signal carries it. With `energy` there is one more row.
 * @returns Shape `[...channels, nMels, frames]`, `frames` by `center` and `frameRule`. Precision as `y`.
 * @throws {@link ParameterError} if an option is unknown, out of range or contradicts another, a sample is not finite, or `y` is too short.
 * @example
 * ```ts
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const whisper = logMel(y, { sampleRate: 16000, preset: 'whisper' });
 * whisper.shape; // [80, 100]
 * const kaldi = logMel(y, { sampleRate: 16000, preset: 'kaldi', nMels: 80 });
 * kaldi.shape; // [80, 98]
 * ```
 * @see {@link presets} names the programs whose numbers these are; without a preset, librosa 0.11 `power_to_db(feature.melspectrogram(...))`.
 */
export function logMel<T extends FloatArray>(y: SignalInput<T>, options?: LogMelOptions): NdArray<T> {
  const caller = 'logMel';
  const read = readDialect<Settings>(caller, options, defaults(), NAMES);
  const { lead, channels, length, sampleRate } = readSignal(y, caller);
  const { dialect } = prepare(read, resolveSampleRate(sampleRate, read.sampleRate, caller), caller);
  const { width } = dialect;
  const frames = dialect.frames(length, caller);
  const out = arrayLike(channels[0]!, channels.length * frames * width);
  dialect.run(out, channels, frames, caller);
  return timeMajor(out, lead, width, frames);
}

/** A log-mel spectrogram that is planned once and run often. */
export interface LogMel {
  /** The options in force, defaults filled in. */
  readonly options: Readonly<LogMelOptions>;
  /** Numbers per frame: bands, and the energy if it was asked for. */
  readonly width: number;
  /** Number of frames of a signal. */
  frames(samples: number): number;
  /**
   * Analyses one channel into `out`, of length `frames(y.length) * width`: frame after frame. Allocates nothing but its store, which grows
   * when a signal is longer than any before.
   */
  processInto(out: FloatArray, y: FloatArray): void;
}

/**
 * Plans a log-mel spectrogram: options checked and tables made once.
 *
 * @param options - {@link LogMelOptions}; `sampleRate` must be given.
 * @returns The plan.
 * @throws {@link ParameterError} if an option is unknown, missing, out of range or contradicts another.
 * @example
 * ```ts
 * const plan = createLogMel({ sampleRate: 16000, preset: 'kaldi' });
 * const out = new Float32Array(plan.frames(16000) * plan.width);
 * plan.processInto(out, new Float32Array(16000));
 * out[0]; // -15.9424
 * ```
 * @see {@link logMel}
 */
export function createLogMel(options?: LogMelOptions): LogMel {
  const read = readDialect<Settings>('createLogMel', options, defaults(), NAMES);
  expectSampleRate(read.sampleRate, 'createLogMel');
  const { settings, dialect } = prepare(read, read.sampleRate, 'createLogMel', buildDialect);
  return {
    options: Object.freeze(settings),
    width: dialect.width,
    frames: (samples) => dialect.frames(samples, 'LogMel.frames'),
    processInto(out, y) {
      const caller = 'LogMel.processInto';
      expectPlanArrays(out, y, caller);
      const frames = dialect.frames(y.length, caller);
      expectRoom(out, dialect.width, frames, caller);
      dialect.run(out, [y], frames, caller);
    },
  };
}
