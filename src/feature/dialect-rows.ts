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
import { isSingle, writeRows } from '../stft/lane-frames.js';
import { applyCepstrum } from './cepstrum.js';
import { type EnergyKind, type FrontEnd } from './front-end.js';
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
}

/** Ready to run. */
export interface Dialect {
  readonly width: number;
  frames(length: number, caller: string): number;
  /** Writes the rows of all frames of all channels, which `caller` named `y`. Refuses samples that are not finite, or too large. */
  run(out: FloatArray, channels: readonly FloatArray[], frames: number, caller: string): void;
}

/** Scratch for each frame, and a store for signals whose frames look at each other. */
export function planDialect({ front, log, matrix, energy: { energy, energyFloor, energyPlace } }: DialectSpec): Dialect {
  const { nMels } = front;
  const coefficients = matrix === null ? nMels : matrix.length / nMels;
  const extra = matrix === null && energy !== null ? 1 : 0;
  const width = coefficients + extra - (matrix !== null && energyPlace === 'omit' ? 1 : 0);
  const clip = log !== null && looksAtClip(log);
  const level = new Float64Array(1);
  const row = new Float64Array(coefficients + extra);
  let bands = new Float64Array(nMels);
  let energies = new Float64Array(1);
  let single = new Float32Array(0);
  const rowOfBands = new Float64Array(nMels);

  /** Bands of frame t from `at` on, their logarithms taken; its energy to `slot`. */
  const analyse = (at: number, slot: number, t: number): void => {
    const sum = front.into(bands, at, t, energy);
    if (log === null) return;
    toLogs(bands, at, at + nMels, log);
    if (energy === null) return;
    level[0] = sum;
    toLogs(level, 0, 1, log);
    energies[slot] = energyFloor > 0 ? Math.max(level[0], LOG_FACTORS[log.log] * fastLog(energyFloor)) : level[0];
  };
  /** The features of the frame whose bands lie from `at` on. */
  const write = (out: FloatArray, to: number, at: number, slot: number): void => {
    if (matrix === null) for (let m = 0; m < nMels; m++) row[m + extra] = bands[at + m]!;
    else applyCepstrum(row, 0, bands, at, matrix, nMels);
    if (energy !== null && log !== null) row[0] = energies[slot]!;
    const moved = (matrix !== null || extra > 0) && energyPlace !== 'first' ? 1 : 0;
    for (let i = moved; i < row.length; i++) out[to + i - moved] = row[i]!;
    if (moved > 0 && energyPlace === 'last') out[to + width - 1] = row[0]!;
  };
  /** Bands of all frames of `y`, the first of them from `at` on, and what \`analyse\` makes of them. */
  const analyseAll = (y: FloatArray, frames: number, at: number, slot: number): void => {
    const { rows } = front;
    if (rows?.lanes && energy === null && isSingle(y)) {
      if (single.length < frames * nMels) single = new Float32Array(frames * nMels);
      const size = frames * nMels;
      writeRows(single, 0, y, frames, rows, rowOfBands);
      for (let i = 0; i < size; i++) bands[at + i] = single[i]!;
      if (log !== null) toLogs(bands, at, at + size, log);
      return;
    }
    front.take(y);
    for (let t = 0; t < frames; t++) analyse(at + t * nMels, slot + t, t);
  };
  const all = (out: FloatArray, channels: readonly FloatArray[], frames: number): void => {
    const items = log?.topDbOver === 'all' ? channels.length : 1; // channels whose bands are kept at once
    if (bands.length < items * frames * nMels) bands = new Float64Array(items * frames * nMels);
    if (energies.length < items * frames) energies = new Float64Array(items * frames);
    for (let first = 0; first < channels.length; first += items) {
      for (let c = 0; c < items; c++) {
        analyseAll(channels[first + c]!, frames, c * frames * nMels, c * frames);
      }
      const loudest = items > 1 ? peakOf(bands.subarray(0, items * frames * nMels)) : undefined;
      for (let c = 0; c < items; c++) {
        if (log !== null) finishLogs(bands.subarray(c * frames * nMels, (c + 1) * frames * nMels), nMels, log, loudest);
        for (let t = 0; t < frames; t++) write(out, ((first + c) * frames + t) * width, (c * frames + t) * nMels, c * frames + t);
      }
    }
  };
  return {
    width,
    frames: front.frames,
    run(out, channels, frames, caller) {
      if (clip || (front.rows?.lanes && energy === null && isSingle(channels[0]!))) all(out, channels, frames);
      else {
        const plain = log === null || (log.logOffset === 0 && log.logScale === 1);
        const one = bands.subarray(0, nMels);
        channels.forEach((y, c) => {
          front.take(y);
          for (let t = 0; t < frames; t++) {
            analyse(0, 0, t);
            if (!plain) finishLogs(one, nMels, log, 0);
            write(out, (c * frames + t) * width, 0, 0);
          }
        });
      }
      // NaN in one sample of a signal that is normalised, or kept out of all frames, shows nowhere else.
      for (const y of channels) if (!allFinite(y)) refuseNonFinite(Float64Array.of(NaN), channels, caller, 'y');
      refuseNonFinite(out, channels, caller, 'y');
    },
  };
}
