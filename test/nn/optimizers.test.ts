import { describe, expect, test } from 'vitest';
import { type Parameter } from '../../src/nn/layer.js';
import { adagrad } from '../../src/nn/adagrad.js';
import { adam, adamW } from '../../src/nn/adam.js';
import { type Optimizer, type OptimizerOptions } from '../../src/nn/optimizer.js';
import { rmsprop } from '../../src/nn/rmsprop.js';
import { cosineDecay, exponentialDecay, piecewiseConstantDecay, polynomialDecay } from '../../src/nn/schedules.js';
import { sgd } from '../../src/nn/sgd.js';
import { expectClose } from '../support/close.js';
import { foldedOptions, type GoldenCase, goldenCases } from '../support/golden.js';
import { type GoldenArray } from '../support/npy.js';

const MAKE: Record<string, (options: OptimizerOptions) => Optimizer> = {
  SGD: sgd,
  RMSprop: rmsprop,
  Adam: adam,
  AdamW: adamW,
  Adagrad: adagrad,
};
const kindOf = ({ reference }: GoldenCase): string => reference.split('.').at(-1)!;
const arrayOf = (value: unknown): GoldenArray => value as GoldenArray;
const param = (value: ArrayLike<number>, shape: readonly number[], name = 'kernel'): Parameter => {
  const data = Float64Array.from(value);
  return { name, shape, value: data, gradient: new Float64Array(data.length), trained: true, version: 0 };
};

describe('optimisers step as', () => {
  const recorded = goldenCases('keras').filter((g) => g.reference.includes('.optimizers.') && kindOf(g) in MAKE);
  test.each(recorded.map((g) => [g.id, g] as const))('Keras on a quadratic: %s', (_, golden) => {
    const config = foldedOptions(golden.params['config'] as Record<string, unknown>);
    // Keras on TensorFlow rounds the momentum to single precision, and Adam's betas where it corrects the bias, but not elsewhere
    if ('momentum' in config && kindOf(golden) === 'SGD') config['momentum'] = Math.fround(config['momentum'] as number);
    const bound = kindOf(golden).startsWith('Adam') ? 1e-6 : 1e-9;
    const optimizer = MAKE[kindOf(golden)]!(config);
    const [A, b] = [arrayOf(golden.inputs['A']).data, arrayOf(golden.inputs['b']).data];
    const x = param(arrayOf(golden.inputs['x0']).data, [4]);
    const path: number[] = [];
    for (let step = 0; step < 5; step++) {
      for (let i = 0; i < 4; i++) {
        x.gradient[i] = -b[i]!;
        for (let k = 0; k < 4; k++) x.gradient[i]! += A[4 * i + k]! * x.value[k]!;
      }
      optimizer.step([x]);
      path.push(...x.value);
    }
    expect(x.version).toBe(5);
    expectClose(path, arrayOf(golden.outputs[0]!.value).data, bound);
  });

  const made = goldenCases('training/steps').filter((g) => /\.(optimizers|optim)\.[A-Z]/.test(g.reference));
  test.each(made.map((g) => [g.id, g] as const))('Keras and PyTorch on given gradients: %s', (_, golden) => {
    const rates = golden.inputs['rates'] && arrayOf(golden.inputs['rates']).data;
    const config = foldedOptions(golden.params);
    const optimizer = MAKE[kindOf(golden)]!({ ...config, ...(rates ? { learningRate: (step: number) => rates[step]! } : {}) });
    const weights = [0, 1].map((i) => param(arrayOf(golden.inputs[`w${i}`]).data, arrayOf(golden.inputs[`w${i}`]).shape));
    const paths: number[][] = [[], []];
    for (let step = 0; step < 6; step++) {
      weights.forEach(({ gradient }, i) => {
        const all = arrayOf(golden.inputs[`g${i}`]).data;
        gradient.set(all.subarray(step * gradient.length, (step + 1) * gradient.length));
      });
      optimizer.step(weights);
      weights.forEach(({ value }, i) => paths[i]!.push(...value));
    }
    // Keras clips by a factor that it rounds to single precision
    const bound = golden.id.startsWith('torch') || !('clipnorm' in config || 'globalClipnorm' in config) ? 1e-12 : 2e-8;
    paths.forEach((path, i) => expectClose(path, arrayOf(golden.outputs[i]!.value).data, bound));
  });
});

describe('an optimiser', () => {
  const each = Object.entries(MAKE).flatMap(([name, make]) => (['keras', 'torch'] as const).map((preset) => [name, preset, make] as const));
  const run = (optimizer: Optimizer, parameters: Parameter[], from: number, to: number): void => {
    for (let t = from; t < to; t++) {
      parameters.forEach(({ gradient }, p) => gradient.forEach((_, i) => (gradient[i] = Math.fround(1 / (1 + t + i + p)) - 0.3)));
      optimizer.step(parameters);
    }
  };

  test.each(each)('%s (%s) goes on from its state with the same bits', (_, preset, make) => {
    const [a, b] = [0, 1].map(() => [param([1, 2], [2]), param([3, 4, 5], [3])]) as [Parameter[], Parameter[]];
    run(make({ preset }), a, 0, 7);
    const first = make({ preset });
    first.rateFactor = 1;
    run(first, b, 0, 3);
    const state = structuredClone(first.getState(b));
    const second = make({ preset });
    second.setState(state, b);
    expect(second.steps).toBe(3);
    run(second, b, 3, 7);
    expect(b.map(({ value }) => value)).toEqual(a.map(({ value }) => value));
  });

  test.each(each)('%s (%s) sets gradients to zero, leaves no NaN, and lowers a bowl', (_, preset, make) => {
    const x = param([3, -2, 0], [3]);
    const optimizer = make({ preset, learningRate: 0.01 });
    for (let t = 0; t < 300; t++) {
      x.gradient.set(x.value);
      optimizer.step([x]);
    }
    expect(x.gradient).toEqual(new Float64Array(3));
    expect(Math.abs(x.value[0]!)).toBeLessThan(2.9);
    expect(x.value[2]).toBe(0);
  });

  test('momentum alone in single precision too', () => {
    const value = Float32Array.of(1);
    const x = { ...param([0], [1]), value, gradient: Float32Array.of(1) };
    sgd({ momentum: 0.5, learningRate: 0.25 }).step([x]);
    expect(value).toEqual(Float32Array.of(0.75));
  });

  test('weights of excluded names do not decay', () => {
    const [kernel, bias] = [param([1], [1]), param([1], [1], 'bias')];
    sgd({ weightDecay: 0.5, learningRate: 0.5, excludeFromWeightDecay: ['bias'] }).step([kernel, bias]);
    expect([kernel.value[0], bias.value[0]]).toEqual([0.75, 1]);
  });

  test('constraints hold after each step', () => {
    const x: Parameter = { ...param([1, 1], [2]), constraint: { config: {}, apply: (v) => v.forEach((n, i) => (v[i] = Math.max(0, n))) } };
    x.gradient.set([100, -1]);
    sgd({ learningRate: 1 }).step([x]);
    expect(x.value).toEqual(Float64Array.of(0, 2));
  });

  test('the rate is that of the schedule, times the factor', () => {
    const optimizer = adam({ learningRate: polynomialDecay({ initialLearningRate: 1, endLearningRate: 0, decaySteps: 4 }) });
    optimizer.step([param([1], [1])]);
    optimizer.rateFactor = 0.5;
    expect(optimizer.learningRate).toBe(0.375);
    expect(optimizer.config['learningRate']).toMatchObject({ schedule: 'polynomialDecay', decaySteps: 4 });
  });

  test('centred RMSprop stays finite where rounding makes a variance negative', () => {
    const x: Parameter = { ...param([1], [1]), value: Float32Array.of(1), gradient: Float32Array.of(0) };
    const optimizer = rmsprop({ centered: true, rho: 0.5, learningRate: 1e-9 });
    for (let t = 0; t < 200; t++) {
      x.gradient[0] = 12345.678;
      optimizer.step([x]);
    }
    expect(Number.isFinite(x.value[0])).toBe(true);
  });

  test.each([
    [() => adam({ learningRate: -1 }), 'adam: "learningRate" must be a finite number >= 0, got -1'],
    [() => adam({ beta1: 1 }), 'adam: "beta1" must be a finite number in [0, 0.9999999999999998], got 1'],
    [
      () => sgd({ clipnorm: 1, clipvalue: 1 }),
      'sgd: "clipvalue" must not be given together with "clipnorm": one kind of clipping at a time',
    ],
    [() => sgd({ nesterov: true }), 'sgd: "nesterov" needs a momentum > 0'],
    [() => sgd({ momentun: 1 } as never), 'sgd: "momentun" is not an option; did you mean "momentum"?'],
    [() => rmsprop({ preset: 'tf' as never }), 'rmsprop: "preset" must be one of "keras", "torch", got "tf"'],
    [() => adamW({ weightDecay: 2 }), 'adamW: "weightDecay" must be a finite number in [0, 1], got 2'],
    [() => adam({ learningRate: () => NaN }).step([]), 'adam: "learningRate" must be a finite number >= 0, got NaN at step 0'],
    [() => adam().setState(sgd().getState([]), []), 'adam: "state" must be one of adam, got "sgd"'],
    [() => adam().setState(adam().getState([]), [param([1], [1])]), 'adam: "state" must be of 1 parameters, got 0'],
    [
      () => {
        const [p, q] = [param([1], [1]), param([1, 2], [2])];
        const optimizer = adam();
        optimizer.step([p]);
        adam().setState(optimizer.getState([p]), [q]);
      },
      'adam: "state" must hold 2 arrays of 2 values for "kernel" (parameter 0)',
    ],
    [() => piecewiseConstantDecay([2, 1], [1, 2, 3]), 'piecewiseConstantDecay: "boundaries" must be an integer >= 3, got 1'],
    [() => piecewiseConstantDecay([1], [1]), 'piecewiseConstantDecay: "values" must be 2 rates, one more than boundaries, got 1'],
    [() => cosineDecay({ initialLearningRate: 1, decaySteps: 5, warmupSteps: 3 }), 'cosineDecay: "warmupSteps" needs a "warmupTarget"'],
    [
      () => exponentialDecay({ initialLearningRate: 1, decaySteps: 0, decayRate: 1 }),
      'exponentialDecay: "decaySteps" must be an integer >= 1, got 0',
    ],
  ])('refuses %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('schedules', () => {
  const cases = goldenCases('training/steps').filter((g) => g.reference.includes('.schedules.'));
  test.each(cases.map((g) => [g.id, g] as const))('%s', (_, golden) => {
    const config = foldedOptions(golden.params) as never;
    const make = {
      ExponentialDecay: () => exponentialDecay(config),
      PiecewiseConstantDecay: () => piecewiseConstantDecay(config['boundaries'], config['values']),
      CosineDecay: () => cosineDecay(config),
      PolynomialDecay: () => polynomialDecay(config),
    }[kindOf(golden)]!;
    const rates = Float64Array.from(arrayOf(golden.inputs['steps']).data, make());
    expectClose(rates, arrayOf(golden.outputs[0]!.value).data, 1e-12);
  });
});
