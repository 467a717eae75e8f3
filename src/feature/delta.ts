/**
 * Local derivatives of features over time.
 * @module
 */
import { memoize } from '../core/cache.js';
import { ParameterError } from '../core/errors.js';
import { readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray, timeMajor } from '../core/nd.js';
import { expectFinite, expectInteger, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { readSignal } from '../core/signal.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { isNdArray, sizeOf } from '../core/view.js';
import { savitzkyGolay } from './savitzky-golay.js';

/** What {@link delta} sees beyond the ends: `'interp'` nothing (it fits a polynomial to the last `width` values). */
export type DeltaMode = 'interp' | 'nearest' | 'mirror' | 'constant' | 'wrap';

/** Options of {@link delta}. */
export interface DeltaOptions {
  /** Values in a window, odd, >= 3. @defaultValue `9` */
  width?: number | undefined;
  /** Order of the derivative, >= 1. @defaultValue `1` */
  order?: number | undefined;
  /** Axis to differentiate along; negative counts from the end. @defaultValue `-1` */
  axis?: number | undefined;
  /** What lies beyond the ends. @defaultValue `'interp'` */
  mode?: DeltaMode | undefined;
  /** Degree of the fitted polynomial, in [order, width - 1]. @defaultValue `order` */
  polyorder?: number | null | undefined;
  /** Distance between neighbours: 1 gives the derivative per frame, `hopLength / sampleRate` per second. @defaultValue `1` */
  delta?: number | undefined;
  /** Value beyond the ends with mode `'constant'`. @defaultValue `0` */
  cval?: number | undefined;
}

const MODES: readonly DeltaMode[] = ['interp', 'nearest', 'mirror', 'constant', 'wrap'];
const DEFAULTS = { width: 9, order: 1, axis: -1, mode: 'interp' as DeltaMode, polyorder: null as number | null, delta: 1, cval: 0 };

const weightsOf: (shape: readonly [number, number, number]) => Float64Array = /* @__PURE__ */ memoize(
  8,
  (shape: readonly [number, number, number]) => shape.join(),
  ([width, polyorder, order]) => savitzkyGolay(width, polyorder, order),
);

/**
 * Delta features: derivatives along an axis by a Savitzky-Golay filter, which fits a polynomial to `width` neighbours.
 *
 * @param data - Features `[...channels, bins, frames]`, or one row as a typed array.
 * @param options - {@link DeltaOptions}.
 * @returns Same type and shape as `data`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a value is not finite, or the axis is shorter than `width` with
 * mode `'interp'`.
 * @example
 * ```ts
 * delta(Float64Array.of(0, 1, 4, 9, 16), { width: 3 })[2]; // 4
 * delta(Float64Array.of(0, 1, 4, 9, 16), { width: 3, order: 2, polyorder: 2 })[0]; // 2
 * ```
 * @see librosa 0.11 `feature.delta` and scipy `savgol_filter`; Savitzky and Golay, Anal. Chem. 36, 1627-1639 (1964).
 */
export function delta<T extends FloatArray>(data: T, options?: DeltaOptions): T;
export function delta<T extends FloatArray>(data: NdArray<T>, options?: DeltaOptions): NdArray<T>;
export function delta(data: FloatArray | NdArray<FloatArray>, options?: DeltaOptions): FloatArray | NdArray<FloatArray> {
  const o = readOptions('delta', options, DEFAULTS);
  if (isNdArray(data) && data.shape.length > 1) return overAxis(data, o);
  const { channels, length } = readSignal(data as FloatArray | NdArray<FloatArray>, 'delta', 'data');
  const filter = filterOf(o, length, 1);
  const x = channels[0]!;
  const result = filter(widen(x), 1, 1);
  refuseNonFinite(result, channels, 'delta', 'data');
  const out = roundLike(x, result);
  return isNdArray(data) ? nd(out, [length]) : out;
}

function overAxis(data: NdArray<FloatArray>, o: typeof DEFAULTS): NdArray<FloatArray> {
  const S = readFeatures(data, 'delta', 'data');
  const rank = data.shape.length;
  const filter = filterOf(o, data.shape.at(o.axis) ?? 0, rank);
  // In memory the last two axes have changed places: lead x frames x bins.
  const inMemory = [...S.lead, S.frames, S.bins];
  const axis = o.axis < 0 ? o.axis + rank : o.axis;
  const place = axis < rank - 2 ? axis : axis === rank - 1 ? rank - 2 : rank - 1;
  const result = filter(widen(S.data), sizeOf(inMemory.slice(0, place)), sizeOf(inMemory.slice(place + 1)));
  refuseNonFiniteFeatures(result, S, 'delta', 'data');
  return timeMajor(roundLike(S.data, result), S.lead, S.bins, S.frames);
}

type Filter = (x: Float64Array, outer: number, inner: number) => Float64Array;

/** Checks the options against an axis of `length` values and returns the filter along it. */
function filterOf(o: typeof DEFAULTS, length: number, rank: number): Filter {
  const { width, order, axis, mode, cval } = o;
  expectInteger(width, 'delta', 'width', 3);
  if (width % 2 === 0) throw new ParameterError('delta', 'width', `must be an odd integer >= 3, got ${width}`);
  expectInteger(order, 'delta', 'order', 1);
  if (order >= width) throw new ParameterError('delta', 'order', `must be < width = ${width}, got ${order}`);
  const polyorder = o.polyorder ?? order;
  expectInteger(polyorder, 'delta', 'polyorder', order, width - 1);
  expectInteger(axis, 'delta', 'axis', -rank, rank - 1);
  expectOneOf(mode, 'delta', 'mode', MODES);
  expectPositive(o.delta, 'delta', 'delta');
  expectFinite(cval, 'delta', 'cval');
  if (mode === 'interp' && width > length) {
    throw new ParameterError('delta', 'width', `must be <= the ${length} values along the axis with mode "interp", got ${width}`);
  }
  const weights = weightsOf([width, polyorder, order]);
  return (x, outer, inner) => {
    const y = new Float64Array(x.length);
    for (let k = 0; k < outer; k++) differentiate(y, x, k * length * inner, length, inner, weights, width, mode, cval);
    if (o.delta !== 1) {
      const scale = o.delta ** order;
      for (let i = 0; i < y.length; i++) y[i]! /= scale;
    }
    return y;
  };
}

/** Filters `length` rows of `inner` neighbouring values that begin at `base`. */
function differentiate(
  y: Float64Array,
  x: Float64Array,
  base: number,
  length: number,
  inner: number,
  weights: Float64Array,
  width: number,
  mode: DeltaMode,
  cval: number,
): void {
  const half = (width - 1) / 2;
  for (let i = 0; i < length; i++) {
    const to = base + i * inner;
    // With 'interp' the window stays inside, and the polynomial is evaluated off its middle.
    const first = mode === 'interp' ? Math.min(Math.max(i - half, 0), length - width) : i - half;
    const row = (mode === 'interp' ? i - first : half) * width;
    const inside = first >= 0 && first + width <= length;
    if (inside && width === 9) {
      nineRows(y, to, x, base + first * inner, inner, weights, row);
      continue;
    }
    for (let k = 0; k < width; k++) {
      if (inside && k + 2 < width) {
        const from = base + (first + k) * inner;
        addThree(y, to, x, from, inner, weights[row + k]!, weights[row + k + 1]!, weights[row + k + 2]!);
        k += 2;
        continue;
      }
      const w = weights[row + k]!;
      const source = extend(first + k, length, mode);
      if (source < 0) {
        for (let j = 0; j < inner; j++) y[to + j]! += w * cval;
        continue;
      }
      const from = base + source * inner;
      for (let j = 0; j < inner; j++) y[to + j]! += w * x[from + j]!;
    }
  }
}

/** The usual width in one go. */
function nineRows(y: Float64Array, to: number, x: Float64Array, from: number, inner: number, weights: Float64Array, row: number): void {
  const [a, b, c] = [weights[row]!, weights[row + 1]!, weights[row + 2]!];
  const [d, e, f] = [weights[row + 3]!, weights[row + 4]!, weights[row + 5]!];
  const [g, h, i] = [weights[row + 6]!, weights[row + 7]!, weights[row + 8]!];
  for (let j = 0, n = from; j < inner; j++, n++) {
    const start = a * x[n]! + b * x[n + inner]! + c * x[n + 2 * inner]! + d * x[n + 3 * inner]! + e * x[n + 4 * inner]!;
    y[to + j] = start + f * x[n + 5 * inner]! + g * x[n + 6 * inner]! + h * x[n + 7 * inner]! + i * x[n + 8 * inner]!;
  }
}

/** Three rows at a time, for a sum that is stored and loaded again takes longer than an addition. */
function addThree(y: Float64Array, to: number, x: Float64Array, from: number, inner: number, u: number, v: number, w: number): void {
  const [next, last] = [from + inner, from + 2 * inner];
  for (let j = 0; j < inner; j++) y[to + j] = y[to + j]! + u * x[from + j]! + v * x[next + j]! + w * x[last + j]!;
}

/** Which value stands at place `i` of the extended axis; -1 for the constant. */
function extend(i: number, length: number, mode: DeltaMode): number {
  if (i >= 0 && i < length) return i;
  switch (mode) {
    case 'nearest':
      return i < 0 ? 0 : length - 1;
    case 'wrap':
      return ((i % length) + length) % length;
    case 'mirror': {
      if (length === 1) return 0;
      const period = 2 * (length - 1);
      const m = ((i % period) + period) % period;
      return m < length ? m : period - m;
    }
    default:
      return -1;
  }
}
