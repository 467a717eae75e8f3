/**
 * Which frames of a signal are loud enough to count.
 * @module
 */
import { AMPLITUDE_DB } from '../convert/db-kernel.js';
import { type DbReference, toDb } from '../convert/to-db.js';
import { ParameterError, show } from '../core/errors.js';
import { expectFinite, expectInteger, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray, widen } from '../core/types.js';
import { RMS_DEFAULTS, rmsOfFrames } from '../feature/rms.js';

/** What tells sound from silence. */
export interface SilenceOptions {
  /** How far below the reference a frame still counts as sound, dB. @defaultValue `60` */
  topDb?: number | undefined;
  /** Amplitude at 0 dB: a number, or a function of the root mean squares of all frames, such as `Math.max`. @defaultValue `Math.max` */
  ref?: DbReference | undefined;
  /** Samples per frame, >= 1. @defaultValue `2048` */
  frameLength?: number | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
  /** What counts of the levels that a frame has in several channels, dB: a function such as `Math.max`. @defaultValue `Math.max` */
  aggregate?: ((levels: Float64Array & number) => number) | undefined;
}

interface SilenceSettings {
  topDb: number;
  ref: DbReference;
  frameLength: number;
  hopLength: number;
  aggregate: (levels: Float64Array & number) => number;
}

const DEFAULTS: SilenceSettings = { topDb: 60, ref: Math.max, frameLength: 2048, hopLength: 512, aggregate: Math.max };

/** Runs of loud frames as samples: begin, end, begin, end, ... */
export function soundingSpans<T extends FloatArray>(y: SignalInput<T>, options: SilenceOptions | undefined, caller: string): number[] {
  const o = readOptions(caller, options, DEFAULTS);
  const { topDb, ref, frameLength, hopLength, aggregate } = o;
  expectFinite(topDb, caller, 'topDb');
  expectInteger(frameLength, caller, 'frameLength', 1);
  expectInteger(hopLength, caller, 'hopLength', 1);
  if (typeof aggregate !== 'function') throw new TypeError(`${caller}: "aggregate" must be a function, got ${show(aggregate)}`);
  const input = readSignal(y, caller);
  const { channels, length } = input;
  const levels = toDb(
    widen(rmsOfFrames(input, { ...RMS_DEFAULTS, frameLength, hopLength }, caller)),
    caller,
    { ref, topDb: null },
    { ref: 1, amin: 1e-5, topDb: 80 },
    AMPLITUDE_DB,
  );
  const frames = levels.length / channels.length;
  const column = new Float64Array(channels.length);
  const spans: number[] = [];
  for (let t = 0; t < frames; t++) {
    for (let c = 0; c < column.length; c++) column[c] = levels[c * frames + t]!;
    const loud = levelOf(column, aggregate, caller) > -topDb;
    if (loud === (spans.length % 2 === 0)) spans.push(Math.min(length, t * hopLength));
  }
  if (spans.length % 2 === 1) spans.push(Math.min(length, frames * hopLength));
  return spans;
}

/** The level that counts of those in several channels. A function gets a copy, for it may well sort it. */
function levelOf(levels: Float64Array, aggregate: SilenceSettings['aggregate'], caller: string): number {
  if (levels.length === 1) return levels[0]!;
  if (aggregate === Math.max) return levels.reduce((most, v) => (v > most ? v : most));
  const level: unknown = aggregate(levels.slice() as Float64Array & number);
  if (typeof level === 'number' && !Number.isNaN(level)) return level;
  throw new ParameterError(caller, 'aggregate', `must return a number, got ${show(level)}`);
}
