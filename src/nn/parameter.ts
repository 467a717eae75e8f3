/**
 * Making weights.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { type Initializer } from './initializers.js';
import { type BuildSettings, type Constraint, type Parameter, type Regularizer } from './layer.js';

/** What a parameter is beside its name and shape. */
export interface ParameterSettings {
  initializer: Initializer;
  regularizer?: Regularizer | undefined;
  constraint?: Constraint | undefined;
  /** @defaultValue `true` */
  trained?: boolean | undefined;
}

/** Fresh zeros of the precision of a layer. */
export const zerosOf = (dtype: 'float32' | 'float64', length: number): FloatArray =>
  dtype === 'float32' ? new Float32Array(length) : new Float64Array(length);

/** Makes a parameter and fills it. */
export function createParameter(
  name: string,
  shape: readonly number[],
  { dtype, random, blank }: BuildSettings,
  { initializer, regularizer, constraint, trained = true }: ParameterSettings,
): Parameter {
  const value = zerosOf(dtype, sizeOf(shape));
  if (!blank) initializer.fill(value, shape, random);
  return { name, shape, value, gradient: zerosOf(dtype, trained ? value.length : 0), trained, version: 0, regularizer, constraint };
}
