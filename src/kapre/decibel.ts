/**
 * Decibels item by item, as both versions of kapre make them.
 * @module
 */
import { show, type Warning } from '../core/errors.js';
import { expectBoolean, expectPositive } from '../core/options.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { POWER_DB, refLevel, toDbInto } from '../convert/db-kernel.js';

/** Called with what a function noticed. */
export type OnWarning = ((warning: Warning) => void) | null;

/** How decibels are made. */
export interface DecibelSettings {
  /** What becomes 0 dB; `null` the loudest point of the item. */
  readonly refValue: number | null;
  readonly amin: number;
  readonly dynamicRange: number;
  readonly onWarning: OnWarning;
}

/** What the options are called by the function that has them. */
export interface DecibelNames {
  readonly refValue: string;
  readonly amin: string;
  readonly dynamicRange: string;
}

/** The decibel options of functions that begin with a signal. */
export interface ComposedDecibelOptions {
  /** Whether the result is in decibels, as {@link magnitudeToDecibel} makes them. @defaultValue `false` */
  returnDecibel?: boolean | undefined;
  /** Smallest magnitude that is told apart, > 0. @defaultValue `1e-5` */
  dbAmin?: number | undefined;
  /** Magnitude at 0 dB, > 0. @defaultValue `1` */
  dbRefValue?: number | undefined;
  /** Range kept below the loudest point of an item, dB, > 0. @defaultValue `80` */
  dbDynamicRange?: number | undefined;
  /** Called when an item has one level everywhere: silence, or input on another scale than was meant. @defaultValue none */
  onWarning?: ((warning: Warning) => void) | null | undefined;
}

/** {@link ComposedDecibelOptions} with defaults filled in. */
export interface ComposedDecibelSettings {
  returnDecibel: boolean;
  dbAmin: number;
  dbRefValue: number;
  dbDynamicRange: number;
  onWarning: OnWarning;
}

/** The defaults of kapre's composed layers. */
export const COMPOSED_DB_DEFAULTS: ComposedDecibelSettings = {
  returnDecibel: false,
  dbAmin: 1e-5,
  dbRefValue: 1,
  dbDynamicRange: 80,
  onWarning: null,
};

/** Decibels if they are asked for; the options are checked either way. */
export function toComposedDecibel<T extends FloatArray>(x: T, items: number, settings: ComposedDecibelSettings, caller: string): T {
  const { returnDecibel, dbAmin, dbRefValue, dbDynamicRange, onWarning } = settings;
  expectBoolean(returnDecibel, caller, 'returnDecibel');
  const decibel = { refValue: dbRefValue, amin: dbAmin, dynamicRange: dbDynamicRange, onWarning };
  expectDecibel(decibel, caller, { refValue: 'dbRefValue', amin: 'dbAmin', dynamicRange: 'dbDynamicRange' });
  return returnDecibel ? toDecibel(x, items, decibel, caller) : x;
}

/** Refuses settings out of range. */
export function expectDecibel({ refValue, amin, dynamicRange, onWarning }: DecibelSettings, caller: string, names: DecibelNames): void {
  if (refValue !== null) expectPositive(refValue, caller, names.refValue);
  expectPositive(amin, caller, names.amin);
  expectPositive(dynamicRange, caller, names.dynamicRange);
  if (onWarning !== null && typeof onWarning !== 'function') {
    throw new TypeError(`${caller}: "onWarning" must be a function, got ${show(onWarning)}`);
  }
}

/** `10 log10(max(x, amin))`, less the level of the reference, at most `dynamicRange` below the loudest point of each of `items` equal parts. */
export function toDecibel<T extends FloatArray>(x: T, items: number, settings: DecibelSettings, caller: string): T {
  const { refValue, amin, dynamicRange, onWarning } = settings;
  const values = new Float64Array(x);
  const length = values.length / items;
  for (let item = 0; item < items; item++) {
    const [from, to] = [item * length, (item + 1) * length];
    const reference = refValue === null ? largest(values, from, to) : refValue;
    const refDb = refLevel(Math.max(reference, 0), amin, POWER_DB);
    const peak = toDbInto(values, values, from, to, POWER_DB, amin, refDb, dynamicRange);
    if (onWarning !== null && isFlat(values, from, to)) warnOfFlat(onWarning, item, items, peak, amin, caller);
  }
  return roundLike(x, values);
}

function largest(x: Float64Array, from: number, to: number): number {
  let most = x[from]!;
  for (let i = from + 1; i < to; i++) if (x[i]! > most) most = x[i]!;
  return most;
}

function isFlat(x: Float64Array, from: number, to: number): boolean {
  let i = from + 1;
  while (i < to && x[i] === x[from]) i++;
  return i === to && to - from > 1;
}

function warnOfFlat(onWarning: (warning: Warning) => void, item: number, items: number, level: number, amin: number, caller: string): void {
  onWarning({
    caller,
    code: 'flat-decibels',
    message:
      `${caller}: item ${item} of ${items} is at ${level.toFixed(1)} dB everywhere, so it tells a model nothing; ` +
      `it is silent, or all of it lies below amin = ${amin} (is it scaled to [-1, 1]?)`,
  });
}
