import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import { nnFilter, type NnFilterOptions } from '../../src/decompose/index.js';
import { ParameterError } from '../../src/index.js';
import { recurrenceMatrix } from '../../src/segment/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

type Nd = NdArray<Float64Array>;
const noise = (bins: number, frames: number, seed = 1): Nd => {
  const random = createRandom(seed);
  return nd(
    Float64Array.from({ length: bins * frames }, () => random.normal()),
    [bins, frames],
    [1, bins],
  );
};

describe('nnFilter', () => {
  test('the mean, the weighted mean and the median of the frames that a frame is linked to', () => {
    const S = Float64Array.of(1, 2, 4, 8);
    const rec = nd(new Float64Array(16), [4, 4]);
    for (const [i, weight] of [
      [1, 1],
      [2, 2],
      [3, 5],
    ] as const) {
      rec.set(i, 0, weight);
    }
    expect([...nnFilter(S, { rec })]).toEqual([14 / 3, 2, 4, 8]);
    expect([...nnFilter(S, { rec, aggregate: 'average' })]).toEqual([50 / 8, 2, 4, 8]);
    expect([...nnFilter(S, { rec, aggregate: 'median' })]).toEqual([4, 2, 4, 8]);
    expect([...nnFilter(S, { rec, aggregate: (v, w) => v.length + w[2]! })]).toEqual([8, 2, 4, 8]);
  });

  const aggregates: Record<string, 'median'> = { 'np.median': 'median' };
  parity('librosa', 'librosa.decompose.nn_filter', ([S], { aggregate, ...o }) =>
    nnFilter(S as Nd, { ...o, aggregate: aggregates[aggregate as string], compat: 'librosa' }),
  );

  test('a recurrence matrix that is given has the same effect as its options', () => {
    const S = noise(3, 40);
    for (const options of [{ k: 4 }, { mode: 'affinity', sym: true }, { metric: 'cosine', width: 3, self: true }] as NnFilterOptions[]) {
      for (const aggregate of ['mean', 'average', 'median'] as const) {
        const rec = recurrenceMatrix(S, options);
        expectClose(nnFilter(S, { rec, aggregate }), toRowMajor(nnFilter(S, { ...options, aggregate })), 1e-14);
      }
    }
  });

  test('what repeats stays, what does not goes', () => {
    const S = nd(
      Float64Array.from({ length: 60 }, (_, i) => 10 * (Math.floor(i / 3) % 2) + (i % 3)),
      [3, 20],
      [1, 3],
    );
    const disturbed = nd(S.data.slice(), [3, 20], [1, 3]);
    disturbed.data[31]! += 3;
    expectClose(nnFilter(disturbed, { k: 5, aggregate: 'median' }), toRowMajor(S), 0);
  });

  test('any axis may be time; channels count as bins; single precision is the rounded double result', () => {
    const S = noise(6, 12);
    const turned = S.transpose(1, 0);
    expect(toRowMajor(nnFilter(turned, { axis: 0 }), [1, 0])).toEqual(toRowMajor(nnFilter(S)));
    const channels = nd(toRowMajor(S), [2, 3, 12]);
    const out = nnFilter(channels);
    expect(out.shape).toEqual([2, 3, 12]);
    expect(out.stride).toEqual([36, 1, 3]);
    expect(toRowMajor(out)).toEqual(toRowMajor(nnFilter(S)));
    const single = nd(Float32Array.from(S.data), S.shape, S.stride);
    const widened = nd(Float64Array.from(single.data), S.shape, S.stride);
    expect(nnFilter(single).data).toEqual(Float32Array.from(nnFilter(widened).data));
  });

  const rec = nd(new Float64Array(144), [12, 12]);
  test.each<[NnFilterOptions, string]>([
    [{ aggregate: 'max' as 'mean' }, 'nnFilter: "aggregate" must be one of "mean", "average", "median", got "max"'],
    [{ aggregate: () => NaN }, 'nnFilter: "aggregate" must return a finite number, got NaN'],
    [{ rec: nd(new Float64Array(4), [2, 2]) }, 'nnFilter: "rec" must have shape [12, 12] for 12 frames, got [2, 2]'],
    [{ rec, k: 3 }, 'nnFilter: "k" has no effect with "rec"; leave one of them out'],
    [{ rec: nd(new Float64Array(144).fill(NaN), [12, 12]) }, 'nnFilter: "rec" must be finite, got NaN at [0, 0]'],
    [{ width: 99 }, 'nnFilter: "width" must be an integer in [1, 4], got 99'],
    [{ neighbours: 3 } as NnFilterOptions, 'nnFilter: "neighbours" is not an option'],
  ])('refuses %o', (options, message) => {
    expect(() => nnFilter(noise(2, 12), options)).toThrow(ParameterError);
    expect(() => nnFilter(noise(2, 12), options)).toThrow(message);
  });

  test('refuses weights that add up to nothing, and NaN', () => {
    const odd = nd(new Float64Array(144), [12, 12]);
    odd.set(0, 3, 1);
    odd.set(1, 3, -1);
    expect(() => nnFilter(noise(2, 12), { rec: odd, aggregate: 'average' })).toThrow(
      'nnFilter: "aggregate" "average" needs links whose worth does not add up to 0, as it does in frame 3',
    );
    expect(() => nnFilter(new Float64Array(4))).toThrow('nnFilter: "S" must have at least 5 frames, got 4; or give rec');
    expect(() => nnFilter(Float64Array.of(1, 2, 3, NaN, 5, 6))).toThrow('nnFilter: "S" must be finite, got NaN in frame 3');
  });
});
