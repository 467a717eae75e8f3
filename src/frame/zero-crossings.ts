/**
 * Where a signal changes its sign.
 * @module
 */
import { allFinite, expectAllFinite } from '../core/finite.js';
import { ParameterError, show } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { eachLine, markLines, readStrided, resolveAxis } from './lines.js';

/** Options of {@link zeroCrossings}. */
export interface ZeroCrossingsOptions {
  /** Magnitudes up to it count as 0, >= 0. @defaultValue `1e-10` */
  threshold?: number | undefined;
  /** The threshold is multiplied by it: a number, or a function of all magnitudes; `null`: 1. @defaultValue `null` */
  refMagnitude?: number | ((magnitudes: Float64Array) => number) | null | undefined;
  /** Whether the first sample counts as a crossing. @defaultValue `true` */
  pad?: boolean | undefined;
  /** Whether 0 counts as positive; otherwise it is a third sign, and both the way to 0 and away from it cross. @defaultValue `true` */
  zeroPos?: boolean | undefined;
  /** The axis that is time; -1 is the last. @defaultValue `-1` */
  axis?: number | undefined;
}

const DEFAULTS = {
  threshold: 1e-10,
  refMagnitude: null as number | ((magnitudes: Float64Array) => number) | null,
  pad: true,
  zeroPos: true,
  axis: -1,
};

/** The kernel: 1 where the sign differs from the sample before, `first` at the start. Magnitudes up to `threshold` are 0. */
export function markZeroCrossings(out: FloatArray | Uint8Array, x: FloatArray, threshold: number, zeroPos: boolean, first: 0 | 1): void {
  const zero = zeroPos ? 1 : 0;
  const v = x[0]!;
  let before = v > threshold ? 1 : v < -threshold ? -1 : zero;
  out[0] = first;
  for (let n = 1; n < x.length; n++) {
    const v = x[n]!;
    const sign = v > threshold ? 1 : v < -threshold ? -1 : zero;
    out[n] = sign !== before ? 1 : 0;
    before = sign;
  }
}

/**
 * Marks the samples whose sign differs from that of the sample before.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link ZeroCrossingsOptions}.
 * @returns Uint8Array (or an ndarray over one) of the same shape, 1 at the crossings and 0 elsewhere.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * zeroCrossings(Float64Array.of(1, 2, -1, -2, 0, 3)); // [1, 0, 1, 0, 1, 0]
 * zeroCrossings(Float64Array.of(1, 2, -1, -2, 0, 3), { pad: false, zeroPos: false }); // [0, 0, 1, 0, 1, 1]
 * ```
 * @see librosa 0.11 `zero_crossings`.
 */
export function zeroCrossings(y: FloatArray, options?: ZeroCrossingsOptions): Uint8Array;
export function zeroCrossings(y: SignalInput, options?: ZeroCrossingsOptions): Uint8Array | NdArray<Uint8Array>;
export function zeroCrossings(y: SignalInput, options?: ZeroCrossingsOptions): Uint8Array | NdArray<Uint8Array> {
  const { threshold, refMagnitude, pad, zeroPos, axis } = readOptions('zeroCrossings', options, DEFAULTS);
  expectFinite(threshold, 'zeroCrossings', 'threshold', 0);
  expectBoolean(pad, 'zeroCrossings', 'pad');
  expectBoolean(zeroPos, 'zeroCrossings', 'zeroPos');
  const input = readStrided(y, 'zeroCrossings', 'y');
  const along = resolveAxis(axis, input.shape.length, 'zeroCrossings');
  const length = input.shape[along]!;
  let level = threshold;
  if (typeof refMagnitude === 'function') {
    const magnitudes: number[] = [];
    eachLine(input, along, (line) => line.forEach((v) => magnitudes.push(Math.abs(v))));
    const reference = refMagnitude(Float64Array.from(magnitudes));
    expectFinite(reference, 'zeroCrossings', 'refMagnitude()', 0);
    level *= reference;
  } else if (refMagnitude !== null) {
    if (typeof refMagnitude !== 'number' || !(refMagnitude >= 0 && refMagnitude < Infinity)) {
      throw new ParameterError(
        'zeroCrossings',
        'refMagnitude',
        `must be null, a finite number >= 0 or a function, got ${show(refMagnitude)}`,
      );
    }
    level *= refMagnitude;
  }
  if (input.flat && input.stride[0] === 1) {
    const line = input.data.subarray(input.offset, input.offset + length);
    if (allFinite(line)) {
      const out = new Uint8Array(length);
      markZeroCrossings(out, line, level, zeroPos, pad ? 1 : 0);
      return out;
    }
  }
  return markLines(input, along, (line, out) => {
    expectAllFinite(line, 'zeroCrossings', 'y');
    markZeroCrossings(out, line, level, zeroPos, pad ? 1 : 0);
  });
}
