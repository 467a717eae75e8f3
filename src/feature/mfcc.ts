/**
 * Mel-frequency cepstral coefficients.
 * @module
 */
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { expectUnreadFinite, isUnreadFinite } from '../stft/framing.js';
import { isSingle } from '../stft/lane-frames.js';
import { expectPlanArrays, expectRoom, refuseChannel } from '../stft/plan-arrays.js';
import { CEPSTRUM_DEFAULTS, type CepstrumOptions, type CepstrumSettings } from './cepstrum.js';
import { checkEnergy, type Dialect, ENERGY_DEFAULTS, type EnergyOptions, type EnergySettings } from './dialect-rows.js';
import { buildDialect, keptDialect } from './dialect-plan.js';
import { isPlain, resolveFrontEnd } from './front-end.js';
import { frontEndDefaults, type FrontEndOptions, type FrontEndSettings } from './front-end-options.js';
import { checkLog, isPlainLog, LOG_DEFAULTS, type LogOptions, type LogSettings } from './log-options.js';
import { KEPT } from './kept.js';
import { type MfccPlan, planMfcc, writerOf } from './mfcc-plan.js';
import { expectPresetRate, readDialect } from './read-dialect.js';

/** Options of {@link mfcc}. */
export interface MfccOptions extends FrontEndOptions, LogOptions, CepstrumOptions, EnergyOptions {
  /** What each mel band is divided by: `'slaney'` its width, a number the norm of that order, `null` nothing. @defaultValue `'slaney'` */
  melNorm?: MelNorm | undefined;
}

/** {@link MfccOptions} with defaults filled in. */
export interface MfccSettings extends FrontEndSettings, LogSettings, CepstrumSettings, EnergySettings {
  melNorm: MelNorm;
}

/** The defaults of librosa's `mfcc`. */
export const mfccDefaults = (): MfccSettings => ({
  ...frontEndDefaults(),
  ...LOG_DEFAULTS,
  ...CEPSTRUM_DEFAULTS,
  ...ENERGY_DEFAULTS,
  melNorm: 'slaney',
});

/** Settings for one rate, and what computes them: librosa's kernels, or the steps of a dialect. */
interface Prepared {
  readonly settings: MfccSettings;
  readonly plain: MfccPlan | undefined;
  readonly dialect: Dialect | undefined;
}

/** Checks what lies behind the front end. */
export function checkMfcc(settings: MfccSettings, caller: string): void {
  checkLog(settings, caller);
  checkEnergy(settings, caller);
}

function prepare(read: MfccSettings, sampleRate: number, channels: number, caller: string, plan = keptDialect): Prepared {
  expectPresetRate(read.preset, sampleRate, caller);
  const settings = resolveFrontEnd(read, sampleRate, caller);
  checkMfcc(settings, caller);
  const { melNorm, energy, energyPlace } = settings;
  if (isPlain(settings) && isPlainLog(settings, channels) && energy === null && energyPlace === 'first') {
    return { settings, plain: planMfcc(settings, sampleRate, caller), dialect: undefined };
  }
  const all = { log: settings, cepstrum: settings, energy: settings };
  const dialect = plan({ settings, norm: melNorm, normName: 'melNorm', sampleRate, caller, ...all });
  return { settings, plain: undefined, dialect };
}

/**
 * Mel-frequency cepstral coefficients: the cosine transform of the mel spectrogram in dB.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link MfccOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, nMfcc, frames]`, `frames = 1 + floor(samples / hopLength)` for even `nFft` (see {@link stft}), or as
 * `frameRule` says. Precision as `y`.
 * @throws {@link ParameterError} if an option is unknown, out of range or contradicts another, a sample is not finite, or `y` is shorter than a
 * frame that is not centred.
 * @example
 * ```ts
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const coefficients = mfcc(y, { sampleRate: 16000, nMfcc: 13 });
 * coefficients.shape; // [13, 32]
 * coefficients.get(0, 16); // -409.24
 * mfcc(y, { sampleRate: 16000, preset: 'kaldi' }).shape; // [13, 98]
 * ```
 * @see librosa 0.11 `feature.mfcc`: same numbers for one channel, with filters in double precision. For several channels librosa takes
 * the loudest band of all of them as the reference of `topDb`; here each channel has its own, as in librosa 1.0. {@link presets} are the
 * numbers of other programs. S. B. Davis and
 * P. Mermelstein, "Comparison of parametric representations for monosyllabic word recognition", IEEE Trans. ASSP 28 (1980).
 */
export function mfcc<T extends FloatArray>(y: SignalInput<T>, options?: MfccOptions): NdArray<T> {
  const read = readDialect<MfccSettings>('mfcc', options, mfccDefaults());
  const { lead, channels, length, sampleRate } = readSignal(y, 'mfcc');
  const { plain: plan, dialect } = prepare(read, resolveSampleRate(sampleRate, read.sampleRate, 'mfcc'), channels.length, 'mfcc');
  if (!plan) {
    const { width } = dialect!;
    const frames = dialect!.frames(length, 'mfcc');
    const out = arrayLike(channels[0]!, channels.length * frames * width);
    dialect!.run(out, channels, frames, 'mfcc');
    return timeMajor(out, lead, width, frames);
  }
  const { spectra } = plan.mel;
  const frames = spectra.frames(length, 'mfcc');
  expectUnreadFinite(spectra.framing, channels, frames, 'mfcc');
  const out = arrayLike(channels[0]!, channels.length * frames * plan.nMfcc);
  const lanes = isSingle(out) ? plan.mel.lanes(frames * plan.mel.nMels <= KEPT, plan.cepstrum) : undefined;
  const write = writerOf(plan, lanes);
  let sure = true;
  for (const [c, x] of channels.entries()) sure = write(out, c * frames * plan.nMfcc, x, frames) && sure;
  if (!sure) refuseNonFinite(out, channels, 'mfcc', 'y');
  return timeMajor(out, lead, plan.nMfcc, frames);
}

/** Mel-frequency cepstral coefficients that are planned once and computed often. */
export interface Mfcc {
  /** The options in force, defaults filled in. */
  readonly options: Readonly<MfccOptions>;
  /** Coefficients. */
  readonly nMfcc: number;
  /** Number of frames of a signal. */
  frames(samples: number): number;
  /**
   * Analyses one channel into `out`, of length `frames(y.length) * nMfcc`: frame after frame. Allocates nothing, but with `topDb` the
   * mel bands of all frames are kept, and their store grows when a signal is longer than any before.
   */
  processInto(out: FloatArray, y: FloatArray): void;
}

/**
 * Plans mel-frequency cepstral coefficients: options checked and tables made once.
 *
 * @param options - {@link MfccOptions}; `sampleRate` must be given.
 * @returns The plan.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * const plan = createMfcc({ sampleRate: 16000, nMfcc: 13 });
 * const out = new Float32Array(plan.frames(16000) * plan.nMfcc);
 * plan.processInto(out, new Float32Array(16000));
 * out[0]; // -1131.37
 * ```
 * @see {@link mfcc}
 */
export function createMfcc(options?: MfccOptions): Mfcc {
  const read = readDialect<MfccSettings>('createMfcc', options, mfccDefaults());
  expectSampleRate(read.sampleRate, 'createMfcc');
  const { settings, plain: plan, dialect } = prepare(read, read.sampleRate, 1, 'createMfcc', buildDialect);
  const nMfcc = plan ? plan.nMfcc : dialect!.width;
  const count = plan ? plan.mel.spectra.frames : dialect!.frames;
  const write = plan && writerOf(plan, plan.mel.lanes(false, plan.cepstrum));
  const framing = plan?.mel.spectra.framing;
  return {
    options: Object.freeze({ ...settings, ...framing }),
    nMfcc,
    frames: (samples) => count(samples, 'Mfcc.frames'),
    processInto(out, y) {
      const caller = 'Mfcc.processInto';
      expectPlanArrays(out, y, caller);
      const frames = count(y.length, caller);
      expectRoom(out, nMfcc, frames, caller);
      if (!write) dialect!.run(out, [y], frames, caller);
      else {
        const sure = write(out, 0, y, frames);
        if (!(sure || allFinite(out)) || !isUnreadFinite(framing!, y, frames)) refuseChannel(y, caller);
      }
    },
  };
}
