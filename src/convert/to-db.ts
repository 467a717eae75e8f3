/**
 * What {@link powerToDb} and {@link amplitudeToDb} share: reading any input item by item.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectFiniteFeatures, readFeatures } from '../core/features.js';
import { expectAllFinite, firstNonFinite } from '../core/finite.js';
import { log10 } from '../core/math.js';
import { nd, type NdArray, timeMajor } from '../core/nd.js';
import { expectFinite, expectPositive, type Options, readOptions } from '../core/options.js';
import { largest } from '../core/select.js';
import { readSignal } from '../core/signal.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { isNdArray } from '../core/view.js';
import { floorLevel, levelsInto, loudestLevel, POWER_DB, refLevel } from './db-kernel.js';
import { type Converted, type Values } from './map.js';

/**
 * What lies at 0 dB: a number, or a function of the values of one item, a Float64Array. `Math.max` is taken to mean their largest
 * (`& number` is there to let it in; the values are no number).
 */
export type DbReference = number | ((values: Float64Array & number) => number);

/** Options of {@link powerToDb} and {@link amplitudeToDb}, defaults filled in. */
export interface DbSettings {
  ref: DbReference;
  amin: number;
  topDb: number | null;
}

/** Values that stay in the cache until their weights are added. */
const BLOCK = 4096;

/**
 * Converts any input. `db` is what a neper is worth; amplitudes lose their sign first. `weights`, one for each bin of a spectrogram, are added
 * to the levels.
 */
export function toDb<V extends Values>(
  S: V,
  caller: string,
  options: Options<DbSettings> | undefined,
  defaults: DbSettings,
  db: number,
  weights?: FloatArray,
): Converted<V> {
  const settings = readOptions<DbSettings>(caller, options, defaults);
  const { ref, amin, topDb } = settings;
  if (typeof ref !== 'function') expectFinite(ref, caller, 'ref');
  expectPositive(amin, caller, 'amin');
  if (topDb !== null) expectFinite(topDb, caller, 'topDb', 0);
  return convert(S, caller, settings, db, weights) as Converted<V>;
}

function convert(
  S: Values,
  caller: string,
  settings: DbSettings,
  db: number,
  weights: FloatArray | undefined,
): number | FloatArray | NdArray<FloatArray> {
  if (typeof S === 'number') {
    expectFinite(S, caller, 'S');
    const value = db === POWER_DB ? S : Math.abs(S);
    const ref = referenceOf(settings.ref, Float64Array.of(value), caller);
    const decibels = db === POWER_DB ? 10 : 20;
    return decibels * (log10(Math.max(settings.amin, value)) - log10(Math.max(settings.amin, Math.abs(ref))));
  }
  if (isNdArray(S) && S.shape.length > 1) {
    const features = readFeatures(S, caller);
    const { data, lead, items, bins, frames } = features;
    const refuse = (): void => expectFiniteFeatures(features, caller);
    return timeMajor(run(data, items, caller, settings, db, refuse, weights), lead, bins, frames);
  }
  const { channels } = readSignal(
    Array.isArray(S) || S instanceof Int32Array ? fromList(S as readonly number[], caller) : (S as FloatArray),
    caller,
    'S',
  );
  const [x] = channels as [FloatArray];
  const out = run(x, 1, caller, settings, db, () => expectAllFinite(x, caller, 'S'));
  return isNdArray(S) ? nd(out, [out.length]) : out;
}

/** A list of numbers; strings that look like numbers are not. */
function fromList(S: readonly number[], caller: string): Float64Array {
  const bad = S.findIndex((v) => typeof v !== 'number');
  if (bad >= 0) throw new TypeError(`${caller}: "S" must hold numbers, got ${show(S[bad])} at index ${bad}`);
  return Float64Array.from(S);
}

/** Items of equal length, one after the other: each has its own reference and its own loudest point. `refuse` says which value is not finite. */
function run<T extends FloatArray>(
  data: T,
  items: number,
  caller: string,
  { ref, amin, topDb }: DbSettings,
  db: number,
  refuse: () => void,
  weights?: FloatArray,
): T {
  const values = db === POWER_DB ? widen(data) : magnitudes(data);
  if (typeof ref === 'function') refuse();
  const out = db === POWER_DB ? new Float64Array(values.length) : values; // magnitudes are a copy
  const length = values.length / items;
  const block = weights ? weights.length * Math.ceil(BLOCK / weights.length) : length;
  for (let from = 0; from < values.length; from += length) {
    const to = from + length;
    const refDb = refLevel(referenceOf(ref, values.subarray(from, to), caller), amin, db);
    const loudest = loudestLevel(values, from, to, db, amin, refDb);
    if (Number.isNaN(loudest)) refuse();
    const floor = floorLevel(loudest, db, amin, refDb, topDb);
    for (let start = from; start < to; start += block) {
      const end = Math.min(start + block, to);
      levelsInto(out, values, start, end, db, amin, refDb, loudest, floor);
      if (weights) addToEach(out, start, end, weights);
    }
  }
  return roundLike(data, out);
}

function addToEach(x: Float64Array, from: number, to: number, weights: FloatArray): void {
  for (let at = from; at < to; at += weights.length) {
    for (let k = 0; k < weights.length; k++) x[at + k]! += weights[k]!;
  }
}

function magnitudes(data: FloatArray): Float64Array {
  if (data.BYTES_PER_ELEMENT === 4) return magnitudes(widen(data));
  const out = new Float64Array(data.length);
  for (let i = 0; i + 2 <= data.length; i += 2) {
    out[i] = Math.abs(data[i]!);
    out[i + 1] = Math.abs(data[i + 1]!);
  }
  if (data.length % 2 === 1) out[data.length - 1] = Math.abs(data[data.length - 1]!);
  return out;
}

/** The number at 0 dB. A function gets a copy, for it may well sort it. */
function referenceOf(ref: DbReference, values: Float64Array, caller: string): number {
  if (typeof ref === 'number') return ref;
  const value: unknown = ref === Math.max ? largest(values) : ref(values.slice() as Float64Array & number);
  if (typeof value !== 'number' || firstNonFinite([value]) === 0) {
    throw new ParameterError(caller, 'ref', `must return a finite number, got ${show(value)}`);
  }
  return value;
}
