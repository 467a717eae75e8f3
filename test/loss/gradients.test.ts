import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import {
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
  ctcLoss,
  focalLoss,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  ntXent,
  sparseCategoricalCrossentropy,
  tripletLoss,
} from '../../src/loss/index.js';
import { expectGradient, type Matrix, worst } from './support.js';

const size = (min: number, max: number) => fc.integer({ min, max });
const seed = fc.integer({ min: 0, max: 1e9 });
const margin = fc.constantFrom(0, 0.2, 1, 3);
const weightsOf = (n: number, draw: () => number) => Float64Array.from({ length: n }, () => 0.1 + 2 * Math.abs(draw()));
const matrix = (draw: () => number, n: number, d: number, scale = 1): Matrix =>
  nd(
    Float64Array.from({ length: n * d }, () => scale * draw()),
    [n, d],
  );
const labelsOf = (uniform: () => number, n: number, classes: number) => Array.from({ length: n }, () => Math.floor(uniform() * classes));
const probabilities = (uniform: () => number, n: number, d: number): Matrix => {
  const x = nd(
    Float64Array.from({ length: n * d }, () => 0.05 + uniform()),
    [n, d],
  );
  for (let i = 0; i < n; i++) {
    const row = x.data.subarray(i * d, (i + 1) * d);
    const sum = row.reduce((a, b) => a + b, 0);
    row.forEach((v, k) => (row[k] = v / sum));
  }
  return x;
};

/** Draws sizes and options, checks the gradient by every input that `pick` returns. */
function check<O extends object>(
  name: string,
  options: fc.Arbitrary<O>,
  pick: (o: O, random: ReturnType<typeof createRandom>) => [() => number, ...[Matrix, ArrayLike<number>, string][]],
  least = 30,
): void {
  test(name, () => {
    let checked = 0;
    fc.assert(
      fc.property(options, seed, (o, s) => {
        const [f, ...parts] = pick(o, createRandom(s));
        for (const [x, gradient, what] of parts) if (expectGradient(f, x.data, gradient, `${name} ${what}`)) checked++;
      }),
      { numRuns: 60 },
    );
    expect(checked).toBeGreaterThan(least); // the rest lies at a kink
  });
}

const reduction = fc.constantFrom('mean' as const, 'sum' as const, 'weightedMean' as const, 'none' as const);
const common = { n: size(1, 4), d: size(2, 5), reduction, weighted: fc.boolean() };

describe('gradients equal central differences', () => {
  afterAll(() => {
    if (process.env['AUDIOLAB_WORST']) console.log(`worst of ${worst.cases} gradients: ${worst.gradient}`);
  });

  const softmax = fc.record({ ...common, fromLogits: fc.boolean(), labelSmoothing: fc.constantFrom(0, 0.1, 0.5), classes: fc.boolean() });
  check('categoricalCrossentropy', softmax, ({ n, d, weighted, classes, ...rest }, r) => {
    const x = rest.fromLogits ? matrix(r.normal, n, d, 3) : probabilities(r.uniform, n, d);
    const t = probabilities(r.uniform, n, d);
    const o = {
      ...rest,
      sampleWeights: weighted ? weightsOf(n, r.normal) : null,
      classWeights: classes ? weightsOf(d, r.normal) : null,
    };
    return [() => categoricalCrossentropy(x, t, o).loss, [x, categoricalCrossentropy(x, t, o).gradient.data, 'predictions']];
  });
  check('sparseCategoricalCrossentropy', softmax, ({ n, d, weighted, classes, ...rest }, r) => {
    const x = rest.fromLogits ? matrix(r.normal, n, d, 3) : probabilities(r.uniform, n, d);
    const labels = labelsOf(r.uniform, n, d).map((l, i) => (i === 1 ? -1 : l));
    const o = {
      ...rest,
      ignoreLabel: -1,
      sampleWeights: weighted ? weightsOf(n, r.normal) : null,
      classWeights: classes ? weightsOf(d, r.normal) : null,
    };
    return [
      () => sparseCategoricalCrossentropy(x, labels, o).loss,
      [x, sparseCategoricalCrossentropy(x, labels, o).gradient.data, 'predictions'],
    ];
  });
  const perItem = fc.constantFrom('mean' as const, 'sum' as const);
  const binary = fc.record({
    ...common,
    perItem,
    fromLogits: fc.boolean(),
    labelSmoothing: fc.constantFrom(0, 0.2),
    classes: fc.boolean(),
  });
  check('binaryCrossentropy', binary, ({ n, d, weighted, classes, ...rest }, r) => {
    const x = rest.fromLogits ? matrix(r.normal, n, d, 3) : probabilities(r.uniform, n, d);
    const t = nd(
      Float64Array.from({ length: n * d }, () => (r.uniform() < 0.5 ? 0 : 1)),
      [n, d],
    );
    const o = {
      ...rest,
      sampleWeights: weighted ? weightsOf(n, r.normal) : null,
      classWeights: classes ? weightsOf(d, r.normal) : null,
      positiveWeights: classes ? weightsOf(d, r.normal) : null,
    };
    return [() => binaryCrossentropy(x, t, o).loss, [x, binaryCrossentropy(x, t, o).gradient.data, 'predictions']];
  });
  const focal = fc.record({ ...common, perItem, fromLogits: fc.boolean(), gamma: fc.constantFrom(0, 0.5, 1, 2, 3.3) });
  check('focalLoss', fc.record({ o: focal, alpha: fc.constantFrom(null, 0.25, 0.9) }), ({ o: { n, d, weighted, ...rest }, alpha }, r) => {
    const x = rest.fromLogits ? matrix(r.normal, n, d, 2) : probabilities(r.uniform, n, d);
    const t = nd(
      Float64Array.from({ length: n * d }, () => [0, 1, 0.3][Math.floor(r.uniform() * 3)]!),
      [n, d],
    );
    const o = { ...rest, alpha, sampleWeights: weighted ? weightsOf(n, r.normal) : null };
    return [() => focalLoss(x, t, o).loss, [x, focalLoss(x, t, o).gradient.data, 'predictions']];
  });
  check('categoricalFocalLoss', focal, ({ n, d, weighted, perItem: _, ...rest }, r) => {
    const x = rest.fromLogits ? matrix(r.normal, n, d, 2) : probabilities(r.uniform, n, d);
    const t = probabilities(r.uniform, n, d);
    const o = { ...rest, labelSmoothing: 0.1, alpha: weightsOf(d, r.normal), sampleWeights: weighted ? weightsOf(n, r.normal) : null };
    return [() => categoricalFocalLoss(x, t, o).loss, [x, categoricalFocalLoss(x, t, o).gradient.data, 'predictions']];
  });
  for (const [name, run] of Object.entries({ meanSquaredError, meanAbsoluteError, huber })) {
    check(name, fc.record({ ...common, perItem }), ({ n, d, weighted, ...rest }, r) => {
      const [x, t] = [matrix(r.normal, n, d), matrix(r.normal, n, d)];
      const o = { ...rest, sampleWeights: weighted ? weightsOf(n, r.normal) : null };
      return [() => run(x, t, o).loss, [x, run(x, t, o).gradient.data, 'predictions']];
    });
  }
  check('cosineSimilarityLoss', fc.record(common), ({ n, d, weighted, ...rest }, r) => {
    const [x, t] = [matrix(r.normal, n, d), matrix(r.normal, n, d)];
    const o = { ...rest, sampleWeights: weighted ? weightsOf(n, r.normal) : null };
    return [() => cosineSimilarityLoss(x, t, o).loss, [x, cosineSimilarityLoss(x, t, o).gradient.data, 'predictions']];
  });

  const metric = {
    distance: fc.constantFrom('l1' as const, 'l2' as const, 'squaredL2' as const, 'cosine' as const),
    normalize: fc.boolean(),
    margin,
    soft: fc.boolean(),
    swap: fc.boolean(),
    eps: fc.constantFrom(0, 1e-6, 0.1),
    reduction: fc.constantFrom('sum' as const, 'mean' as const, 'nonzero' as const, 'none' as const),
  };
  check('tripletLoss', fc.record({ n: size(1, 4), d: size(2, 5), o: fc.record(metric) }), ({ n, d, o }, r) => {
    const [a, p, q] = [matrix(r.normal, n, d), matrix(r.normal, n, d), matrix(r.normal, n, d)];
    const { gradients } = tripletLoss(a, p, q, o);
    return [
      () => tripletLoss(a, p, q, o).loss,
      [a, gradients.anchors.data, 'anchors'],
      [p, gradients.positives.data, 'positives'],
      [q, gradients.negatives.data, 'negatives'],
    ];
  });
  const mined = fc.record({
    ...metric,
    mining: fc.constantFrom('all' as const, 'hard' as const, 'semiHard' as const),
    missing: fc.constantFrom('skip' as const, 'count' as const),
  });
  check('batchTripletLoss', fc.record({ n: size(2, 8), d: size(2, 5), classes: size(1, 4), o: mined }), ({ n, d, classes, o }, r) => {
    const x = matrix(r.normal, n, d);
    const labels = labelsOf(r.uniform, n, classes);
    return [() => batchTripletLoss(x, labels, o).loss, [x, batchTripletLoss(x, labels, o).gradient.data, JSON.stringify({ labels, ...o })]];
  });
  const pairs = fc.record({
    distance: metric.distance,
    normalize: fc.boolean(),
    positiveMargin: fc.constantFrom(0, 0.3),
    negativeMargin: margin,
    power: fc.constantFrom(1 as const, 2 as const),
    factor: fc.constantFrom(1, 0.5),
    reduction: metric.reduction,
  });
  check('contrastiveLoss', fc.record({ n: size(1, 4), d: size(2, 5), o: pairs }), ({ n, d, o }, r) => {
    const [a, b] = [matrix(r.normal, n, d), matrix(r.normal, n, d)];
    const same = labelsOf(r.uniform, n, 2);
    const { gradients } = contrastiveLoss(a, b, same, o);
    return [() => contrastiveLoss(a, b, same, o).loss, [a, gradients.first.data, 'first'], [b, gradients.second.data, 'second']];
  });
  check('batchContrastiveLoss', fc.record({ n: size(1, 6), d: size(2, 5), o: pairs }), ({ n, d, o }, r) => {
    const x = matrix(r.normal, n, d);
    const labels = labelsOf(r.uniform, n, 3);
    return [() => batchContrastiveLoss(x, labels, o).loss, [x, batchContrastiveLoss(x, labels, o).gradient.data, 'embeddings']];
  });
  const center = fc.record({
    n: size(1, 6),
    d: size(1, 5),
    o: fc.record({
      factor: fc.constantFrom(0.5, 1),
      weight: fc.constantFrom(1, 0.003),
      reduction: fc.constantFrom('sum' as const, 'mean' as const),
    }),
  });
  check('centerLoss', center, ({ n, d, o }, r) => {
    const [x, c] = [matrix(r.normal, n, d), matrix(r.normal, 4, d)];
    const labels = labelsOf(r.uniform, n, 4);
    const { gradients } = centerLoss(x, labels, c, o);
    return [() => centerLoss(x, labels, c, o).loss, [x, gradients.embeddings.data, 'embeddings'], [c, gradients.centers.data, 'centers']];
  });
  for (const [name, run, most] of [['arcFace', arcFace, 1.5] as const, ['cosFace', cosFace, 1.5] as const]) {
    const options = fc.record({ ...common, margin: fc.double({ min: 0, max: most, noNaN: true }), scale: fc.constantFrom(1, 8, 64) });
    check(name, options, ({ n, d, weighted, ...rest }, r) => {
      const [x, w] = [matrix(r.normal, n, d), matrix(r.normal, 4, d)];
      const labels = labelsOf(r.uniform, n, 4);
      const o = { ...rest, sampleWeights: weighted ? weightsOf(n, r.normal) : null };
      const { gradients } = run(x, labels, w, o);
      return [() => run(x, labels, w, o).loss, [x, gradients.embeddings.data, 'embeddings'], [w, gradients.weights.data, 'weights']];
    });
  }
  const contrast = fc.record({ n: size(2, 7), d: size(2, 5), o: fc.record({ temperature: fc.constantFrom(0.07, 0.5, 2) }) });
  check('ntXent', contrast, ({ n, d, o }, r) => {
    const x = matrix(r.normal, n, d);
    const labels = labelsOf(r.uniform, n, 3);
    return [() => ntXent(x, labels, o).loss, [x, ntXent(x, labels, o).gradient.data, 'embeddings']];
  });
  const ctc = fc.record({
    time: size(1, 7),
    batch: size(1, 3),
    classes: size(2, 5),
    o: fc.record({ reduction: fc.constantFrom('mean' as const, 'sum' as const, 'none' as const), timeMajor: fc.boolean() }),
    last: fc.boolean(),
    scale: fc.constantFrom(1, 10),
  });
  check('ctcLoss', ctc, ({ time, batch, classes, o, last, scale }, r) => {
    const shape = o.timeMajor ? [time, batch, classes] : [batch, time, classes];
    const x = nd(
      Float64Array.from({ length: batch * time * classes }, () => scale * r.normal()),
      shape,
    );
    const inputLengths = Array.from({ length: batch }, () => 1 + Math.floor(r.uniform() * time));
    const targets = inputLengths.map((n) =>
      labelsOf(r.uniform, Math.floor((r.uniform() * (n + 1)) / 1.3), classes - 1).map((c) => c + (last ? 0 : 1)),
    );
    const options = { ...o, inputLengths, blank: last ? ('last' as const) : 0, zeroInfinity: true };
    return [() => ctcLoss(x, targets, options).loss, [x, ctcLoss(x, targets, options).gradient.data, 'logits']];
  });
});
