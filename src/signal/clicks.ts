/**
 * Clicks at given times.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { cosTurnsAll } from '../core/cos-turns.js';
import { fastExp2 } from '../core/fast-math.js';
import { expectInteger, expectPositive, readOptions } from '../core/options.js';
import { resolveSampleRate } from '../core/signal.js';
import { type FloatArray, isFloatArray } from '../core/types.js';

/** Options of {@link clicks}. */
export interface ClicksOptions {
  /** Where the clicks begin, seconds, each >= 0. This or `frames` must be given; this one counts. */
  times?: ArrayLike<number> | null | undefined;
  /** Where the clicks begin, frame numbers, each an integer >= 0. */
  frames?: ArrayLike<number> | null | undefined;
  /** Samples per second, Hz. Must be given. */
  sampleRate?: number | null | undefined;
  /** Samples from one frame to the next, for `frames`, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
  /** Frequency of the click, Hz, > 0. @defaultValue `1000` */
  clickFreq?: number | undefined;
  /** Length of the click, seconds, > 0. @defaultValue `0.1` */
  clickDuration?: number | undefined;
  /** A click of one's own. @defaultValue `null` */
  click?: FloatArray | null | undefined;
  /** Length of the result, samples, >= 1; `null`: until the last click has faded. @defaultValue `null` */
  length?: number | null | undefined;
}

const DEFAULTS = {
  times: null as ArrayLike<number> | null,
  frames: null as ArrayLike<number> | null,
  sampleRate: null as number | null,
  hopLength: 512,
  clickFreq: 1000,
  clickDuration: 0.1,
  click: null as FloatArray | null,
  length: null as number | null,
};

/**
 * Places a short click (a fading sine) at each of the given times. Clicks that overlap add up.
 *
 * @param options - See {@link ClicksOptions}; `times` or `frames`, and `sampleRate` must be given.
 * @returns Float64Array of `length` samples.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * clicks({ times: [0, 0.5], sampleRate: 8000 }).length; // 4800
 * clicks({ frames: [0, 2], hopLength: 2, sampleRate: 8, click: Float64Array.of(1, -1) }); // [1, -1, 0, 0, 1, -1]
 * ```
 * @see librosa 0.11 `clicks` (which returns single precision).
 */
export function clicks(options: ClicksOptions): Float64Array {
  const { times, frames, sampleRate, hopLength, clickFreq, clickDuration, click, length } = readOptions('clicks', options, DEFAULTS);
  const rate = resolveSampleRate(undefined, sampleRate, 'clicks');
  expectInteger(hopLength, 'clicks', 'hopLength', 1);
  expectPositive(clickFreq, 'clicks', 'clickFreq');
  expectPositive(clickDuration, 'clicks', 'clickDuration');
  if (length !== null) expectInteger(length, 'clicks', 'length', 1);
  const [list, name, step] = times !== null ? ([times, 'times', rate] as const) : ([frames, 'frames', hopLength] as const);
  if (list === null) throw new ParameterError('clicks', 'times', 'must be given in seconds, or "frames"');
  if (typeof list !== 'object' || typeof list.length !== 'number') {
    throw new TypeError(`clicks: "${name}" must be a list of numbers, got ${show(list)}`);
  }
  const positions = Array.from(list, (value, i) => {
    if (!(value >= 0 && value < Infinity)) throw new ParameterError('clicks', name, `must be finite and >= 0, got ${value} at index ${i}`);
    return Math.floor(value * step);
  });
  if (length === null && positions.length === 0) throw new ParameterError('clicks', name, 'must not be empty when "length" is not given');
  const sound = click === null ? fadingSine(clickFreq, Math.floor(rate * clickDuration), rate) : ownClick(click);
  const size = length ?? positions.reduce((a, b) => Math.max(a, b)) + sound.length;
  const y = new Float64Array(size);
  for (const start of positions) {
    const end = Math.min(size - start, sound.length);
    for (let n = 0; n < end; n++) y[start + n] = y[start + n]! + sound[n]!;
  }
  return y;
}

function ownClick(click: FloatArray): FloatArray {
  if (!isFloatArray(click)) throw new TypeError(`clicks: "click" must be null, a Float32Array or a Float64Array, got ${show(click)}`);
  if (click.length === 0) throw new ParameterError('clicks', 'click', 'must not be empty');
  expectAllFinite(click, 'clicks', 'click');
  return click;
}

/** A sine that fades from 1 to 2^-10. */
function fadingSine(frequency: number, samples: number, rate: number): Float64Array {
  if (samples < 1) throw new ParameterError('clicks', 'clickDuration', `must be at least one sample long, 1 / ${rate} s`);
  const sound = Float64Array.from({ length: samples }, (_, n) => ((frequency * n) % rate) / rate - 0.25);
  cosTurnsAll(sound);
  for (let n = 0; n < samples; n++) sound[n]! *= fastExp2((-10 * n) / Math.max(1, samples - 1));
  return sound;
}
