import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { nd } from '../../src/core/nd.js';
import {
  adam,
  apply,
  centerLoss,
  createCenterLoss,
  decodeTrainingState,
  dense,
  encodeTrainingState,
  evaluate,
  fit,
  type FitOptions,
  input,
  model,
  type Model,
  sgd,
  tensor,
  type TrainableCenterLoss,
  type TrainingLossObject,
  type TrainingState,
  trainOnBatch,
} from '../../src/nn/index.js';
import { silhouetteScore } from '../../src/metrics/index.js';
import { expectClose } from '../support/close.js';
import { drawTensor } from './passes.js';

const sparse = 'sparseCategoricalCrossentropy';
const ITEMS = 12;
const x = tensor(
  Float64Array.from({ length: 3 * ITEMS }, (_, i) => Math.fround(Math.sin(i * i))),
  [ITEMS, 3],
);
const y = Array.from({ length: ITEMS }, (_, i) => i % 3);

/** Class probabilities, and the embedding that they are made of. */
function network(dtype: 'float32' | 'float64' = 'float64'): Model {
  const from = input([3]);
  const embedding = apply(dense({ units: 2, activation: 'tanh', name: 'embedding' }), from);
  return model({ inputs: from, outputs: [apply(dense({ units: 3, activation: 'softmax' }), embedding), embedding], dtype, seed: 3 });
}
const optionsWith = (centers: TrainableCenterLoss, more: Partial<FitOptions> = {}): FitOptions => ({
  loss: [sparse, centers],
  lossWeights: [1, 0.3],
  optimizer: adam({ learningRate: 0.05 }),
  batchSize: 5,
  epochs: 4,
  seed: 2,
  ...more,
});
const make = (): TrainableCenterLoss => createCenterLoss({ classes: 3, dims: 2 });
const bits = (net: Model): string => JSON.stringify(net.getWeights().map(({ data }) => Array.from(data)));

/** Wen et al., eq. 4, one number after another. */
function moved(centers: Float64Array, embeddings: ArrayLike<number>, labels: readonly number[], alpha: number): Float64Array {
  return centers.map((c, at) => {
    const members = labels.flatMap((label, i) => (label === Math.floor(at / 2) ? [embeddings[2 * i + (at % 2)]!] : []));
    return c - (alpha * members.reduce((sum, v) => sum + (c - v), 0)) / (1 + members.length);
  });
}

describe('createCenterLoss', () => {
  test('computes the mean of half the squared distances, and moves the centers only when told', () => {
    const loss = createCenterLoss({ classes: 2, dims: 2 });
    const embeddings = tensor(Float64Array.of(1, 2, 3, 2), [2, 2]);
    const labels = nd(Float64Array.of(0, 0), [2]);
    const step = loss.compute(embeddings, labels);
    expect(step.loss).toBe((1 + 4 + 9 + 4) / 2 / 2);
    expect(Array.from((step.gradient as typeof embeddings).data)).toEqual([0.5, 1, 1.5, 1]);
    expect(Array.from(loss.centers.data)).toEqual([0, 0, 0, 0]);
    embeddings.data.fill(99); // what networks do to their memory
    step.update!();
    expectClose(loss.centers.data, [2 / 3, 2 / 3, 0, 0], 1e-15);
  });

  test('every option is that of centerLoss', () => {
    const embeddings = tensor(
      Float64Array.from({ length: 8 }, (_, i) => Math.cos(i)),
      [4, 2],
    );
    const labels = [0, 1, 1, 1];
    const options = { factor: 1, reduction: 'sum', update: 'gradient', alpha: 0.1 } as const;
    const loss = createCenterLoss({ classes: 2, dims: 2, ...options });
    const start = Float64Array.of(0.1, -0.2, 0.3, 0.4);
    loss.setState(start);
    const want = centerLoss(embeddings, labels, tensor(start, [2, 2]), options);
    const step = loss.compute(embeddings, nd(Float64Array.from(labels), [4]));
    expect(step.loss).toBe(want.loss);
    expect(step.gradient).toEqual(want.gradients.embeddings);
    step.update!();
    expect(loss.centers).toEqual(want.updateCenters());
  });

  test('trains a network as the paper says: centers move with each batch, by what was embedded before the step', async () => {
    const [net, twin] = [network(), network()];
    const loss = make();
    const history = await fit(net, x, [y, y], optionsWith(loss, { optimizer: sgd({ learningRate: 0.1 }), batchSize: ITEMS, epochs: 3 }));
    let centers: Float64Array = new Float64Array(6);
    for (let step = 0; step < 3; step++) {
      const embeddings = Float64Array.from(twin.predictAll(x)[1]!.data);
      const still = createCenterLoss({ classes: 3, dims: 2, alpha: 0 });
      still.setState(centers);
      const options = { loss: [sparse, still], lossWeights: [1, 0.3] } as const;
      const logs = trainOnBatch(twin, x, [y, y], { ...options, optimizer: sgd({ learningRate: 0.1 }) });
      const squares = embeddings.reduce((sum, e, i) => sum + (e - centers[2 * y[i >> 1]! + (i % 2)]!) ** 2, 0);
      expect(logs['loss[1]']).toBeCloseTo(squares / 2 / ITEMS, 12);
      expect(history.values['loss[1]']![step]).toBeCloseTo(logs['loss[1]']!, 12);
      centers = moved(centers, embeddings, y, 0.5);
    }
    expectClose(loss.centers.data, centers, 1e-12);
    net.getWeights().forEach((w, i) => expectClose(w, twin.getWeights()[i], 1e-12));
  });

  test('makes clusters tighter than the cross-entropy alone does', async () => {
    const items = 60;
    const labels = Array.from({ length: items }, (_, i) => i % 3);
    const noise = drawTensor([items, 3], 5, 0.4).data;
    const points = tensor(
      noise.map((v, i) => v + Number(i % 3 === labels[Math.floor(i / 3)])),
      [items, 3],
    );
    const tightness = async (weight: number): Promise<number> => {
      const from = input([3]);
      const embedding = apply(dense({ units: 2 }), apply(dense({ units: 16, activation: 'tanh' }), from));
      const net = model({ inputs: from, outputs: [apply(dense({ units: 3, activation: 'softmax' }), embedding), embedding], seed: 3 });
      await fit(net, points, [labels, labels], optionsWith(make(), { lossWeights: [1, weight], batchSize: 10, epochs: 60 }));
      return silhouetteScore(net.predictAll(points)[1]!, labels);
    };
    expect(await tightness(0.1)).toBeGreaterThan((await tightness(0)) + 0.1);
  });

  test('measuring moves nothing', async () => {
    const loss = make();
    const settings = optionsWith(loss);
    const net = network();
    await fit(net, x, [y, y], settings);
    const before = loss.centers.data;
    await evaluate(net, x, [y, y], { loss: [sparse, loss], lossWeights: [1, 0.3] });
    expect(loss.centers.data).toEqual(before);
    const [other, twin] = [make(), network()];
    const history = await fit(twin, x, [y, y], { ...optionsWith(other), validationData: { x, y: [y, y] } });
    expect(other.centers.data).toEqual(before);
    expect(bits(twin)).toBe(bits(net));
    expect(history.values['valLoss[1]']!.length).toBe(4);
  });

  test('a step that is refused moves nothing', async () => {
    const loss = make();
    let calls = 0;
    const broken: TrainingLossObject = { compute: (p) => ({ loss: 0, gradient: p.data.map(() => (calls++ ? NaN : 0)) }) };
    const net = network();
    await expect(fit(net, x, [y, y], { loss: [broken, loss] })).rejects.toThrow('the gradient of "kernel"');
    expect(loss.centers.data).toEqual(new Float64Array(6));
  });

  test('batches of one accumulated step move them one after another', async () => {
    const loss = make();
    const net = network();
    const embeddings = net.predictAll(x)[1]!.data;
    await fit(net, x, [y, y], optionsWith(loss, { batchSize: 6, accumulate: 2, epochs: 1, shuffle: false }));
    const first = moved(new Float64Array(6), embeddings.subarray(0, 12), y.slice(0, 6), 0.5);
    expectClose(loss.centers.data, moved(first, embeddings.subarray(12), y.slice(6), 0.5), 1e-14);
  });

  test('goes on from a file with the same bytes', async () => {
    const [whole, all] = [network('float32'), make()];
    const files: Uint8Array[] = [];
    const keep = { onEpochEnd: (context: { getState(): TrainingState }) => void files.push(encodeTrainingState(context.getState())) };
    await fit(whole, x, [y, y], optionsWith(all, { callbacks: [keep] }));
    const [part, rest] = [network('float32'), make()];
    await fit(part, x, [y, y], optionsWith(rest, { callbacks: [{}], resume: decodeTrainingState(files[1]!) }));
    expect(bits(part)).toBe(bits(whole));
    expect(rest.centers.data).toEqual(all.centers.data);
  });

  test('metrics may differ from output to output', async () => {
    const options = { ...optionsWith(make(), { epochs: 1 }), metrics: [['accuracy'], []] } as const;
    const { values } = await fit(network(), x, [y, y], options);
    expect(Object.keys(values)).toEqual(['loss', 'loss[0]', 'accuracy[0]', 'loss[1]', 'learningRate']);
    const refused = fit(network(), x, [y, y], { ...options, metrics: [['accuracy']] });
    await expect(refused).rejects.toThrow('fit: "metrics" must be a list, or 2 lists, one for each output');
  });

  test.each([
    [{ classes: 0 }, 'createCenterLoss: "classes" must be an integer >= 1, got 0'],
    [{ dims: 1.5 }, 'createCenterLoss: "dims" must be an integer >= 1, got 1.5'],
    [{ alpha: -1 }, 'createCenterLoss: "alpha" must be a finite number >= 0, got -1'],
    [{ factor: NaN }, 'createCenterLoss: "factor" must be a finite number >= 0, got NaN'],
    [{ reduction: 'none' as never }, 'createCenterLoss: "reduction" must be one of "sum", "mean", got "none"'],
    [{ update: 'wen2016' as never }, 'createCenterLoss: "update" must be one of "wen", "gradient", got "wen2016"'],
    [{ weight: 1 } as object, 'createCenterLoss: "weight" is not an option'],
  ])('refuses %o', (options, message) => {
    const call = () => createCenterLoss({ classes: 3, dims: 2, ...options });
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('refuses what it cannot compute', async () => {
    // @ts-expect-error the compiler refuses it too
    expect(() => createCenterLoss({ dims: 2 })).toThrow('createCenterLoss: "classes" must be a number, got undefined');
    const run = (more: Partial<FitOptions>, labels: readonly number[] = y) => fit(network(), x, [y, labels], optionsWith(make(), more));
    await expect(run({ sampleWeights: y })).rejects.toThrow(
      'createCenterLoss: "sampleWeights" must not be given: every item moves its center as far',
    );
    await expect(run({}, [...y.slice(1), 3])).rejects.toThrow('centerLoss: "labels" must be integers in [0, 2], got 3 at index');
    await expect(run({ loss: [sparse, createCenterLoss({ classes: 3, dims: 3 })] })).rejects.toThrow(
      'centerLoss: "centers" must have the shape [any, 2], got [3, 3]',
    );
    expect(() => make().setState(new Float64Array(5))).toThrow(
      'createCenterLoss: "state" must be 6 finite numbers in a Float64Array, got a Float64Array',
    );
  });

  test('refuses states of other losses', async () => {
    let state: TrainingState | undefined;
    const keep = { onTrainEnd: (context: { getState(): TrainingState }) => void (state = context.getState()) };
    const function_ = () => ({ loss: 0, gradient: new Float64Array(2 * 5) });
    const [plain, remembers] = [{ loss: [sparse, function_] }, { loss: [sparse, make()] }] as const;
    const run = (loss: typeof plain | typeof remembers, resume?: TrainingState) =>
      fit(network(), tensor(x.data.slice(0, 30), [10, 3]), [y.slice(0, 10), y.slice(0, 10)], {
        ...loss,
        batchSize: 5,
        callbacks: [keep],
        ...(resume && { resume }),
      });
    await run(plain);
    const old = { ...state! };
    delete (old as { losses?: unknown }).losses; // as written before losses could remember
    await run(plain, old);
    await expect(run(remembers, old)).rejects.toThrow('fit: "resume" holds nothing of loss 1, which remembers');
    await run(remembers);
    await expect(run(plain, state)).rejects.toThrow('fit: "resume" holds what another loss than loss 1 remembers');
  });

  test('refuses half a memory, and an update that is none', async () => {
    const half = { compute: () => ({ loss: 0, gradient: new Float64Array(0) }), getState: () => 1 };
    await expect(fit(network(), x, [y, y], { loss: [sparse, half] })).rejects.toThrow(
      'fit: "loss" must have both of "getState" and "setState", or none',
    );
    const wrong = { compute: (p: { data: ArrayLike<number> }) => ({ loss: 0, gradient: Float64Array.from(p.data), update: 3 as never }) };
    await expect(fit(network(), x, [y, y], { loss: [sparse, wrong] })).rejects.toThrow(
      'fit: "update" of the loss must be a function, got 3',
    );
  });
});
