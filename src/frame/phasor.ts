/**
 * Complex numbers from angles.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectFinite, readOptions } from '../core/options.js';
import { LARGEST_ANGLE, sinCosInto } from '../core/sin-cos.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { readDense } from './dense.js';
import { expectFiniteResult, readStrided } from './lines.js';

/** Options of {@link phasor}. */
export interface PhasorOptions {
  /** Magnitudes: one for all, or an array of the shape of the angles. @defaultValue `1` */
  mag?: number | FloatArray | NdArray<FloatArray> | undefined;
}

/**
 * Complex numbers `mag (cos(angle) + i sin(angle))`.
 *
 * @param angles - Radians, any shape.
 * @param options - {@link PhasorOptions}.
 * @returns Shape `[...shape of angles, 2]` (real and imaginary parts), type of `angles`, its order in memory.
 * @throws {@link ParameterError} if an option is unknown, the shapes differ, a value is not finite, or an angle is 2^40 or more.
 * @example
 * ```ts
 * phasor(Float64Array.of(0, Math.PI / 2), { mag: 2 }).data; // [2, 0, 0, 2]
 * ```
 * @see librosa 0.11 `util.phasor`.
 */
export function phasor<T extends FloatArray>(angles: T | NdArray<T>, options?: PhasorOptions): NdArray<T> {
  const { mag } = readOptions('phasor', options, { mag: 1 as NonNullable<PhasorOptions['mag']> });
  const input = readStrided(angles, 'phasor', 'angles');
  const { data, stride } = readDense(input);
  let magnitudes: FloatArray | null = null;
  if (typeof mag === 'number') expectFinite(mag, 'phasor', 'mag');
  else {
    const given = readStrided(mag, 'phasor', 'mag');
    if (given.shape.join() !== input.shape.join()) {
      throw new ParameterError(
        'phasor',
        'mag',
        `must have the shape of angles, [${input.shape.join(', ')}], got [${given.shape.join(', ')}]`,
      );
    }
    magnitudes = readDense(given, input.stride).data;
  }
  for (let i = 0; i < data.length; i++) {
    if (Math.abs(data[i]!) < LARGEST_ANGLE) continue;
    throw new ParameterError('phasor', 'angles', `must be finite, below 2^40 in magnitude, got ${data[i]}`);
  }
  const out = new Float64Array(2 * data.length);
  sinCosInto(out, widen(data));
  if (mag !== 1) {
    for (let i = 0; i < out.length; i++) out[i]! *= magnitudes ? magnitudes[i >> 1]! : (mag as number);
  }
  return expectFiniteResult(nd(roundLike(data, out), [...input.shape, 2], [...stride.map((s) => 2 * s), 1]), 'phasor', 'mag');
}
