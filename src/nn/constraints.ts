/**
 * Where weights may be, as in Keras. Norms run along the axes `axis`: 0 is the norm of all that flows into a unit.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { rowMajor } from '../core/view.js';
import { type Constraint } from './layer.js';
import { readNamed } from './named-settings.js';

/** Names of the constraints. */
export type ConstraintName = 'maxNorm' | 'minMaxNorm' | 'nonNeg' | 'unitNorm';

/** A constraint with settings of its own. */
export interface ConstraintSettings {
  /** Which constraint. */
  name: ConstraintName;
  /** Axis or axes along which norms are taken. @defaultValue `0` */
  axis?: number | readonly number[] | undefined;
  /** `maxNorm`, `minMaxNorm`: the largest norm, > 0. @defaultValue `2` for `maxNorm`, `1` for `minMaxNorm` */
  maxValue?: number | undefined;
  /** `minMaxNorm`: the least norm, >= 0. @defaultValue `0` */
  minValue?: number | undefined;
  /** `minMaxNorm`: how much of the way a step goes, in [0, 1]. @defaultValue `1` */
  rate?: number | undefined;
}

/** A constraint by name, by name with settings, or one of your own. `null` is none. */
export type ConstraintLike = ConstraintName | ConstraintSettings | Constraint | null;

/** Keras adds it to norms that divide. */
const EPSILON = 1e-7;

type Axis = number | readonly number[];
const DEFAULTS: Record<ConstraintName, Record<string, Axis>> = {
  maxNorm: { maxValue: 2, axis: 0 },
  minMaxNorm: { minValue: 0, maxValue: 1, rate: 1, axis: 0 },
  nonNeg: {},
  unitNorm: { axis: 0 },
};
/** Names of the constraints. */
export const CONSTRAINTS = /* @__PURE__ */ Object.keys(DEFAULTS) as readonly ConstraintName[];

/** Reads the option `name` of `caller`. */
export function readConstraint(constraint: ConstraintLike | undefined, caller: string, name: string): Constraint | undefined {
  if (constraint === undefined || constraint === null) return undefined;
  if (typeof constraint === 'object' && 'apply' in constraint) return constraint;
  const { name: kind, ...rest } = readNamed<ConstraintName, ConstraintSettings>(constraint, caller, name, CONSTRAINTS, 'an object');
  const settings = readOptions(`${caller}: ${name}`, rest as Record<string, Axis>, DEFAULTS[kind]);
  const config = { name: kind, ...settings };
  if (kind === 'nonNeg') return { config, apply: nonNegative };
  const { axis = 0, maxValue = 1, minValue = 0, rate = 1 } = settings as { [K in keyof ConstraintSettings]?: number };
  for (const a of [axis].flat()) expectInteger(a, caller, `${name}.axis`, 0);
  expectPositive(maxValue, caller, `${name}.maxValue`);
  expectFinite(minValue, caller, `${name}.minValue`, 0, maxValue);
  expectFinite(rate, caller, `${name}.rate`, 0, 1);
  const aim = (norm: number): number => {
    if (kind === 'unitNorm') return 1;
    const held = Math.min(norm, maxValue);
    return kind === 'maxNorm' ? held : rate * Math.max(minValue, held) + (1 - rate) * norm;
  };
  return {
    config,
    apply(value, shape) {
      scaleNorms(value, shape, [axis].flat(), aim, caller, name);
    },
  };
}

function nonNegative(value: FloatArray): void {
  for (let i = 0; i < value.length; i++) if (!(value[i]! >= 0)) value[i] = 0;
}

/** Gives each norm along `axes` the length `aim` says. */
function scaleNorms(
  value: FloatArray,
  shape: readonly number[],
  axes: readonly number[],
  aim: (norm: number) => number,
  caller: string,
  name: string,
): void {
  if (axes.some((a) => a >= shape.length)) {
    throw new ParameterError(
      caller,
      `${name}.axis`,
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
