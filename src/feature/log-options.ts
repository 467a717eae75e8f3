/**
 * From mel bands to log-mel bands: the options, and the loops.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { logAll } from '../core/fast-math.js';
import { expectFinite, expectOneOf, expectPositive } from '../core/options.js';

/** How logarithms of mel bands are taken. */
export interface LogOptions {
  /** Decibels (`10 log10`), or the natural or common logarithm. @defaultValue `'db'` */
  log?: 'db' | 'ln' | 'log10' | undefined;
  /** Floor of the bands before the logarithm, > 0. @defaultValue `1e-10` */
  amin?: number | undefined;
  /** How the floor is kept: `'max'` raises what is lower, `'add'` adds it to all, `'zero'` replaces zeros. @defaultValue `'max'` */
  floorRule?: 'max' | 'add' | 'zero' | undefined;
  /**
   * Bands are raised to at most this many dB (whatever `log` is) below the loudest of their channel, >= 0; `null` leaves them, so that no
   * frame looks at others. @defaultValue `80`
   */
  topDb?: number | null | undefined;
  /** Whether the loudest band is sought in each channel, or in all of them as librosa 0.11 does. @defaultValue `'channel'` */
  topDbOver?: 'channel' | 'all' | undefined;
  /** `'max'`: the loudest band of the clip becomes 0. @defaultValue `null` */
  logRef?: 'max' | null | undefined;
  /** Added to the logarithms. @defaultValue `0` */
  logOffset?: number | undefined;
  /** Then they are multiplied by this, not 0. @defaultValue `1` */
  logScale?: number | undefined;
  /** `'perFeature'`: each band of a channel gets mean 0 and deviation 1 over its frames (n - 1 in the divisor, 1e-5 added). @defaultValue `null` */
  normalize?: 'perFeature' | null | undefined;
}

/** {@link LogOptions} with defaults filled in. */
export interface LogSettings {
  log: 'db' | 'ln' | 'log10';
  amin: number;
  floorRule: 'max' | 'add' | 'zero';
  topDb: number | null;
  topDbOver: 'channel' | 'all';
  logRef: 'max' | null;
  logOffset: number;
  logScale: number;
  normalize: 'perFeature' | null;
}

/** The defaults of librosa's `power_to_db`. */
export const LOG_DEFAULTS: LogSettings = {
  log: 'db',
  amin: 1e-10,
  floorRule: 'max',
  topDb: 80,
  topDbOver: 'channel',
  logRef: null,
  logOffset: 0,
  logScale: 1,
  normalize: null,
};

/** What the natural logarithm is multiplied by. */
export const LOG_FACTORS = { db: 4.342944819032518, ln: 1, log10: 0.4342944819032518 };

/** Checks them. */
export function checkLog(settings: LogSettings, caller: string): void {
  const { log, amin, floorRule, topDb, topDbOver, logRef, logOffset, logScale, normalize } = settings;
  expectOneOf(log, caller, 'log', ['db', 'ln', 'log10']);
  expectPositive(amin, caller, 'amin');
  expectOneOf(floorRule, caller, 'floorRule', ['max', 'add', 'zero']);
  if (topDb !== null) expectFinite(topDb, caller, 'topDb', 0);
  expectOneOf(topDbOver, caller, 'topDbOver', ['channel', 'all']);
  expectOneOf(logRef, caller, 'logRef', ['max', null]);
  expectFinite(logOffset, caller, 'logOffset');
  expectFinite(logScale, caller, 'logScale');
  if (logScale === 0) throw new ParameterError(caller, 'logScale', 'must not be 0, which leaves nothing');
  expectOneOf(normalize, caller, 'normalize', ['perFeature', null]);
}

/** Whether a frame's logarithms depend on other frames. */
export const looksAtClip = ({ topDb, logRef, normalize }: LogSettings): boolean => topDb !== null || logRef !== null || normalize !== null;

/** Whether librosa's kernels take these logarithms. */
export const isPlainLog = (
  { log, floorRule, topDb, topDbOver, logRef, logOffset, logScale, normalize }: LogSettings,
  channels: number,
): boolean =>
  log === 'db' &&
  floorRule === 'max' &&
  (topDb === null || topDbOver === 'channel' || channels === 1) &&
  logRef === null &&
  logOffset === 0 &&
  logScale === 1 &&
  normalize === null;

/** Powers to logarithms, in place; all that each number needs for itself. The same bits on every engine. */
export function toLogs(x: Float64Array, from: number, to: number, { log, amin, floorRule }: LogSettings): void {
  if (floorRule === 'max') for (let i = from; i < to; i++) x[i] = Math.max(x[i]!, amin);
  else if (floorRule === 'add') for (let i = from; i < to; i++) x[i]! += amin;
  else for (let i = from; i < to; i++) if (x[i] === 0) x[i] = amin;
  logAll(x, from, to);
  const factor = LOG_FACTORS[log];
  if (factor !== 1) for (let i = from; i < to; i++) x[i]! *= factor;
}

/** What looks at the whole clip, and what comes behind it: `bands` x frames logarithms, in place. */
export function finishLogs(x: Float64Array, bands: number, settings: LogSettings, loudest: number = peakOf(x)): void {
  const { log, topDb, logRef, logOffset, logScale, normalize } = settings;
  const floor = topDb === null ? -Infinity : loudest - (topDb / LOG_FACTORS.db) * LOG_FACTORS[log];
  const shift = logOffset - (logRef === 'max' ? loudest : 0);
  for (let i = 0; i < x.length; i++) x[i] = (Math.max(x[i]!, floor) + shift) * logScale;
  if (normalize === 'perFeature') for (let m = 0; m < bands; m++) standardize(x, m, bands);
}

/** The largest; NaN counts for nothing. */
export function peakOf(x: Float64Array): number {
  let peak = -Infinity;
  for (let i = 0; i < x.length; i++) if (x[i]! > peak) peak = x[i]!;
  return peak;
}

/** Every `step`-th number from the `first` on. A single one has no deviation: it becomes 0. */
function standardize(x: Float64Array, first: number, step: number): void {
  const count = x.length / step;
  let sum = 0;
  for (let i = first; i < x.length; i += step) sum += x[i]!;
  const mean = sum / count;
  let squares = 0;
  for (let i = first; i < x.length; i += step) squares += (x[i]! - mean) ** 2;
  const deviation = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
  for (let i = first; i < x.length; i += step) x[i] = (x[i]! - mean) / (deviation + 1e-5);
}
