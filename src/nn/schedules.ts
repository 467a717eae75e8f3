/**
 * Learning rates that change with the steps taken. Numbers from `+ - * / sqrt` alone, the same on every engine.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { cosTurns, exp, log } from '../core/math.js';
import { expectBoolean, expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { integerPower, type Schedule } from './optimizer.js';

/** Options of {@link exponentialDecay}. */
export interface ExponentialDecayOptions {
  /** Rate of the first step, >= 0. */
  initialLearningRate: number;
  /** Steps after which the rate has been multiplied by `decayRate`, >= 1. */
  decaySteps: number;
  /** > 0. */
  decayRate: number;
  /** Falls once every `decaySteps` steps instead of at every one. @defaultValue `false` */
  staircase?: boolean | undefined;
}

/** Options of {@link cosineDecay}. */
export interface CosineDecayOptions {
  /** Rate of the first step, or, with a warm-up, what that starts from; >= 0. */
  initialLearningRate: number;
  /** Steps from the largest rate to the least, >= 1. */
  decaySteps: number;
  /** Share of the largest rate that is left at the end, in [0, 1]. @defaultValue `0` */
  alpha?: number | undefined;
  /** Rate that the warm-up reaches, >= 0. @defaultValue `null`: no warm-up */
  warmupTarget?: number | null | undefined;
  /** Steps of the warm-up, before those of the decay. @defaultValue `0` */
  warmupSteps?: number | undefined;
}

/** Options of {@link polynomialDecay}. */
export interface PolynomialDecayOptions {
  /** Rate of the first step, >= 0. */
  initialLearningRate: number;
  /** Steps until the last rate, >= 1. */
  decaySteps: number;
  /** Rate from then on, >= 0. @defaultValue `0.0001` */
  endLearningRate?: number | undefined;
  /** 1 is a straight line; > 0. @defaultValue `1` */
  power?: number | undefined;
  /** Starts again, each time with more steps, instead of staying at the last rate. @defaultValue `false` */
  cycle?: boolean | undefined;
}

const make = (name: string, settings: object, at: (step: number) => number): Schedule =>
  Object.assign(at, { config: Object.freeze({ schedule: name, ...settings }) });

/** x^p for x >= 0; exact for the usual powers. */
function power(x: number, p: number): number {
  if (Number.isInteger(p)) return integerPower(x, p);
  return p === 0.5 ? Math.sqrt(x) : x === 0 ? 0 : exp(p * log(x));
}

/**
 * A rate that falls by the same factor in the same number of steps.
 *
 * @param options - First rate, steps, factor.
 * @returns A schedule: `initialLearningRate x decayRate^(step / decaySteps)`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const rate = exponentialDecay({ initialLearningRate: 0.1, decaySteps: 100, decayRate: 0.5 });
 * [rate(0), rate(50), rate(100)]; // [0.1, 0.070710678, 0.05]
 * const optimizer = adam({ learningRate: rate });
 * ```
 * @see `keras.optimizers.schedules.ExponentialDecay`
 */
export function exponentialDecay(options: ExponentialDecayOptions): Schedule {
  const caller = 'exponentialDecay';
  const settings = readOptions(caller, options, { initialLearningRate: NaN, decaySteps: NaN, decayRate: NaN, staircase: false });
  const { initialLearningRate, decaySteps, decayRate, staircase } = settings;
  expectFinite(initialLearningRate, caller, 'initialLearningRate', 0);
  expectInteger(decaySteps, caller, 'decaySteps', 1);
  expectPositive(decayRate, caller, 'decayRate');
  expectBoolean(staircase, caller, 'staircase');
  const slope = log(decayRate);
  return make(caller, settings, (step) => {
    const times = step / decaySteps;
    return initialLearningRate * (staircase ? integerPower(decayRate, Math.floor(times)) : exp(slope * times));
  });
}

/**
 * A rate in steps of your own.
 *
 * @param boundaries - Numbers of steps, rising: up to and including `boundaries[0]` the rate is `values[0]`, and so on.
 * @param values - Rates >= 0, one more than boundaries.
 * @returns A schedule.
 * @throws `ParameterError` for boundaries that do not rise or values that do not fit them.
 * @example
 * ```ts
 * const rate = piecewiseConstantDecay([1000, 2000], [0.1, 0.01, 0.001]);
 * [rate(1000), rate(1001), rate(5000)]; // [0.1, 0.01, 0.001]
 * ```
 * @see `keras.optimizers.schedules.PiecewiseConstantDecay`
 */
export function piecewiseConstantDecay(boundaries: readonly number[], values: readonly number[]): Schedule {
  const caller = 'piecewiseConstantDecay';
  for (const [name, list] of Object.entries({ boundaries, values })) {
    if (!Array.isArray(list)) throw new TypeError(`${caller}: "${name}" must be an array of numbers, got ${show(list)}`);
  }
  boundaries.forEach((boundary, i) => expectInteger(boundary, caller, 'boundaries', i ? boundaries[i - 1]! + 1 : 0));
  for (const value of values) expectFinite(value, caller, 'values', 0);
  if (values.length !== boundaries.length + 1) {
    throw new ParameterError(caller, 'values', `must be ${boundaries.length + 1} rates, one more than boundaries, got ${values.length}`);
  }
  const [at, rates] = [[...boundaries], [...values]];
  return make(caller, { boundaries: at, values: rates }, (step) => {
    const piece = at.findIndex((boundary) => step <= boundary);
    return rates[piece < 0 ? at.length : piece]!;
  });
}

/**
 * A rate that falls along half a cosine, after a warm-up along a straight line if there is one.
 *
 * @param options - First rate, steps, share that is left, warm-up.
 * @returns A schedule.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const rate = cosineDecay({ initialLearningRate: 0, warmupTarget: 0.1, warmupSteps: 10, decaySteps: 100 });
 * [rate(5), rate(10), rate(60), rate(110)]; // [0.05, 0.1, 0.05, 0]
 * ```
 * @see `keras.optimizers.schedules.CosineDecay`. Loshchilov and Hutter 2017.
 */
export function cosineDecay(options: CosineDecayOptions): Schedule {
  const caller = 'cosineDecay';
  const settings = readOptions(caller, options, {
    initialLearningRate: NaN,
    decaySteps: NaN,
    alpha: 0,
    warmupTarget: null as number | null,
    warmupSteps: 0,
  });
  const { initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps } = settings;
  expectFinite(initialLearningRate, caller, 'initialLearningRate', 0);
  expectInteger(decaySteps, caller, 'decaySteps', 1);
  expectFinite(alpha, caller, 'alpha', 0, 1);
  if (warmupTarget !== null) expectFinite(warmupTarget, caller, 'warmupTarget', 0);
  expectInteger(warmupSteps, caller, 'warmupSteps', 0);
  if (warmupTarget === null && warmupSteps > 0) throw new ParameterError(caller, 'warmupSteps', 'needs a "warmupTarget"');
  const warm = warmupTarget === null ? 0 : warmupSteps;
  const top = warmupTarget ?? initialLearningRate;
  return make(caller, settings, (step) => {
    if (step < warm) return initialLearningRate + ((top - initialLearningRate) * step) / warm;
    const share = Math.min(step - warm, decaySteps) / decaySteps;
    return top * ((1 - alpha) * 0.5 * (1 + cosTurns(share / 2)) + alpha);
  });
}

/**
 * A rate that falls along a polynomial, by default a straight line.
 *
 * @param options - First and last rate, steps, power.
 * @returns A schedule.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const rate = polynomialDecay({ initialLearningRate: 0.1, endLearningRate: 0, decaySteps: 100 });
 * [rate(0), rate(50), rate(200)]; // [0.1, 0.05, 0]
 * ```
 * @see `keras.optimizers.schedules.PolynomialDecay`
 */
export function polynomialDecay(options: PolynomialDecayOptions): Schedule {
  const caller = 'polynomialDecay';
  const settings = readOptions(caller, options, {
    initialLearningRate: NaN,
    decaySteps: NaN,
    endLearningRate: 0.0001,
    power: 1,
    cycle: false,
  });
  const { initialLearningRate, decaySteps, endLearningRate, cycle } = settings;
  expectFinite(initialLearningRate, caller, 'initialLearningRate', 0);
  expectInteger(decaySteps, caller, 'decaySteps', 1);
  expectFinite(endLearningRate, caller, 'endLearningRate', 0);
  expectPositive(settings.power, caller, 'power');
  expectBoolean(cycle, caller, 'cycle');
  return make(caller, settings, (step) => {
    const all = cycle ? decaySteps * Math.max(1, Math.ceil(step / decaySteps)) : decaySteps;
    const left = 1 - Math.min(step, all) / all;
    return (initialLearningRate - endLearningRate) * power(left, settings.power) + endLearningRate;
  });
}
