import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { ParameterError } from '../../src/core/errors.js';
import { createRandom } from '../../src/core/random.js';
import * as losses from '../../src/loss/index.js';
import { type Matrix } from './support.js';

const {
  arcFace,
  batchContrastiveLoss,
  batchTripletLoss,
  binaryCrossentropy,
  categoricalCrossentropy,
  categoricalFocalLoss,
  centerLoss,
  contrastiveLoss,
  cosFace,
  cosineSimilarityLoss,
  focalLoss,
  huber,
  meanSquaredError,
  ntXent,
  sparseCategoricalCrossentropy,
  tripletLoss,
} = losses;

const zeros = (n: number, d: number): Matrix => nd(new Float64Array(n * d), [n, d]);
const ones = (n: number, d: number): Matrix => nd(new Float64Array(n * d).fill(1), [n, d]);
const nothing = (x: ArrayLike<number>) => expect(Array.from(x).every((v) => v === 0)).toBe(true);
const MININGS = ['all', 'hard', 'semiHard'] as const;
const DISTANCES = ['l1', 'l2', 'squaredL2', 'cosine'] as const;
const REDUCTIONS = ['sum', 'mean', 'nonzero', 'none'] as const;
const triplets = MININGS.flatMap((mining) =>
  DISTANCES.flatMap((distance) => REDUCTIONS.map((reduction) => ({ mining, distance, reduction }))),
);

describe('traps of the metric losses: 0 and zeros, never NaN', () => {
  test.each(triplets)('batches without triplets, %o', (options) => {
    const { normal } = createRandom(1);
    const x = nd(Float64Array.from({ length: 12 }, normal), [4, 3]);
    for (const [points, labels] of [
      [x, [5, 5, 5, 5]], // one class
      [x, [0, 1, 2, 3]], // nobody has a partner
      [nd(x.data.slice(0, 3), [1, 3]), [0]], // one item
    ] as const) {
      for (const soft of [false, true]) {
        const { loss, gradient, triplets: n, active } = batchTripletLoss(points, labels, { ...options, soft });
        expect([loss, n, active]).toEqual([0, 0, 0]);
        nothing(gradient.data);
      }
    }
  });

  test.each(triplets)('embeddings that coincide have a loss of the margin and no gradient, %o', (options) => {
    for (const x of [zeros(4, 3), ones(4, 3)]) {
      for (const soft of [false, true]) {
        const { loss, gradient } = batchTripletLoss(x, [0, 0, 1, 1], { ...options, soft, margin: 0.5 });
        expect(Number.isFinite(loss)).toBe(true);
        nothing(gradient.data);
        if (options.reduction === 'mean' && !soft) expect(loss).toBe(0.5);
      }
    }
  });

  test('presets on one class: tensorflow-addons counts it, the others do not', () => {
    const x = nd(Float64Array.of(0, 1, 1, 0), [2, 2]);
    for (const preset of ['facenet', 'pytorch-metric-learning', 'torch'] as const) {
      const { loss, gradient } = batchTripletLoss(x, [1, 1], { preset });
      expect(loss).toBe(0);
      nothing(gradient.data);
    }
    expect(batchTripletLoss(x, [1, 1], { preset: 'tensorflow-addons', missing: 'skip' }).loss).toBe(0);
    // nobody has a partner: 0 / 0 in the reference
    expect(batchTripletLoss(x, [1, 2], { preset: 'tensorflow-addons' }).loss).toBe(0);
  });

  test('semi-hard negatives lie beyond the positive, not as far', () => {
    const line = nd(Float64Array.of(0, 1, -1, 3), [4, 1]); // 0 and 1 belong together
    const { losses: found } = batchTripletLoss(line, [0, 0, 1, 2], { mining: 'semiHard', margin: 2.5, reduction: 'none' });
    expect(found).toEqual(Float64Array.of(1 - 3 + 2.5, 1 - 2 + 2.5));
  });

  test('close points do not cancel to a negative distance', () => {
    const x = nd(Float64Array.of(1e6, 1, 1e6, 1 + 1e-9, 1e6, 1 - 1e-9), [3, 2]);
    const { loss } = batchTripletLoss(x, [0, 0, 1], { margin: 0, reduction: 'none' });
    expect(loss).toBeGreaterThanOrEqual(0);
    expect(loss).toBeLessThan(1e-8);
  });

  test('tripletLoss where anchor, positive and negative coincide', () => {
    for (const preset of [null, 'facenet', 'pytorch-metric-learning', 'torch'] as const) {
      for (const x of [zeros(2, 3), ones(2, 3)]) {
        const { loss, gradients } = tripletLoss(x, x, x, { preset });
        expect(Number.isFinite(loss)).toBe(true);
        for (const g of Object.values(gradients)) expect(g.data.every((v) => Math.abs(v) < 2)).toBe(true);
        if (preset !== 'torch') nothing(gradients.anchors.data);
      }
    }
  });

  test('zero vectors point nowhere: cosine 0, no gradient', () => {
    const x = nd(Float64Array.of(0, 0, 1, 2), [2, 2]);
    const w = nd(Float64Array.of(1, 0, 0, 0, 0, 1), [3, 2]);
    expect(cosineSimilarityLoss(x, ones(2, 2), { reduction: 'none' }).losses![0]).toBe(0);
    nothing(cosineSimilarityLoss(x, ones(2, 2)).gradient.data.subarray(0, 2));
    for (const f of [arcFace, cosFace]) {
      const { loss, gradients } = f(x, [0, 1], w);
      expect(Number.isFinite(loss)).toBe(true);
      nothing(gradients.embeddings.data.subarray(0, 2));
      nothing(gradients.weights.data.subarray(2, 4));
    }
    const pairs = batchContrastiveLoss(x, [0, 0], { distance: 'cosine', power: 1 });
    expect(pairs.loss).toBe(1);
    nothing(pairs.gradient.data);
    nothing(ntXent(zeros(3, 2), [0, 0, 1]).gradient.data);
  });

  test('arcFace at the class weight itself and opposite to it', () => {
    for (const sign of [1, -1]) {
      const x = nd(Float64Array.of(0.6 * sign, 0.8 * sign), [1, 2]);
      const w = nd(Float64Array.of(0.6, 0.8, 1, 0), [2, 2]);
      const { loss, gradients } = arcFace(x, [0], w);
      expect(Number.isFinite(loss)).toBe(true);
      for (const g of Object.values(gradients)) expect(g.data.every((v) => Math.abs(v) < 200)).toBe(true);
    }
  });

  test('ntXent without positive pairs, with one class, with one item', () => {
    const x = nd(Float64Array.of(1, 2, 3, 4), [2, 2]);
    for (const [points, labels] of [
      [x, [0, 1]],
      [x, [0, 0]],
      [ones(1, 2), [0]],
    ] as const) {
      const { loss, gradient } = ntXent(points, labels);
      expect(loss).toBe(0);
      nothing(gradient.data);
    }
  });

  test('pairs that coincide, batches of one', () => {
    for (const preset of ['hadsell2006', 'tensorflow-addons', 'pytorch-metric-learning'] as const) {
      const { gradients } = contrastiveLoss(ones(2, 3), ones(2, 3), [0, 1], { preset });
      nothing(gradients.first.data);
      const { loss, gradient } = batchContrastiveLoss(ones(1, 3), [0], { preset });
      expect(loss).toBe(0);
      nothing(gradient.data);
    }
  });

  test('centers at their members, classes without members', () => {
    const { loss, gradients, updateCenters } = centerLoss(ones(2, 3), [1, 1], ones(3, 3));
    expect(loss).toBe(0);
    nothing(gradients.embeddings.data);
    nothing(gradients.centers.data);
    expect(updateCenters().data).toEqual(ones(3, 3).data);
  });
});

describe('traps of the classification losses', () => {
  test('huge logits, sure and wrong', () => {
    const z = nd(Float64Array.of(1e4, -1e4, 0, -1e4, 1e4, 0), [2, 3]);
    const t = nd(Float64Array.of(0, 1, 0, 0, 1, 0), [2, 3]);
    expect(categoricalCrossentropy(z, t, { fromLogits: true, reduction: 'none' }).losses).toEqual(
      Float64Array.of(1e4, 0).map((v) => 2 * v),
    );
    expect(binaryCrossentropy(Float64Array.of(-1e5, 1e5), [1, 1], { fromLogits: true }).loss).toBe(5e4);
    const wrong = focalLoss(Float64Array.of(-1e3, 1e3), [1, 1], { fromLogits: true, reduction: 'none' });
    expect(Array.from(wrong.losses!)).toEqual([250, 0]);
    expect(wrong.gradient.every(Number.isFinite)).toBe(true);
  });

  test('probabilities of 0 and 1 give finite numbers', () => {
    const p = nd(Float64Array.of(0, 1, 0), [1, 3]);
    const t = nd(Float64Array.of(1, 0, 0), [1, 3]);
    for (const run of [categoricalCrossentropy(p, t), categoricalFocalLoss(p, t, { alpha: 1 })]) {
      expect(run.loss).toBeCloseTo(-Math.log(1e-7), 5);
      expect(run.gradient.data.every(Number.isFinite)).toBe(true);
    }
    for (const f of [binaryCrossentropy, focalLoss]) {
      for (const epsilon of [1e-7, 0.01]) {
        const { loss, gradient } = f(Float64Array.of(0, 1, 0, 1), [0, 0, 1, 1], { epsilon });
        expect(Number.isFinite(loss)).toBe(true);
        nothing(gradient);
      }
    }
  });

  test('weights of zero, and nothing but ignored labels', () => {
    const z = nd(Float64Array.of(1, 2, 3, 4), [2, 2]);
    for (const reduction of ['mean', 'weightedMean', 'sum', 'none'] as const) {
      for (const options of [{ sampleWeights: [0, 0] }, { classWeights: [0, 0] }, { ignoreLabel: 1 }]) {
        const { loss, gradient } = sparseCategoricalCrossentropy(z, [1, 1], { fromLogits: true, reduction, ...options });
        expect(loss).toBe(0);
        nothing(gradient.data);
      }
      expect(meanSquaredError(z, z, { reduction, sampleWeights: [0, 0] }).loss).toBe(0);
    }
  });

  test('finite whatever the logits', () => {
    const logit = fc.double({ min: -1e4, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(logit, { minLength: 6, maxLength: 6 }),
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 2 }),
        (z, labels) => {
          const x = nd(Float64Array.from(z), [2, 3]);
          const hot = nd(
            Float64Array.from({ length: 6 }, (_, i) => Number(labels[Math.floor(i / 3)] === i % 3)),
            [2, 3],
          );
          for (const { loss, gradient } of [
            sparseCategoricalCrossentropy(x, labels, { fromLogits: true }),
            categoricalFocalLoss(x, hot, { fromLogits: true }),
            focalLoss(x, hot, { fromLogits: true, gamma: 0.5 }),
            binaryCrossentropy(x, hot, { fromLogits: true }),
            huber(x, hot),
          ]) {
            expect(Number.isFinite(loss)).toBe(true);
            expect(gradient.data.every(Number.isFinite)).toBe(true);
          }
        },
      ),
    );
  });
});

describe('refusals', () => {
  const x = nd(Float64Array.of(0.1, 0.9, 0.6, 0.4), [2, 2]);
  test.each([
    [
      () => sparseCategoricalCrossentropy(x, [0, 2]),
      'sparseCategoricalCrossentropy: "labels" must be integers in [0, 1], got 2 at index 1',
    ],
    [
      () => sparseCategoricalCrossentropy(x, [0, -1]),
      'sparseCategoricalCrossentropy: "labels" must be integers in [0, 1], got -1 at index 1',
    ],
    [() => sparseCategoricalCrossentropy(x, [0]), 'sparseCategoricalCrossentropy: "labels" must hold 2 integers, one a row, got 1'],
    [() => sparseCategoricalCrossentropy(x, [0, 1], { classWeights: [1] }), '"classWeights" must hold 2 numbers, got 1'],
    [
      () => sparseCategoricalCrossentropy(x, [0, 1], { classWeights: [1, -1] }),
      '"classWeights" must be finite numbers >= 0, got -1 at index 1',
    ],
    [
      () => sparseCategoricalCrossentropy(x, [0, 1], { sampleWeights: [1, NaN] }),
      '"sampleWeights" must be finite numbers >= 0, got NaN at index 1',
    ],
    [
      () => categoricalCrossentropy(x, nd(new Float64Array(6), [2, 3])),
      'categoricalCrossentropy: "targets" must have the shape [2, 2], got [2, 3]',
    ],
    [() => categoricalCrossentropy(x, [1, 0, 0, 1]), 'categoricalCrossentropy: "targets" must have the shape [2, 2], got [4]'],
    [
      () => categoricalCrossentropy(nd(Float64Array.of(0, 0), [1, 2]), [1, 0]),
      '"predictions" must hold a probability > 0 in every row, got a row of zeros at item 0',
    ],
    [
      () => categoricalCrossentropy(nd(Float64Array.of(-1, 2), [1, 2]), [1, 0]),
      'must hold probabilities >= 0, got -1 at index 0; logits need fromLogits: true',
    ],
    [() => categoricalCrossentropy(x, nd(Float64Array.of(1, 0, -1, 1), [2, 2])), '"targets" must be >= 0, got -1 at index 2'],
    [
      () => binaryCrossentropy(Float64Array.of(1.5), [1]),
      'binaryCrossentropy: "predictions" must lie in [0, 1], got 1.5 at index 0; logits need fromLogits: true',
    ],
    [() => binaryCrossentropy(Float64Array.of(0.5), [2]), 'binaryCrossentropy: "targets" must lie in [0, 1], got 2 at index 0'],
    [() => meanSquaredError(Float64Array.of(0, NaN), [0, 0]), 'meanSquaredError: "predictions" must be finite, got NaN at index 1'],
    [() => meanSquaredError(Float64Array.of(0, 1), [0, Infinity]), 'meanSquaredError: "targets" must be finite, got Infinity at index 1'],
    [() => meanSquaredError(new Float64Array(0), []), 'meanSquaredError: "predictions" must not be empty, got shape [0]'],
    [
      () => meanSquaredError(Float64Array.of(1e200), [0]),
      'meanSquaredError: "predictions" is too large: the loss overflows; scale it down',
    ],
    [() => meanSquaredError(Float32Array.of(3e38), [-3e38]), 'is too large: the gradient overflows at index 0; scale it down'],
    [
      () => meanSquaredError(Float64Array.of(1), [0], { reduction: 'average' as never }),
      '"reduction" must be one of "mean", "sum", "weightedMean", "none", got "average"',
    ],
    [() => huber(Float64Array.of(1), [0], { delta: 0 }), 'huber: "delta" must be a finite number > 0, got 0'],
    [() => focalLoss(Float64Array.of(0.5), [0], { gamma: -1 }), 'focalLoss: "gamma" must be a finite number >= 0, got -1'],
    [() => batchTripletLoss(x, [0]), 'batchTripletLoss: "labels" must hold 2 integers, one a row, got 1'],
    [() => batchTripletLoss(x, [0, 0.5]), 'batchTripletLoss: "labels" must be integers, got 0.5 at index 1'],
    [() => batchTripletLoss(nd(new Float64Array(0), [0, 2]), []), 'batchTripletLoss: "embeddings" must not be empty, got shape [0, 2]'],
    [() => batchTripletLoss(nd(Float64Array.of(1e200, -1e200), [2, 1]), [0, 1]), 'is too large: the distances overflow; scale it down'],
    [
      () => batchTripletLoss(x, [0, 1], { preset: 'tfa' as never }),
      '"preset" must be one of null, "facenet", "tensorflow-addons", "pytorch-metric-learning", "torch", got "tfa"',
    ],
    [
      () => batchTripletLoss(x, [0, 1], { minning: 'all' } as never),
      'batchTripletLoss: "minning" is not an option; did you mean "mining"?',
    ],
    [
      () => batchTripletLoss(x, [0, 1], { mining: 'semihard' as never }),
      '"mining" must be one of "all", "hard", "semiHard", got "semihard"; did you mean "semiHard"?',
    ],
    [() => batchTripletLoss(x, [0, 1], { margin: -1 }), '"margin" must be a finite number >= 0, got -1'],
    [() => tripletLoss(x, x, ones(3, 2)), 'tripletLoss: "negatives" must have the shape [2, 2], got [3, 2]'],
    [
      () => tripletLoss(x, x, x, { preset: 'tensorflow-addons' }),
      '"preset" must be one of null, "facenet", "pytorch-metric-learning", "torch", got "tensorflow-addons"',
    ],
    [() => centerLoss(x, [0, 3], ones(3, 2)), 'centerLoss: "labels" must be integers in [0, 2], got 3 at index 1'],
    [() => centerLoss(x, [0, 1], ones(3, 4)), 'centerLoss: "centers" must have the shape [any, 2], got [3, 4]'],
    [() => contrastiveLoss(x, x, [0, 2]), 'contrastiveLoss: "same" must be integers in [0, 1], got 2 at index 1'],
    [
      () => arcFace(x, [0, 1], ones(2, 2), { margin: 28.6 }),
      'arcFace: "margin" must be a finite number in [0, 1.5707963267948966], got 28.6',
    ],
    [() => ntXent(x, [0, 0], { temperature: 0 }), 'ntXent: "temperature" must be a finite number > 0, got 0'],
  ])('%s', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('wrong types', () => {
    expect(() => meanSquaredError([1, 2] as never, [1, 2])).toThrow(TypeError);
    expect(() => sparseCategoricalCrossentropy(x, 'ab' as never)).toThrow(TypeError);
    expect(() => sparseCategoricalCrossentropy(x, ['a', 'b'] as never)).toThrow(
      new TypeError('sparseCategoricalCrossentropy: "labels" must hold numbers, got "a" at index 0'),
    );
    expect(() => batchTripletLoss(Float64Array.of(1, 2) as never, [0, 1])).toThrow('"embeddings" must have the shape [any, any], got [2]');
    expect(() => meanSquaredError(x, x, null as never)).toThrow(TypeError);
  });
});

describe('shapes', () => {
  test('a typed array comes back as a typed array, a matrix as a matrix, single as single', () => {
    expect(meanSquaredError(Float32Array.of(1, 2), [1, 1]).gradient).toEqual(Float32Array.of(0, 1));
    const { gradient } = meanSquaredError(nd(Float32Array.of(1, 2), [2, 1]), [1, 1]);
    expect(gradient.shape).toEqual([2, 1]);
    expect(gradient.data).toBeInstanceOf(Float32Array);
  });

  test('inputs are left as they were', () => {
    const { normal } = createRandom(2);
    const data = Float64Array.from({ length: 12 }, normal);
    const x = nd(data, [4, 3]);
    const copy = data.slice();
    batchTripletLoss(x, [0, 0, 1, 1], { preset: 'facenet' });
    centerLoss(x, [0, 0, 1, 1], x);
    losses.ctcLoss(nd(data, [1, 4, 3]), [[1]]);
    losses.ctcGreedyDecode(nd(data, [1, 4, 3]));
    sparseCategoricalCrossentropy(x, [0, 0, 1, 1], { fromLogits: true });
    categoricalFocalLoss(x, nd(new Float64Array(12).fill(1), [4, 3]), { fromLogits: true });
    arcFace(x, [0, 0, 1, 1], x);
    ntXent(x, [0, 0, 1, 1]);
    expect(data).toEqual(copy);
  });

  test('labels may be any integers in any order, and the order of items does not matter', () => {
    const { normal } = createRandom(3);
    const data = Float64Array.from({ length: 18 }, normal);
    const order = [4, 2, 5, 0, 3, 1];
    const labels = [9, -7, 9, 9, -7, 100];
    const shuffled = nd(
      Float64Array.from({ length: 18 }, (_, i) => data[order[Math.floor(i / 3)]! * 3 + (i % 3)]!),
      [6, 3],
    );
    for (const mining of MININGS) {
      const a = batchTripletLoss(nd(data, [6, 3]), labels, { mining });
      const b = batchTripletLoss(
        shuffled,
        Int32Array.from(order, (i) => labels[i]!),
        { mining },
      );
      expect(b.loss).toBeCloseTo(a.loss, 12);
      order.forEach((i, j) => {
        for (let k = 0; k < 3; k++) expect(b.gradient.data[j * 3 + k]).toBeCloseTo(a.gradient.data[i * 3 + k]!, 12);
      });
    }
  });
});
