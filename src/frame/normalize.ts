/**
 * Dividing by a norm.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectPositive, readOptions } from '../core/options.js';
import { type AudioSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { expectFiniteLine, expectFiniteResult, mapLines, readStrided, resolveAxis, type StridedInput } from './lines.js';

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
  const scaleInto = (line: Float64Array, out: Float64Array, length: number, size: number): void => {
    const small = length < least;
    const constant = small && fill === true ? (norm === null || Math.abs(norm) === Infinity ? 1 : size ** (-1 / norm)) : NaN;
    for (let n = 0; n < line.length; n++) {
      out[n] = !small ? line[n]! / length : fill === null ? line[n]! : fill ? constant : 0;
    }
  };
  if (axis !== null || norm === null) {
    const along = resolveAxis(axis ?? 0, input.shape.length, 'normalize');
    const result = mapLines(input, along, input.shape[along]!, (line, out) => {
      expectFiniteLine(line, 'normalize', 'S');
      if (norm === null) out.set(line);
      else scaleInto(line, out, normOf(line, norm), line.length);
    });
    return expectFiniteResult(result, 'normalize', 'S');
  }
  const size = sizeOf(input.shape);
  const length = normOf(everything(input, size), norm);
  const last = input.shape.length - 1;
  const result = mapLines(input, last, input.shape[last]!, (line, out) => scaleInto(line, out, length, size));
  return expectFiniteResult(result, 'normalize', 'S');
}

/** All values in one line. */
function everything(input: StridedInput, size: number): Float64Array {
  const all = new Float64Array(size);
  let filled = 0;
  const last = input.shape.length - 1;
  mapLines(input, last, input.shape[last]!, (line) => {
    expectFiniteLine(line, 'normalize', 'S');
    all.set(line, filled);
    filled += line.length;
  });
  return all;
}

/** The norm; p-norms scale by the peak first, so that nothing over- or underflows. */
export function normOf(x: Float64Array, norm: number): number {
  let peak = 0;
  let least = Infinity;
  let count = 0;
  for (let n = 0; n < x.length; n++) {
    const magnitude = Math.abs(x[n]!);
    if (magnitude > peak) peak = magnitude;
    if (magnitude < least) least = magnitude;
    if (magnitude > 0) count++;
  }
  if (norm === Infinity || peak === 0) return peak;
  if (norm === -Infinity) return least;
  if (norm === 0) return count;
  let sum = 0;
  for (let n = 0; n < x.length; n++) {
    const part = Math.abs(x[n]!) / peak;
    sum += norm === 1 ? part : norm === 2 ? part * part : Math.pow(part, norm);
  }
  return peak * (norm === 1 ? sum : norm === 2 ? Math.sqrt(sum) : Math.pow(sum, 1 / norm));
}
