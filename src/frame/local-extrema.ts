/**
 * Local maxima and minima.
 * @module
 */
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { markLines, readStrided, resolveAxis } from './lines.js';

/** Options of {@link localmax} and {@link localmin}. */
export interface LocalExtremaOptions {
  /** The axis along which neighbours are compared; -1 is the last. @defaultValue `0` */
  axis?: number | undefined;
}

function localExtrema(
  x: SignalInput,
  options: LocalExtremaOptions | undefined,
  caller: string,
  sign: 1 | -1,
): Uint8Array | NdArray<Uint8Array> {
  const { axis } = readOptions(caller, options, { axis: 0 });
  const input = readStrided(x, caller, 'x');
  const along = resolveAxis(axis, input.shape.length, caller);
  return markLines(input, along, (line, out) => {
    expectAllFinite(line, caller, 'x');
    markMaxima(out, line, sign);
  });
}

/** Marks the maxima of `sign * x`: where it has risen, and does not go on rising. Rising is 0 or 1, so that there is no branch to guess wrong. */
function markMaxima(out: Uint8Array, x: Float64Array, sign: 1 | -1): void {
  const last = x.length - 1;
  let value = sign * x[0]!;
  let rises = 0;
  for (let n = 0; n < last; n++) {
    const next = sign * x[n + 1]!;
    const goesOn = Number(next > value);
    out[n] = rises & (1 - goesOn);
    rises = goesOn;
    value = next;
  }
  out[last] = rises;
}

/**
 * Marks values greater than the one before and not less than the one after. The first value is never marked, the last one if it
 * is greater than the one before.
 *
 * @param x - Array of any shape.
 * @param options - See {@link LocalExtremaOptions}.
 * @returns Uint8Array (or an ndarray over one) of the same shape, 1 at the maxima and 0 elsewhere.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is NaN or infinite.
 * @example
 * ```ts
 * localmax(Float64Array.of(1, 0, 1, 2, -1, 0, -2, 1)); // [0, 0, 0, 1, 0, 1, 0, 1]
 * ```
 * @see librosa 0.11 `util.localmax`.
 */
export function localmax(x: FloatArray, options?: LocalExtremaOptions): Uint8Array;
export function localmax(x: SignalInput, options?: LocalExtremaOptions): Uint8Array | NdArray<Uint8Array>;
export function localmax(x: SignalInput, options?: LocalExtremaOptions): Uint8Array | NdArray<Uint8Array> {
  return localExtrema(x, options, 'localmax', 1);
}

/**
 * Marks values less than the one before and not greater than the one after. The first value is never marked, the last one if it
 * is less than the one before.
 *
 * @param x - Array of any shape.
 * @param options - See {@link LocalExtremaOptions}.
 * @returns Uint8Array (or an ndarray over one) of the same shape, 1 at the minima and 0 elsewhere.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is NaN or infinite.
 * @example
 * ```ts
 * localmin(Float64Array.of(1, 0, 1, 2, -1, 0, -2, 1)); // [0, 1, 0, 0, 1, 0, 1, 0]
 * ```
 * @see librosa 0.11 `util.localmin`.
 */
export function localmin(x: FloatArray, options?: LocalExtremaOptions): Uint8Array;
export function localmin(x: SignalInput, options?: LocalExtremaOptions): Uint8Array | NdArray<Uint8Array>;
export function localmin(x: SignalInput, options?: LocalExtremaOptions): Uint8Array | NdArray<Uint8Array> {
  return localExtrema(x, options, 'localmin', -1);
}
