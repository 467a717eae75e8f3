import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { createRandom } from '../../src/core/random.js';
import { timeMajor } from '../../src/core/nd.js';
import { createKeywordSpotter, keywordCrnn, type KeywordCrnnArchitecture, keywordCrnnParams } from '../../src/networks/index.js';
import { dense, gru, sequential, tensor, trainOnBatch, adam } from '../../src/nn/index.js';
import { drawTensor } from '../nn/passes.js';

/** Rows of the table whose convolution has a window of 20 x 5 and steps of 8 x 2, unless `more` says otherwise. */
const row = (
  filters: number,
  recurrentLayers: number,
  recurrentUnits: number,
  denseUnits: number,
  more: Partial<KeywordCrnnArchitecture> = {},
): KeywordCrnnArchitecture => ({ filters, kernelSize: [20, 5], strides: [8, 2], recurrentLayers, recurrentUnits, denseUnits, ...more });

/**
 * Rows of table 1 of Arik et al. of which all numbers are known here, the printed number of weights in thousands, and what they come to.
 * The second is the only network of this window and these steps, among the usual sizes, that has 2,550,914 weights.
 */
const ROWS: readonly (readonly [KeywordCrnnArchitecture, number, number])[] = [
  [row(32, 2, 32, 64), 229, 229090],
  [row(256, 4, 64, 128), 2551, 2550914],
];

/** Rows that cannot be as they are printed: what is printed, thousands, what that comes to, and the one number with which it fits. */
const MISPRINTS: readonly (readonly [KeywordCrnnArchitecture, number, number, Partial<KeywordCrnnArchitecture>, number])[] = [
  [row(128, 3, 8, 32), 159, 148466, { denseUnits: 64 }, 158290],
  [row(64, 1, 16, 32, { kernelSize: [10, 3] }), 166, 146050, { denseUnits: 64 }, 165602],
  [row(128, 1, 32, 64, { cell: 'lstm' }), 197, 754754, { recurrentUnits: 8 }, 196994],
];

const off = (params: number, thousands: number): number => Math.abs(params / (1000 * thousands) - 1);
const built = (architecture: KeywordCrnnArchitecture): number => keywordCrnn(architecture).countParams().total;

describe('the published numbers of weights', () => {
  test.each(ROWS)('%o', (architecture, thousands, params) => {
    expect(keywordCrnnParams(architecture)).toBe(params);
    expect(built(architecture)).toBe(params);
    expect(off(params, thousands)).toBeLessThan(0.004);
  });

  test.each(MISPRINTS)('misprinted: %o', (printed, thousands, params, corrected, fitting) => {
    expect(built(printed)).toBe(params);
    expect(off(params, thousands)).toBeGreaterThan(0.06);
    expect(built({ ...printed, ...corrected })).toBe(fitting);
    expect(off(fitting, thousands)).toBeLessThan(0.005);
  });

  test('the summary says them too', () => {
    const lines = keywordCrnn(ROWS[0]![0]).summary().split('\n');
    expect(lines.at(-4)).toBe('Total params: 229,090 (894.88 KB)');
    expect(lines.find((line) => line.includes('conv2d'))).toMatch(/\(None, 19, 20, 32\) +3,232$/);
  });

  test('the formula counts what is built', () => {
    const architecture = fc.record({
      filters: fc.integer({ min: 1, max: 40 }),
      kernelSize: fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9 })),
      strides: fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 9 })),
      recurrentLayers: fc.integer({ min: 1, max: 4 }),
      recurrentUnits: fc.integer({ min: 1, max: 40 }),
      cell: fc.constantFrom('gru', 'lstm' as const),
      denseUnits: fc.integer({ min: 1, max: 70 }),
      frames: fc.integer({ min: 1, max: 200 }),
      bands: fc.integer({ min: 1, max: 80 }),
      classes: fc.integer({ min: 2, max: 12 }),
    });
    fc.assert(
      fc.property(architecture, (a) => {
        const { trainable, total } = keywordCrnn(a).countParams();
        expect([trainable, total]).toEqual([keywordCrnnParams(a), keywordCrnnParams(a)]);
      }),
      { numRuns: 60 },
    );
  });
});

const tiny = { filters: 3, kernelSize: [5, 4], strides: [3, 2], recurrentLayers: 2, recurrentUnits: 4, denseUnits: 6 } as const;

test('learns to tell a rising sweep from noise', async () => {
  const net = keywordCrnn({ ...tiny, frames: 24, bands: 8, seed: 4 });
  const random = createRandom(1);
  const data = new Float32Array(16 * 24 * 8);
  for (let i = 0; i < data.length; i++) {
    const [item, t, b] = [Math.floor(i / 192), Math.floor(i / 8) % 24, i % 8];
    data[i] = 0.5 * random.uniform() + (item % 2 && Math.abs(b - t / 3) < 1 ? 2 : 0);
  }
  const x = tensor(data, [16, 24, 8, 1]);
  const y = Array.from({ length: 16 }, (_, i) => i % 2);
  const optimizer = adam({ learningRate: 0.02 });
  for (let step = 0; step < 25; step++) await trainOnBatch(net, x, y, { loss: 'sparseCategoricalCrossentropy', optimizer });
  const posteriors = net.predict(x).data;
  y.forEach((label, i) => expect(posteriors[2 * i + label]).toBeGreaterThan(0.8));
});

describe('createKeywordSpotter', () => {
  const features = drawTensor([75, 8], 7); // frame after frame
  for (const [dtype, cell] of [
    ['float32', 'gru'],
    ['float64', 'lstm'],
  ] as const) {
    const net = keywordCrnn({ ...tiny, cell, frames: 24, bands: 8, dtype, seed: 2 });
    test.each([1, 7, 24, 31])(`${dtype}, hop %d: any chunks give the bits of the windows cut by hand`, (hop) => {
      const starts = Array.from({ length: Math.floor((75 - 24) / hop) + 1 }, (_, i) => i * hop);
      const windows = starts.flatMap((t) => [...features.data.subarray(8 * t, 8 * (t + 24))]);
      const x = dtype === 'float32' ? Float32Array.from(windows) : Float64Array.from(windows);
      const want = net.predict(tensor(x, [starts.length, 24, 8, 1])).data;
      expect([...createKeywordSpotter(net, { hop }).process(timeMajor(features.data, [], 8, 75)).data]).toEqual([...want]);
      fc.assert(
        fc.property(fc.array(fc.nat(40), { maxLength: 8 }), (lengths) => {
          const spotter = createKeywordSpotter(net, { hop });
          spotter.process(features.data.subarray(0, 8 * 30));
          spotter.reset();
          const got: number[] = [];
          let at = 0;
          for (const n of [...lengths, 75]) {
            const end = Math.min(75, at + n);
            const left = spotter.framesLeft;
            const { data, shape } = spotter.process(features.data.subarray(8 * at, 8 * end));
            expect(shape[0]! > 0).toBe(end - at >= left);
            got.push(...data);
            at = end;
          }
          expect(got).toEqual([...want]);
        }),
        { numRuns: 10 },
      );
    });
  }

  test('reads the features of this library and typed arrays alike', () => {
    const net = keywordCrnn({ ...tiny, frames: 24, bands: 8 });
    const [one, other] = [createKeywordSpotter(net, { hop: 5 }), createKeywordSpotter(net, { hop: 5 })];
    const rows = tensor(
      Float64Array.from({ length: 600 }, (_, i) => features.data[(i % 75) * 8 + Math.floor(i / 75)]!),
      [8, 75],
    );
    expect(one.process(rows).data).toEqual(other.process(features.data).data);
    expect([one.frames, one.bands, one.classes, one.options]).toEqual([24, 8, 2, { hop: 5 }]);
  });

  const net = keywordCrnn({ ...tiny, frames: 24, bands: 8 });
  const spotter = createKeywordSpotter(net);
  test.each([
    [() => createKeywordSpotter(net, { hop: 0 }), 'createKeywordSpotter: "hop" must be an integer >= 1, got 0'],
    [
      () => createKeywordSpotter(sequential([gru({ units: 2 }), dense({ units: 2 })], { inputShape: [5, 3] })),
      'createKeywordSpotter: "net" must read [batch, frames, bands, 1] and give [batch, classes]',
    ],
    [() => spotter.process(new Float32Array(9)), 'KeywordSpotter.process: "frames" must be whole frames of 8 values, got 9 values'],
    [
      () => spotter.process(tensor(new Float32Array(9), [9, 1])),
      'KeywordSpotter.process: "frames" must have the shape [8, any], got [9, 1]',
    ],
    [() => spotter.process(new Float32Array(16).fill(NaN, 9, 10)), 'KeywordSpotter.process: "frames"'],
    [() => keywordCrnn({ ...tiny, classes: 1 }), 'keywordCrnn: "classes" must be an integer >= 2, got 1'],
    [() => keywordCrnnParams({ ...tiny, strides: [1, 0] }), 'keywordCrnnParams: "strides" must be an integer >= 1, got 0'],
    [() => keywordCrnn({ ...tiny, cell: 'rnn' as 'gru' }), 'keywordCrnn: "cell" must be one of "gru", "lstm", got "rnn"'],
  ])('refuses %#', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('a refused chunk changes nothing', () => {
    const [one, other] = [createKeywordSpotter(net), createKeywordSpotter(net)];
    for (const spot of [one, other]) spot.process(features.data.subarray(0, 80));
    expect(() => one.process(new Float64Array(80).fill(NaN))).toThrow('"frames"');
    expect(one.process(features.data.subarray(80)).data).toEqual(other.process(features.data.subarray(80)).data);
  });
});
