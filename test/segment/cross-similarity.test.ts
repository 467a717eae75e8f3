import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { crossSimilarity } from '../../src/segment/index.js';
import { expectClose } from '../support/close.js';
import { type GoldenArray } from '../support/npy.js';
import { flatten } from '../support/golden.js';
import { parity } from '../support/parity.js';

const A = Float64Array.of(1, 5);
const B = Float64Array.of(5.5, 0, 1.1);

describe('crossSimilarity', () => {
  test('the worked example', () => {
    const S = crossSimilarity(A, B, { k: 1 });
    expect(S.shape).toEqual([3, 2]);
    expect(flatten(S).data).toEqual(Float64Array.of(0, 1, 0, 0, 1, 0));
  });

  // The reference is part of the data. Between equal frames librosa's cosine is 0 or a rounding error, so that they link by chance.
  const byChance = (S: NdArray<Float64Array>, want: Float64Array): NdArray<Float64Array> =>
    nd(
      Float64Array.from(flatten(S).data, (v, i) => (v === 1 && want[i] === 0 ? 0 : v)),
      S.shape,
    );
  parity('librosa', 'librosa.segment.cross_similarity', ([data, dataRef], options, golden) =>
    byChance(
      crossSimilarity(data as NdArray<Float64Array>, dataRef as NdArray<Float64Array>, options),
      'mode' in options ? (golden.outputs[0]!.value as GoldenArray).data : new Float64Array(1800).fill(1),
    ),
  );

  test('full is full, also with a reference longer than the data', () => {
    const distances = [4.5, 0.5, 1, 5, 0.1, 3.9];
    expectClose(crossSimilarity(A, B, { k: 1, mode: 'distance', full: true }), distances, 1e-15);
    expectClose(crossSimilarity(A, B, { k: 1, mode: 'distance', full: true, compat: 'librosa' }), [0, 0.5, 1, 0, 0.1, 3.9], 1e-15);
  });

  test('bandwidths of pairs look from both sides', () => {
    const S = crossSimilarity(A, B, { k: 1, mode: 'affinity', bandwidth: 'mean_k' });
    expectClose(S.get(2, 0), Math.exp(-0.1 / ((0.1 + 0.1) / 2)), 1e-14);
    expect(() => crossSimilarity(A, B, { k: 1, mode: 'affinity', bandwidth: 'mean_k', compat: 'librosa' })).toThrow(
      'crossSimilarity: "bandwidth" of this kind needs, with compat, a reference of at most 2 frames, got 3',
    );
  });

  test('equal frames have affinity 1; frames of zeros have cosine 0 to all', () => {
    expect(crossSimilarity(A, A, { k: 1, mode: 'affinity' }).get(0, 0)).toBe(1);
    const zero = nd(Float64Array.of(0, 1, 0, 2), [2, 2]);
    expect(flatten(crossSimilarity(zero, zero, { mode: 'distance', metric: 'cosine' })).data).toEqual(Float64Array.of(1, 1, 1, 0));
  });

  test('refuses frames of another size', () => {
    expect(() => crossSimilarity(nd(new Float64Array(4), [2, 2]), nd(new Float64Array(3), [3, 1]))).toThrow(
      'crossSimilarity: "dataRef" must have frames of 2 values as data has, got 3',
    );
    expect(() => crossSimilarity(A, B, { k: 0.5 })).toThrow('crossSimilarity: "k" must be an integer >= 1, got 0.5');
  });
});
