/**
 * Recurrent layers on tensors against the same layers of `@audiolab/dsp/nn`: values and gradients, kernels and operations, both backends.
 */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import * as nn from '../../src/nn/index.js';
import { type Layer } from '../../src/nn/layer.js';
import * as on from '../../src/tfjs/index.js';
import { expectClose } from '../support/close.js';
import { BACKENDS, leaked, noise, registerGradients, useBackend } from './backends.js';

const [BATCH, TIME, INPUTS, UNITS] = [3, 7, 5, 6];
type Options = Record<string, unknown>;

/** Values and gradients of sum(y * pull), as the layer gives them in double. */
function reference(
  layer: Layer,
  inputs: readonly tf.Tensor[],
  weights: readonly tf.Tensor[],
  mask?: Uint8Array,
  training = false,
  seed = 0,
) {
  const shapes = inputs.map((t) => t.shape.slice(1));
  layer.build(shapes, { dtype: 'float64', random: createRandom(1) });
  layer.parameters.forEach((p, i) => {
    p.value.set(weights[i]!.dataSync());
    p.version++;
  });
  const given = inputs.map((t) => ({ data: Float64Array.from(t.dataSync()), shape: t.shape }));
  const step = layer.forward(given, { training, gradients: true, trainer: nn.training(), random: createRandom(seed) }, mask);
  const pulls = step.outputs.map(({ data, shape }, i) => ({ data: Float64Array.from(noise(data.length, 50 + i)), shape }));
  const back = step.backward!(pulls);
  return { outputs: step.outputs, pulls, gradients: [...back.map((b) => b!.data), ...layer.parameters.map((p) => p.gradient)] };
}

/** Runs `f` on the tensors and compares. */
function compare(f: (...all: tf.Tensor[]) => tf.Tensor[], all: readonly tf.Tensor[], expected: ReturnType<typeof reference>): void {
  const { outputs, pulls, gradients } = expected;
  const values = tf.tidy(() => f(...all).map((t) => [t.shape, t.dataSync().slice()] as const));
  expect(values.length).toBe(outputs.length);
  values.forEach(([shape, data], i) => {
    expect(shape).toEqual(outputs[i]!.shape);
    expectClose(data, outputs[i]!.data, 1e-6); // float32
  });
  const pulled = pulls.map(({ data, shape }) => tf.tensor(Float32Array.from(data), [...shape]));
  const total = (...xs: tf.Tensor[]): tf.Scalar =>
    f(...xs).reduce<tf.Tensor>((sum, y, i) => tf.add(sum, tf.sum(tf.mul(y, pulled[i]!))), tf.scalar(0)) as tf.Scalar;
  const got = tf.grads(total)([...all]);
  got.forEach((g, i) => {
    expect(g.shape).toEqual(all[i]!.shape);
    expectClose(g.dataSync(), gradients[i]!, 1e-5); // float32, through time
  });
  tf.dispose([got, pulled]);
}

const t = (shape: number[], seed: number, scale = 0.5): tf.Tensor =>
  tf.tensor(
    noise(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ).map((v) => v * scale),
    shape,
  );

const GATES = { simpleRnn: 1, lstm: 4, gru: 3 };
type Kind = keyof typeof GATES;
function weightsFor(kind: Kind, options: Options = {}, seed = 10): tf.Tensor[] {
  const width = GATES[kind] * UNITS;
  const outputs = (options['projection'] as number | undefined) ?? UNITS;
  const list = [t([INPUTS, width], seed), t([outputs, width], seed + 1)];
  if (options['useBias'] !== false) list.push(t(kind === 'gru' && options['resetAfter'] !== false ? [2, width] : [width], seed + 2));
  if (options['peepholes']) list.push(t([3, UNITS], seed + 3));
  if (options['projection']) list.push(t([UNITS, outputs], seed + 4));
  return list;
}
const MASK = Uint8Array.from({ length: BATCH * TIME }, (_, i) => (i % TIME < [7, 4, 5][Math.floor(i / TIME)]! ? 1 : 0));

const CASES: [Kind, Options, Options?][] = [
  ['simpleRnn', {}],
  ['simpleRnn', { activation: 'relu', returnSequences: true, useBias: false }],
  ['lstm', {}],
  ['lstm', { returnSequences: true, returnState: true }],
  ['lstm', { goBackwards: true, returnSequences: true }, { mask: MASK }],
  ['lstm', { returnState: true }, { mask: MASK }],
  ['lstm', { returnSequences: true, zeroOutputForMask: true }, { mask: MASK }],
  ['lstm', { peepholes: true, returnSequences: true }],
  ['lstm', { projection: 4, returnState: true }],
  ['lstm', { recurrentActivation: 'hardSigmoid', activation: 'softsign' }],
  ['lstm', { recurrentActivation: 'hardSigmoidKeras2', activation: 'elu' }],
  ['lstm', { dropout: 0.4, recurrentDropout: 0.3, returnSequences: true }, { training: true, seed: 7 }],
  ['lstm', { timeMajor: true, returnSequences: true }],
  ['gru', {}],
  ['gru', { resetAfter: false, returnSequences: true }],
  ['gru', { resetAfter: false, recurrentDropout: 0.3 }, { training: true, seed: 3 }],
  ['gru', { returnState: true, returnSequences: true }, { mask: MASK }],
  ['gru', { activation: 'selu', useBias: false }],
  ['gru', { activation: 'leakyRelu' }],
  ['gru', { activation: 'softplus' }],
  ['gru', { activation: 'relu6' }],
];
const run = (kind: Kind, x: tf.Tensor, weights: tf.Tensor[], options: Options): tf.Tensor[] => {
  const y = (on[kind] as (x: tf.Tensor, w: tf.Tensor[], o: Options) => tf.Tensor | tf.Tensor[])(x, weights, options);
  return Array.isArray(y) ? y : [y];
};

describe.each(BACKENDS)('on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend);
    await registerGradients();
  });

  describe.each(['kernels', 'ops'] as const)('with %s', (engine) => {
    test.each(CASES)('%s %o %o: values and gradients are those of the layer', (kind, options, call = {}) => {
      const x = t(options['timeMajor'] ? [TIME, BATCH, INPUTS] : [BATCH, TIME, INPUTS], 1);
      const weights = weightsFor(kind, options);
      const layer = nn[kind]({ units: UNITS, ...options } as nn.LstmOptions);
      const { mask, training, seed } = call as { mask?: Uint8Array; training?: boolean; seed?: number };
      const expected = reference(layer, [x], weights, mask, training, seed);
      const { useBias, projection, ...rest } = options; // the weights tell
      expect(weights.length).toBe(2 + Number(useBias !== false) + Number(!!rest['peepholes']) + Number(!!projection));
      compare((x, ...w) => run(kind, x!, w, { ...rest, ...call, engine }), [x, ...weights], expected);
    });

    test('states go in and get gradients', () => {
      const x = t([BATCH, TIME, INPUTS], 1);
      const states = [t([BATCH, UNITS], 2), t([BATCH, UNITS], 3)];
      const weights = weightsFor('lstm');
      const expected = reference(nn.lstm({ units: UNITS, returnState: true }), [x, ...states], weights);
      const f = (x: tf.Tensor, h: tf.Tensor, c: tf.Tensor, ...w: tf.Tensor[]): tf.Tensor[] =>
        on.lstm(x, w, { initialStates: [h, c], returnState: true, engine });
      compare(f as (...all: tf.Tensor[]) => tf.Tensor[], [x, ...states, ...weights], expected);
    });

    test.each(['lstm', 'gru', 'simpleRnn'] as const)('a step of %s is a sequence of one frame', (kind) => {
      const x = t([BATCH, INPUTS], 1);
      const states = (kind === 'lstm' ? [2, 3] : [2]).map((seed) => t([BATCH, UNITS], seed));
      const weights = weightsFor(kind);
      const layer = nn[kind]({ units: UNITS, returnState: true });
      const expected = reference(layer, [tf.reshape(x, [BATCH, 1, INPUTS]), ...states], weights);
      const outputs = expected.outputs.slice(1);
      // the first output of the layer is h again: its pull goes onto h
      const pulls = expected.pulls.slice(1).map((p, i) => (i ? p : { ...p, data: p.data.map((v, k) => v + expected.pulls[0]!.data[k]!) }));
      const cell = on[`${kind}Cell`];
      const f = (x: tf.Tensor, ...all: tf.Tensor[]): tf.Tensor[] =>
        cell(x, all.slice(0, states.length), all.slice(states.length), { engine });
      compare(f as (...all: tf.Tensor[]) => tf.Tensor[], [x, ...states, ...weights], { ...expected, outputs, pulls });
    });

    test.each([
      ['lstm', 'concat', { returnSequences: true }],
      ['gru', 'sum', {}],
      ['gru', 'mul', { returnSequences: true }],
      ['simpleRnn', 'ave', { returnSequences: true, timeMajor: true }],
      ['lstm', null, { returnSequences: true, returnState: true }],
    ] as [Kind, nn.MergeMode | null, Options][])('bidirectional %s, %s, %o', (cell, mergeMode, options) => {
      const x = t(options['timeMajor'] ? [TIME, BATCH, INPUTS] : [BATCH, TIME, INPUTS], 1);
      const weights = [...weightsFor(cell), ...weightsFor(cell, {}, 20)];
      const layer = nn.bidirectional({ layer: nn[cell]({ units: UNITS, ...options }), mergeMode });
      const mask = options['timeMajor'] ? undefined : MASK;
      const expected = reference(layer, [x], weights, mask);
      compare((x, ...w) => on.bidirectional(x!, w, { cell, mergeMode, mask, ...options, engine }), [x, ...weights], expected);
    });

    test('nothing is left behind', () => {
      const x = t([BATCH, TIME, INPUTS], 1);
      const weights = weightsFor('lstm');
      const f = (x: tf.Tensor, ...w: tf.Tensor[]): tf.Tensor[] => on.lstm(x, w, { returnSequences: true, returnState: true, engine });
      expect(leaked(() => f(x, ...weights))).toBe(0);
      expect(leaked(() => on.bidirectional(x, [...weights, ...weights], { engine }))).toBe(0);
      const step = (x: tf.Tensor, ...w: tf.Tensor[]): tf.Tensor[] => on.gruCell(x, [w[0]!], w.slice(1), { engine });
      expect(leaked(() => tf.tidy(() => step(t([2, INPUTS], 1), t([2, UNITS], 2), ...weightsFor('gru'))))).toBe(0);
      expect(leaked(() => tf.grads((x, ...w) => tf.sum(f(x!, ...w)[2]!))([x, ...weights]))).toBe(0);
    });
  });

  test('two layers of one shape on their way at once do not disturb each other', () => {
    const x = t([BATCH, TIME, UNITS], 1);
    const kernels = [t([UNITS, 4 * UNITS], 2), t([UNITS, 4 * UNITS], 3), t([UNITS, 4 * UNITS], 4), t([UNITS, 4 * UNITS], 5)];
    const f = (engine: on.Engine) => (x: tf.Tensor, a: tf.Tensor, b: tf.Tensor, c: tf.Tensor, d: tf.Tensor) =>
      tf.sum(on.lstm(on.lstm(x, [a, b], { returnSequences: true, engine }), [c, d], { engine }));
    type F = (...xs: tf.Tensor[]) => tf.Tensor;
    const [got, expected] = (['kernels', 'ops'] as const).map((engine) => tf.grads(f(engine) as F)([x, ...kernels]));
    got!.forEach((g, i) => expectClose(g.dataSync(), expected![i]!.dataSync(), 1e-5));
  });
});

describe('bad input', () => {
  beforeAll(() => useBackend('cpu'));
  const x = (): tf.Tensor => t([BATCH, TIME, INPUTS], 1);
  const w = (): tf.Tensor[] => weightsFor('lstm');
  test.each([
    ['rank', () => on.lstm(t([2, 5], 1), w()), 'lstm: "x" must have the shape [any, any, any], got [2, 5]'],
    [
      'no weights',
      () => on.lstm(x(), []),
      'lstm: "weights" must begin with kernel [inputs, 4 units] and recurrentKernel [units, 4 units], got [] and []',
    ],
    ['width', () => on.lstm(t([1, 2, 4], 1), w()), 'lstm: "kernel" must have the shape [4, 24], got [5, 24]'],
    ['too many weights', () => on.lstm(x(), [...w(), ...w()]), 'lstm: "weights" must be 3 tensors (kernel, recurrentKernel, bias), got 6'],
    ['an option', () => on.lstm(x(), w(), { unit: 3 } as object), 'lstm: "unit" is not an option'],
    ['units', () => on.lstm(x(), w(), { units: 3 } as object), 'lstm: "units" is not an option'],
    ['NaN', () => on.lstm(x(), [t([5, 24], 1), tf.mul(t([6, 24], 1), NaN)]), 'lstm: "recurrentKernel" must be finite, got NaN at index 0'],
    ['an array', () => on.lstm(new Float32Array(3) as never, w()), 'lstm: "x" must be a tensor: use toTensor'],
    ['states', () => on.lstm(x(), w(), { initialStates: [t([BATCH, UNITS], 1)] }), 'lstm: "initialStates" must be 2, got 1'],
    ['mask', () => on.lstm(x(), w(), { mask: [1, 0] }), 'lstm: "mask" must have the shape [3, 7], got 2 values'],
    [
      'an empty mask',
      () => on.lstm(x(), w(), { lengths: [3, 0, 2] }),
      'lstm: "mask" must leave at least one frame of each item, got none of item 1',
    ],
    [
      'directions',
      () => on.bidirectional(x(), w()),
      'bidirectional: "weights" must be those of the forward layer, then those of the backward one, got 3',
    ],
    ['truncated ops', () => on.lstm(x(), w(), { truncate: 2, engine: 'ops' }), 'lstm: "truncate" must be null for engine "ops"'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(message);
  });
});
