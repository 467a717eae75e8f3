/**
 * Making signals longer at their ends.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type PadMode } from './edge.js';
import { expectFiniteResult, mapLines, readStrided, resolveAxis } from './lines.js';
import { padLine } from './pad-line.js';

/** What the padding holds; options that {@link pad}, {@link padCenter} and {@link fixLength} share. */
export interface PaddingOptions {
  /** See {@link PadMode}. @defaultValue `'constant'` */
  mode?: PadMode | undefined;
  /** Mode `constant`: the value on both sides, or `[before, after]`. @defaultValue `0` */
  constantValues?: number | readonly [number, number] | undefined;
  /** Mode `linear_ramp`: the value of the outermost samples, or `[before, after]`. @defaultValue `0` */
  endValues?: number | readonly [number, number] | undefined;
  /**
   * Modes `mean`, `maximum`, `minimum`, `median`: samples next to the edge that count, >= 1, or `[before, after]`; `null`: all.
   * @defaultValue `null`
   */
  statLength?: number | readonly [number, number] | null | undefined;
  /** Modes `reflect` and `symmetric`: `even` mirrors, `odd` mirrors and turns upside down. @defaultValue `'even'` */
  reflectType?: 'even' | 'odd' | undefined;
  /** The axis that grows; -1 is the last. @defaultValue `-1` */
  axis?: number | undefined;
}

/** Options of {@link pad}. */
export interface PadOptions extends PaddingOptions {
  /** Samples to add on both sides, >= 0, or `[before, after]`. Must be given. */
  padWidth?: number | readonly [number, number] | undefined;
}

/** {@link PaddingOptions} with the defaults filled in and pairs made of single numbers. */
export interface Padding {
  mode: PadMode;
  constantValues: readonly [number, number];
  endValues: readonly [number, number];
  statLength: readonly [number, number] | null;
  reflectType: 'even' | 'odd';
}

type Pair = number | readonly [number, number];

/** The defaults of {@link PaddingOptions}. */
export const PADDING = {
  mode: 'constant' as PadMode,
  constantValues: 0 as Pair,
  endValues: 0 as Pair,
  statLength: null as Pair | null,
  reflectType: 'even' as 'even' | 'odd',
  axis: -1,
};

/** All pad modes. */
export const PAD_MODES: readonly PadMode[] = [
  'constant',
  'edge',
  'reflect',
  'symmetric',
  'wrap',
  'linear_ramp',
  'mean',
  'maximum',
  'minimum',
  'median',
  'empty',
];

/** `n` -> `[n, n]`; refuses other lists than pairs. */
function pairOf(value: unknown, caller: string, name: string): [unknown, unknown] {
  if (!Array.isArray(value)) return [value, value];
  if (value.length !== 2) throw new ParameterError(caller, name, `must be a number or [before, after], got ${show(value)}`);
  return [value[0], value[1]];
}

/** A pair of integers >= `least`. */
export function integerPair(value: unknown, caller: string, name: string, least: number): [number, number] {
  const [before, after] = pairOf(value, caller, name);
  expectInteger(before, caller, name, least);
  expectInteger(after, caller, name, least);
  return [before, after];
}

function finitePair(value: unknown, caller: string, name: string): [number, number] {
  const [before, after] = pairOf(value, caller, name);
  expectFinite(before, caller, name);
  expectFinite(after, caller, name);
  return [before, after];
}

/** Checks the options that say what the padding holds. */
export function readPadding(options: typeof PADDING, caller: string): Padding {
  const { mode, reflectType, statLength } = options;
  expectOneOf(mode, caller, 'mode', PAD_MODES);
  expectOneOf(reflectType, caller, 'reflectType', ['even', 'odd']);
  return {
    mode,
    reflectType,
    constantValues: finitePair(options.constantValues, caller, 'constantValues'),
    endValues: finitePair(options.endValues, caller, 'endValues'),
    statLength: statLength === null ? null : integerPair(statLength, caller, 'statLength', 1),
  };
}

/** The typed arrays and ndarrays that padding takes; also what carries its rate. */
export type Paddable<T extends FloatArray = FloatArray> = NdArray<T> | AudioSignal<T> | AudioBufferLike;

/**
 * Adds samples before and after a signal.
 *
 * @param y - Signal, shape `[...channels, samples]`. Only `axis` grows (numpy's `pad` grows every axis unless told otherwise).
 * @param options - See {@link PadOptions}; `padWidth` must be given.
 * @returns New array of the same type and rank, `before + samples + after` long.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * pad(Float64Array.of(1, 2, 3), { padWidth: 2 }); // [0, 0, 1, 2, 3, 0, 0]
 * pad(Float64Array.of(1, 2, 3), { padWidth: [0, 4], mode: 'reflect' }); // [1, 2, 3, 2, 1, 2, 3]
 * ```
 * @see numpy 2.4 `pad`: same values, also for paddings longer than the signal.
 */
export function pad<T extends FloatArray>(y: T, options?: PadOptions): T;
export function pad<T extends FloatArray>(y: Paddable<T>, options?: PadOptions): T | NdArray<T>;
export function pad<T extends FloatArray>(y: T | Paddable<T>, options?: PadOptions): T | NdArray<T> {
  const all = readOptions('pad', options, { ...PADDING, padWidth: NaN as Pair });
  if (Number.isNaN(all.padWidth)) throw new ParameterError('pad', 'padWidth', 'must be given: a number of samples or [before, after]');
  const [before, after] = integerPair(all.padWidth, 'pad', 'padWidth', 0);
  const padding = readPadding(all, 'pad');
  const input = readStrided<T>(y, 'pad', 'y');
  const axis = resolveAxis(all.axis, input.shape.length, 'pad');
  const result = mapLines(input, axis, before + input.shape[axis]! + after, (line, out) => {
    expectAllFinite(line, 'pad', 'y');
    padLine(out, line, before, after, padding);
  });
  return expectFiniteResult(result, 'pad', 'y');
}
