/**
 * Mel spectrograms in decibels, from which onsets are read.
 * @module
 */
import { POWER_DB, raiseTo, toDbInto } from '../convert/db-kernel.js';
import { refuseNonFinite } from '../core/finite.js';
import { expectFinite } from '../core/options.js';
import { largest } from '../core/select.js';
import { type Channels, resolveSampleRate } from '../core/signal.js';
import { arrayLike, type FloatArray, widen } from '../core/types.js';
import { planMelFrames, type MelFrameOptions, type MelFrameSettings, melFrameDefaults } from '../feature/mel-frames.js';
import { planMelRows } from '../feature/mel-rows.js';
import { type MelNorm } from '../filterbank/mel-options.js';
import { expectUnreadFinite } from '../stft/framing.js';
import { isSingle, writeRows } from '../stft/lane-frames.js';

/** Which mel bands, in decibels. Frames are always centred. */
export interface MelDecibelOptions extends Omit<MelFrameOptions, 'center'> {
  /** What each mel band is divided by: `'slaney'` its width, a number the norm of that order, `null` nothing. @defaultValue `'slaney'` */
  norm?: MelNorm | undefined;
  /** Decibels below the loudest point of a channel at which levels are cut off, >= 0; `null`: no cut. @defaultValue `80` */
  topDb?: number | null | undefined;
}

/** {@link MelDecibelOptions} with defaults filled in. */
export type MelDecibelSettings = Omit<MelFrameSettings, 'center'> & { norm: MelNorm; topDb: number | null };

/** Their defaults. */
export function melDecibelDefaults(): MelDecibelSettings {
  const settings: MelDecibelSettings & { center?: boolean } = { ...melFrameDefaults(), norm: 'slaney', topDb: 80 };
  delete settings.center;
  return settings;
}

/** The decibels of some channels: `items` x `frames` x `bins`. */
export interface MelDecibels {
  readonly data: Float64Array;
  readonly frames: number;
  readonly bins: number;
  readonly sampleRate: number;
  readonly hopLength: number;
  readonly nFft: number;
}

/**
 * Computes them, and `before` and `after` frames more that begin in the silence around the signal. `shared`: the loudest point of all channels
 * decides where levels are cut off, as in librosa 0.11.
 */
export function melDecibels(y: Channels, o: MelDecibelSettings, caller: string, shared = false, before = 0, after = 0): MelDecibels {
  const { channels, length } = y;
  const sampleRate = resolveSampleRate(y.sampleRate, o.sampleRate, caller);
  if (o.topDb !== null) expectFinite(o.topDb, caller, 'topDb', 0);
  const plan = planMelFrames({ ...o, center: true }, o.norm, sampleRate, caller);
  const { framing } = plan.spectra;
  const bins = plan.nMels;
  const inside = plan.spectra.frames(length, caller);
  const frames = before + inside + after;
  expectUnreadFinite(framing, channels, inside, caller);
  const size = frames * bins;
  const power: FloatArray = arrayLike(channels[0]!, channels.length * size);
  const rows = planMelRows(plan, isSingle(power), true);
  const row = new Float64Array(bins);
  let sure = true;
  for (const [c, x] of channels.entries()) {
    sure = writeRows(power, c * size + before * bins, x, inside, rows, row) && sure;
    for (let t = 0; t < before + after; t++) {
      const at = t < before ? t : t + inside;
      rows.into(row, x, at - before);
      power.set(row, c * size + at * bins);
    }
  }
  if (!sure) refuseNonFinite(power, channels, caller, 'y');
  const data = widen(power);
  const peaks = channels.map((_, c) => toDbInto(data, data, c * size, (c + 1) * size, POWER_DB, 1e-10, 0, shared ? null : o.topDb));
  if (o.topDb !== null && shared) raiseTo(data, 0, data.length, largest(peaks) - o.topDb);
  return { data, frames, bins, sampleRate, hopLength: framing.hopLength, nFft: framing.nFft };
}
