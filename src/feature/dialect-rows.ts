/**
 * Features of any dialect: its mel bands, their logarithms, their cosine transform, with the energy where it belongs. In double precision,
 * rounded at the edge.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { fastLog } from '../core/fast-math.js';
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { expectFinite, expectOneOf } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { isSingle } from '../stft/lane-frames.js';
import { applyCepstrum } from './cepstrum.js';
import { type EnergyKind, type FrontEnd } from './front-end.js';
import { KEPT } from './kept.js';
import { finishLogs, LOG_FACTORS, type LogSettings, looksAtClip, peakOf, toLogs } from './log-options.js';

/** The energy of frames among their features. */
export interface EnergyOptions {
  /**
   * Logarithm of the sum of squares of a frame, in place of coefficient 0 or beside log-mel bands: `'raw'` before pre-emphasis and window,
   * `'windowed'` behind them, `'spectrum'` the sum of the spectrum; `null` none. @defaultValue `null`
   */
  energy?: EnergyKind | null | undefined;
  /** Least energy, >= 0; 0 for none but `amin`. @defaultValue `0` */
  energyFloor?: number | undefined;
  /** Where coefficient 0, or the energy, stands: before or behind the others, or nowhere. @defaultValue `'first'` */
  energyPlace?: 'first' | 'last' | 'omit' | undefined;
}

/** {@link EnergyOptions} with defaults filled in. */
export interface EnergySettings {
  energy: EnergyKind | null;
  energyFloor: number;
  energyPlace: 'first' | 'last' | 'omit';
}

/** No energy. */
export const ENERGY_DEFAULTS: EnergySettings = { energy: null, energyFloor: 0, energyPlace: 'first' };

/** Checks them. */
export function checkEnergy({ energy, energyFloor, energyPlace }: EnergySettings, caller: string): void {
  expectOneOf(energy, caller, 'energy', ['raw', 'windowed', 'spectrum', null]);
  expectFinite(energyFloor, caller, 'energyFloor', 0);
  expectOneOf(energyPlace, caller, 'energyPlace', ['first', 'last', 'omit']);
  if (energyPlace !== 'omit' || energy === null) return;
  throw new ParameterError(caller, 'energyPlace', 'contradicts the step "energy": what is omitted needs no energy; give energy: null');
}

/** What is computed of the frames of a front end. */
export interface DialectSpec {
  readonly front: FrontEnd;
  /** `null` leaves mel bands as they are. */
  readonly log: LogSettings | null;
  /** Coefficients x bands; `null` leaves log-mel bands. */
  readonly matrix: Float64Array | null;
  readonly energy: EnergySettings;
  /** Whether only the energy is a logarithm, and the bands are left as they are. */
  readonly linear?: boolean | undefined;
  /** Whether the energy stands in place of the lowest band, not beside the bands. */
  readonly replaces?: boolean | undefined;
  /** Whether the plan outlives its caller: then it forgets long signals. */
  readonly kept?: boolean;
}

/** Ready to run. */
export interface Dialect {
  readonly width: number;
  /** Whether frames need others: then `write` is not for them. */
  readonly clip: boolean;
  readonly front: FrontEnd;
  /** Writes the rows of the `count` frames that the front end has loaded. */
  write(out: FloatArray, to: number, count: number, single: boolean): void;
  frames(length: number, caller: string): number;
  /** Writes the rows of all frames of all channels, which `caller` named `y`. Refuses samples that are not finite, or too large. */
  run(out: FloatArray, channels: readonly FloatArray[], frames: number, caller: string): void;
}

/** Scratch for a block of frames, and a store for signals whose frames look at each other. */
export function planDialect(spec: DialectSpec): Dialect {
  const { front, log, matrix, linear = false, replaces = false, kept = false } = spec;
  const { energy, energyFloor, energyPlace } = spec.energy;
  const { nMels, block } = front;
  const coefficients = matrix === null ? nMels : matrix.length / nMels;
  const extra = matrix === null && energy !== null && !replaces ? 1 : 0;
  const width = coefficients + extra - (matrix !== null && energyPlace === 'omit' ? 1 : 0);
  const moved = (matrix !== null || extra > 0) && energyPlace !== 'first' ? 1 : 0;
  const clip = log !== null && looksAtClip(log);
  const plain = log === null || (log.logOffset === 0 && log.logScale === 1);
  const least = log === null || energyFloor === 0 ? -Infinity : LOG_FACTORS[log.log] * fastLog(energyFloor);
  const row = new Float64Array(coefficients + extra);
  const [some, few] = [new Float64Array(block * nMels), new Float64Array(block)];
  let bands = some;
  let energies = few;

  /** Logarithms of the bands, and of the energies, of the `count` frames that are loaded. */
  const analyse = (at: number, slot: number, count: number, single: boolean): void => {
    front.compute(bands, at, energies, slot, count, energy, single);
    if (log === null) return;
    if (!linear) toLogs(bands, at, at + count * nMels, log);
    if (energy === null) return;
    toLogs(energies, slot, slot + count, log);
    if (energyFloor > 0) for (let i = slot; i < slot + count; i++) energies[i] = Math.max(energies[i]!, least);
  };
  /** The features of the frame whose bands lie from `at` on. */
  const writeRow = (out: FloatArray, to: number, at: number, slot: number): void => {
    if (matrix === null) for (let m = 0; m < nMels; m++) row[m + extra] = bands[at + m]!;
    else applyCepstrum(row, 0, bands, at, matrix, nMels);
    if (energy !== null) row[0] = energies[slot]!;
    for (let i = moved; i < row.length; i++) out[to + i - moved] = row[i]!;
    if (moved > 0 && energyPlace === 'last') out[to + width - 1] = row[0]!;
  };
  const write = (out: FloatArray, to: number, count: number, single: boolean): void => {
    analyse(0, 0, count, single);
    if (!plain) finishLogs(count === block ? some : some.subarray(0, count * nMels), nMels, log, 0);
    for (let i = 0; i < count; i++) writeRow(out, to + i * width, i * nMels, i);
  };
  const load = (first: number, count: number): void => {
    for (let i = 0; i < count; i++) front.load(i, first + i);
  };
  const all = (out: FloatArray, channels: readonly FloatArray[], frames: number, single: boolean): boolean => {
    let sure = true;
    const items = log?.topDbOver === 'all' ? channels.length : 1; // channels whose bands are kept at once
    const size = frames * nMels;
    if (bands.length < items * size) bands = new Float64Array(items * size);
    if (energies.length < items * frames) energies = new Float64Array(items * frames);
    for (let first = 0; first < channels.length; first += items) {
      for (let c = 0; c < items; c++) {
        front.take(channels[first + c]!);
        for (let t = 0; t < frames; t += block) {
          const count = Math.min(block, frames - t);
          load(t, count);
          analyse(c * size + t * nMels, c * frames + t, count, single);
        }
        sure = front.isFinite(channels[first + c]!, frames) && sure;
      }
      const loudest = items > 1 ? peakOf(bands.subarray(0, items * size)) : undefined;
      for (let c = 0; c < items; c++) {
        finishLogs(bands.subarray(c * size, (c + 1) * size), nMels, log!, loudest);
        for (let t = 0; t < frames; t++) writeRow(out, ((first + c) * frames + t) * width, c * size + t * nMels, c * frames + t);
      }
    }
    if (kept && bands.length > KEPT) [bands, energies] = [some, few];
    return sure;
  };
  return {
    width,
    clip,
    front,
    write,
    frames: front.frames,
    run(out, channels, frames, caller) {
      const single = isSingle(channels[0]!);
      let sure = true;
      if (clip) sure = all(out, channels, frames, single);
      else {
        for (let c = 0; c < channels.length; c++) {
          front.take(channels[c]!);
          for (let t = 0; t < frames; t += block) {
            const count = Math.min(block, frames - t);
            load(t, count);
            write(out, (c * frames + t) * width, count, single);
          }
          sure = front.isFinite(channels[c]!, frames) && sure;
        }
      }
      if (kept) front.release();
      // NaN in one sample of a signal that is normalised, or kept out of all frames, shows nowhere else.
      if (!sure) for (const y of channels) if (!allFinite(y)) refuseNonFinite(Float64Array.of(NaN), channels, caller, 'y');
      refuseNonFinite(out, channels, caller, 'y');
    },
  };
}
