/**
 * Where weights may be, as in Keras. Norms run along the axes `axis`: 0 is the norm of all that flows into a unit.
 * @module
 */
import { expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';
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

/** A constraint that was read. Optimisers know what to do: `applyConstraint`. */
export interface NamedConstraint {
  /** Plain data from which the same can be made. */
  readonly config: Readonly<ConstraintSettings & Record<string, unknown>>;
  /** The layer whose option it is. */
  readonly caller: string;
  /** The option, for messages. */
  readonly option: string;
}

/** A constraint by name, by name with settings, or one of your own. `null` is none. */
export type ConstraintLike = ConstraintName | ConstraintSettings | Constraint | null;

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
export function readConstraint(
  constraint: ConstraintLike | undefined,
  caller: string,
  name: string,
): Constraint | NamedConstraint | undefined {
  if (constraint === undefined || constraint === null) return undefined;
  if (typeof constraint === 'object' && 'apply' in constraint) return constraint;
  const { name: kind, ...rest } = readNamed<ConstraintName, ConstraintSettings>(constraint, caller, name, CONSTRAINTS);
  const settings = readOptions(`${caller}: ${name}`, rest as Record<string, Axis>, DEFAULTS[kind]);
  const { axis = 0, maxValue = 1, minValue = 0, rate = 1 } = settings as { [K in keyof ConstraintSettings]?: number };
  for (const a of [axis].flat()) expectInteger(a, caller, `${name}.axis`, 0);
  expectPositive(maxValue, caller, `${name}.maxValue`);
  expectFinite(minValue, caller, `${name}.minValue`, 0, maxValue);
  expectFinite(rate, caller, `${name}.rate`, 0, 1);
  return { config: { name: kind, ...settings }, caller, option: name };
}
