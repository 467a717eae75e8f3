import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import { decompose, type DecomposeOptions, type Decomposition, type NmfInit } from '../../src/decompose/index.js';
import { leadingSingular } from '../../src/decompose/leading-singular.js';
import { dot, rowProducts, transposed } from '../../src/decompose/row-products.js';
import { ParameterError } from '../../src/index.js';
import { expectClose } from '../support/close.js';
import { asInput, goldenCases } from '../support/golden.js';
import { parity } from '../support/parity.js';

type Nd = NdArray<Float64Array>;
const noise = (length: number, seed = 1): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};
const magnitudes = (bins: number, frames: number, seed = 1): Nd => nd(noise(bins * frames, seed).map(Math.abs), [bins, frames], [1, bins]);
/** Product of row-major matrices. */
const times = (a: Float64Array, b: Float64Array, inner: number): Float64Array => {
  const [rows, columns] = [a.length / inner, b.length / inner];
  return Float64Array.from({ length: rows * columns }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += a[Math.floor(i / columns) * inner + k]! * b[k * columns + (i % columns)]!;
    return sum;
  });
};
const rebuilt = ({ components, activations }: Decomposition<Float64Array>): Float64Array =>
  times(toRowMajor(components), toRowMajor(activations), components.shape.at(-1)!);
const distance = (a: Float64Array, b: Float64Array): number => Math.sqrt(a.reduce((sum, v, i) => sum + (v - b[i]!) ** 2, 0));

const [BINS, FRAMES] = [150, 240];
/** Numbers in [0, 1) that test/goldens/effects/nmf.py draws too. */
const uniform = (length: number, state: number): Float64Array =>
  Float64Array.from({ length }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32);
/** `n` spectra that come and go, frame by frame. */
const parts = (seed: number, n: number): Float64Array =>
  times(
    uniform(FRAMES * n, seed).map((v) => v ** 3),
    uniform(n * BINS, seed + 1).map((v) => v ** 4),
    n,
  );
const [HISS, DRAWN] = [uniform(FRAMES * BINS, 3), uniform(FRAMES * BINS, 5)];
/** Spectrograms, and the squared error that scikit-learn leaves for some numbers of components. */
const LARGE: Record<string, [Float64Array, Record<number, number>]> = {
  // Not of eight components: the singular values of noise lie so close that no start is exact.
  noise: [uniform(FRAMES * BINS, 1), { 2: 2931.947774, 5: 2760.418382 }],
  'more parts than components, in noise': [
    parts(2, 12).map((v, i) => v + 0.05 * HISS[i]!),
    { 2: 1885.302383, 5: 1106.144948, 8: 538.7029956 },
  ],
  'eight parts and no more': [parts(4, 8), { 2: 1236.787793, 5: 515.4546365, 8: 0.001402827616 }],
  'zeros, some bins and frames of nothing else': [
    parts(7, 6).map((v, i) => (DRAWN[i]! < 0.05 && Math.floor(i / BINS) % 7 > 0 && (i % BINS) % 5 > 0 ? v : 0)),
    { 2: 176.9095519, 5: 151.697556, 8: 132.9435986 },
  ],
};

describe('decompose', () => {
  test('finds the spectra that a spectrogram is made of', () => {
    const components = nd(Float64Array.of(5, 1, 0, 0, 0, 2, 7, 0), [4, 2], [1, 4]);
    const activations = Float64Array.of(1, 0, 2, 0, 0, 0, 1, 1, 0, 4);
    const S = nd(times(toRowMajor(components), activations, 2), [4, 5]);
    const found = decompose(S, { nComponents: 2, sort: true, tol: 1e-9, maxIter: 2000 });
    expect(distance(rebuilt(found), toRowMajor(S))).toBeLessThan(1e-4);
    expect(found.components.get(1, 0) / found.components.get(0, 0)).toBeCloseTo(0.2, 3);
    expect(found.components.get(1, 1) / found.components.get(2, 1)).toBeCloseTo(2 / 7, 3);
  });

  // The golden's bound is its reconstruction error; beginning at the same singular vectors, we end at the same factors.
  for (const compat of [null, 'librosa'] as const) {
    parity('librosa', 'librosa.decompose.decompose', ([S], { randomState: seed, ...o }) =>
      decompose(S as Nd, { ...o, seed: seed as number, compat }),
    );
  }

  describe('of spectrograms that are large', () => {
    // scikit-learn 1.9.1 from the exact singular vectors: test/goldens/effects/nmf.py.
    test.each(Object.entries(LARGE))('never leaves more error behind than scikit-learn: %s', (_, [x, bars]) => {
      const S = nd(x, [BINS, FRAMES], [1, BINS]);
      for (const [n, bar] of Object.entries(bars)) {
        const nComponents = Number(n);
        const [ours, theirs] = ([null, 'librosa'] as const).map((compat) => decompose(S, { nComponents, compat }));
        const [fast, all] = [ours!, theirs!].map((found) => distance(rebuilt(found), toRowMajor(S)) ** 2);
        expect(ours!.components.data).not.toEqual(theirs!.components.data);
        expect(fast!, n).toBeLessThanOrEqual(all! * (1 + 1e-6));
        expect(fast!, n).toBeLessThanOrEqual(bar * (1 + 1e-6));
        expect(Math.abs(all! / bar - 1), n).toBeLessThan(1e-4);
      }
    });
  });

  test('comes as near to a spectrogram as scikit-learn does, whatever the start', () => {
    // scikit-learn 1.9.1 on this spectrogram, the mean over ten seeds where it draws: test/goldens/effects/nmf.py.
    const S = asInput(goldenCases('librosa', 'decompose.decompose')[0]!.inputs['S']!) as Nd;
    const bars = { random: 2.5462, nndsvd: 1.7989, nndsvda: 2.21854, nndsvdar: 1.79885 };
    for (const [init, bar] of Object.entries(bars)) {
      const left = Array.from({ length: 10 }, (_, seed) => {
        return distance(rebuilt(decompose(S, { nComponents: 6, init: init as NmfInit, seed })), toRowMajor(S));
      });
      expect(
        left.reduce((sum, v) => sum + v / 10, 0),
        init,
      ).toBeLessThan(1.001 * bar);
    }
  });

  test('never leaves more error behind than fewer rounds do; factors are >= 0', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(),
        (bins, frames, n, seed) => {
          const S = magnitudes(bins, frames, seed);
          let before = Infinity;
          for (const maxIter of [1, 3, 30]) {
            const found = decompose(S, { nComponents: n, maxIter, seed: 3 });
            expect([...found.components.data, ...found.activations.data].every((v) => v >= 0)).toBe(true);
            const left = distance(rebuilt(found), toRowMajor(S));
            expect(left).toBeLessThanOrEqual(before * (1 + 1e-9) + 1e-12);
            before = left;
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  test('components that are known stay, and their activations solve the problem', () => {
    const S = magnitudes(8, 20);
    const { components } = decompose(S, { nComponents: 3 });
    const found = decompose(S, { components, tol: 1e-10, maxIter: 5000 });
    expect(found.components.data).toEqual(components.data);
    // At the least error the slope is 0 where an activation is > 0, and >= 0 where it is 0.
    const rest = rebuilt(found).map((v, i) => v - toRowMajor(S)[i]!);
    const slope = times(toRowMajor(components, [1, 0]), rest, 8);
    toRowMajor(found.activations).forEach((v, i) => expect(v > 0 ? Math.abs(slope[i]!) : -slope[i]!).toBeLessThan(1e-5));
  });

  test('sort puts components in the order of their peaks; the same seed gives the same bits', () => {
    const S = magnitudes(12, 30);
    const plain = decompose(S, { nComponents: 5, init: 'random', seed: 4 });
    const tidy = decompose(S, { nComponents: 5, init: 'random', seed: 4, sort: true });
    const peaks = Array.from({ length: 5 }, (_, c) => {
      const row = Array.from({ length: 12 }, (_, k) => tidy.components.get(k, c));
      return row.indexOf(Math.max(...row));
    });
    expect(peaks).toEqual([...peaks].sort((a, b) => a - b));
    expectClose(rebuilt(tidy), rebuilt(plain), 1e-14);
    expect(decompose(S, { nComponents: 5, init: 'random', seed: 4 })).toEqual(plain);
    expect(decompose(S, { nComponents: 5, init: 'random', seed: 5 })).not.toEqual(plain);
  });

  test('channels count as bins; single precision is the rounded double result; silence is silent', () => {
    const S = nd(noise(2 * 4 * 9).map(Math.abs), [2, 4, 9]);
    const both = decompose(S, { nComponents: 3 });
    const tall = decompose(nd(S.data, [8, 9]), { nComponents: 3 });
    expect(both.components.shape).toEqual([2, 4, 3]);
    expect(toRowMajor(both.components)).toEqual(toRowMajor(tall.components));
    const single = nd(Float32Array.from(S.data), [8, 9]);
    const widened = decompose(nd(Float64Array.from(single.data), [8, 9]), { nComponents: 3 });
    expect(decompose(single, { nComponents: 3 }).components.data).toEqual(Float32Array.from(widened.components.data));
    expect(decompose(nd(new Float64Array(12), [3, 4])).components.data).toEqual(new Float64Array(9));
  });

  const S = magnitudes(4, 6);
  test.each<[DecomposeOptions, string]>([
    [{ nComponents: 0 }, 'decompose: "nComponents" must be an integer >= 1, got 0'],
    [{ init: 'svd' as 'random' }, 'decompose: "init" must be one of "random", "nndsvd", "nndsvda", "nndsvdar", got "svd"'],
    [{ init: 'nndsvd', nComponents: 5 }, 'decompose: "init" "nndsvd" takes at most 4 components of 6 frames of 4 values, got 5'],
    [{ tol: -1 }, 'decompose: "tol" must be a finite number >= 0, got -1'],
    [{ maxIter: 0 }, 'decompose: "maxIter" must be an integer >= 1, got 0'],
    [{ compat: 'x' as 'librosa' }, 'decompose: "compat" must be one of "librosa", null, got "x"'],
    [{ seed: -1 }, 'decompose: "seed" must be an integer in [0, 4294967295], got -1'],
    [{ components: magnitudes(3, 2) }, 'decompose: "components" must have shape [4, nComponents], got [3, 2]'],
    [{ components: magnitudes(4, 2), nComponents: 3 }, 'decompose: "nComponents" must be that of "components", 2, or left out; got 3'],
    [{ components: magnitudes(4, 2), init: 'random' }, 'decompose: "init" has no effect with "components"; leave one of them out'],
    [{ transformer: {} } as DecomposeOptions, 'decompose: "transformer" is not an option'],
  ])('refuses %o', (options, message) => {
    expect(() => decompose(S, options)).toThrow(ParameterError);
    expect(() => decompose(S, options)).toThrow(message);
  });

  test.each<[Nd, string]>([
    [nd(Float64Array.of(1, -2), [2, 1]), 'decompose: "S" must be >= 0 everywhere, got -2'],
    [nd(Float64Array.of(1, NaN), [2, 1]), 'decompose: "S" must be finite, got NaN in frame 0'],
    [nd(Float64Array.of(1, 2), [2]), 'decompose: "S" must have shape [...channels, bins, frames], got shape [2]'],
    [nd(new Float64Array(0), [2, 0]), 'decompose: "S" must not be empty, got shape [2, 0]'],
  ])('refuses the spectrogram %#', (bad, message) => {
    expect(() => decompose(bad)).toThrow(message);
  });

  test('refuses to sort what has channels, and what is no answer', () => {
    expect(() => decompose(S, { sort: 1 as unknown as boolean })).toThrow('decompose: "sort" must be true or false, got 1');
    expect(() => decompose(nd(new Float64Array(8), [2, 2, 2]), { sort: true })).toThrow(
      'decompose: "sort" takes a spectrogram of shape [bins, frames], got [2, 2, 2]',
    );
  });
});

describe('leadingSingular', () => {
  test('rebuilds a matrix; its vectors are orthonormal and its values fall', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.nat(), (rows, columns, seed) => {
        const x = noise(rows * columns, seed);
        const count = Math.min(rows, columns);
        const { values, left, right } = leadingSingular(x, transposed(x, rows, columns), rows, columns, count, 0);
        const scaled = left.map((v, i) => v * values[Math.floor(i / rows)]!);
        expectClose(times(transposed(scaled, count, rows), right, count), x, 1e-12);
        for (let c = 0; c < count; c++) {
          for (let d = 0; d < count; d++) expect(Math.abs(dot(left, c * rows, left, d * rows, rows) - Number(c === d))).toBeLessThan(1e-12);
          if (c > 0) expect(values[c]).toBeLessThanOrEqual(values[c - 1]!);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('rowProducts', () => {
  test('is the product with the transpose, for any number of rows', () => {
    for (let i = 1; i < 6; i++) {
      for (let c = 1; c < 7; c++) {
        const [a, b] = [noise(i * 5, i), noise(c * 5, c)];
        const out = new Float64Array(c * i);
        rowProducts(out, a, i, b, c, 5);
        expectClose(out, times(b, transposed(a, i, 5), 5), 1e-14);
      }
    }
  });
});
