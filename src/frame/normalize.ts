/**
 * Dividing by a norm.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { allFinite, expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectPositive, readOptions } from '../core/options.js';
import { type AudioSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { readDense, shapeLike } from './dense.js';
import { eachLine, expectFiniteResult, mapLines, readStrided, resolveAxis } from './lines.js';

/** Options of {@link normalize}. */
export interface NormalizeOptions {
  /**
   * `Infinity`: largest magnitude; `-Infinity`: smallest; 0: number of values that are not 0; p > 0: the p-norm
   * `(sum |x|^p)^(1 / p)`; `null`: leave as it is. @defaultValue `Infinity`
   */
  norm?: number | null | undefined;
  /** The axis along which norms are taken, `null` for one norm of everything. @defaultValue `0` */
  axis?: number | null | undefined;
  /** Norms below it count as too small, > 0; `null`: the smallest normal number of the precision. @defaultValue `null` */
  threshold?: number | null | undefined;
  /**
   * Values whose norm is too small: `null` leaves them, `false` sets them to 0, `true` to the constant whose norm is 1.
   * @defaultValue `null`
   */
  fill?: boolean | null | undefined;
}

const DEFAULTS = {
  norm: Infinity as number | null,
  axis: 0 as number | null,
  threshold: null as number | null,
  fill: null as boolean | null,
};

/**
 * Divides each line along an axis by its norm: with the defaults, each column of a spectrogram by its largest magnitude.
 *
 * @param S - Array of any shape, such as `[bins, frames]`.
 * @param options - See {@link NormalizeOptions}.
 * @returns New array of the same shape and type.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is NaN or infinite.
 * @example
 * ```ts
 * normalize(Float64Array.of(-4, 0, 2)); // [-1, 0, 0.5]
 * normalize(Float64Array.of(3, 4), { norm: 2 }); // [0.6, 0.8]
 * ```
 * @see librosa 0.11 `util.normalize`.
 */
export function normalize<T extends FloatArray>(S: T, options?: NormalizeOptions): T;
export function normalize<T extends FloatArray>(S: NdArray<T> | AudioSignal<T>, options?: NormalizeOptions): T | NdArray<T>;
export function normalize<T extends FloatArray>(S: SignalInput<T>, options?: NormalizeOptions): T | NdArray<T> {
  const { norm, axis, threshold, fill } = readOptions('normalize', options, DEFAULTS);
  const input = readStrided(S, 'normalize', 'S');
  if (norm !== null && !(typeof norm === 'number' && (norm >= 0 || norm === -Infinity))) {
    throw new ParameterError('normalize', 'norm', `must be null, -Infinity, 0 or a number > 0, got ${show(norm)}`);
  }
  if (threshold !== null) expectPositive(threshold, 'normalize', 'threshold');
  if (fill !== null && typeof fill !== 'boolean') throw new TypeError(`normalize: "fill" must be null, true or false, got ${show(fill)}`);
  if (norm === 0 && fill === true) throw new ParameterError('normalize', 'fill', 'must not be true with norm 0: no constant has it');
  const least = threshold ?? (input.data.BYTES_PER_ELEMENT === 4 ? 2 ** -126 : 2 ** -1022);
  const scaleInto = (out: Float64Array, x: Float64Array): void => {
    const peak = peakOf(x);
    if (!(peak < Infinity)) expectAllFinite(x, 'normalize', 'S');
    const length = norm === null ? peak : normOf(x, norm, peak);
    if (norm === null || (length < least && fill === null)) out.set(x);
    else if (!(length < least)) divide(out, x, length);
    else out.fill(!fill ? 0 : Math.abs(norm) === Infinity ? 1 : x.length ** (-1 / norm));
  };
  let result: T | NdArray<T>;
  if (axis !== null || norm === null) {
    const along = resolveAxis(axis ?? 0, input.shape.length, 'normalize');
    result = mapLines(input, along, input.shape[along]!, (line, out) => scaleInto(out, line));
  } else {
    const { data, stride } = readDense(input);
    if (!allFinite(data)) eachLine(input, input.shape.length - 1, (line) => expectAllFinite(line, 'normalize', 'S'));
    const out = new Float64Array(data.length);
    scaleInto(out, widen(data));
    result = shapeLike(input, roundLike(data, out), stride);
  }
  // Only a division by the least may overflow.
  return norm === -Infinity ? expectFiniteResult(result, 'normalize', 'S') : result;
}

function divide(out: Float64Array, x: Float64Array, by: number): void {
  for (let n = 0; n < x.length; n++) out[n] = x[n]! / by;
}

/** The largest magnitude, NaN if a value is. Four at once, since a comparison must wait for the one before it. */
function peakOf(x: Float64Array): number {
  let a = 0; // one by one: an array that is taken apart is allocated
  let b = 0;
  let c = 0;
  let d = 0;
  let n = 0;
  for (; n + 4 <= x.length; n += 4) {
    a = Math.max(a, Math.abs(x[n]!));
    b = Math.max(b, Math.abs(x[n + 1]!));
    c = Math.max(c, Math.abs(x[n + 2]!));
    d = Math.max(d, Math.abs(x[n + 3]!));
  }
  for (; n < x.length; n++) a = Math.max(a, Math.abs(x[n]!));
  return Math.max(a, b, c, d);
}

/** The norm; p-norms scale by the peak first, so that nothing over- or underflows. NaN if a value is, at least by norms > 0. */
export function normOf(x: Float64Array, norm: number, peak: number = peakOf(x)): number {
  if (norm === Infinity || peak === 0) return peak;
  let sum = 0;
  if (norm === -Infinity) {
    let least = peak;
    for (let n = 0; n < x.length; n++) if (Math.abs(x[n]!) < least) least = Math.abs(x[n]!);
    return least;
  }
  if (norm === 0) {
    for (let n = 0; n < x.length; n++) sum += Number(x[n] !== 0);
    return sum;
  }
  for (let n = 0; n < x.length; n++) {
    const part = Math.abs(x[n]!) / peak;
    sum += norm === 1 ? part : norm === 2 ? part * part : Math.pow(part, norm);
  }
  return peak * (norm === 1 ? sum : norm === 2 ? Math.sqrt(sum) : Math.pow(sum, 1 / norm));
}
