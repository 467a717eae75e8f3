/**
 * Bringing weights back to where they may be: apart from layers, for only who trains needs it.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type FloatArray } from '../core/types.js';
import { rowMajor } from '../core/view.js';
import { type NamedConstraint } from './constraints.js';
import { type Constraint } from './layer.js';

/** Keras adds it to norms that divide. */
const EPSILON = 1e-7;

/** Changes the values of a parameter of this shape in place. */
export function applyConstraint(constraint: Constraint | NamedConstraint, value: FloatArray, shape: readonly number[]): void {
  if ('apply' in constraint) {
    constraint.apply(value, shape);
    return;
  }
  const { name, axis = 0, maxValue = 1, minValue = 0, rate = 1 } = constraint.config;
  if (name === 'nonNeg') {
    for (let i = 0; i < value.length; i++) if (!(value[i]! >= 0)) value[i] = 0;
    return;
  }
  const aim = (norm: number): number => {
    if (name === 'unitNorm') return 1;
    const held = Math.min(norm, maxValue);
    return name === 'maxNorm' ? held : rate * Math.max(minValue, held) + (1 - rate) * norm;
  };
  scaleNorms(value, shape, [axis].flat(), aim, constraint);
}

/** Gives each norm along `axes` the length `aim` says. */
function scaleNorms(
  value: FloatArray,
  shape: readonly number[],
  axes: readonly number[],
  aim: (norm: number) => number,
  { caller, option }: NamedConstraint,
): void {
  if (axes.some((a) => a >= shape.length)) {
    throw new ParameterError(
      caller,
      `${option}.axis`,
      `must be below ${shape.length} for the shape [${shape.join(', ')}], got ${axes.join()}`,
    );
  }
  const stride = rowMajor(shape);
  /** The first value of the group that the value i is of. */
  const first = (i: number): number =>
    shape.reduce((g, n, d) => (axes.includes(d) ? g - (Math.floor(i / stride[d]!) % n) * stride[d]! : g), i);
  const squares = new Float64Array(value.length);
  for (let i = 0; i < value.length; i++) squares[first(i)]! += value[i]! * value[i]!;
  const scale = squares.map((sum) => aim(Math.sqrt(sum)) / (EPSILON + Math.sqrt(sum)));
  for (let i = 0; i < value.length; i++) value[i]! *= scale[first(i)]!;
}
