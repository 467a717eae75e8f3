/**
 * Making weights.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { type NamedConstraint } from './constraints.js';
import { type Initializer } from './initializers.js';
import { type BuildSettings, type Constraint, type Parameter, type Regularizer } from './layer.js';

/** What a parameter is beside its name and shape. */
export interface ParameterSettings {
  initializer: Initializer;
  regularizer?: Regularizer | undefined;
  constraint?: Constraint | NamedConstraint | undefined;
  /** @defaultValue `true` */
  trained?: boolean | undefined;
}

/** The precision of values. */
export const dtypeOf = (x: FloatArray): 'float32' | 'float64' => (x.BYTES_PER_ELEMENT === 4 ? 'float32' : 'float64');

/** So many zeros, or a copy of values, in the precision of a layer. */
export const floats = (dtype: 'float32' | 'float64', from: number | FloatArray): FloatArray =>
  new (dtype === 'float32' ? Float32Array : Float64Array)(from as number);

/** Makes a parameter and fills it. */
export function createParameter(
  name: string,
  shape: readonly number[],
  { dtype, random, blank }: BuildSettings,
  { initializer, regularizer, constraint, trained = true }: ParameterSettings,
): Parameter {
  const value = floats(dtype, sizeOf(shape));
  if (!blank) initializer.fill(value, shape, random);
  return { name, shape, value, gradient: floats(dtype, trained ? value.length : 0), trained, version: 0, regularizer, constraint };
}
