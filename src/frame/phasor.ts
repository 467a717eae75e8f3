/**
 * Complex numbers from angles.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { cos, sin } from '../core/math.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectFinite, readOptions } from '../core/options.js';
import { arrayLike, type FloatArray } from '../core/types.js';
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
 * @throws {@link ParameterError} if an option is unknown, the shapes differ, or a value is not finite.
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
  const out = arrayLike(data, 2 * data.length);
  for (let i = 0; i < data.length; i++) {
    const m = magnitudes ? magnitudes[i]! : (mag as number);
    out[2 * i] = m * cos(data[i]!);
    out[2 * i + 1] = m * sin(data[i]!);
  }
  return expectFiniteResult(
    nd(out, [...input.shape, 2], [...stride.map((s) => 2 * s), 1]),
    'phasor',
    magnitudes ? 'angles or mag' : 'angles',
  );
}
