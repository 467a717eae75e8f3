/**
 * The options that all layers with a kernel share.
 * @module
 */
import { expectBoolean, expectInteger, expectOneOf } from '../core/options.js';
import { ParameterError, show } from '../core/errors.js';
import { ACTIVATION_NAMES, type ActivationName } from './activation-names.js';
import { type ConstraintLike } from './constraints.js';
import { type InitializerLike } from './initializers.js';
import { type NamedOptions, type WeightPlan } from './make-layer.js';
import { type RegularizerLike } from './regularizers.js';
import { readRules } from './weight-rules.js';

/** Options of all layers with an activation and a bias. */
export interface BiasOptions extends NamedOptions {
  /** @defaultValue `'linear'` */
  activation?: ActivationName | undefined;
  /** @defaultValue `true` */
  useBias?: boolean | undefined;
  /** @defaultValue `'zeros'` */
  biasInitializer?: InitializerLike | undefined;
  /** @defaultValue `null` */
  biasRegularizer?: RegularizerLike | undefined;
  /** @defaultValue `null` */
  biasConstraint?: ConstraintLike | undefined;
}

/** Options of all layers with a kernel. */
export interface KernelOptions extends BiasOptions {
  /** @defaultValue `'glorotUniform'` */
  kernelInitializer?: InitializerLike | undefined;
  /** @defaultValue `null` */
  kernelRegularizer?: RegularizerLike | undefined;
  /** @defaultValue `null` */
  kernelConstraint?: ConstraintLike | undefined;
}

/** Defaults of `BiasOptions`. */
export const BIAS_DEFAULTS = {
  name: '',
  activation: 'linear' as ActivationName,
  useBias: true,
  biasInitializer: 'zeros' as InitializerLike,
  biasRegularizer: null as RegularizerLike,
  biasConstraint: null as ConstraintLike,
};

/** `KernelOptions`, all of them. */
export type KernelSettings = typeof BIAS_DEFAULTS & {
  kernelInitializer: InitializerLike;
  kernelRegularizer: RegularizerLike;
  kernelConstraint: ConstraintLike;
};

/** Defaults of `KernelOptions`. */
export const KERNEL_DEFAULTS: KernelSettings = {
  ...BIAS_DEFAULTS,
  kernelInitializer: 'glorotUniform',
  kernelRegularizer: null,
  kernelConstraint: null,
};

/** The bias and the activation of a layer. */
export interface BiasRules {
  activation: ActivationName;
  useBias: boolean;
  /** The bias, where there is one. */
  plan(units: number): WeightPlan[];
  config: Record<string, unknown>;
}

/** Reads `activation`, `useBias` and what goes with the bias. */
export function readBias(options: typeof BIAS_DEFAULTS, caller: string): BiasRules {
  const { activation, useBias } = options;
  expectOneOf(activation, caller, 'activation', ACTIVATION_NAMES);
  expectBoolean(useBias, caller, 'useBias');
  const { settings, config } = readRules(options, caller, 'bias');
  return {
    activation,
    useBias,
    plan: (units) => (useBias ? [{ name: 'bias', shape: [units], ...settings }] : []),
    config: { activation, useBias, ...config },
  };
}

/** Reads an option that is a number for both axes, or one for each. */
export function readPair(value: number | readonly number[], caller: string, name: string): [number, number] {
  const pair = typeof value === 'number' ? [value, value] : value;
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw new ParameterError(caller, name, `must be an integer or two of them, got ${show(value)}`);
  }
  for (const n of pair) expectInteger(n, caller, name, 1);
  return [pair[0] as number, pair[1] as number];
}
