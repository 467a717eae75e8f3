import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import {
  arcFace,
  batchContrastiveLoss,
  batchTripletLoss,
  centerLoss,
  contrastiveLoss,
  cosFace,
  ctcBeamSearchDecode,
  ctcGreedyDecode,
  ctcLoss,
  focalLoss,
  ntXent,
  tripletLoss,
} from '../../src/loss/index.js';
import { expectClose } from '../support/close.js';
import { type GoldenCase, goldenCases } from '../support/golden.js';
import { input, list, output } from './support.js';

const cases = (folder: string, reference: string) => goldenCases(`losses/${folder}`, reference).map((c) => [c.id, c] as const);
const wanted = (g: GoldenCase) => output(g, 'loss')[0]!;
const pml = 'pytorch-metric-learning' as const;

describe('pytorch-metric-learning', () => {
  test.each(cases('pytorch', 'pml.TripletMarginLoss'))('%s', (_, golden) => {
    const { smooth_loss: soft, ...rest } = golden.params as Record<string, never>;
    const { loss, gradient } = batchTripletLoss(input(golden, 'embeddings'), list(golden, 'labels'), { preset: pml, soft, ...rest });
    expectClose(loss, wanted(golden), 1e-9);
    expectClose(gradient, output(golden, 'grad_embeddings'), 1e-9);
  });

  test.each(cases('pytorch', 'pml.ContrastiveLoss'))('%s', (_, golden) => {
    const { pos_margin: positiveMargin, neg_margin: negativeMargin } = golden.params as Record<string, never>;
    const options = { preset: pml, positiveMargin, negativeMargin };
    const { loss, gradient } = batchContrastiveLoss(input(golden, 'embeddings'), list(golden, 'labels'), options);
    expectClose(loss, wanted(golden), 1e-9);
    expectClose(gradient, output(golden, 'grad_embeddings'), 1e-9);
  });

  test.each(cases('pytorch', 'pml.NTXentLoss'))('%s', (_, golden) => {
    const { loss, gradient } = ntXent(input(golden, 'embeddings'), list(golden, 'labels'), golden.params);
    expectClose(loss, wanted(golden), 1e-9);
    expectClose(gradient, output(golden, 'grad_embeddings'), 1e-9);
  });

  test.each([...cases('pytorch', 'pml.ArcFaceLoss'), ...cases('pytorch', 'pml.CosFaceLoss')])('%s', (id, golden) => {
    const { margin, scale } = golden.params as Record<string, number>;
    const [x, w, labels] = [input(golden, 'embeddings'), input(golden, 'weights'), list(golden, 'labels')];
    const { loss, gradients } = /Arc/.test(id)
      ? arcFace(x, labels, w, { margin: ((margin ?? 28.6) * Math.PI) / 180, scale })
      : cosFace(x, labels, w, { margin, scale });
    expectClose(loss, wanted(golden), 1e-9);
    expectClose(gradients.embeddings, output(golden, 'grad_embeddings'), 1e-9);
    expectClose(gradients.weights, output(golden, 'grad_weights'), 1e-9);
  });
});

describe('PyTorch, written out', () => {
  test.each(cases('pytorch', 'torch.contrastive'))('contrastive %s', (_, golden) => {
    const { loss, gradients } = contrastiveLoss(input(golden, 'first'), input(golden, 'second'), list(golden, 'same'), golden.params);
    expectClose(loss, wanted(golden), 1e-9);
    expectClose(gradients.first, output(golden, 'grad_first'), 1e-9);
    expectClose(gradients.second, output(golden, 'grad_second'), 1e-9);
  });

  test.each(cases('pytorch', 'torch.center'))('%s', (_, golden) => {
    const c = input(golden, 'centers');
    const { loss, gradients, updateCenters } = centerLoss(input(golden, 'embeddings'), list(golden, 'labels'), c, golden.params);
    expectClose(loss, wanted(golden), 1e-9);
    expectClose(gradients.embeddings, output(golden, 'grad_embeddings'), 1e-9);
    expectClose(gradients.centers, output(golden, 'grad_centers'), 1e-9);
    if (golden.params['preset'] === 'kaiyangzhou') {
      expectClose(
        updateCenters(),
        c.data.map((v, i) => v - 0.5 * gradients.centers.data[i]!),
        1e-12,
      );
    }
  });

  test.each(cases('pytorch', 'torch.facenet'))('%s', (_, golden) => {
    const [a, p, n] = [input(golden, 'anchor'), input(golden, 'positive'), input(golden, 'negative')];
    const { loss, gradients } = tripletLoss(a, p, n, { preset: 'facenet', ...golden.params });
    expectClose(loss, wanted(golden), 1e-9);
    expectClose(gradients.anchors, output(golden, 'grad_anchor'), 1e-9);
    expectClose(gradients.positives, output(golden, 'grad_positive'), 1e-9);
    expectClose(gradients.negatives, output(golden, 'grad_negative'), 1e-9);
  });

  test.each(cases('pytorch', 'torch.ctc'))('%s', (_, golden) => {
    const { loss, gradient } = ctcLoss(input(golden, 'logits'), [list(golden, 'targets')], { timeMajor: true, reduction: 'sum' });
    expectClose(loss, wanted(golden), 1e-9);
    expectClose(gradient, output(golden, 'grad_logits'), 1e-9);
  });
});

const metrics = { L2: 'l2', 'squared-L2': 'squaredL2', angular: 'cosine' } as const;

describe('tensorflow-addons', () => {
  const triplets = ['tfa.triplet_semihard_loss', 'tfa.triplet_hard_loss'].flatMap((r) => cases('tensorflow', r));
  test.each(triplets)('%s', (id, golden) => {
    const {
      margin,
      distance_metric: metric,
      soft,
    } = golden.params as { margin: number; distance_metric: keyof typeof metrics; soft?: true };
    const options = {
      preset: 'tensorflow-addons' as const,
      mining: /semihard/.test(id) ? ('semiHard' as const) : ('hard' as const),
      margin: soft ? null : margin,
      soft,
      distance: metrics[metric],
    };
    const { loss, gradient } = batchTripletLoss(input(golden, 'embeddings'), list(golden, 'labels'), options);
    expectClose(loss, wanted(golden), 3e-6); // the reference works in float32, and distances cancel
    expectClose(gradient, output(golden, 'grad_embeddings'), 5e-6);
  });

  test.each(cases('tensorflow', 'tfa.ContrastiveLoss'))('%s', (_, golden) => {
    const d = list(golden, 'distances');
    const zeros = nd(new Float64Array(d.length), [d.length, 1]);
    const options = { preset: 'tensorflow-addons' as const, negativeMargin: golden.params['margin'] as number };
    const { loss } = contrastiveLoss(zeros, nd(Float64Array.from(d), [d.length, 1]), list(golden, 'same'), options);
    expectClose(loss, wanted(golden), 1e-7); // the wrapper adds up in float32
  });

  test.each(cases('tensorflow', 'tfa.sigmoid_focal_crossentropy'))('%s', (_, golden) => {
    const options = { fromLogits: true, perItem: 'sum' as const, reduction: 'none' as const, ...golden.params };
    const { losses, gradient } = focalLoss(input(golden, 'predictions'), input(golden, 'targets'), options);
    const tolerance = golden.params['alpha'] ? 1e-7 : 1e-9; // an alpha of 0.6 becomes a float32 there
    expectClose(losses, output(golden, 'losses'), tolerance);
    expectClose(gradient, output(golden, 'grad_predictions'), tolerance);
  });

  test('its doctests', () => {
    const x = nd(Float64Array.of(0, 1, 1, 0), [2, 2]);
    const run = (mining: 'hard' | 'semiHard') => batchTripletLoss(x, [0, 0], { preset: 'tensorflow-addons', mining }).loss;
    expect(run('semiHard')).toBeCloseTo(2.4142137, 6);
    expect(run('hard')).toBe(1);
    const p = nd(Float64Array.of(0.97, 0.91, 0.03), [3, 1]);
    const { losses } = focalLoss(p, [1, 1, 0], { perItem: 'sum', reduction: 'none' });
    // 6.8532745e-06, 1.909787e-04, 2.0559824e-05: its logarithms see p + 1e-7, in float32
    expectClose(losses, [6.8532745e-6, 1.909787e-4, 2.0559824e-5], 1e-5);
  });
});

describe('TensorFlow', () => {
  const found = (g: GoldenCase, b: number) => {
    const labels = output(g, 'labels');
    const width = labels.length / 2;
    return Array.from(labels.subarray(b * width, (b + 1) * width)).filter((c) => c >= 0);
  };
  const options = { timeMajor: true, blank: 'last' as const, inputLengths: [6, 5] };

  test.each(cases('tensorflow', 'tf.ctc_greedy_decoder'))('%s', (_, golden) => {
    ctcGreedyDecode(input(golden, 'logits'), options).forEach(({ labels, logProbability }, b) => {
      expect(Array.from(labels)).toEqual(found(golden, b));
      expectClose(logProbability, output(golden, 'log_probability')[b], 1e-6); // float32
    });
  });

  test.each(cases('tensorflow', 'tf.ctc_beam_search_decoder'))('%s', (_, golden) => {
    ctcBeamSearchDecode(input(golden, 'logits'), { ...options, beamWidth: 1000, paths: 3 }).forEach((paths, b) => {
      const { labels, logProbability } = paths[golden.params['path'] as number]!;
      expect(Array.from(labels)).toEqual(found(golden, b));
      expectClose(logProbability, output(golden, 'log_probability')[b], 1e-6); // float32
    });
  });
});
