/**
 * librosa's mel-frequency cepstral coefficients, which have SIMD kernels: from mel bands to coefficients.
 * @module
 */
import { expectFinite, expectPositive } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { logAll } from '../core/fast-math.js';
import { POWER_DB } from '../convert/db-kernel.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { PEAK } from '../simd/spectra.js';
import { type Framing } from '../stft/framing.js';
import { isPeakFinite, isSingle, loadFrames, type RowPlan, writeRows } from '../stft/lane-frames.js';
import { applyCepstrum, CEPSTRUM_DEFAULTS, cepstrumMatrix, type CepstrumSettings } from './cepstrum.js';
import { type Cepstrum, type LaneMel } from './lane-mel.js';
import { type MelFrames, melFrameDefaults, type MelFrameSettings, planMelFrames } from './mel-frames.js';

/** What decides them. */
export interface PlainMfccSettings extends MelFrameSettings, CepstrumSettings {
  melNorm: MelNorm;
  topDb: number | null;
  amin: number;
}

/** Ready to run: tables and scratch. */
export interface MfccPlan {
  readonly mel: MelFrames;
  readonly cepstrum: Cepstrum;
  readonly nMfcc: number;
  readonly topDb: number | null;
  readonly row: Float64Array;
  /** Floor of the powers: in an array, since V8 makes an object of a number that is handed to a function. */
  readonly amin: Float64Array;
  /** Log-mel bands: of all frames with `topDb`, of one otherwise. */
  bands: Float64Array;
}

/** The defaults of librosa's `mfcc`. */
export const plainMfccDefaults = (): PlainMfccSettings => ({
  ...melFrameDefaults(),
  ...CEPSTRUM_DEFAULTS,
  melNorm: 'slaney',
  topDb: 80,
  amin: 1e-10,
});

/** Checks settings and builds what they need. */
export function planMfcc(settings: PlainMfccSettings, sampleRate: number, caller: string): MfccPlan {
  const { melNorm, topDb, amin, nMfcc } = settings;
  if (topDb !== null) expectFinite(topDb, caller, 'topDb', 0);
  expectPositive(amin, caller, 'amin');
  const mel = planMelFrames(settings, melNorm, sampleRate, caller, 'melNorm');
  const matrix = cepstrumMatrix(settings, mel.nMels, caller);
  const { dctType, norm, lifter, lifterOrigin } = settings;
  return {
    mel,
    cepstrum: { settings: { nMfcc, dctType, norm, lifter, lifterOrigin }, matrix, amin },
    nMfcc,
    topDb,
    row: new Float64Array(nMfcc),
    amin: Float64Array.of(amin),
    bands: new Float64Array(mel.nMels),
  };
}

/** Writes the coefficients of a channel from `out[at]` on; returns whether all is known to be finite. */
export type Writer = (out: FloatArray, at: number, y: FloatArray, frames: number) => boolean;

/** Each frame by itself; with `topDb` all of them at once. */
export function writerOf(plan: MfccPlan, lanes: LaneMel | undefined): Writer {
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
export function planMfccRows({ mel, cepstrum, nMfcc, bands, amin }: MfccPlan, lanes: LaneMel | undefined): RowPlan {
  const { nMels } = mel;
  return {
    framing: mel.spectra.framing,
    width: nMfcc,
    into(row, y, t) {
      mel.into(bands, 0, y, t);
      toLevels(bands, nMels, amin);
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

/** Powers to dB, in place. `amin` in an array, and the loops here: a number that goes to or from a function may be boxed. */
function toLevels(x: Float64Array, length: number, amin: Float64Array): void {
  const least = amin[0]!;
  for (let i = 0; i < length; i++) if (x[i]! < least) x[i] = least;
  logAll(x, 0, length);
  for (let i = 0; i < length; i++) x[i]! *= POWER_DB;
}

/** The mel bands of all frames first, to know the loudest. */
function runDouble(out: FloatArray, at: number, y: FloatArray, frames: number, plan: MfccPlan, topDb: number): void {
  const { mel, cepstrum, nMfcc, row } = plan;
  const { nMels } = mel;
  if (plan.bands.length < frames * nMels) plan.bands = new Float64Array(frames * nMels);
  const bands = plan.bands;
  for (let t = 0; t < frames; t++) mel.into(bands, t * nMels, y, t);
  toLevels(bands, frames * nMels, plan.amin);
  let loudest = -Infinity;
  for (let i = 0; i < frames * nMels; i++) if (bands[i]! > loudest) loudest = bands[i]!;
  const floor = loudest - topDb;
  for (let i = 0; i < frames * nMels; i++) if (bands[i]! < floor) bands[i] = floor;
  for (let t = 0; t < frames; t++) {
    applyCepstrum(row, 0, bands, t * nMels, cepstrum.matrix, nMels);
    out.set(row, at + t * nMfcc);
  }
}
