import { describe, expect, test } from 'vitest';
import { nd, toRowMajor } from '../../src/core/nd.js';
import {
  batchTripletLoss,
  binaryCrossentropy,
  categoricalCrossentropy,
  categoricalFocalLoss,
  centerLoss,
  cosineSimilarityLoss,
  ctcLoss,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  sparseCategoricalCrossentropy,
  tripletLoss,
} from '../../src/loss/index.js';
import { expectClose } from '../support/close.js';
import { fold, type GoldenCase, goldenCases } from '../support/golden.js';
import { input, list, output } from './support.js';

type Options = Record<string, unknown>;
const byId = (folder: string, pattern: RegExp) =>
  goldenCases(folder)
    .filter((c) => pattern.test(c.id))
    .map((c) => [c.id, c] as const);
const config = (g: GoldenCase): Options =>
  Object.fromEntries(
    Object.entries((g.params['config'] ?? {}) as Options)
      .filter(([k]) => k !== '_grad')
      .map(([k, v]) => [fold(k), v]),
  );

describe('Keras', () => {
  const losses: Record<string, (x: never, y: never, o: never) => { loss: number; losses?: Float64Array; gradient: unknown }> = {
    CategoricalCrossentropy: categoricalCrossentropy,
    SparseCategoricalCrossentropy: sparseCategoricalCrossentropy,
    BinaryCrossentropy: binaryCrossentropy,
    MeanSquaredError: meanSquaredError,
    MeanAbsoluteError: meanAbsoluteError,
    Huber: huber,
    CosineSimilarity: cosineSimilarityLoss,
    CategoricalFocalCrossentropy: categoricalFocalLoss,
  };
  const cases = byId('keras', /^loss_/).filter(([, c]) => (c.params['name'] as string) in losses);
  test('has all of them', () => expect(cases.length).toBe(12));
  test.each(cases)('%s', (_, golden) => {
    const run = losses[golden.params['name'] as string]!;
    const y = /Sparse/.test(golden.id) ? list(golden, 'y_true') : input(golden, 'y_true');
    const { loss, losses: each, gradient } = run(input(golden, 'y_pred') as never, y as never, config(golden) as never);
    // Keras' epsilon of 1e-7 is a float32 there, which moves nothing here
    expectClose(each ?? loss, each ? output(golden, 'loss') : output(golden, 'loss')[0], 1e-9);
    expectClose(gradient, output(golden, 'grad_y_pred'), 1e-9);
  });
});

describe('PyTorch', () => {
  test.each(byId('torch', /^CrossEntropyLoss/))('%s', (_, golden) => {
    const { weight, ignoreIndex, ...rest } = config(golden);
    const options = {
      fromLogits: true,
      classWeights: (weight as number[]) ?? null,
      ignoreLabel: (ignoreIndex as number) ?? null,
      reduction: 'weightedMean' as const,
      ...rest,
    };
    const { loss, losses, gradient } = sparseCategoricalCrossentropy(input(golden, 'input'), list(golden, 'target'), options);
    expectClose(losses ?? loss, losses ? output(golden, 'loss') : output(golden, 'loss')[0], 1e-9);
    expectClose(gradient, output(golden, 'grad_input'), 1e-9);
  });

  // BCELoss_edge: torch holds logarithms at -100 where Keras holds probabilities at 1e-7, which we follow
  test.each(byId('torch', /^BCE(Loss$|With)/))('%s', (_, golden) => {
    const { weight, posWeight, reduction } = config(golden) as { weight?: number[]; posWeight?: number[]; reduction?: 'sum' };
    const options = {
      fromLogits: /Logits/.test(golden.id),
      classWeights: weight,
      positiveWeights: posWeight,
      reduction,
      perItem: reduction === 'sum' ? ('sum' as const) : undefined,
    };
    const { loss, gradient } = binaryCrossentropy(input(golden, 'input'), input(golden, 'target'), options);
    expectClose(loss, output(golden, 'loss')[0], 1e-9);
    expectClose(gradient, output(golden, 'grad_input'), 1e-9);
  });

  test.each(byId('torch', /^(MSELoss|L1Loss|SmoothL1Loss|HuberLoss)/))('%s', (_, golden) => {
    const x = input(golden, 'input');
    const y = input(golden, 'target');
    const { beta, delta = beta ?? 1 } = config(golden) as { beta?: number; delta?: number };
    const run = /MSE/.test(golden.id) ? meanSquaredError(x, y) : /^L1/.test(golden.id) ? meanAbsoluteError(x, y) : huber(x, y, { delta });
    const by = beta ?? 1;
    expectClose(run.loss / by, output(golden, 'loss')[0], 1e-9);
    expectClose(
      run.gradient.data.map((g) => g / by),
      output(golden, 'grad_input'),
      1e-9,
    );
  });

  test.each(byId('torch', /^TripletMarginLoss/))('%s', (_, golden) => {
    const { p, ...rest } = config(golden);
    const options = { preset: 'torch' as const, distance: p === 1 ? ('l1' as const) : undefined, ...rest };
    const [a, b, c] = [input(golden, 'anchor'), input(golden, 'positive'), input(golden, 'negative')];
    const { loss, losses, gradients } = tripletLoss(a, b, c, options);
    expectClose(losses ?? loss, losses ? output(golden, 'loss') : output(golden, 'loss')[0], 1e-9);
    expectClose(gradients.anchors, output(golden, 'grad_anchor'), 1e-9);
    expectClose(gradients.positives, output(golden, 'grad_positive'), 1e-9);
    expectClose(gradients.negatives, output(golden, 'grad_negative'), 1e-9);
  });

  test.each(byId('torch', /^ctc_/))('%s', (id, golden) => {
    const {
      blank = 0,
      reduction = 'none',
      zero_infinity: zeroInfinity,
    } = golden.params as { blank?: number; reduction?: 'none'; zero_infinity?: true };
    const lengths = list(golden, 'target_lengths');
    const padded = list(golden, 'targets');
    const targets = lengths.map((n, i) => padded.slice(4 * i, 4 * i + n));
    const options = { timeMajor: true, blank, reduction, zeroInfinity, inputLengths: list(golden, 'input_lengths') };
    const run = () => ctcLoss(input(golden, 'logits'), targets, options);
    if (id === 'ctc_impossible_inf') {
      expect(run).toThrow('ctcLoss: "targets" of item 1 need 7 frames (4 labels and 3 between repeats), got 3');
      return;
    }
    const { loss, losses, gradient } = run();
    expectClose(losses ?? loss, losses ? output(golden, 'loss') : output(golden, 'loss')[0], 1e-9);
    expectClose(gradient, output(golden, 'grad_logits'), 1e-9);
  });
});

const minings = { batch_all: 'all', batch_hard: 'hard', semihard: 'semiHard' } as const;

describe('written out with autograd', () => {
  test.each(byId('torch', /^triplet_/))('%s', (_, golden) => {
    const {
      kind,
      margin = 1,
      squared,
      soft,
    } = golden.params as { kind: keyof typeof minings; margin?: number; squared?: true; soft?: true };
    const mining = minings[kind];
    const options = {
      mining,
      margin: soft ? null : margin,
      soft,
      distance: squared ? ('squaredL2' as const) : ('l2' as const),
      missing: 'count' as const,
      reduction: mining === 'all' ? ('nonzero' as const) : ('mean' as const),
    };
    const x = input(golden, 'embeddings');
    const labels = list(golden, 'labels');
    const { loss, gradient, triplets, active } = batchTripletLoss(x, labels, options);
    expectClose(loss, output(golden, 'loss')[0], 1e-9);
    expectClose(gradient, output(golden, 'grad_embeddings'), 1e-9);
    if (mining === 'all') {
      expect(triplets).toBe(output(golden, 'num_valid')[0]);
      expect(active / triplets).toBeCloseTo(output(golden, 'fraction_positive')[0]!, 12);
      expectClose(batchTripletLoss(x, labels, { ...options, reduction: 'mean' }).loss, output(golden, 'mean_over_valid')[0], 1e-9);
    }
    if (mining === 'hard') {
      expectClose(batchTripletLoss(x, labels, { ...options, reduction: 'none' }).losses, output(golden, 'per_anchor'), 1e-9);
    }
  });

  test.each(byId('torch', /^center_loss/))('%s', (_, golden) => {
    const options = golden.params as { alpha?: number; reduction?: 'mean' };
    const [x, c] = [input(golden, 'features'), input(golden, 'centers')];
    const { loss, gradients, updateCenters } = centerLoss(x, list(golden, 'labels'), c, { preset: 'wen2016', ...options });
    expectClose(loss, output(golden, 'loss')[0], 1e-9);
    expectClose(gradients.embeddings, output(golden, 'grad_features'), 1e-9);
    expectClose(gradients.centers, output(golden, 'grad_centers'), 1e-9);
    expectClose(updateCenters(), output(golden, 'updated_centers'), 1e-9);
  });

  test.each(byId('torch', /^softmax_plus_center/))('%s', (_, golden) => {
    const labels = list(golden, 'labels');
    const lam = golden.params['lam'] as number;
    const ce = sparseCategoricalCrossentropy(input(golden, 'logits'), labels, { fromLogits: true });
    const center = centerLoss(input(golden, 'features'), labels, input(golden, 'centers'), { reduction: 'mean', weight: lam });
    expectClose(ce.loss + center.loss, output(golden, 'loss')[0], 1e-9);
    expectClose(ce.gradient, output(golden, 'grad_logits'), 1e-9);
    expectClose(center.gradients.embeddings, output(golden, 'grad_features'), 1e-9);
  });
});

test('single precision rounds once, transposed and strided views read alike', () => {
  const [[, golden]] = byId('torch', /^CrossEntropyLoss$/) as [readonly [string, GoldenCase]];
  const x = input(golden, 'input');
  const labels = list(golden, 'target');
  const run = <X extends typeof x>(v: X) => sparseCategoricalCrossentropy(v, labels, { fromLogits: true });
  const narrow = nd(new Float32Array(x.data), x.shape);
  const rounded = nd(Float64Array.from(narrow.data), x.shape);
  const single = sparseCategoricalCrossentropy(narrow, labels, { fromLogits: true });
  expect(single.gradient.data).toBeInstanceOf(Float32Array);
  expect(single.gradient.data).toEqual(new Float32Array(run(rounded).gradient.data));
  const flipped = nd(toRowMajor(x, [1, 0]), [x.shape[1]!, x.shape[0]!]).transpose(1, 0);
  expect(run(flipped as typeof x).gradient.data).toEqual(run(x).gradient.data);
});
