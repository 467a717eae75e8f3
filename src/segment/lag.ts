/**
 * Between recurrence matrices and their lags.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { lineMajor, readMatrix, shearLines } from '../frame/shear.js';

/** Options of {@link recurrenceToLag}. */
export interface RecurrenceToLagOptions {
  /** `true`: lags that reach beyond the ends are kept apart, in twice as many rows; `false`: lags go around. @defaultValue `true` */
  pad?: boolean | undefined;
  /** Axis of time: `-1` or `1` columns, `0` rows. @defaultValue `-1` */
  axis?: number | undefined;
}

/** Options of {@link lagToRecurrence}. */
export interface LagToRecurrenceOptions {
  /** Axis of time: `-1` or `1` columns, `0` rows. @defaultValue `-1` */
  axis?: number | undefined;
}

/**
 * Turns a recurrence matrix into a lag matrix: `lag[i, j] = rec[i + j, j]`, so that repetitions become horizontal lines.
 *
 * @param rec - Recurrence matrix, shape `[frames, frames]`.
 * @param options - {@link RecurrenceToLagOptions}.
 * @returns Shape `[2 frames, frames]` (negative lags in the lower half), `[frames, frames]` without `pad`; axes changed with `axis: 0`. Type of `rec`.
 * @throws {@link ParameterError} if an option is unknown or out of range, the matrix is not square, or a value is not finite.
 * @example
 * ```ts
 * const R = { data: Float64Array.of(0, 1, 1, 0), shape: [2, 2], stride: [2, 1], offset: 0 } as NdArray<Float64Array>;
 * const lag = recurrenceToLag(R);
 * lag.shape; // [4, 2]
 * [lag.get(1, 0), lag.get(3, 1)]; // [1, 1]
 * ```
 * @see librosa 0.11 `segment.recurrence_to_lag`, same values.
 */
export function recurrenceToLag<T extends FloatArray>(rec: NdArray<T>, options?: RecurrenceToLagOptions): NdArray<T> {
  const caller = 'recurrenceToLag';
  const { pad, axis } = readOptions(caller, options, { pad: true, axis: -1 });
  expectBoolean(pad, caller, 'pad');
  expectInteger(axis, caller, 'axis', -1, 1);
  const { shape } = readMatrix(rec, caller, 'rec');
  const t = shape[0]!;
  if (t !== shape[1]) throw new ParameterError(caller, 'rec', `must be square, got the shape [${shape.join(', ')}]`);
  return sheared(rec, axis, t, pad ? 2 * t : t, pad ? 2 * t : t, -1, caller, 'rec');
}

/**
 * Turns a lag matrix back into a recurrence matrix: `rec[i, j] = lag[i - j, j]`.
 *
 * @param lag - Lag matrix, shape `[2 frames, frames]` or `[frames, frames]`; axes changed with `axis: 0`.
 * @param options - {@link LagToRecurrenceOptions}.
 * @returns Shape `[frames, frames]`, type of `lag`.
 * @throws {@link ParameterError} if an option is unknown or out of range, the shape is no such, or a value is not finite.
 * @example
 * ```ts
 * const R = { data: Float64Array.of(1, 2, 3, 4), shape: [2, 2], stride: [2, 1], offset: 0 } as NdArray<Float64Array>;
 * lagToRecurrence(recurrenceToLag(R)).get(1, 0); // 3
 * ```
 * @see librosa 0.11 `segment.lag_to_recurrence`, same values.
 */
export function lagToRecurrence<T extends FloatArray>(lag: NdArray<T>, options?: LagToRecurrenceOptions): NdArray<T> {
  const caller = 'lagToRecurrence';
  const { axis } = readOptions(caller, options, { axis: -1 });
  expectInteger(axis, caller, 'axis', -1, 1);
  const { shape } = readMatrix(lag, caller, 'lag');
  const along = axis === 0 ? 0 : 1;
  const [t, lags] = [shape[along]!, shape[1 - along]!];
  if (lags !== t && lags !== 2 * t) {
    const wanted = along ? '[2 frames, frames]' : '[frames, 2 frames]';
    throw new ParameterError(caller, 'lag', `must have the shape ${wanted} or [frames, frames], got [${shape.join(', ')}]`);
  }
  return sheared(lag, axis, lags, lags, t, 1, caller, 'lag');
}

function sheared<T extends FloatArray>(
  X: NdArray<T>,
  axis: number,
  from: number,
  ring: number,
  to: number,
  factor: number,
  caller: string,
  name: string,
): NdArray<T> {
  const along = axis === 0 ? 0 : 1;
  const count = X.shape[along]!;
  const lines = lineMajor(X, along);
  expectAllFinite(lines, caller, name);
  const out = shearLines(lines, count, from, ring, to, factor);
  return along ? nd(out, [to, count], [1, to]) : nd(out, [count, to]);
}
