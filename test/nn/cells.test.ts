import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { type FloatArray } from '../../src/core/types.js';
import { gru, gruCell, lstm, lstmCell, type NdArray, simpleRnn, simpleRnnCell, tensor } from '../../src/nn/index.js';
import { expectClose } from '../support/close.js';
import { drawTensor, pass, scatter } from './passes.js';

type Nd = NdArray<FloatArray>;
const CASES = [
  ['simpleRnnCell', simpleRnn({ units: 3, returnState: true }), simpleRnnCell, {}],
  ['lstmCell', lstm({ units: 3, returnState: true }), lstmCell, {}],
  ['lstmCell, all there is', lstm({ units: 3, returnState: true, peepholes: true, projection: 2 }), lstmCell, {}],
  ['gruCell', gru({ units: 3, returnState: true }), gruCell, {}],
  ['gruCell, reset before', gru({ units: 3, returnState: true, resetAfter: false }), gruCell, { resetAfter: false }],
] as const;

describe.each(CASES)('%s', (name, layer, cell, options) => {
  const kind = name.split(',')[0]!;
  layer.build([[1, 4]], { dtype: 'float64', random: createRandom(1) });
  scatter(layer, 4);
  const sizes = layer
    .outputShapes([[1, 4]])
    .slice(1)
    .map(([n]) => n as number);
  const weights = Object.fromEntries(layer.parameters.map(({ name: key, value, shape }) => [key, tensor(value, shape)]));
  const x = drawTensor([2, 4], 1);
  const states = sizes.map((n, s) => drawTensor([2, n], 2 + s));
  const run = cell as unknown as (
    x: unknown,
    states: unknown[],
    weights: object,
    options?: object,
  ) => { output: Nd; states: Nd[]; backward(g: unknown[]): { x: Nd; states: Nd[]; weights: Record<string, Nd> } };
  const all = () =>
    run(
      tensor(x.data, x.shape),
      states.map(({ data, shape }) => tensor(data, shape)),
      weights,
      options,
    );

  test('is one step of the layer, gradients included, and changes nothing', () => {
    const before = x.data.slice();
    const step = layer.forward([{ data: x.data, shape: [2, 1, 4] }, ...states], pass());
    const { output, states: after, backward } = all();
    expect(output.shape).toEqual([2, sizes[0]]);
    expectClose(output, step.outputs[0]!.data, 1e-14);
    after.forEach((state, s) => expectClose(state, step.outputs[s + 1]!.data, 1e-14));
    const d = sizes.map((n, s) => drawTensor([2, n], 7 + s));
    layer.parameters.forEach(({ gradient }) => gradient.fill(0));
    const [dx, ...dStates] = step.backward!([undefined, ...d]);
    for (let twice = 0; twice < 2; twice++) {
      const back = backward(d.map(({ data, shape }) => tensor(data, shape)));
      expectClose(back.x, dx!.data, 1e-12);
      back.states.forEach((state, s) => expectClose(state, dStates[s]!.data, 1e-12));
      for (const { name: key, gradient } of layer.parameters) expectClose(back.weights[key], gradient, 1e-12);
    }
    expect(x.data).toEqual(before);
  });

  test('takes one item as typed arrays, in single precision too', () => {
    const { output } = run(
      Float32Array.from(x.data.subarray(0, 4)),
      states.map(({ data, shape }) => Float32Array.from(data.subarray(0, shape[1]))),
      Object.fromEntries(layer.parameters.map(({ name: key, value }) => [key, Float32Array.from(value)])),
      options,
    );
    expect(output).toBeInstanceOf(Float32Array);
    expectClose(output, (all().output.data as Float64Array).subarray(0, sizes[0]), 1e-6); // weights and output rounded to single precision
  });

  test('refuses what does not fit', () => {
    const one = [new Float64Array(sizes[0]!), new Float64Array(3)].slice(0, sizes.length);
    const v = new Float64Array(4);
    const refuses = (call: () => unknown, message: string) => expect(call).toThrow(`${kind}: ${message}`);
    refuses(() => run(v, [], weights), '"states" must be ');
    refuses(() => run(v, one, { ...weights, kernel: undefined }, options), '"kernel" must be given, of the shape [4, ');
    refuses(() => run(new Float64Array(5), one, weights, options), '"kernel" must have the shape [5, ');
    refuses(() => run(v, one, { ...weights, kernels: v }, options), '"kernels" is not a weight of this cell');
    refuses(
      () =>
        run(
          v.map(() => NaN),
          one,
          weights,
          options,
        ),
      '"x" must be finite, got NaN at index 0',
    );
    refuses(() => run(v, one, weights, { activation: 'mish' }), '"activation" must be one of ');
    refuses(
      () => run(v, [tensor(new Float64Array(2 * sizes[0]!), [2, sizes[0]!]), ...one.slice(1)], weights, options),
      '"h" must have the shape',
    );
  });
});
