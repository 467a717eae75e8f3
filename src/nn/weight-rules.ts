/**
 * How a weight is made and kept: its three options.
 * @module
 */
import { type ConstraintLike, readConstraint } from './constraints.js';
import { type InitializerLike, readInitializer } from './initializers.js';
import { type ParameterSettings } from './parameter.js';
import { readRegularizer, type RegularizerLike } from './regularizers.js';

/** How a weight is made and kept, and the same as plain data. */
export interface WeightRules {
  settings: ParameterSettings;
  config: Record<string, unknown>;
}

/** Reads `<name>Initializer`, `<name>Regularizer` and `<name>Constraint`. */
export function readRules(options: object, caller: string, name: string): WeightRules {
  const given = options as Record<string, unknown>;
  const initializer = readInitializer(given[`${name}Initializer`] as InitializerLike, caller, `${name}Initializer`);
  const regularizer = readRegularizer(given[`${name}Regularizer`] as RegularizerLike, caller, `${name}Regularizer`);
  const constraint = readConstraint(given[`${name}Constraint`] as ConstraintLike, caller, `${name}Constraint`);
  return {
    settings: { initializer, regularizer, constraint },
    config: {
      [`${name}Initializer`]: initializer.config,
      [`${name}Regularizer`]: regularizer?.config ?? null,
      [`${name}Constraint`]: constraint?.config ?? null,
    },
  };
}
