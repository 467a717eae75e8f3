/**
 * Mel spectrograms.
 * @module
 */
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { expectUnreadFinite, isUnreadFinite } from '../stft/framing.js';
import { isSingle, type RowPlan, writeRows } from '../stft/lane-frames.js';
import { expectPlanArrays, expectRoom, refuseChannel } from '../stft/plan-arrays.js';
import { type MelFrameOptions, type MelFrames, melFrameDefaults, type MelFrameSettings, planMelFrames } from './mel-frames.js';

/** Options of {@link melSpectrogram}. */
export interface MelSpectrogramOptions extends MelFrameOptions {
  /** What each mel band is divided by: `'slaney'` its width, a number the norm of that order, `null` nothing. @defaultValue `'slaney'` */
  norm?: MelNorm | undefined;
}

type Settings = MelFrameSettings & { norm: MelNorm };

/** The defaults of librosa's `melspectrogram`. */
export const melSpectrogramDefaults = (): Settings => ({ ...melFrameDefaults(), norm: 'slaney' });

const read = (caller: string, options: MelSpectrogramOptions | undefined): Settings =>
  readOptions<Settings>(caller, options, melSpectrogramDefaults());

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
  const plan = planMelFrames(settings, settings.norm, resolveSampleRate(sampleRate, settings.sampleRate, caller), caller);
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

/** Mel bands as rows; `kept` kernels are shared with others who ask for the same. */
export function planMelRows(plan: MelFrames, single: boolean, kept: boolean): RowPlan {
  const lanes = single ? plan.lanes(kept) : undefined;
  return {
    framing: plan.spectra.framing,
    width: plan.nMels,
    into: (row, y, t) => plan.into(row, 0, y, t),
    lanes: lanes && { spectra: lanes.spectra, run: lanes.mel },
  };
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
  const settings = read('createMelSpectrogram', options);
  const { sampleRate } = settings;
  expectSampleRate(sampleRate, 'createMelSpectrogram');
  const plan = planMelFrames(settings, settings.norm, sampleRate, 'createMelSpectrogram');
  const { spectra, nMels } = plan;
  const rows = planMelRows(plan, true, false);
  const row = new Float64Array(nMels);
  return {
    options: Object.freeze({ ...settings, ...spectra.framing }),
    nMels,
    frames: (samples) => spectra.frames(samples, 'MelSpectrogram.frames'),
    processInto(out, y) {
      expectPlanArrays(out, y, 'MelSpectrogram.processInto');
      const frames = spectra.frames(y.length, 'MelSpectrogram.processInto');
      expectRoom(out, nMels, frames, 'MelSpectrogram.processInto');
      const sure = writeRows(out, 0, y, frames, rows, row);
      if (!(sure || allFinite(out)) || !isUnreadFinite(spectra.framing, y, frames)) refuseChannel(y, 'MelSpectrogram.processInto');
    },
  };
}
