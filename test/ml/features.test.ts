import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, timeMajor } from '../../src/core/nd.js';
import {
  kNeighborsClassifier,
  minMaxScaler,
  minMaxScalerFromJson,
  padSequences,
  pca,
  pcaFromJson,
  standardScaler,
  standardScalerFromJson,
} from '../../src/ml/index.js';
import { expectClose } from '../support/close.js';

const matrix = fc.tuple(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 1, max: 6 })).chain(([rows, columns]) =>
  fc.array(fc.integer({ min: -800, max: 800 }), { minLength: rows * columns, maxLength: rows * columns }).map((v) =>
    nd(
      Float64Array.from(v, (k) => k / 8),
      [rows, columns],
    ),
  ),
);

test('the worked example: MFCCs of two recordings, scaled over both', () => {
  const a = timeMajor(Float32Array.of(1, 10, 3, 10), [], 2, 2); // bins 2, frames 2
  const b = timeMajor(Float32Array.of(5, 40), [], 2, 1);
  const scaler = standardScaler({ axis: -2 }).fit([a, b]);
  expect([...scaler.mean]).toEqual([3, 20]);
  expectClose(scaler.var, [8 / 3, 200], 1e-15);
  const [scaled] = scaler.transform([a, b]);
  expect(scaled!.shape).toEqual([2, 2]);
  expect(scaled!.stride).toEqual([1, 2]); // frame after frame, as it came
  expect(scaled!.data).toBeInstanceOf(Float32Array);
  const { data, lengths, mask } = padSequences(scaler.transform([a, b]));
  expect([data.shape, [...lengths], [...mask.data]]).toEqual([
    [2, 2, 2],
    [2, 1],
    [1, 1, 1, 0],
  ]);
});

describe('scalers', () => {
  test('the scaled data have mean 0 and variance 1, and come back', () => {
    fc.assert(
      fc.property(matrix, (x) => {
        const scaler = standardScaler();
        const z = scaler.fitTransform(x);
        const [rows, columns] = x.shape as [number, number];
        for (let c = 0; c < columns; c++) {
          const column = Array.from({ length: rows }, (_, i) => z.get(i, c));
          const mean = column.reduce((s, v) => s + v, 0) / rows;
          expect(Math.abs(mean)).toBeLessThan(1e-6);
          const variance = column.reduce((s, v) => s + (v - mean) ** 2, 0) / rows;
          if (scaler.scale[c] !== 1) expect(variance).toBeCloseTo(1, 6);
        }
        expectClose(scaler.inverseTransform(z), x, 1e-12);
        const range = minMaxScaler({ featureRange: [-1, 1] });
        const r = range.fitTransform(x);
        for (const v of r.data) expect(Math.abs(v)).toBeLessThanOrEqual(1 + 1e-9);
        expectClose(range.inverseTransform(r), x, 1e-12);
      }),
    );
  });

  test('in parts is the same as at once', () => {
    fc.assert(
      fc.property(matrix, fc.integer({ min: 1, max: 11 }), (x, cut) => {
        const [rows, columns] = x.shape as [number, number];
        const list = Array.from({ length: rows }, (_, i) => x.data.slice(i * columns, (i + 1) * columns));
        const at = Math.min(cut, rows - 1);
        const whole = standardScaler().fit(x);
        const parts = standardScaler().fit(list.slice(0, at)).partialFit(list.slice(at));
        parts.mean.forEach((m, c) => expect(m).toBeCloseTo(whole.mean[c]!, 11));
        expect(parts.nSamplesSeen).toBe(rows);
        parts.var.forEach((v, c) => expect(v).toBeCloseTo(whole.var[c]!, 8));
        const lows = minMaxScaler().fit(list.slice(0, at)).partialFit(list.slice(at));
        expect(lows.dataMin).toEqual(minMaxScaler().fit(x).dataMin);
      }),
    );
  });

  test('any layout of the same numbers gives the same', () => {
    const rows = nd(Float64Array.of(1, 2, 3, 4, 5, 7), [3, 2]);
    const bins = nd(Float64Array.of(1, 3, 5, 2, 4, 7), [2, 3]);
    const a = standardScaler().fit(rows);
    const b = standardScaler({ axis: -2 }).fit(bins);
    const c = standardScaler().fit([[1, 2], Float64Array.of(3, 4), nd(Float64Array.of(5, 7), [2])]);
    expect([b.mean, b.var, c.mean, c.var]).toEqual([a.mean, a.var, a.mean, a.var]);
    const turned = b.transform(bins);
    for (let i = 0; i < 3; i++) for (let k = 0; k < 2; k++) expect(turned.get(k, i)).toBe(a.transform(rows).get(i, k));
    expect(a.transform(Float32Array.of(3, 4))).toBeInstanceOf(Float32Array);
    const batch = a.transform(
      nd(
        Float64Array.from({ length: 12 }, (_, i) => i),
        [2, 3, 2],
      ),
    );
    expect(batch.shape).toEqual([2, 3, 2]);
  });

  test('what does not vary is moved to 0, also where rounding makes it vary', () => {
    const scaler = standardScaler().fit([
      [0.1, 5],
      [0.1, 5],
      [0.1, 5],
    ]);
    expect([...scaler.scale]).toEqual([1, 1]);
    expect(Math.abs(scaler.transform([[0.1, 5]])[0]![0]!)).toBeLessThan(1e-15);
    const range = minMaxScaler().fit([[2], [2]]);
    expect(range.transform([[2]])[0]![0]).toBe(0);
  });

  test('saved and read again they are the same', () => {
    const x = [
      [1, 2],
      [4, 8],
      [0, -1],
    ];
    const scaler = standardScaler({ withMean: false }).fit(x);
    const again = standardScalerFromJson(JSON.stringify(scaler));
    expect(again.transform(x)).toEqual(scaler.transform(x));
    expect(again.partialFit(x).nSamplesSeen).toBe(6);
    const range = minMaxScaler({ clip: true }).fit(x);
    expect(minMaxScalerFromJson(JSON.stringify(range)).transform([[9, 9]])).toEqual([Float64Array.of(1, 1)]);
    const analysis = pca({ whiten: true }).fit(x);
    expect(pcaFromJson(JSON.stringify(analysis)).transform(x)).toEqual(analysis.transform(x));
  });
});

describe('pca', () => {
  test('components are orthonormal and upright, variances fall, and all of them bring the data back', () => {
    fc.assert(
      fc.property(matrix, (x) => {
        const model = pca().fit(x);
        const [n, width] = model.components.shape as [number, number];
        for (let i = 0; i < n; i++) {
          const row = model.components.data.subarray(i * width, (i + 1) * width);
          for (let j = 0; j <= i; j++) {
            const other = model.components.data.subarray(j * width, (j + 1) * width);
            expect(row.reduce((s, v, c) => s + v * other[c]!, 0)).toBeCloseTo(i === j ? 1 : 0, 11);
          }
          const peak = Math.max(...row.map(Math.abs));
          expect(Math.max(...row)).toBe(peak);
          if (i > 0) expect(model.explainedVariance[i]).toBeLessThanOrEqual(model.explainedVariance[i - 1]!);
        }
        const back = model.inverseTransform(model.transform(x));
        expectClose(back, x, 1e-11);
        const white = pca({ whiten: true }).fit(x);
        for (const v of white.transform(x).data) expect(Number.isFinite(v)).toBe(true);
      }),
    );
  });

  test('batch equals loop, and frames of [bins, frames] become components of them', () => {
    const bins = timeMajor(
      Float32Array.from({ length: 24 }, (_, i) => ((i * 37) % 11) - 5),
      [],
      4,
      6,
    );
    const model = pca({ nComponents: 2, axis: -2 }).fit(bins);
    const out = model.transform(bins);
    expect([out.shape, out.stride]).toEqual([
      [2, 6],
      [1, 2],
    ]);
    const frame = model.transform(bins.data.slice(4, 8));
    expect([...frame]).toEqual([out.get(0, 1), out.get(1, 1)]);
    expect(model.inverseTransform(out).shape).toEqual([4, 6]);
  });

  test('directions without variance: orthonormal, and 0 when whitened', () => {
    const x = [
      [1, 1, 0],
      [2, 2, 0],
      [4, 4, 0],
      [7, 7, 0],
    ];
    const model = pca({ whiten: true }).fit(x);
    expectClose(model.explainedVarianceRatio, [1, 0, 0], 1e-15);
    for (const row of model.transform(x)) expect([row[1], row[2]]).toEqual([0, 0]);
    const flat = pca().fit([
      [1, 1],
      [1, 1],
    ]);
    expect([...flat.explainedVarianceRatio]).toEqual([0, 0]);
    expect([...flat.components.data]).toEqual([1, 0, 0, 1]);
  });

  test('magnitudes from 1e-150 to 1e150 do not overflow', () => {
    for (const scale of [1e-150, 1e150]) {
      const model = pca().fit([
        [scale, 0],
        [0, scale],
        [-scale, scale],
      ]);
      expectClose(
        model.components,
        pca().fit([
          [1, 0],
          [0, 1],
          [-1, 1],
        ]).components,
        1e-14,
      );
    }
  });
});

describe('padSequences', () => {
  test("Keras' documented examples", () => {
    const sequence = [[1], [2, 3], [4, 5, 6]];
    const keras = { padding: 'pre', truncating: 'pre' } as const;
    expect([...padSequences(sequence, keras).data.data]).toEqual([0, 0, 1, 0, 2, 3, 4, 5, 6]);
    expect([...padSequences(sequence, { ...keras, value: -1 }).data.data]).toEqual([-1, -1, 1, -1, 2, 3, 4, 5, 6]);
    expect([...padSequences(sequence, { ...keras, padding: 'post' }).data.data]).toEqual([1, 0, 0, 2, 3, 0, 4, 5, 6]);
    expect([...padSequences(sequence, { ...keras, maxlen: 2 }).data.data]).toEqual([0, 1, 2, 3, 5, 6]);
    expect([...padSequences(sequence, { maxlen: 2 }).data.data]).toEqual([1, 0, 2, 3, 4, 5]);
  });

  test('every frame is where the mask says, for any padding and cut', () => {
    const sides = fc.constantFrom('pre' as const, 'post' as const);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 }),
        sides,
        sides,
        fc.integer({ min: 1, max: 8 }),
        (frames, padding, truncating, maxlen) => {
          const sequences = frames.map((n, i) =>
            timeMajor(
              Float64Array.from({ length: 2 * n }, (_, k) => 100 * (i + 1) + k),
              [],
              2,
              n,
            ),
          );
          const { data, lengths, mask } = padSequences(sequences, { padding, truncating, maxlen, value: -7 });
          expect(data.shape).toEqual([frames.length, maxlen, 2]);
          frames.forEach((n, i) => {
            expect(lengths[i]).toBe(Math.min(n, maxlen));
            const kept = Array.from({ length: n }, (_, t) => t)
              .slice(truncating === 'pre' ? Math.max(0, n - maxlen) : 0)
              .slice(0, maxlen);
            const start = padding === 'pre' ? maxlen - kept.length : 0;
            for (let t = 0; t < maxlen; t++) {
              const frame = kept[t - start];
              expect(mask.get(i, t)).toBe(Number(frame !== undefined));
              for (let b = 0; b < 2; b++) expect(data.get(i, t, b)).toBe(frame === undefined ? -7 : sequences[i]!.get(b, frame));
            }
          });
        },
      ),
    );
  });

  test('precision follows the sequences', () => {
    expect(padSequences([Float64Array.of(1)]).data.data).toBeInstanceOf(Float64Array);
    expect(padSequences([Float32Array.of(1), [2]]).data.data).toBeInstanceOf(Float32Array);
    expect(padSequences([Float32Array.of(1)], { dtype: 'float64' }).data.data).toBeInstanceOf(Float64Array);
    const rows = nd(Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2]);
    expect(padSequences([rows], { timeAxis: 0 }).data.shape).toEqual([1, 3, 2]);
    expect(padSequences([rows]).data.shape).toEqual([1, 2, 3]);
  });
});

describe('refusals', () => {
  const x = [
    [1, 2],
    [3, 4],
  ];
  test.each<[string, () => unknown, string]>([
    ['not fitted', () => standardScaler().transform(x), 'standardScaler: "fit" must be called before anything is transformed'],
    ['not fitted', () => pca().components, 'pca: "fit" must be called before anything is transformed'],
    ['nothing', () => standardScaler().fit([]), 'standardScaler: "x" must not be empty'],
    [
      'NaN',
      () =>
        standardScaler().fit([
          [1, 2],
          [3, NaN],
        ]),
      'standardScaler: "x" must be finite, got NaN in feature 1 of item 1',
    ],
    [
      'NaN',
      () =>
        standardScaler()
          .fit(x)
          .transform([[1, Infinity]]),
      'standardScaler: "x" must be finite, got Infinity in feature 1 of item 0',
    ],
    [
      'width',
      () =>
        minMaxScaler()
          .fit(x)
          .transform([[1]]),
      'minMaxScaler: "x" must have 2 features, got 1',
    ],
    ['width', () => standardScaler().fit([[1, 2], [1]]), 'standardScaler: "x" must have 2 features, got 1'],
    [
      'range',
      () => minMaxScaler({ featureRange: [1, 1] }),
      'minMaxScaler: "featureRange" must be two finite numbers, the first less than the second, got [1, 1]',
    ],
    // @ts-expect-error the compiler refuses it too
    ['axis', () => standardScaler({ axis: 0 }), 'standardScaler: "axis" must be one of -1, -2, got 0'],
    ['JSON', () => standardScalerFromJson('[]'), 'standardScalerFromJson: "json" must have the kind "standardScaler", got undefined'],
    [
      'JSON',
      () =>
        standardScalerFromJson(
          '{"kind":"standardScaler","axis":-1,"withMean":true,"withStd":true,"nSamplesSeen":2,"mean":[1],"var":[1,2]}',
        ),
      'standardScalerFromJson: "var" must be a list of 1 finite numbers, got an array of 2',
    ],
    [
      'components',
      () => pca({ nComponents: 3 }).fit(x),
      'pca: "nComponents" must be at most 2, the lesser of 2 vectors and 2 features, got 3',
    ],
    [
      'components',
      () => pca({ nComponents: 1.5 }),
      'pca: "nComponents" must be an integer >= 1 or a share of the variance in (0, 1), got 1.5',
    ],
    ['one item', () => pca().fit([[1, 2]]), 'pca: "x" must hold at least two vectors, got one'],
    ['no sequence', () => padSequences([]), 'padSequences: "sequences" must not be empty'],
    ['no frame', () => padSequences([[], []]), 'padSequences: "sequences" must have at least one frame among them'],
    [
      'bins',
      () => padSequences([nd(new Float32Array(6), [3, 2]), nd(new Float32Array(8), [4, 2])]),
      'padSequences: "sequences" must all have the same bins, got 3 bins in sequence 0 and 4 bins in sequence 1',
    ],
    [
      'NaN',
      () => padSequences([[1], nd(Float32Array.of(1, NaN), [1, 2])]),
      'padSequences: "sequences" must be finite, got NaN in frame 1 of sequence 1',
    ],
    [
      'rank',
      () => padSequences([nd(new Float32Array(8), [2, 2, 2])]),
      'padSequences: "sequences" must have one or two axes, got the shape [2, 2, 2] at index 0',
    ],
    ['maxlen', () => padSequences([[1]], { maxlen: 0 }), 'padSequences: "maxlen" must be an integer >= 1, got 0'],
    [
      'neighbours',
      () => kNeighborsClassifier().fit(x, [0, 1]),
      'kNeighborsClassifier: "nNeighbors" must be at most the number of items, 2, got 5',
    ],
    [
      'features',
      () =>
        kNeighborsClassifier({ nNeighbors: 1 })
          .fit(x, [0, 1])
          .predict([[1]]),
      'kNeighborsClassifier: "x" must have 2 features, got 1',
    ],
    [
      'labels',
      () => kNeighborsClassifier({ nNeighbors: 1 }).fit(x, [0]),
      'kNeighborsClassifier: "y" must have one entry for each of "x", that is 2, got 1',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });

  test('wrong types', () => {
    expect(() => standardScaler().fit(Int16Array.of(1) as unknown as Float32Array)).toThrow(
      new TypeError('standardScaler: "x" must be a Float32Array, a Float64Array, an ndarray of one, or a list of them, got an Int16Array'),
    );
    expect(() => padSequences(['ab'] as unknown as number[][])).toThrow(
      new TypeError('padSequences: "sequences" must hold ndarrays, typed arrays or lists of numbers, got "ab" at index 0'),
    );
  });

  test('distances that would divide by nothing', () => {
    const model = kNeighborsClassifier({ nNeighbors: 2, weights: 'distance' }).fit([[0], [5e-324], [1]], ['a', 'b', 'b']);
    expect([...model.predictProba([[0], [1e-323]]).data].every(Number.isFinite)).toBe(true);
    expect(() => pca().fit([[1e160], [0]])).toThrow('pca: "x" is too large: variances overflow');
    expect(() => model.predict([[1e200]])).toThrow('kNeighborsClassifier: "x" is too large: distances overflow');
  });
});
