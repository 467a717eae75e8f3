/**
 * Masks that share each bin of a spectrogram between two sources.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { readDense, shapeLike } from './dense.js';
import { readStrided } from './lines.js';

/** Options of {@link softmask}. */
export interface SoftmaskOptions {
  /** Exponent, > 0: 1 shares by magnitude, 2 as Wiener filters do, `Infinity` gives all to the larger. @defaultValue `1` */
  power?: number | undefined;
  /** What a bin gets that is silent in both: `true` 0.5, `false` 0. @defaultValue `false` */
  splitZeros?: boolean | undefined;
}

const DEFAULTS = { power: 1, splitZeros: false };

/**
 * Soft mask of one magnitude spectrogram against another: `X^power / (X^power + Xref^power)` without overflow on the way.
 *
 * @param X - Magnitudes of what is wanted, any shape, all >= 0.
 * @param Xref - Magnitudes of what stands against it, same shape.
 * @param options - See {@link SoftmaskOptions}.
 * @returns New array of the shape, memory order and type of `X`, values in [0, 1]; 0 or 1 with `power: Infinity`, where a tie gives 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, the shapes differ, or a value is negative or not finite.
 * @example
 * ```ts
 * softmask(Float64Array.of(3, 0, 0), Float64Array.of(1, 2, 0)); // [0.75, 0, 0]
 * softmask(Float64Array.of(3, 0), Float64Array.of(1, 0), { power: 2, splitZeros: true }); // [0.9, 0.5]
 * ```
 * @see librosa 0.11 `util.softmask`, which gives booleans with an infinite power, and splits no ties there either.
 */
export function softmask<T extends FloatArray>(X: T, Xref: T, options?: SoftmaskOptions): T;
export function softmask<T extends FloatArray>(X: NdArray<T>, Xref: NdArray<T>, options?: SoftmaskOptions): NdArray<T>;
export function softmask<T extends FloatArray>(X: SignalInput<T>, Xref: SignalInput<T>, options?: SoftmaskOptions): T | NdArray<T> {
  const { power, splitZeros } = readOptions('softmask', options, DEFAULTS);
  if (!(typeof power === 'number' && power > 0)) throw new ParameterError('softmask', 'power', `must be a number > 0, got ${show(power)}`);
  expectBoolean(splitZeros, 'softmask', 'splitZeros');
  const x = readStrided(X, 'softmask', 'X');
  const ref = readStrided(Xref, 'softmask', 'Xref');
  if (x.shape.join() !== ref.shape.join()) {
    throw new ParameterError('softmask', 'Xref', `must have the shape of X, [${x.shape.join(', ')}], got [${ref.shape.join(', ')}]`);
  }
  const { data, stride } = readDense(x);
  const other = readDense(ref, x.stride).data;
  expectMagnitudes(data, 'X');
  expectMagnitudes(other, 'Xref');
  const out = arrayLike(data, data.length);
  softmaskInto(out, data, other, power, splitZeros);
  return shapeLike(x, out, stride);
}

function expectMagnitudes(x: FloatArray, name: string): void {
  for (let i = 0; i < x.length; i++) {
    if (!(x[i]! >= 0 && x[i]! < Infinity)) throw new ParameterError('softmask', name, `must be finite and >= 0, got ${x[i]} at index ${i}`);
  }
}

/** The mask of magnitudes that are finite and >= 0. `out` may be `x` or `ref`. Allocates nothing. */
export function softmaskInto(out: FloatArray, x: FloatArray, ref: FloatArray, power: number, splitZeros: boolean): void {
  const least = out.BYTES_PER_ELEMENT === 4 ? 2 ** -126 : 2 ** -1022;
  const silent = splitZeros ? 0.5 : 0;
  for (let i = 0; i < out.length; i++) {
    const a = x[i]!;
    const b = ref[i]!;
    if (power === Infinity) {
      out[i] = a > b ? 1 : 0;
      continue;
    }
    const larger = a > b ? a : b;
    if (larger < least) {
      out[i] = silent;
      continue;
    }
    // One of the two is the larger, and 1 after the division by it.
    const ratio = (a > b ? b : a) / larger;
    const part = power === 1 ? ratio : power === 2 ? ratio * ratio : Math.pow(ratio, power);
    out[i] = (a > b ? 1 : part) / (1 + part);
  }
}
