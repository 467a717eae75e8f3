import { describe, expect, test, vi } from 'vitest';
import {
  adam,
  batchTripletLoss,
  bidirectional,
  checkpoint,
  csvLog,
  dense,
  dropout,
  earlyStopping,
  evaluate,
  fit,
  type FitOptions,
  input,
  apply,
  lstm,
  model,
  type Model,
  progress,
  reduceLearningRateOnPlateau,
  sequential,
  sgd,
  sparseCategoricalCrossentropy,
  tensor,
  TrainingError,
  type TrainingState,
  trainOnBatch,
} from '../../src/nn/index.js';
import { nd } from '../../src/core/nd.js';
import { expectClose } from '../support/close.js';
import { NOISE, noiseNetwork, noiseSequences, sha256, TRAINED, trainedBits } from '../support/training.js';

const bitsOf = (net: Model): Promise<string> => sha256(net.parameters.map(({ value }) => value));
const sparse = 'sparseCategoricalCrossentropy';
const small = (): { net: Model; x: ReturnType<typeof tensor>; y: number[] } => ({
  net: sequential([dense({ units: 4, activation: 'tanh', name: 'hidden' }), dense({ units: 3, activation: 'softmax', name: 'last' })], {
    inputShape: [2],
    dtype: 'float64',
  }),
  x: tensor(
    Float64Array.from({ length: 20 }, (_, i) => Math.fround(Math.sin(i))),
    [10, 2],
  ),
  y: [0, 1, 2, 0, 1, 2, 0, 1, 2, 0],
});

describe('training is the same', () => {
  test.each(['float32', 'float64'] as const)('on every engine, %s', async (dtype) => {
    expect(await trainedBits(dtype)).toBe(TRAINED[dtype]);
  });

  test('twice with one seed, and not with another', async () => {
    const run = async (seed: number): Promise<string> => {
      const { net, x, y } = small();
      await fit(net, x, y, { loss: sparse, epochs: 2, batchSize: 3, seed });
      return bitsOf(net);
    };
    expect(await run(1)).toBe(await run(1));
    expect(await run(1)).not.toBe(await run(2));
  });

  const options = (): FitOptions => ({
    loss: sparse,
    optimizer: adam({ learningRate: 0.02, globalClipnorm: 1 }),
    lengths: noiseSequences('float64').lengths,
    metrics: ['accuracy'],
    batchSize: 5,
    epochs: 6,
    bucketing: 2,
    validationSplit: 0.25,
    seed: 5,
  });
  const callbacks = () => [
    earlyStopping({ patience: 3, restoreBestWeights: true }),
    reduceLearningRateOnPlateau({ patience: 1, factor: 0.5 }),
  ];

  test('stopped after an epoch and continued, with callbacks', async () => {
    const { x, y } = noiseSequences('float64');
    const whole = noiseNetwork('float64');
    const states: TrainingState[] = [];
    const all = await fit(whole, x, y, {
      ...options(),
      callbacks: [...callbacks(), checkpoint((s) => void states.push(s), { bestOnly: false })],
    });
    expect(states.length).toBe(all.epochs);
    for (const kept of [states[0]!, states[2]!]) {
      const part = noiseNetwork('float64', 99);
      const rest = await fit(part, x, y, {
        ...options(),
        callbacks: [...callbacks(), checkpoint(() => undefined, { bestOnly: false })],
        resume: structuredClone(kept),
      });
      expect(await bitsOf(part)).toBe(await bitsOf(whole));
      expect(rest.values).toEqual(all.values);
      expect(rest.epochs).toBe(all.epochs);
    }
  });

  test('aborted within an epoch and continued', async () => {
    const { x, y } = noiseSequences('float64');
    const whole = noiseNetwork('float64');
    const all = await fit(whole, x, y, options());
    const abort = new AbortController();
    let state: TrainingState | undefined;
    const part = noiseNetwork('float64');
    const reason = new Error('enough');
    const run = fit(part, x, y, {
      ...options(),
      signal: abort.signal,
      callbacks: [
        {
          onBatchEnd: ({ epoch, batch }) => void (epoch === 3 && batch === 2 && abort.abort(reason)),
          onTrainEnd: (c) => void (state = c.getState()),
        },
      ],
    });
    await expect(run).rejects.toBe(reason);
    expect([state!.epoch, state!.batch]).toEqual([2, 2]);
    const other = noiseNetwork('float64', 1);
    const rest = await fit(other, x, y, { ...options(), callbacks: [{}], resume: structuredClone(state!) });
    expect(await bitsOf(other)).toBe(await bitsOf(whole));
    expect(rest.values).toEqual(all.values);
  });

  test('with accumulated halves as with whole batches', async () => {
    const run = async (batchSize: number, accumulate: number): Promise<Model> => {
      const { net, x, y } = small();
      await fit(net, x, y, { loss: sparse, epochs: 3, batchSize, accumulate, shuffle: false, optimizer: sgd({ learningRate: 0.5 }) });
      return net;
    };
    const [whole, halves] = [await run(4, 1), await run(2, 2)];
    halves.getWeights().forEach((w, i) => expectClose(w, whole.getWeights()[i], 1e-12));
  });

  test('with padding that is cut off and with padding that is not', async () => {
    const { x, y, lengths } = noiseSequences('float64');
    const run = async (bucketing: number | null): Promise<Model> => {
      const net = sequential([bidirectional({ layer: lstm({ units: 4 }) }), dense({ units: 3, activation: 'softmax' })], {
        inputShape: [null, NOISE.values],
        dtype: 'float64',
      });
      await fit(net, x, y, { loss: sparse, lengths, epochs: 2, batchSize: 24, bucketing, shuffle: false });
      return net;
    };
    const [cut, kept] = [await run(1), await run(null)];
    cut.getWeights().forEach((w, i) => expectClose(w, kept.getWeights()[i], 1e-9));
  });

  test('by steps of your own as by fit', async () => {
    const [a, b] = [small(), small()];
    await fit(a.net, a.x, a.y, { loss: sparse, epochs: 3, batchSize: 10, shuffle: false });
    const optimizer = adam();
    for (let k = 0; k < 3; k++) trainOnBatch(b.net, b.x, b.y, { loss: sparse, optimizer });
    expect(await bitsOf(b.net)).toBe(await bitsOf(a.net));
  });
});

describe('fit', () => {
  test('leaves frozen layers alone', async () => {
    const { net, x, y } = small();
    net.getLayer('hidden').trainable = false;
    const before = net.getWeights();
    await fit(net, x, y, { loss: sparse, epochs: 2 });
    const after = net.getWeights();
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).toEqual(before[1]);
    expect(after[2]).not.toEqual(before[2]);
  });

  test('takes one-hot targets, class numbers as a column, and functions, to the same end', async () => {
    const oneHot = (y: number[]) =>
      tensor(
        Float32Array.from({ length: 30 }, (_, i) => Number(y[Math.floor(i / 3)] === i % 3)),
        [10, 3],
      );
    const run = async (loss: FitOptions['loss'], targets: (y: number[]) => never): Promise<readonly number[]> => {
      const { net, x, y } = small();
      const { values } = await fit(net, x, targets(y), { loss, epochs: 2, batchSize: 4, metrics: ['accuracy'] });
      return [...values['loss']!, ...values['accuracy']!];
    };
    const plain = await run(sparse, (y) => y as never);
    expectClose(await run('categoricalCrossentropy', (y) => oneHot(y) as never), plain, 1e-12);
    expect(await run(sparse, (y) => tensor(Float32Array.from(y), [10, 1]) as never)).toEqual(plain);
    expect(
      await run(
        (p, t, o) => sparseCategoricalCrossentropy(p, t.data, o),
        (y) => Int32Array.from(y) as never,
      ),
    ).toEqual(plain);
    expect(await run({ name: sparse, fromLogits: false }, (y) => y as never)).toEqual(plain);
  });

  test('trains several outputs, each with its loss and weight', async () => {
    const x = input([2]);
    const shared = apply(dense({ units: 4, activation: 'tanh' }), x);
    const net = model({
      inputs: x,
      outputs: [apply(dense({ units: 3, activation: 'softmax' }), shared), apply(dense({ units: 1 }), shared)],
      dtype: 'float64',
    });
    const { x: data, y } = small();
    const values = Float64Array.from(y, (v) => v - 1);
    const settings = { loss: [sparse, 'meanSquaredError'], lossWeights: [1, 0.5], metrics: [] } as const;
    const history = await fit(net, data, [y, values], { ...settings, epochs: 40, optimizer: adam({ learningRate: 0.05 }) });
    const told = await evaluate(net, data, [y, values], settings);
    expect(told['loss']).toBeCloseTo(told['loss[0]']! + 0.5 * told['loss[1]']!, 12);
    expect(history.values['loss']!.at(-1)).toBeLessThan(history.values['loss']![0]! / 2);
  });

  test('weighs items as often as they would be there', async () => {
    const [a, b] = [small(), small()];
    const told = await evaluate(a.net, a.x, a.y, { loss: sparse, sampleWeights: [2, 0, 1, 1, 1, 1, 1, 1, 1, 1] });
    const rows = [0, 0, 2, 3, 4, 5, 6, 7, 8, 9];
    const x = tensor(
      Float64Array.from({ length: 20 }, (_, i) => b.x.get(rows[Math.floor(i / 2)]!, i % 2)),
      [10, 2],
    );
    const twice = await evaluate(
      b.net,
      x,
      rows.map((r) => b.y[r]!),
      { loss: sparse },
    );
    expect(told['loss']).toBeCloseTo(twice['loss']!, 12);
  });

  test('balanced classes weigh the same', async () => {
    const { net, x } = small();
    const y = [0, 0, 0, 0, 0, 0, 0, 1, 1, 2];
    const weights = y.map((c) => 10 / (3 * [7, 2, 1][c]!));
    const [a, b] = await Promise.all(
      [{ classWeights: 'balanced' as const }, { sampleWeights: weights }].map((w) => {
        const copy = small().net;
        copy.setWeights(net.getWeights());
        return fit(copy, x, y, { loss: sparse, ...w });
      }),
    );
    expect(a!.values).toEqual(b!.values);
  });

  test('learns embeddings with a metric loss', async () => {
    const { x } = small();
    const net = sequential([dense({ units: 4, activation: 'tanh' }), dense({ units: 2 })], { inputShape: [2], dtype: 'float64' });
    const history = await fit(net, x, [0, 0, 1, 1, 0, 0, 1, 1, 0, 1], {
      loss: (embeddings, labels) => batchTripletLoss(embeddings, labels.data, { mining: 'all' }),
      epochs: 30,
      batchSize: 10,
      optimizer: adam({ learningRate: 0.03 }),
    });
    expect(history.values['loss']!.at(-1)).toBeLessThan(history.values['loss']![0]!);
  });

  test('lets timers run', async () => {
    const { net, x, y } = small();
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await fit(net, x, y, { loss: sparse, epochs: 400, batchSize: 2, yieldEvery: 1 });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });

  test('does not look at labels of padding, and refuses those of frames', async () => {
    const { x, lengths } = noiseSequences('float64');
    const { items, time, values } = NOISE;
    const labels = Int32Array.from({ length: items * time }, (_, k) => (k % time < lengths[Math.floor(k / time)]! ? k % 3 : -1));
    const run = async (y: Int32Array): Promise<string> => {
      const net = sequential([lstm({ units: 3, returnSequences: true }), dense({ units: 3, activation: 'softmax' })], {
        inputShape: [null, values],
        dtype: 'float64',
      });
      await fit(net, x, nd(y, [items, time]), { loss: sparse, lengths, bucketing: 1, batchSize: 6, metrics: ['accuracy'] });
      return bitsOf(net);
    };
    expect(await run(labels)).toBe(await run(labels.map((label) => (label < 0 ? 2 : label))));
    labels[0] = -1;
    await expect(run(labels)).rejects.toThrow('fit: "y" must be integers in [0, 2], got -1 at index 0');
  });

  test('trains a network without shapes, for sequences of any length', async () => {
    const { x, y, lengths } = noiseSequences('float32');
    const net = sequential([lstm({ units: 3 }), dense({ units: 3 })]);
    await fit(net, x, y, { loss: { name: sparse, fromLogits: true }, lengths, bucketing: 1, batchSize: 4 });
    expect(net.inputShapes).toEqual([[null, NOISE.values]]);
    expect(net.predict(tensor(new Float32Array(2 * NOISE.values), [1, 2, NOISE.values])).shape).toEqual([1, 3]);
  });
});

describe('callbacks', () => {
  test('come in order, and are waited for', async () => {
    const { net, x, y } = small();
    const seen: string[] = [];
    const note = (what: string) => async (): Promise<void> => {
      await Promise.resolve();
      seen.push(what);
    };
    const callback = {
      onTrainBegin: note('begin'),
      onEpochBegin: note('epoch'),
      onBatchEnd: note('batch'),
      onEpochEnd: note('done'),
      onTrainEnd: note('end'),
    };
    await fit(net, x, y, { loss: sparse, epochs: 2, batchSize: 5, callbacks: [callback] });
    expect(seen.join(' ')).toBe('begin epoch batch batch done epoch batch batch done end');
  });

  test('early stopping gives the best weights back', async () => {
    const { net, x, y } = small();
    const kept: string[] = [];
    const stop = earlyStopping({ patience: 2, minDelta: 0.02, restoreBestWeights: true });
    const history = await fit(net, x, y, {
      loss: sparse,
      epochs: 100,
      validationSplit: 0.3,
      optimizer: adam({ learningRate: 0.05 }),
      callbacks: [{ onEpochEnd: async ({ model }) => void kept.push(await bitsOf(model)) }, stop],
    });
    expect(history.stopped).toBe(true);
    expect(history.epochs).toBe(stop.bestEpoch + 2);
    expect(stop.best).toBe(history.values['valLoss']![stop.bestEpoch - 1]);
    expect(await bitsOf(net)).toBe(kept[stop.bestEpoch - 1]);
  });

  test('early stopping leaves layers that run with the weights given back', async () => {
    const { x, y, lengths } = noiseSequences('float32');
    const net = sequential([lstm({ units: 4 }), dense({ units: 3, activation: 'softmax' })], { inputShape: [null, NOISE.values] });
    const validationData = { x, y, lengths };
    const stop = earlyStopping({ patience: 2, minDelta: 0.05, restoreBestWeights: true });
    await fit(net, x, y, { loss: sparse, lengths, epochs: 20, validationData, callbacks: [stop], optimizer: adam({ learningRate: 0.01 }) });
    expect((await evaluate(net, x, y, { loss: sparse, lengths }))['loss']).toBe(stop.best);
  });

  test('logs are the same as text and as a table', async () => {
    const { net, x, y } = small();
    const lines: string[] = [];
    let table = '';
    const history = await fit(net, x, y, {
      loss: sparse,
      epochs: 2,
      metrics: ['accuracy', { name: 'items', compute: (p) => p.shape[0]! }],
      callbacks: [progress((line) => lines.push(line)), csvLog((row) => (table += row), { separator: ';' })],
    });
    const { loss, accuracy } = history.values;
    expect(table).toBe(`epoch;accuracy;items;loss\n1;${accuracy![0]};10;${loss![0]}\n2;${accuracy![1]};10;${loss![1]}\n`);
    expect(lines[1]).toBe(`epoch 2/2  loss ${loss![1]!.toFixed(4)}  accuracy ${accuracy![1]!.toFixed(4)}  items 10.0000`);
  });

  test('end also where training fails', async () => {
    const { net, x, y } = small();
    const onTrainEnd = vi.fn();
    const onEpochEnd = (): void => {
      throw new Error('mine');
    };
    await expect(fit(net, x, y, { loss: sparse, callbacks: [{ onEpochEnd, onTrainEnd }] })).rejects.toThrow('mine');
    expect(onTrainEnd).toHaveBeenCalledOnce();
  });
});

describe('numbers that cannot be', () => {
  const failing = async (run: Promise<unknown>): Promise<TrainingError> => {
    const error: unknown = await run.then(
      () => undefined,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(TrainingError);
    return error as TrainingError;
  };

  test('in a weight: the layer, the parameter, the epoch and the step are named', async () => {
    const { net, x, y } = small();
    const spoil = ({ epoch, batch, model }: { epoch: number; batch: number; model: Model }): void => {
      if (epoch === 2 && batch === 3) model.getLayer('last').parameters[0]!.value[5] = NaN;
    };
    const error = await failing(fit(net, x, y, { loss: sparse, epochs: 3, batchSize: 2, callbacks: [{ onBatchEnd: spoil }] }));
    expect(error).toMatchObject({ what: 'weight', layer: 'last', parameter: 'kernel', epoch: 2, step: 8 });
    expect(error.message).toBe(
      'fit: the weight of "kernel" of layer "last" is NaN at index 5 in epoch 2, after 8 steps; lower the learning rate, clip the gradients or scale the inputs down',
    );
  });

  test('in an output: the first layer that gives it', async () => {
    const net = sequential(
      [dense({ units: 2, name: 'fine' }), dense({ units: 2, activation: 'exponential', name: 'bursts' }), dropout({ rate: 0.1 })],
      {
        inputShape: [1],
      },
    );
    const error = await failing(
      fit(net, tensor(Float32Array.of(1e5), [1, 1]), tensor(new Float32Array(2), [1, 2]), { loss: 'meanSquaredError' }),
    );
    expect(error).toMatchObject({ what: 'output', layer: 'bursts', epoch: 1, step: 0 });
  });

  test('in a gradient: nothing has changed', async () => {
    const { net, x, y } = small();
    const before = await bitsOf(net);
    const loss: FitOptions['loss'] = (p) => ({ loss: 1, gradient: tensor(new Float64Array(p.size).fill(NaN), p.shape) });
    const error = await failing(fit(net, x, y, { loss }));
    expect(error).toMatchObject({ what: 'gradient', layer: 'hidden', parameter: 'kernel', epoch: 1, step: 0 });
    expect(await bitsOf(net)).toBe(before);
  });

  test('in a loss', async () => {
    const { net, x, y } = small();
    const error = await failing(fit(net, x, y, { loss: (p) => ({ loss: NaN, gradient: p }) }));
    expect(error).toMatchObject({ what: 'loss', layer: undefined });
    expect(error.message).toMatch(/^fit: the loss is NaN in epoch 1, after 0 steps;/);
  });
});

describe('bad data are refused before the first step', () => {
  const nan = (): ReturnType<typeof tensor> => tensor(Float64Array.of(0, 1, NaN, 0), [2, 2]);
  const { x } = small();
  const y = small().y;
  test.each<[string, ReturnType<typeof tensor>, unknown, Partial<FitOptions>]>([
    ['fit: "x" must be finite, got NaN at index 2', nan(), [0, 1], {}],
    ['fit: "x" must have the shape [any, 2], got [5, 4]', tensor(new Float64Array(20), [5, 4]), [0, 0, 0, 0, 0], {}],
    ['fit: "x" must have at least one item, got [0, 2]', tensor(new Float64Array(0), [0, 2]), [], {}],
    ['fit: "y" must have 10 items, as "x" has, got 9', x, y.slice(1), {}],
    ['fit: "y" must be integers in [0, 2], got 3 at index 4', x, [0, 1, 2, 0, 3, 2, 0, 1, 2, 0], {}],
    ['fit: "y" must be integers in [0, 2], got 0.5 at index 0', x, [0.5, ...y.slice(1)], {}],
    ['fit: "y" must hold numbers, got "a" at index 0', x, ['a', ...y.slice(1)], {}],
    ['fit: "y" must have the shape [10, 3], got [10]', x, y, { loss: 'categoricalCrossentropy' }],
    ['fit: "loss" must be 1, one for each output of the model, got 2', x, y, { loss: [sparse, sparse] }],
    ['fit: "loss" must be one of "binaryCrossentropy"', x, y, { loss: 'crossentropy' as never }],
    ['fit: "loss" must be a name, an object with a name or with compute, or a function, got undefined', x, y, { loss: undefined as never }],
    ['fit: "loss.reduction" is set by training itself: give weights to it', x, y, { loss: { name: sparse, reduction: 'sum' } }],
    [
      'sparseCategoricalCrossentropy: "fromLogit" is not an option; did you mean "fromLogits"?',
      x,
      y,
      { loss: { name: sparse, fromLogit: true } },
    ],
    ['fit: "epochs" must be an integer >= 1, got 0', x, y, { epochs: 0 }],
    ['fit: "epoch" is not an option; did you mean "epochs"?', x, y, { epoch: 3 } as never],
    ['fit: "validationSplit" must leave items on both sides: 0.95 of 10 leaves 0 and 10', x, y, { validationSplit: 0.95 }],
    ['fit: "validationSplit" must not be given together with "validationData"', x, y, { validationSplit: 0.1, validationData: { x, y } }],
    ['fit: validationData: "y" must have 10 items, as "x" has, got 1', x, y, { validationData: { x, y: [1] } }],
    ['fit: "classWeights" must have 3 values, got 2', x, y, { classWeights: [1, 2] }],
    ['fit: "sampleWeights" must be >= 0, got -1 at index 0', x, y, { sampleWeights: [-1, ...new Array<number>(9).fill(1)] }],
    ['fit: "optimizer" must be an optimiser such as adam(), got "adam"', x, y, { optimizer: 'adam' as never }],
    ['fit: "metrics" must be one of "accuracy", "meanAbsoluteError", "meanSquaredError", got "acc"', x, y, { metrics: ['acc' as never] }],
    ['fit: "resume" must be a state that getState() gave, got an object', x, y, { resume: {} as never }],
    [
      'earlyStopping: "monitor" must be one of "loss", got "valLoss"; values that begin with "val" need validation data',
      x,
      y,
      { callbacks: [earlyStopping()] },
    ],
  ])('%s', async (message, inputs, targets, options) => {
    const { net } = small();
    const before = await bitsOf(net);
    await expect(fit(net, inputs, targets as never, { loss: sparse, ...options })).rejects.toThrow(message);
    if (!options.callbacks && !message.startsWith('sparse')) expect(await bitsOf(net)).toBe(before);
  });

  test.each<[string, Partial<FitOptions>]>([
    ['fit: "lengths" must be an integer in [1, 12], got 0', { lengths: [0, ...new Array<number>(23).fill(3)] }],
    ['fit: "lengths" must have 24 values, got 1', { lengths: [3] }],
    [
      'fit: "mask" must leave at least one frame of each item, but item 23 is all padding',
      { mask: Uint8Array.from({ length: 288 }, (_, i) => Number(i < 276)) },
    ],
    [
      'fit: "mask" must leave at least one frame of each item, but item 0 is all padding',
      { mask: Uint8Array.from({ length: 288 }, (_, i) => Number(i > 12)) },
    ],
    ['fit: "lengths" must not be given together with "mask"', { lengths: [1], mask: [1] }],
  ])('%s', async (message, options) => {
    const { x: sequences, y: labels } = noiseSequences('float64');
    await expect(fit(noiseNetwork('float64'), sequences, labels, { loss: sparse, ...options })).rejects.toThrow(message);
  });
});
