import { afterEach, describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { type Tensor } from '../../src/core/tensor.js';
import { type FloatArray } from '../../src/core/types.js';
import { setEngine } from '../../src/simd/engine.js';
import { bidirectional, gru, type Layer, lstm, masking, sequenceMask, simpleRnn, tensor, timeDistributed } from '../../src/nn/index.js';
import { expectClose } from '../support/close.js';
import { drawTensor, gradientError, pass, scatter } from './passes.js';

afterEach(() => setEngine('auto'));

type Made = ReturnType<typeof lstm>;
const KINDS: [string, (options: { units: number; [key: string]: unknown }) => Made][] = [
  ['simpleRnn', (o) => simpleRnn(o)],
  ['lstm', (o) => lstm(o)],
  ['gru', (o) => gru(o)],
  ['gru, reset before', (o) => gru({ ...o, resetAfter: false })],
];
const single = ({ data, shape }: Tensor): Tensor => ({ data: new Float32Array(data), shape });
function built<L extends Layer>(layer: L, inputs: number, dtype: 'float32' | 'float64' = 'float64', scale = 0.5): L {
  layer.build([[null, inputs]], { dtype, random: createRandom(3) });
  scatter(layer, 11, scale);
  return layer;
}
const gradientsOf = (layer: Layer): FloatArray[] => layer.parameters.map(({ gradient }) => gradient.slice() as FloatArray);
const clear = (layer: Layer): void => layer.parameters.forEach(({ gradient }) => gradient.fill(0));

describe.each(KINDS)('%s', (_, make) => {
  test.each(['float64', 'float32'] as const)('reads live input as it reads a sequence, %s', (dtype) => {
    const layer = built(make({ units: 5, returnSequences: true }), 3, dtype);
    const x = dtype === 'float32' ? single(drawTensor([1, 7, 3], 1)) : drawTensor([1, 7, 3], 1);
    const y = layer.forward([x], pass({ gradients: false })).outputs[0]!.data;
    for (let round = 0; round < 2; round++, layer.reset()) {
      for (let t = 0; t < 7; t++) {
        expect(Array.from(layer.step(x.data.subarray(3 * t, 3 * t + 3)))).toEqual(Array.from(y.subarray(5 * t, 5 * t + 5)));
      }
    }
    expect(() => layer.step(x.data.subarray(0, 3).map(() => NaN))).toThrow('"frame" must be finite, got NaN at index 0');
    expect(layer.step(x.data.subarray(0, 3))[0]).toBe(y[0]); // and the state is fresh
  });

  test('gives an item the same bits alone and among others', () => {
    for (const dtype of ['float64', 'float32'] as const) {
      const layer = built(make({ units: 6, returnSequences: true }), 4, dtype);
      const x = dtype === 'float32' ? single(drawTensor([5, 8, 4], 2)) : drawTensor([5, 8, 4], 2);
      for (const gradients of [false, true]) {
        const all = layer.forward([x], pass({ gradients })).outputs[0]!.data;
        for (let b = 0; b < 5; b++) {
          const one = layer.forward([{ data: x.data.subarray(b * 32, b * 32 + 32), shape: [1, 8, 4] }], pass({ gradients })).outputs[0]!
            .data;
          expect(Array.from(one)).toEqual(Array.from(all.subarray(b * 48, b * 48 + 48)));
        }
      }
    }
  });

  test('goes on where the last batch ended when stateful', () => {
    const whole = built(make({ units: 4, returnSequences: true }), 2);
    const parts = built(make({ units: 4, returnSequences: true, stateful: true }), 2);
    const x = drawTensor([2, 6, 2], 4);
    const y = whole.forward([x], pass()).outputs[0]!.data;
    const halves = [0, 1].map((k) => {
      const data = Float64Array.from({ length: 12 }, (_v, i) => x.data[Math.floor(i / 6) * 12 + k * 6 + (i % 6)]!);
      return parts.forward([{ data, shape: [2, 3, 2] }], pass({ gradients: k === 0 })).outputs[0]!.data;
    });
    for (let b = 0; b < 2; b++) {
      expectClose(
        [...halves[0]!.subarray(b * 12, b * 12 + 12), ...halves[1]!.subarray(b * 12, b * 12 + 12)],
        y.subarray(b * 24, b * 24 + 24),
        1e-12,
      );
    }
    expect(() => parts.forward([drawTensor([3, 3, 2], 1)], pass())).toThrow(
      '"x" must have 2 items, whose states are kept, until resetStates(), got 3',
    );
    parts.resetStates();
    expectClose(parts.forward([x], pass()).outputs[0]!.data, y, 1e-12);
  });

  test('stops gradients at blocks of frames as if the states between them were constants', () => {
    const layer = built(make({ units: 4, returnSequences: true, truncate: 3 }), 2);
    const block = built(make({ units: 4, returnSequences: true, returnState: true }), 2);
    const x = drawTensor([2, 8, 2], 5);
    const dy = drawTensor([2, 8, 4], 6);
    layer.forward([x], pass()).backward!([dy]);
    let states: readonly Tensor[] = [];
    const piece = ({ data }: Tensor, t: number, n: number, size: number): Tensor => ({
      data: Float64Array.from(
        { length: 2 * n * size },
        (_v, i) => data[Math.floor(i / (n * size)) * 8 * size + t * size + (i % (n * size))]!,
      ),
      shape: [2, n, size],
    });
    for (const [t, n] of [
      [0, 3],
      [3, 3],
      [6, 2],
    ] as const) {
      const step = block.forward([piece(x, t, n, 2), ...states], pass());
      step.backward!([piece(dy, t, n, 4)]);
      states = step.outputs.slice(1);
    }
    gradientsOf(block).forEach((gradient, i) => expectClose(layer.parameters[i]!.gradient, gradient, 1e-12));
  });

  test.each(['post', 'pre'] as const)('takes padding (%s) for nothing', (padding) => {
    const layer = built(make({ units: 4 }), 3);
    const x = drawTensor([2, 9, 3], 7);
    const mask = sequenceMask([4, 9], 9, padding);
    const y = layer.forward([x], pass(), mask).outputs[0]!.data;
    const start = padding === 'pre' ? 15 : 0;
    const short = layer.forward([{ data: x.data.subarray(start, start + 12), shape: [1, 4, 3] }], pass()).outputs[0]!.data;
    expectClose(y.subarray(0, 4), short, 1e-12);
    const call = layer.call(tensor(x.data, x.shape), { lengths: [4, 9], padding });
    expectClose(call, y, 1e-12);
    const both = built(bidirectional({ layer: make({ units: 4 }) }), 3);
    const two = both.forward([x], pass(), mask).outputs[0]!.data;
    expectClose(
      two.subarray(0, 8),
      both.forward([{ data: x.data.subarray(start, start + 12), shape: [1, 4, 3] }], pass()).outputs[0]!.data,
      1e-12,
    );
  });

  test('trains on SIMD as in TypeScript: masks, dropout, truncation, batches that wait', () => {
    const settings = { units: 9, returnSequences: true, dropout: 0.3, recurrentDropout: 0.2, truncate: 7 };
    const x = single(drawTensor([6, 33, 5], 8));
    const mask = sequenceMask([33, 20, 1, 7, 30, 12], 33);
    const dy = single(drawTensor([6, 33, 9], 9));
    const results = (['auto', 'js'] as const).map((engine) => {
      setEngine(engine);
      const layer = built(make(settings), 5, 'float32');
      const first = layer.forward([x], pass({ training: true }), mask);
      const second = layer.forward([single(drawTensor([3, 4, 5], 10))], pass({ training: true }));
      const [dx] = first.backward!([dy]);
      second.backward!([single(drawTensor([3, 4, 9], 12))]);
      return [first.outputs[0]!.data, dx!.data, ...gradientsOf(layer)];
    });
    results[0]!.forEach((values, i) => expectClose(values, results[1]![i], 2e-6)); // sums of two hundred roundings
  });

  test('drops the same values in all frames of a sequence, and keeps the mean', () => {
    const layer = make({ units: 2, dropout: 0.5, returnSequences: true, seed: 5 });
    const x = tensor(new Float64Array(2 * 3 * 40).fill(1), [2, 3, 40]);
    const a = layer.call(x, { training: true });
    const b = layer.call(x, { training: true });
    expect(Array.from(a.data)).not.toEqual(Array.from(b.data)); // the layer's own stream goes on
    const same = make({ units: 2, dropout: 0.5, returnSequences: true, seed: 5 });
    expect(Array.from(same.call(x, { training: true }).data)).toEqual(Array.from(a.data));
    const plain = built(make({ units: 2, dropout: 0, recurrentDropout: 0, returnSequences: true }), 40);
    const none = built(make({ units: 2, dropout: 0.5, recurrentDropout: 0.5, returnSequences: true }), 40);
    expect(Array.from(none.call(x).data)).toEqual(Array.from(plain.call(x).data));
  });

  test('drops the same with and without gradients', () => {
    const mask = Uint8Array.of(1, 1, 0, 1, 0, 0, 1, 1, 1, 0);
    for (const settings of [{}, { goBackwards: true, activation: 'selu' }, { zeroOutputForMask: true, returnState: true }]) {
      const layer = built(make({ units: 6, dropout: 0.3, recurrentDropout: 0.4, returnSequences: true, ...settings }), 3);
      const x = drawTensor([2, 5, 3], 5);
      const [kept, quick] = [true, false].map((gradients) => layer.forward([x], pass({ training: true, gradients }), mask).outputs);
      kept!.forEach(({ data }, k) => expectClose(quick![k]!.data, data, 1e-12));
    }
  });

  test('asks for what trains it where a pass wants gradients without', () => {
    const layer = built(make({ units: 2 }), 3);
    expect(() => layer.forward([drawTensor([1, 2, 3], 1)], pass({ trainer: undefined }))).toThrow(
      `${layer.kind}: "pass" needs \`trainer: training()\` for gradients`,
    );
  });

  test('refuses what it cannot take', () => {
    const kind = make({ units: 1 }).kind;
    const refuses = (call: () => unknown, message: string): void => expect(call).toThrow(`${kind}: ${message}`);
    refuses(() => make({ units: 0 }), '"units" must be an integer >= 1, got 0');
    refuses(() => make({} as never), '"units" must be a number, got undefined');
    refuses(() => make({ units: 1, dropOut: 0.1 }), '"dropOut" is not an option; did you mean "dropout"?');
    refuses(() => make({ units: 1, dropout: 1 }), '"dropout" must be in [0, 1), got 1');
    refuses(() => make({ units: 1, activation: 'gelu' }), '"activation" must be one of "linear", "relu", "tanh", "sigmoid"');
    refuses(() => make({ units: 1, stateful: 1 }), '"stateful" must be true or false, got 1');
    refuses(() => make({ units: 1, kernelInitializer: 'xavier' }), '"kernelInitializer" must be one of "zeros"');
    refuses(() => make({ units: 1, kernelConstraint: 'max' }), '"kernelConstraint" must be one of "maxNorm"');
    refuses(() => make({ units: 1, biasRegularizer: 'l3' as never }), '"biasRegularizer" must be one of "l1", "l2", "l1l2"');
    const layer = built(make({ units: 2 }), 3);
    const x = (...shape: number[]) => tensor(new Float64Array(shape.reduce((a, b) => a * b, 1)), shape);
    refuses(() => layer.call(x(2, 4)), '"x" must have the shape [batch, time, 3], got [batch, 4]');
    refuses(() => layer.call(x(2, 4, 5)), '"x" must have the shape [batch, time, 3], got [batch, 4, 5]');
    refuses(() => layer.call(x(0, 4, 3)), '"x" must have a batch of at least one item, got [0, 4, 3]');
    refuses(() => layer.call(x(2, 0, 3)), '"x" must have at least one item and one frame, got [2, 0, 3]');
    refuses(() => layer.call([x(2, 4, 3), x(2, 5)] as never), '"x" must have the shape [batch, time, 3], [batch, 2]');
    const bad = x(1, 4, 3);
    bad.data[5] = NaN;
    refuses(() => layer.call(bad), '"x" must be finite, got NaN at index 5');
    refuses(() => layer.call(x(2, 2, 3), { mask: [1, 1, 0, 0] }), '"mask" must leave at least one frame of each item, got none of item 1');
    refuses(() => layer.call(x(2, 2, 3), { mask: [1, 1, 0] }), '"mask" must have the shape [2, 2], got 3 values');
    refuses(() => layer.setWeights([]), `"weights" must be ${layer.parameters.length} arrays, got 0`);
    refuses(() => layer.setWeights(layer.getWeights().map(({ data }) => data.subarray(1))), '"kernel" must have the shape [3,');
    refuses(() => layer.step(new Float64Array(2)), '"frame" must have the shape [3]: 3 values, got 2');
    refuses(() => make({ units: 2 }).step(new Float32Array(3)), '"frame" cannot be read yet');
    refuses(() => built(make({ units: 2, goBackwards: true }), 3).step(new Float64Array(3)), '"goBackwards" must be false for live input');
  });

  test('makes itself again from its configuration, weights included', () => {
    const layer = make({
      units: 3,
      kernelRegularizer: 'l2',
      biasConstraint: 'nonNeg',
      recurrentInitializer: { name: 'orthogonal', gain: 2 },
      truncate: 4,
    });
    const again = make(JSON.parse(JSON.stringify(layer.config)) as { units: number });
    expect(again.config).toEqual(layer.config);
    const x = tensor(drawTensor([2, 3, 4], 1).data, [2, 3, 4]);
    const y = layer.call(x, { seed: 9 });
    again.call(x, { seed: 1 });
    again.setWeights(layer.getWeights());
    expect(Array.from(again.call(x).data)).toEqual(Array.from(y.data));
    expect(layer.weightShapes!([[null, 4]]).map(({ shape }) => shape)).toEqual(layer.parameters.map(({ shape }) => shape));
    expect(layer.outputShapes([[null, 4]])).toEqual([[3]]);
  });
});

describe('lstm with peepholes and projection', () => {
  test('streams, and starts from given states', () => {
    const layer = built(lstm({ units: 5, peepholes: true, projection: 3, returnSequences: true }), 2);
    const x = drawTensor([1, 6, 2], 3);
    const states = [drawTensor([1, 3], 4), drawTensor([1, 5], 5)];
    const y = layer.forward([x, ...states], pass({ gradients: false })).outputs[0]!.data;
    layer.reset(states.map(({ data }) => data));
    for (let t = 0; t < 6; t++) expectClose(layer.step(x.data.subarray(2 * t, 2 * t + 2)), y.slice(3 * t, 3 * t + 3), 1e-12);
    expect(() => lstm({ units: 4, projection: 4 })).toThrow('lstm: "projection" must be below units = 4, got 4');
  });

  test('gives the same with and without gradients, dropped states included', () => {
    const layer = built(
      lstm({ units: 7, peepholes: true, projection: 3, recurrentDropout: 0.5, returnSequences: true, returnState: true }),
      4,
    );
    const x = drawTensor([3, 6, 4], 8);
    const mask = sequenceMask([6, 2, 4], 6);
    const [kept, quick] = [true, false].map((gradients) => layer.forward([x], pass({ training: true, gradients }), mask).outputs);
    kept!.forEach(({ data }, k) => expectClose(quick![k]!.data, data, 1e-12));
  });

  test('has Keras initial weights: ones for the forget gate, orthogonal rows', () => {
    const layer = lstm({ units: 4 });
    layer.build([[null, 3]], { dtype: 'float64', random: createRandom(1) });
    const [kernel, recurrent, bias] = layer.parameters.map(({ value }) => value);
    expect(Array.from(bias!)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    for (const w of kernel!) expect(Math.abs(w)).toBeLessThanOrEqual(Math.sqrt(6 / (3 + 16)));
    for (let i = 0; i < 4; i++) {
      for (let j = 0; j < 4; j++) {
        let dot = 0;
        for (let k = 0; k < 16; k++) dot += recurrent![i * 16 + k]! * recurrent![j * 16 + k]!;
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 12);
      }
    }
  });
});

describe('bidirectional', () => {
  const pair = (a: Record<string, unknown>, b: Record<string, unknown>, more: object = {}) =>
    bidirectional({ layer: lstm({ units: 4, ...a }), backwardLayer: lstm({ units: 4, goBackwards: true, ...b }), ...more });

  test.each([
    [() => bidirectional({ layer: masking() as never }), '"layer" must be a simpleRnn, an lstm or a gru layer, got a masking layer'],
    [() => bidirectional(lstm({ units: 1 }) as never), 'the layer goes into the options, bidirectional({ layer: lstm(...) })'],
    [() => bidirectional({ layer: 5 as never }), '"layer" must be a simpleRnn, an lstm or a gru layer, got 5'],
    [
      () => bidirectional({ layer: lstm({ units: 1 }), backwardLayer: {} as never }),
      '"backwardLayer" must be a simpleRnn, an lstm or a gru layer',
    ],
    [() => pair({}, {}, { mergeMode: 'max' }), '"mergeMode" must be one of "concat", "sum", "mul", "ave", null, got "max"'],
    [() => pair({}, { goBackwards: false }), '"backwardLayer" must read the other way than "layer": both have goBackwards = false'],
    [() => pair({ returnSequences: true }, {}), '"backwardLayer" must have the returnSequences of "layer", true, got false'],
    [() => pair({ returnState: true }, {}), '"backwardLayer" must have the returnState of "layer", true, got false'],
    [() => pair({}, { stateful: true }), '"backwardLayer" must have the stateful of "layer", false, got true'],
    [() => pair({}, { timeMajor: true }), '"backwardLayer" must have the timeMajor of "layer", false, got true'],
    [
      () => pair({}, { units: 5 }, { mergeMode: 'sum' }),
      '"backwardLayer" must have as many outputs as "layer" for mergeMode "sum", 4, got 5',
    ],
    [() => pair({}, {}, { weights: [] }), '"weights" is not an option'],
    [
      () => pair({}, {}).call([tensor(new Float32Array(6), [1, 2, 3]), tensor(new Float32Array(4), [1, 4])]),
      '"x" must be one input, or one and 4 states',
    ],
  ])('refuses %o', (call, message) => expect(call).toThrow(`bidirectional: ${message}`));

  test('runs another kind of layer backwards, of another size', () => {
    const backwardLayer = gru({ units: 5, goBackwards: true, returnSequences: true });
    const layer = built(bidirectional({ layer: lstm({ units: 4, returnSequences: true }), backwardLayer }), 3);
    expect(layer.call(tensor(new Float64Array(30), [2, 5, 3])).shape).toEqual([2, 5, 9]);
    expect(layer.backwardLayer.kind).toBe('gru');
    expect(layer.outputShapes([[5, 3]])).toEqual([[5, 9]]);
    expect(gradientError(layer, [drawTensor([2, 5, 3], 1)])).toBeLessThan(1e-6);
  });

  test('gives both outputs, then the states of both', () => {
    const layer = built(bidirectional({ layer: lstm({ units: 4, returnState: true }), mergeMode: null }), 3);
    expect(layer.callAll(tensor(new Float64Array(30), [2, 5, 3])).map(({ shape }) => shape)).toEqual(Array(6).fill([2, 4]));
    expect(layer.outputShapes([[5, 3]])).toEqual(Array(6).fill([4]));
    expect(() => layer.call(tensor(new Float64Array(30), [2, 5, 3]))).toThrow('bidirectional: "x" gives 6 outputs here: use "callAll"');
  });
});

describe('masking and timeDistributed', () => {
  test('a mask from the values equals a mask from the lengths', () => {
    const layer = built(lstm({ units: 3 }), 2);
    const x = drawTensor([2, 5, 2], 3);
    x.data.fill(0, 4, 10); // the first sequence has two frames
    const step = masking().forward([x], pass());
    expect(Array.from(step.mask!)).toEqual([1, 1, 0, 0, 0, 1, 1, 1, 1, 1]);
    const y = layer.forward(step.outputs, pass(), step.mask).outputs[0]!.data;
    expectClose(layer.call(tensor(x.data, x.shape), { lengths: [2, 5] }), y, 1e-12);
    expect(() => masking().call(tensor(new Float32Array(4), [2, 2]))).toThrow(
      'masking: "x" must be one input of the shape [batch, time, ...]',
    );
  });

  test('the same layer at every frame', () => {
    const inner = lstm({ units: 3 });
    const layer = timeDistributed({ layer: inner });
    layer.build([[2, 4, 5]], { dtype: 'float64', random: createRandom(2) });
    scatter(layer, 3);
    const x = drawTensor([2, 2, 4, 5], 1);
    const y = layer.forward([x], pass());
    expect(y.outputs[0]!.shape).toEqual([2, 2, 3]);
    expectClose(y.outputs[0]!.data, inner.forward([{ data: x.data, shape: [4, 4, 5] }], pass()).outputs[0]!.data, 0);
    clear(layer);
    expect(gradientError(layer, [x])).toBeLessThan(1e-6);
    expect(layer.outputShapes([[2, 4, 5]])).toEqual([[2, 3]]);
    expect(() => timeDistributed({ layer: 'lstm' as never })).toThrow('timeDistributed: "layer" must be a layer, got "lstm"');
  });

  test('lengths are checked', () => {
    expect(() => sequenceMask([4], 3)).toThrow('sequenceMask: "lengths" must be an integer in [0, 3], got 4');
    expect(Array.from(sequenceMask([1, 3], 3, 'pre'))).toEqual([0, 0, 1, 1, 1, 1]);
  });
});
