/**
 * Mel-frequency cepstral coefficients.
 * @module
 */
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectFinite, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { POWER_DB } from '../convert/db-kernel.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { expectUnreadFinite, type Framing, isUnreadFinite } from '../stft/framing.js';
import { expectPlanArrays, expectRoom, refuseChannel } from '../stft/plan-arrays.js';
import { isPeakFinite, isSingle, loadFrames, type RowPlan, writeRows } from '../stft/lane-frames.js';
import { PEAK } from '../simd/spectra.js';
import { applyCepstrum, CEPSTRUM_DEFAULTS, cepstrumMatrix, type CepstrumOptions, type CepstrumSettings } from './cepstrum.js';
import { type Cepstrum, type LaneMel } from './lane-mel.js';
import { type MelFrameOptions, type MelFrames, melFrameDefaults, type MelFrameSettings, planMelFrames } from './mel-frames.js';

/** Options of {@link mfcc}. */
export interface MfccOptions extends MelFrameOptions, CepstrumOptions {
  /** What each mel band is divided by: `'slaney'` its width, a number the norm of that order, `null` nothing. @defaultValue `'slaney'` */
  melNorm?: MelNorm | undefined;
  /** Bands are raised to at most this many dB below the loudest of their channel, >= 0; `null` leaves them, so that no frame looks at others. @defaultValue `80` */
  topDb?: number | null | undefined;
}

/** {@link MfccOptions} with defaults filled in. */
export interface MfccSettings extends MelFrameSettings, CepstrumSettings {
  melNorm: MelNorm;
  topDb: number | null;
}

/** Ready to run: tables and scratch. */
export interface MfccPlan {
  readonly mel: MelFrames;
  readonly cepstrum: Cepstrum;
  readonly nMfcc: number;
  readonly topDb: number | null;
  readonly row: Float64Array;
  /** Log-mel bands: of all frames with `topDb`, of one otherwise. */
  bands: Float64Array;
}

const AMIN = 1e-10; // power below this counts as this, as in librosa's power_to_db
/** Log-mel bands that the kept kernels have room for; those of longer signals get their own, so that nothing large is kept. */
const KEPT = 1 << 19;

/** The defaults of librosa's `mfcc`. */
export const mfccDefaults = (): MfccSettings => ({ ...melFrameDefaults(), ...CEPSTRUM_DEFAULTS, melNorm: 'slaney', topDb: 80 });

/** Checks settings and builds what they need. */
export function planMfcc(settings: MfccSettings, sampleRate: number, caller: string): MfccPlan {
  const { melNorm, topDb, nMfcc } = settings;
  if (topDb !== null) expectFinite(topDb, caller, 'topDb', 0);
  const mel = planMelFrames(settings, melNorm, sampleRate, caller, 'melNorm');
  const matrix = cepstrumMatrix(settings, mel.nMels, caller);
  const { dctType, norm, lifter } = settings;
  return {
    mel,
    cepstrum: { settings: { nMfcc, dctType, norm, lifter }, matrix, amin: AMIN },
    nMfcc,
    topDb,
    row: new Float64Array(nMfcc),
    bands: new Float64Array(mel.nMels),
  };
}

/**
 * Mel-frequency cepstral coefficients: the cosine transform of the mel spectrogram in dB.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link MfccOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, nMfcc, frames]`, `frames = 1 + floor(samples / hopLength)` for even `nFft` (see {@link stft}). Precision as `y`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame that is
 * not centred.
 * @example
 * ```ts
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const coefficients = mfcc(y, { sampleRate: 16000, nMfcc: 13 });
 * coefficients.shape; // [13, 32]
 * coefficients.get(0, 16); // -409.24
 * ```
 * @see librosa 0.11 `feature.mfcc`: same numbers for one channel, with filters in double precision. For several channels librosa takes
 * the loudest band of all of them as the reference of `topDb`; here each channel has its own, as in librosa 1.0. S. B. Davis and
 * P. Mermelstein, "Comparison of parametric representations for monosyllabic word recognition", IEEE Trans. ASSP 28 (1980).
 */
export function mfcc<T extends FloatArray>(y: SignalInput<T>, options?: MfccOptions): NdArray<T> {
  const settings = readOptions('mfcc', options, mfccDefaults());
  const { lead, channels, length, sampleRate } = readSignal(y, 'mfcc');
  const plan = planMfcc(settings, resolveSampleRate(sampleRate, settings.sampleRate, 'mfcc'), 'mfcc');
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

/** Writes the coefficients of a channel from `out[at]` on; returns whether all is known to be finite. */
type Writer = (out: FloatArray, at: number, y: FloatArray, frames: number) => boolean;

/** Each frame by itself; with `topDb` all of them at once. */
function writerOf(plan: MfccPlan, lanes: LaneMel | undefined): Writer {
  const { topDb, row } = plan;
  if (topDb === null) {
    const rows = planMfccRows(plan, lanes);
    return (out, at, y, frames) => writeRows(out, at, y, frames, rows, row);
  }
  return (out, at, y, frames) => {
    const sure = lanes !== undefined && isSingle(out, y) && runLanes(out, at, y as Float32Array, frames, plan, topDb, lanes);
    if (!sure) runDouble(out, at, y, frames, plan, topDb);
    return sure;
  };
}

/** Coefficients as rows: those of each frame by itself, without `topDb`. */
export function planMfccRows({ mel, cepstrum, nMfcc, bands }: MfccPlan, lanes: LaneMel | undefined): RowPlan {
  const { nMels } = mel;
  return {
    framing: mel.spectra.framing,
    width: nMfcc,
    into(row, y, t) {
      mel.into(bands, 0, y, t);
      toLevels(bands, nMels, Infinity);
      applyCepstrum(row, 0, bands, 0, cepstrum.matrix, nMels);
    },
    lanes: lanes && {
      spectra: lanes.spectra,
      run(frames, at) {
        lanes.levels(frames, at, 0);
        lanes.cepstra(frames, 0, Infinity);
      },
    },
  };
}

/**
 * On the SIMD kernels, as many frames at a time as they hold. The levels of all frames are looked at first, to know the loudest; those that
 * cannot be kept are computed a second time. False if something left the range of single precision.
 */
function runLanes(out: FloatArray, at: number, y: Float32Array, frames: number, plan: MfccPlan, topDb: number, lanes: LaneMel): boolean {
  const { mel, nMfcc } = plan;
  const { spectra } = lanes;
  const { framing } = mel.spectra;
  const { batch } = spectra;
  const kept = lanes.reserve(frames);
  spectra.heap()[PEAK] = 0;
  for (let first = 0; first < frames; first += batch) fillLevels(lanes, y, first, frames, kept, framing);
  for (let first = 0; first < frames; first += batch) {
    if (first >= kept) fillLevels(lanes, y, first, frames, kept, framing);
    const count = Math.min(batch, frames - first);
    lanes.cepstra(count, Math.min(first, kept), topDb);
    out.set(spectra.results(count * nMfcc), at + first * nMfcc);
  }
  return isPeakFinite(spectra);
}

/** The levels of the frames from `first` on, in their slots, or in the last ones if theirs are not kept. */
function fillLevels(lanes: LaneMel, y: Float32Array, first: number, frames: number, kept: number, framing: Framing): void {
  const at = loadFrames(lanes.spectra, y, first, frames, framing);
  lanes.levels(Math.min(lanes.spectra.batch, frames - first), at, Math.min(first, kept));
}

/** Powers to dB, none more than `topDb` below the loudest; NaN stays NaN. In one function, for a number that goes to or from one may be boxed. */
function toLevels(x: Float64Array, length: number, topDb: number): void {
  let loudest = -Infinity;
  for (let i = 0; i < length; i++) {
    const level = POWER_DB * Math.log(Math.max(x[i]!, AMIN));
    x[i] = level;
    if (level > loudest) loudest = level;
  }
  const floor = loudest - topDb;
  for (let i = 0; i < length; i++) if (x[i]! < floor) x[i] = floor;
}

/** The mel bands of all frames first, to know the loudest. */
function runDouble(out: FloatArray, at: number, y: FloatArray, frames: number, plan: MfccPlan, topDb: number): void {
  const { mel, cepstrum, nMfcc, row } = plan;
  const { nMels } = mel;
  if (plan.bands.length < frames * nMels) plan.bands = new Float64Array(frames * nMels);
  const bands = plan.bands;
  for (let t = 0; t < frames; t++) mel.into(bands, t * nMels, y, t);
  toLevels(bands, frames * nMels, topDb);
  for (let t = 0; t < frames; t++) {
    applyCepstrum(row, 0, bands, t * nMels, cepstrum.matrix, nMels);
    out.set(row, at + t * nMfcc);
  }
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
  const settings = readOptions('createMfcc', options, mfccDefaults());
  expectSampleRate(settings.sampleRate, 'createMfcc');
  const plan = planMfcc(settings, settings.sampleRate, 'createMfcc');
  const { spectra } = plan.mel;
  const write = writerOf(plan, plan.mel.lanes(false, plan.cepstrum));
  return {
    options: Object.freeze({ ...settings, ...spectra.framing }),
    nMfcc: plan.nMfcc,
    frames: (samples) => spectra.frames(samples, 'Mfcc.frames'),
    processInto(out, y) {
      expectPlanArrays(out, y, 'Mfcc.processInto');
      const frames = spectra.frames(y.length, 'Mfcc.processInto');
      expectRoom(out, plan.nMfcc, frames, 'Mfcc.processInto');
      const sure = write(out, 0, y, frames);
      if (!(sure || allFinite(out)) || !isUnreadFinite(spectra.framing, y, frames)) refuseChannel(y, 'Mfcc.processInto');
    },
  };
}
