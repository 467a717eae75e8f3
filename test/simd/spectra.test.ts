import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { nd, toRowMajor } from '../../src/core/nd.js';
import { type SignalInput } from '../../src/core/signal.js';
import { type FloatArray } from '../../src/core/types.js';
import { chromaStft } from '../../src/feature/chroma-stft.js';
import { melSpectrogram } from '../../src/feature/mel-spectrogram.js';
import { mfcc } from '../../src/feature/mfcc.js';
import { spectralBandwidth } from '../../src/feature/spectral-bandwidth.js';
import { spectralCentroid } from '../../src/feature/spectral-centroid.js';
import { spectralContrast } from '../../src/feature/spectral-contrast.js';
import { spectralFlatness } from '../../src/feature/spectral-flatness.js';
import { spectralRolloff } from '../../src/feature/spectral-rolloff.js';
import { engine, setEngine } from '../../src/simd/engine.js';
import { type StftPadMode } from '../../src/stft/framing.js';
import { spectrogram } from '../../src/stft/spectrogram.js';
import { createStft, stft, type StftOptions } from '../../src/stft/stft.js';
import { expectClose } from '../support/close.js';
import { asInput, foldedOptions, goldenCases } from '../support/golden.js';
import { both, noise, RATE, SIGNALS, worstOf, worstOfRows } from './signals.js';

afterEach(() => setEngine('auto'));

/** Each number of a spectrum is that close to the largest of its frame; of a power spectrum, twice that. */
const NEAR = 5e-7;
const js = <T>(run: () => T): T => {
  setEngine('js');
  const result = run();
  setEngine('auto');
  return result;
};

describe('spectra on SIMD kernels', () => {
  test('run here', () => {
    expect(engine().name).toBe('simd');
  });

  test('the transform of eight samples', () => {
    const D = stft(Float32Array.of(1, 0, -1, 0, 1, 0, -1, 0), { nFft: 8, window: 'boxcar', center: false });
    expect(Array.from(D.data, (v) => v + 0)).toEqual([0, 0, 0, 0, 4, 0, 0, 0, 0, 0]);
    expect(D.data).toBeInstanceOf(Float32Array);
  });

  const sizes = [
    ...Array.from({ length: 120 }, (_, n) => n + 1),
    256,
    400,
    441,
    480,
    512,
    625,
    882,
    1000,
    1024,
    1323,
    2048,
    2187,
    4410,
    8192,
  ];
  test.each([...sizes, 65536, 131072, 262144])('are those of double precision for nFft = %i', (nFft) => {
    const y = noise(3 * nFft + 5, nFft);
    const options = { nFft, hopLength: Math.ceil(nFft / 3), center: false };
    const bins = (nFft >> 1) + 1;
    expect(
      worstOfRows(
        both((x) => stft(x, options), y),
        2 * bins,
      ),
    ).toBeLessThan(NEAR);
    expect(
      worstOfRows(
        both((x) => spectrogram(x, options), y),
        bins,
      ),
    ).toBeLessThan(NEAR);
    expect(
      worstOfRows(
        both((x) => spectrogram(x, { ...options, power: 2 }), y),
        bins,
      ),
    ).toBeLessThan(2 * NEAR);
  });

  test('are those of double precision for any framing', () => {
    const framing = fc.record({
      nFft: fc.integer({ min: 1, max: 90 }),
      hopLength: fc.integer({ min: 1, max: 200 }),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
      center: fc.boolean(),
      padMode: fc.constantFrom<StftPadMode>('constant', 'edge', 'linear_ramp', 'reflect', 'symmetric'),
      window: fc.constantFrom('hann', 'hamming', 'boxcar', 'blackmanharris'),
      length: fc.integer({ min: 1, max: 2000 }),
      power: fc.constantFrom(0, 1, 2),
    });
    fc.assert(
      fc.property(framing, ({ share, length, power, ...rest }) => {
        fc.pre(rest.center || length >= rest.nFft);
        const options: StftOptions = { ...rest, winLength: Math.ceil(share * rest.nFft) };
        const run = (x: FloatArray): ReturnType<typeof stft> => (power ? spectrogram(x, { ...options, power }) : stft(x, options));
        const results = both(run, noise(length, length));
        const width = ((rest.nFft >> 1) + 1) * (power ? 1 : 2);
        expect(results.single.length).toBe(results.double.length);
        // the samples of a window are rounded too: where few are left, each counts
        expect(worstOfRows(results, width)).toBeLessThan((power || 1) * NEAR);
      }),
      { numRuns: 300 },
    );
  });

  describe.each(['librosa', 'librosa-frames'])('%s', (folder) => {
    test.each(goldenCases(folder, 'librosa.stft').map((g) => [g.id, g] as const))('%s', (_, { inputs, params }) => {
      const options = foldedOptions(params);
      if (Array.isArray(options['window']) && typeof options['window'][0] === 'number') {
        options['window'] = Float64Array.from(options['window']);
      }
      const given = asInput(Object.values(inputs)[0]!) as FloatArray | ReturnType<typeof nd>;
      const data = given instanceof Float64Array ? given : (given as { data: Float64Array }).data;
      const shaped = (x: FloatArray): SignalInput => (given instanceof Float64Array ? x : nd(x, (given as { shape: number[] }).shape));
      const results = both((x) => stft(shaped(x), options), Float32Array.from(data));
      const nFft = (options['nFft'] as number | undefined) ?? 2048;
      expect(worstOfRows(results, 2 * ((nFft >> 1) + 1))).toBeLessThan(NEAR);
    });
  });

  test.each(Object.keys(SIGNALS))('of %s are those of double precision', (name) => {
    const y = SIGNALS[name]!;
    expect(
      worstOfRows(
        both((x) => stft(x), y),
        2050,
      ),
    ).toBeLessThan(NEAR);
    expect(
      worstOfRows(
        both((x) => spectrogram(x), y),
        1025,
      ),
    ).toBeLessThan(NEAR);
  });

  test('of silence are zero', () => {
    expect(stft(new Float32Array(3000)).data.every((v) => v === 0)).toBe(true);
    expect(spectrogram(new Float32Array(3000)).data.every((v) => v === 0)).toBe(true);
  });

  test('do not depend on what other frames there are: more than fit into the room, or one alone', () => {
    const y = noise(100_000, 9);
    for (const [nFft, hopLength] of [
      [64, 7],
      [63, 20],
      [400, 160],
      [2048, 512],
      [256, 1000],
    ] as const) {
      const options = { nFft, hopLength, center: false };
      const all = stft(y, options).data;
      const width = 2 * ((nFft >> 1) + 1);
      for (const t of [0, 1, 2, 3, 4, 127, 128, Math.floor((y.length - nFft) / hopLength)]) {
        if (t * hopLength + nFft > y.length) continue;
        const alone = stft(y.subarray(t * hopLength, t * hopLength + nFft), options).data;
        expect(all.subarray(t * width, (t + 1) * width), `${nFft}, frame ${t}`).toEqual(alone);
      }
    }
  });

  test('of a batch are those of its items, bit for bit, for any stride', () => {
    const y = noise(6 * 3000, 3);
    const batch = stft(nd(y, [2, 3, 3000]), { nFft: 256 });
    const size = batch.data.length / 6;
    for (let i = 0; i < 6; i++) {
      const item = y.subarray(i * 3000, (i + 1) * 3000);
      expect(batch.data.subarray(i * size, (i + 1) * size)).toEqual(stft(item, { nFft: 256 }).data);
    }
    const turned = stft(nd(y, [3000, 6]).transpose(1, 0), { nFft: 256 });
    const fourth = Float32Array.from({ length: 3000 }, (_, n) => y[6 * n + 4]!);
    expect(toRowMajor(turned.pick(4, null, null, null))).toEqual(toRowMajor(stft(fourth, { nFft: 256 })));
  });

  test('take offsets and shared memory, and leave samples as they are', () => {
    const y = noise(3000);
    const copy = y.slice();
    const shared = new Float32Array(new SharedArrayBuffer(4 * 3005)).subarray(5);
    shared.set(y);
    expect(stft(shared).data).toEqual(stft(y).data);
    expect(stft(Float32Array.of(NaN, ...y, NaN).subarray(1, 3001)).data).toEqual(stft(y).data);
    expect(y).toEqual(copy);
  });

  test('come from a plan with the same bits, for signals of any length in any order', () => {
    const y = noise(70_000);
    const plan = createStft({ nFft: 512, padMode: 'reflect' });
    for (const length of [70_000, 1, 300, 70_000, 4096]) {
      const part = y.subarray(0, length);
      const out = new Float32Array(plan.frames(length) * 514).fill(NaN);
      plan.processInto(out, part);
      expect(out).toEqual(stft(part, { nFft: 512, padMode: 'reflect' }).data);
    }
  });

  test('are double where one of the arrays is', () => {
    const y = noise(3000);
    const plan = createStft({ nFft: 256 });
    const out = new Float64Array(plan.frames(3000) * 258);
    plan.processInto(out, y);
    expect(out).toEqual(stft(Float64Array.from(y), { nFft: 256 }).data);
    const single = new Float32Array(out.length);
    plan.processInto(single, Float64Array.from(y));
    expect(single).toEqual(Float32Array.from(out));
  });

  test('a plan keeps the engine it was made with', () => {
    const y = noise(3000);
    const want = js(() => stft(y, { nFft: 256 }).data);
    const made = js(() => createStft({ nFft: 256 }));
    const out = new Float32Array(want.length);
    made.processInto(out, y);
    expect(out).toEqual(want);
    expect(stft(y, { nFft: 256 }).data).not.toEqual(want);
  });

  test.each([0.5, 1.5, 3])('to the power of %d are those of the TypeScript path', (power) => {
    const y = noise(5000);
    expect(spectrogram(y, { power }).data).toEqual(js(() => spectrogram(y, { power }).data));
  });

  test.each([4, 7, 11, 202, 1009, 2 * 1009, 262144])('of nFft = %i are those of the TypeScript path', (nFft) => {
    const y = noise(nFft + 100);
    const run = (): unknown => spectrogram(y, { nFft }).data;
    expect(run()).toEqual(js(run));
  });

  test('beyond single precision come from the TypeScript path, those of other frames do not change', () => {
    const y = noise(60_000, 5);
    const loud = y.slice();
    for (let n = 0; n < 2000; n++) loud[n]! *= 1e25;
    const options = { nFft: 256, power: 1 };
    const S = spectrogram(loud, options).data;
    expect(S.every(Number.isFinite)).toBe(true);
    expect(S.subarray(0, 129 * 20)).toEqual(js(() => spectrogram(loud, options).data).subarray(0, 129 * 20));
    expect(S.subarray(-129 * 20)).toEqual(spectrogram(y, options).data.subarray(-129 * 20));
  });

  test('the memory of a call that was refused does not show in the next', () => {
    const y = noise(3000, 6);
    for (const nFft of [250, 255, 256]) {
      const want = stft(y, { nFft }).data;
      for (const bad of [NaN, Infinity, 3e38]) {
        const spoilt = y.slice().fill(bad, 2900);
        expect(() => stft(spoilt, { nFft })).toThrow(/^stft: "y" (must be finite|is too large)/);
        expect(stft(y.subarray(0, 1), { nFft }).data.every(Number.isFinite)).toBe(true);
        expect(stft(y, { nFft }).data).toEqual(want);
      }
    }
  });

  test.each<[string, Float32Array, StftOptions]>([
    ['NaN', noise(3000).fill(NaN, 1234, 1235), {}],
    ['Infinity at the end', noise(3000).fill(-Infinity, 2999), { padMode: 'reflect' }],
    ['NaN between frames', noise(3000).fill(NaN, 400, 401), { nFft: 100, hopLength: 300 }],
    ['NaN behind the last frame', noise(3000).fill(NaN, 2990), { nFft: 256, center: false }],
    ['overflow', noise(3000).fill(3e38), {}],
    ['no samples', new Float32Array(0), {}],
    ['too few samples', noise(100), { center: false }],
    ['a hop of 0', noise(100), { hopLength: 0 }],
  ])('refuse %s as the TypeScript path does', (_, y, options) => {
    const message = (): string => {
      try {
        stft(y, options);
        return 'nothing';
      } catch (error) {
        return `${(error as Error).name}: ${(error as Error).message}`;
      }
    };
    expect(message()).toBe(js(message));
    expect(message()).toMatch(/stft: /);
  });

  test('have the same bits on every machine', () => {
    const y = noise(30_000, 440);
    const hash = createHash('sha256');
    for (const nFft of [256, 400, 441, 882, 2048]) {
      hash.update(stft(y, { nFft }).data);
      hash.update(spectrogram(y, { nFft }).data);
      hash.update(spectrogram(y, { nFft, power: 2, padMode: 'reflect' }).data);
    }
    expect(hash.digest('hex')).toBe('9ea326bfcd77eace5a719207d0877bd94e41b11fbfa198e87d39f1aac5967bf6');
  });
});

describe('features of spectra', () => {
  const rate = { sampleRate: RATE };
  const relative: Record<string, (y: FloatArray) => ReturnType<typeof stft>> = {
    spectralCentroid: (y) => spectralCentroid(y, rate),
    spectralBandwidth: (y) => spectralBandwidth(y, rate),
    spectralContrast: (y) => spectralContrast(y, rate),
    spectralFlatness: (y) => spectralFlatness(y),
    spectralRolloff: (y) => spectralRolloff(y, rate),
    chromaStft: (y) => chromaStft(y, rate),
    'a spectrogram to the power of 1.5': (y) => spectrogram(y, { power: 1.5 }),
  };
  test.each(Object.keys(relative))('%s is that of double precision', (name) => {
    // Not a constant: what remains of its spectrum is rounding, and some features look at just that.
    for (const signal of ['noise', 'music', 'noise as integers', 'loud, then faint', 'silence']) {
      const results = both(relative[name]!, SIGNALS[signal]!);
      expectClose(results.single, results.double, 2e-5);
    }
  });

  test('beyond single precision they come from the TypeScript path', () => {
    const y = noise(5000).map((v) => v * 1e25);
    const results = both((x) => spectralCentroid(x, rate), y);
    expectClose(results.single, results.double, 1e-6);
  });

  test('mel and MFCC of the same samples agree with them', () => {
    const y = noise(5000);
    expect(worstOf(both((x) => mfcc(x, rate), y))).toBeLessThan(1e-4);
    const results = both((x) => melSpectrogram(x, rate), y);
    expectClose(results.single, results.double, 1e-6);
  });
});
