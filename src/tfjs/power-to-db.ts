/**
 * Decibels as a function of tensors.
 * @module
 */
import { type Tensor } from '@tensorflow/tfjs-core';
import { POWER_DB, refLevel } from '../convert/db-kernel.js';
import { expectFinite, expectPositive, readOptions } from '../core/options.js';
import { levelsBack, levelsThere } from './chain.js';
import { fused } from './fused.js';
import { readFloats } from './tensors.js';

/** Options of {@link powerToDb}. */
export interface PowerToDbFunctionOptions {
  /** Power at 0 dB. @defaultValue `1` */
  ref?: number | undefined;
  /** Smaller values count as this, and have no gradient. @defaultValue `1e-10` */
  amin?: number | undefined;
  /** Values are raised to at most this many dB below the loudest of the tensor, >= 0; `null` leaves them. @defaultValue `80` */
  topDb?: number | null | undefined;
}

/**
 * Power to decibels, 10 log10(S / ref), differentiable.
 *
 * @param S - A tensor of float32, any shape. It is one item: with `topDb`, call it for each signal by itself.
 * @param options - {@link PowerToDbFunctionOptions}.
 * @returns A tensor of the same shape. What was raised to the floor of `topDb` moves with the loudest value.
 * @throws `ParameterError` if an option is unknown or out of range or a value is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { powerToDb } from '@audiolab/dsp/tfjs';
 * powerToDb(tf.tensor([1, 10, 0])).dataSync(); // [0, 10, -70]
 * tf.grad((S) => powerToDb(S, { topDb: null }))(tf.tensor([1, 10, 0])).dataSync(); // [4.342945, 0.434294, 0]
 * ```
 * @see `powerToDb` of `@audiolab/dsp`.
 */
export function powerToDb(S: Tensor, options?: PowerToDbFunctionOptions): Tensor {
  const caller = 'powerToDb';
  const { ref, amin, topDb } = readOptions(caller, options, { ref: 1, amin: 1e-10, topDb: 80 as number | null });
  expectFinite(ref, caller, 'ref');
  expectPositive(amin, caller, 'amin');
  if (topDb !== null) expectFinite(topDb, caller, 'topDb', 0);
  const x = Float64Array.from(readFloats(S, caller, 'S'));
  const data = new Float64Array(x.length);
  if (x.length) levelsThere(data, x, { amin, topDb }, refLevel(ref, amin, POWER_DB));
  return fused([S], () => ({
    outputs: [{ data, shape: S.shape }],
    backward([dy]) {
      const d = Float64Array.from(dy!);
      if (x.length) levelsBack(d, x, { amin, topDb });
      return [d];
    },
  }))[0]!;
}
