/**
 * What all optimisers share: the learning rate, clipping, weight decay, constraints, and a state that can be kept.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectFinite, expectInteger, expectOneOf, expectPositive } from '../core/options.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { applyConstraint } from './apply-constraint.js';
import { clipGradients } from './clipping.js';
import { type Parameter } from './layer.js';
import { dtypeOf, floats } from './parameter.js';

/** A learning rate that depends on how many steps have been taken. */
export interface Schedule {
  /** The rate of the step that follows `step` others. */
  (step: number): number;
  /** Name and options, where one of our functions made it. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
}

/** Whose formulae and defaults: Keras 3's, or PyTorch's where they differ. */
export type OptimizerPreset = 'keras' | 'torch';

/** Options of every optimiser. */
export interface OptimizerOptions {
  /** Length of a step: a number >= 0, or a schedule. */
  learningRate?: number | Schedule | undefined;
  /** Share by which weights shrink at each step, before it is multiplied by the learning rate (decoupled decay). In [0, 1]. */
  weightDecay?: number | undefined;
  /** Names of parameters that do not shrink, such as `['bias', 'gamma', 'beta']`. @defaultValue `[]` */
  excludeFromWeightDecay?: readonly string[] | undefined;
  /** Largest length of the gradient of each parameter, > 0. @defaultValue `null`: not clipped */
  clipnorm?: number | null | undefined;
  /** Largest length of all gradients together, > 0. @defaultValue `null`: not clipped */
  globalClipnorm?: number | null | undefined;
  /** Largest magnitude of each value of a gradient, > 0. Only one kind of clipping at a time. @defaultValue `null`: not clipped */
  clipvalue?: number | null | undefined;
  /** `'torch'`: the formulae and defaults of PyTorch. @defaultValue `'keras'` */
  preset?: OptimizerPreset | undefined;
}

/** Everything that an optimiser remembers: plain data, which `structuredClone` copies. */
export interface OptimizerState {
  /** Of which optimiser. */
  readonly kind: string;
  /** Steps taken. */
  readonly steps: number;
  /** What the learning rate is multiplied by. */
  readonly rateFactor: number;
  /** Of each parameter, in the order of the model: its running values, or nothing where it was never trained. */
  readonly slots: readonly (readonly FloatArray[])[];
}

/** Changes weights by their gradients. */
export interface Optimizer {
  /** The function that made it. */
  readonly kind: string;
  /** Its options, defaults included. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Steps taken so far. */
  readonly steps: number;
  /** Rate of the next step: what the option says, times `rateFactor`. */
  readonly learningRate: number;
  /** Callbacks lower it. @defaultValue `1` */
  rateFactor: number;
  /** Takes a step with the gradients of these parameters, and sets the gradients to zero. */
  step(parameters: readonly Parameter[]): void;
  /** Copies what it remembers of these parameters. */
  getState(parameters: readonly Parameter[]): OptimizerState;
  /** Takes what `getState` gave, for parameters of the same shapes in the same order. */
  setState(state: OptimizerState, parameters: readonly Parameter[]): void;
}

export interface OptimizerSettings {
  learningRate: number | Schedule;
  weightDecay: number;
  excludeFromWeightDecay: readonly string[];
  clipnorm: number | null;
  globalClipnorm: number | null;
  clipvalue: number | null;
  preset: OptimizerPreset;
}

export const OPTIMIZER_DEFAULTS: OptimizerSettings = {
  learningRate: 0.001,
  weightDecay: 0,
  excludeFromWeightDecay: [],
  clipnorm: null,
  globalClipnorm: null,
  clipvalue: null,
  preset: 'keras',
};

/** One optimiser. */
export interface OptimizerPlan<S extends OptimizerSettings> {
  kind: string;
  settings: S;
  /** Running values of each weight that it keeps. */
  slots: number;
  /** What they start from. @defaultValue `0` */
  initial?: number | undefined;
  /** Changes the weights; `step` counts from 1. */
  update(value: FloatArray, gradient: FloatArray, slots: readonly FloatArray[], rate: number, step: number): void;
}

/** Which defaults count. Everything else is checked with them filled in. */
export function readPreset(caller: string, options: { preset?: unknown } | undefined): OptimizerPreset {
  const preset = options?.preset ?? 'keras';
  expectOneOf(preset, caller, 'preset', ['keras', 'torch']);
  return preset;
}

/** b^n for an integer n, the same on every engine. */
export function integerPower(base: number, n: number): number {
  let result = 1;
  for (let square = base, left = n; left > 0; left = Math.floor(left / 2), square *= square) if (left % 2) result *= square;
  return result;
}

function check(settings: OptimizerSettings, caller: string): void {
  const { learningRate, weightDecay, excludeFromWeightDecay, clipnorm, globalClipnorm, clipvalue } = settings;
  if (typeof learningRate !== 'function') expectFinite(learningRate, caller, 'learningRate', 0);
  expectFinite(weightDecay, caller, 'weightDecay', 0, 1);
  if (!Array.isArray(excludeFromWeightDecay) || !excludeFromWeightDecay.every((n) => typeof n === 'string')) {
    throw new TypeError(`${caller}: "excludeFromWeightDecay" must be an array of names, got ${show(excludeFromWeightDecay)}`);
  }
  const clips = { clipnorm, globalClipnorm, clipvalue };
  const given = Object.entries(clips).filter(([, value]) => value !== null);
  for (const [name, value] of given) expectPositive(value, caller, name);
  if (given.length > 1) {
    throw new ParameterError(caller, given[1]![0], `must not be given together with "${given[0]![0]}": one kind of clipping at a time`);
  }
}

/** Makes the optimiser. */
export function makeOptimizer<S extends OptimizerSettings>(plan: OptimizerPlan<S>): Optimizer {
  const { kind, settings } = plan;
  check(settings, kind);
  const { learningRate, weightDecay, excludeFromWeightDecay } = settings;
  const kept = new WeakMap<Parameter, readonly FloatArray[]>();
  let steps = 0;
  let rateFactor = 1;
  const fresh = ({ value }: Parameter): readonly FloatArray[] =>
    Array.from({ length: plan.slots }, () => floats(dtypeOf(value), value.length).fill(plan.initial ?? 0));
  const rateNow = (): number => {
    const rate = typeof learningRate === 'function' ? learningRate(steps) : learningRate;
    if (!(rate >= 0 && rate < Infinity)) {
      throw new ParameterError(kind, 'learningRate', `must be a finite number >= 0, got ${show(rate)} at step ${steps}`);
    }
    return rate * rateFactor;
  };
  return {
    kind,
    config: Object.freeze({
      ...settings,
      learningRate: typeof learningRate === 'function' ? (learningRate.config ?? 'custom') : learningRate,
    }),
    get steps() {
      return steps;
    },
    get learningRate() {
      return rateNow();
    },
    get rateFactor() {
      return rateFactor;
    },
    set rateFactor(value) {
      expectFinite(value, kind, 'rateFactor', 0);
      rateFactor = value;
    },
    step(parameters) {
      const rate = rateNow();
      clipGradients(parameters, settings);
      steps++;
      for (const parameter of parameters) {
        const { value, gradient, name, shape, constraint } = parameter;
        if (!kept.has(parameter)) kept.set(parameter, fresh(parameter));
        if (weightDecay > 0 && !excludeFromWeightDecay.includes(name)) {
          for (let i = 0; i < value.length; i++) value[i]! -= value[i]! * weightDecay * rate;
        }
        plan.update(value, gradient, kept.get(parameter)!, rate, steps);
        if (constraint) applyConstraint(constraint, value, shape);
        gradient.fill(0);
        parameter.version++;
      }
    },
    getState: (parameters) => ({
      kind,
      steps,
      rateFactor,
      slots: parameters.map((parameter) => (kept.get(parameter) ?? []).map((slot) => slot.slice() as FloatArray)),
    }),
    setState(state, parameters) {
      if (state?.kind !== kind) throw new ParameterError(kind, 'state', `must be one of ${kind}, got ${show(state?.kind)}`);
      expectInteger(state.steps, kind, 'state.steps', 0);
      expectFinite(state.rateFactor, kind, 'state.rateFactor', 0);
      if (state.slots.length !== parameters.length) {
        throw new ParameterError(kind, 'state', `must be of ${parameters.length} parameters, got ${state.slots.length}`);
      }
      parameters.forEach((parameter, i) => {
        const slots = state.slots[i]!;
        const fits = (slot: unknown): boolean => isFloatArray(slot) && slot.length === parameter.value.length;
        if (slots.length !== 0 && (slots.length !== plan.slots || !slots.every(fits))) {
          throw new ParameterError(
            kind,
            'state',
            `must hold ${plan.slots} arrays of ${parameter.value.length} values for "${parameter.name}" (parameter ${i})`,
          );
        }
      });
      parameters.forEach((parameter, i) => {
        const slots = fresh(parameter);
        state.slots[i]!.forEach((slot, s) => slots[s]!.set(slot));
        if (state.slots[i]!.length || plan.slots === 0) kept.set(parameter, slots);
        else kept.delete(parameter);
      });
      ({ steps, rateFactor } = state);
    },
  };
}
