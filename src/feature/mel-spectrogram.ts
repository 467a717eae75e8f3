/**
 * Mel spectrograms.
 * @module
 */
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { type Options } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { expectUnreadFinite, isUnreadFinite } from '../stft/framing.js';
import { isSingle, writeRows } from '../stft/lane-frames.js';
import { expectPlanArrays, expectRoom, refuseChannel } from '../stft/plan-arrays.js';
import { buildDialect, keptDialect } from './dialect-plan.js';
import { isPlain, resolveFrontEnd } from './front-end.js';
import { frontEndDefaults, type FrontEndOptions, type FrontEndSettings } from './front-end-options.js';
import { melFrameDefaults, type MelFrameSettings, planMelFrames } from './mel-frames.js';
import { planMelRows } from './mel-rows.js';
import { expectPresetRate, readDialect } from './read-dialect.js';

/** Options of {@link melSpectrogram}. */
export interface MelSpectrogramOptions extends FrontEndOptions {
  /** What each mel band is divided by: `'slaney'` its width, a number the norm of that order, `null` nothing. @defaultValue `'slaney'` */
  norm?: MelNorm | undefined;
}

interface Settings extends FrontEndSettings {
  norm: MelNorm;
}

/** The defaults of librosa's `melspectrogram`. */
export const melSpectrogramDefaults = (): MelFrameSettings & { norm: MelNorm } => ({ ...melFrameDefaults(), norm: 'slaney' });

/** In presets `norm` is that of the cosine transform. */
const NAMES = { melNorm: 'norm', norm: null };

const read = (caller: string, options: MelSpectrogramOptions | undefined): Settings =>
  readDialect<Settings>(caller, options as Options<Settings> | undefined, { ...frontEndDefaults(), norm: 'slaney' }, NAMES);

/** Settings for one rate, and what computes them: librosa's kernels, or the steps of a dialect. */
function prepare(read: Settings, sampleRate: number, caller: string, make = keptDialect) {
  expectPresetRate(read.preset, sampleRate, caller);
  const settings = resolveFrontEnd(read, sampleRate, caller);
  const { norm } = settings;
  if (isPlain(settings)) return { settings, plan: planMelFrames(settings, norm, sampleRate, caller), dialect: undefined };
  const dialect = make({ settings, norm, normName: 'norm', sampleRate, caller, log: null, cepstrum: null, energy: null });
  return { settings, plan: undefined, dialect };
}

/**
 * The mel spectrogram: the power spectrogram, added up in bands that are equally wide on the mel scale.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link MelSpectrogramOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, nMels, frames]`, `frames = 1 + floor(samples / hopLength)` for even `nFft` (see {@link stft}). Precision as `y`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame that is
 * not centred.
 * @example
 * ```ts
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const S = melSpectrogram(y, { sampleRate: 16000, nMels: 40 });
 * S.shape; // [40, 32]
 * S.get(5, 16) > 100 * S.get(8, 16); // true
 * ```
 * @see librosa 0.11 `feature.melspectrogram`: same numbers, with filters in double precision.
 */
export function melSpectrogram<T extends FloatArray>(y: SignalInput<T>, options?: MelSpectrogramOptions): NdArray<T> {
  const caller = 'melSpectrogram';
  const settings = read(caller, options);
  const { lead, channels, length, sampleRate } = readSignal(y, caller);
  const { plan, dialect } = prepare(settings, resolveSampleRate(sampleRate, settings.sampleRate, caller), caller);
  if (!plan) {
    const { width } = dialect;
    const frames = dialect.frames(length, caller);
    const out = arrayLike(channels[0]!, channels.length * frames * width);
    dialect.run(out, channels, frames, caller);
    return timeMajor(out, lead, width, frames);
  }
  const frames = plan.spectra.frames(length, caller);
  expectUnreadFinite(plan.spectra.framing, channels, frames, caller);
  const out = arrayLike(channels[0]!, channels.length * frames * plan.nMels);
  const rows = planMelRows(plan, isSingle(out), true);
  const row = new Float64Array(plan.nMels);
  let sure = true;
  for (const [c, x] of channels.entries()) sure = writeRows(out, c * frames * plan.nMels, x, frames, rows, row) && sure;
  if (!sure) refuseNonFinite(out, channels, caller, 'y');
  return timeMajor(out, lead, plan.nMels, frames);
}

/** A mel spectrogram that is planned once and run often. */
export interface MelSpectrogram {
  /** The options in force, defaults filled in. */
  readonly options: Readonly<MelSpectrogramOptions>;
  /** Bands. */
  readonly nMels: number;
  /** Number of frames of a signal. */
  frames(samples: number): number;
  /** Analyses one channel into `out`, of length `frames(y.length) * nMels`: frame after frame. Allocates nothing. */
  processInto(out: FloatArray, y: FloatArray): void;
}

/**
 * Plans a mel spectrogram: options checked and tables made once.
 *
 * @param options - {@link MelSpectrogramOptions}; `sampleRate` must be given.
 * @returns The plan.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * const plan = createMelSpectrogram({ sampleRate: 16000, nMels: 40 });
 * const out = new Float32Array(plan.frames(16000) * plan.nMels);
 * plan.processInto(out, new Float32Array(16000));
 * out.length; // 1280
 * ```
 * @see {@link melSpectrogram}
 */
export function createMelSpectrogram(options?: MelSpectrogramOptions): MelSpectrogram {
  const given = read('createMelSpectrogram', options);
  const { sampleRate } = given;
  expectSampleRate(sampleRate, 'createMelSpectrogram');
  const { settings, plan, dialect } = prepare(given, sampleRate, 'createMelSpectrogram', buildDialect);
  const nMels = plan ? plan.nMels : dialect.width;
  const count = plan ? plan.spectra.frames : dialect.frames;
  const rows = plan && planMelRows(plan, true, false);
  const row = new Float64Array(nMels);
  return {
    options: Object.freeze({ ...settings, ...rows?.framing }),
    nMels,
    frames: (samples) => count(samples, 'MelSpectrogram.frames'),
    processInto(out, y) {
      const caller = 'MelSpectrogram.processInto';
      expectPlanArrays(out, y, caller);
      const frames = count(y.length, caller);
      expectRoom(out, nMels, frames, caller);
      if (!rows) dialect!.run(out, [y], frames, caller);
      else {
        const sure = writeRows(out, 0, y, frames, rows, row);
        if (!(sure || allFinite(out)) || !isUnreadFinite(rows.framing, y, frames)) refuseChannel(y, caller);
      }
    },
  };
}
