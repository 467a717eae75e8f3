/**
 * Masks for the harmonic and the percussive part of a magnitude spectrogram.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectFinite, expectInteger } from '../core/options.js';
import { padIndex } from '../frame/edge.js';
import { softmaskInto } from '../frame/softmask.js';
import { createRunningMedian } from './running-median.js';

type Pair = number | readonly [number, number];

/** What every separation into harmonic and percussive parts can be told. */
export interface HpssOptions {
  /** Width of the median filters, >= 1: `[frames, bins]`, or one number for both. @defaultValue `31` */
  kernelSize?: number | readonly [number, number] | undefined;
  /** Exponent of the soft masks, > 0: 2 as Wiener filters have, `Infinity` for masks of 0 and 1. @defaultValue `2` */
  power?: number | undefined;
  /**
   * How many times stronger a part must be than the other to get its bin, >= 1: `[harmonic, percussive]`, or one number for both. Beyond 1
   * the two parts do not add up to the whole: what is left is neither. @defaultValue `1`
   */
  margin?: number | readonly [number, number] | undefined;
}

/** The defaults of librosa's `hpss`. */
export const HPSS_DEFAULTS: { kernelSize: Pair; power: number; margin: Pair } = { kernelSize: 31, power: 2, margin: 1 };

/** {@link HpssOptions} that passed all checks. */
export interface HpssSettings {
  readonly frames: number;
  readonly bins: number;
  readonly power: number;
  readonly marginHarmonic: number;
  readonly marginPercussive: number;
}

/** Checks the options. */
export function readHpss(o: typeof HPSS_DEFAULTS, caller: string): HpssSettings {
  const [frames, bins] = readPair(o.kernelSize, caller, 'kernelSize');
  expectInteger(frames, caller, 'kernelSize', 1);
  expectInteger(bins, caller, 'kernelSize', 1);
  const { power } = o;
  if (!(typeof power === 'number' && power > 0)) throw new ParameterError(caller, 'power', `must be a number > 0, got ${show(power)}`);
  const [marginHarmonic, marginPercussive] = readPair(o.margin, caller, 'margin');
  expectFinite(marginHarmonic, caller, 'margin', 1);
  expectFinite(marginPercussive, caller, 'margin', 1);
  return { frames, bins, power, marginHarmonic, marginPercussive };
}

function readPair(value: Pair, caller: string, name: string): readonly [number, number] {
  if (typeof value === 'number') return [value, value];
  if (Array.isArray(value) && value.length === 2) return value as [number, number];
  throw new TypeError(`${caller}: "${name}" must be a number or a list of two, got ${show(value)}`);
}

/** Called with the masks of each frame in order, `bins` values each; they are valid during the call only. */
export type MaskVisitor = (t: number, harmonic: Float64Array, percussive: Float64Array) => void;

const TILE = 8; // neighbouring doubles that come into the cache together

/** The masks of `S`, which holds frames x bins magnitudes. Tables are made once for all spectrograms of the same size. */
export function planHpss(bins: number, frames: number, settings: HpssSettings): (S: Float64Array, visit: MaskVisitor) => void {
  const { power, marginHarmonic, marginPercussive } = settings;
  const acrossFrames = createPaddedMedian(frames, settings.frames);
  const acrossBins = createPaddedMedian(bins, settings.bins);
  const lines = Array.from({ length: TILE }, () => new Float64Array(frames + settings.frames - 1));
  const tracks = lines.map(() => new Float64Array(frames));
  const steady = new Float64Array(frames * bins);
  const line = new Float64Array(bins + settings.bins - 1);
  const [harmonic, percussive, scaled] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(bins)];
  const [maskHarmonic, maskPercussive] = [new Float64Array(bins), new Float64Array(bins)];
  const splitZeros = marginHarmonic === 1 && marginPercussive === 1;
  const share = (mask: Float64Array, x: Float64Array, against: Float64Array, margin: number): void => {
    if (margin !== 1) for (let k = 0; k < bins; k++) scaled[k] = margin * against[k]!;
    softmaskInto(mask, x, margin === 1 ? against : scaled, power, splitZeros);
  };
  return (S, visit) => {
    for (let first = 0; first < bins; first += TILE) {
      const count = Math.min(TILE, bins - first);
      for (let b = 0; b < count; b++) gather(lines[b]!, acrossFrames.left, S, first + b, bins, frames);
      for (let b = 0; b < count; b++) acrossFrames.run(tracks[b]!, lines[b]!);
      for (let b = 0; b < count; b++) scatter(steady, first + b, bins, tracks[b]!);
    }
    for (let t = 0; t < frames; t++) {
      gather(line, acrossBins.left, S, t * bins, 1, bins);
      acrossBins.run(percussive, line);
      gather(harmonic, 0, steady, t * bins, 1, bins);
      share(maskHarmonic, harmonic, percussive, marginHarmonic);
      share(maskPercussive, percussive, harmonic, marginPercussive);
      visit(t, maskHarmonic, maskPercussive);
    }
  };
}

/** Medians of a line that is mirrored behind its ends; the line lies in its buffer from `left` on. */
function createPaddedMedian(length: number, size: number): { left: number; run(out: Float64Array, line: Float64Array): void } {
  const left = size >> 1;
  const median = createRunningMedian(size);
  const sources = Int32Array.from({ length: length + size - 1 }, (_, i) => left + padIndex('symmetric', i - left, length));
  return {
    left,
    run(out, line) {
      for (let i = 0; i < left; i++) line[i] = line[sources[i]!]!;
      for (let i = left + length; i < line.length; i++) line[i] = line[sources[i]!]!;
      median(out, line, length);
    },
  };
}

function gather(line: Float64Array, at: number, from: Float64Array, first: number, step: number, count: number): void {
  for (let i = 0, j = first; i < count; i++, j += step) line[at + i] = from[j]!;
}

function scatter(to: Float64Array, first: number, step: number, line: Float64Array): void {
  for (let i = 0, j = first; i < line.length; i++, j += step) to[j] = line[i]!;
}
