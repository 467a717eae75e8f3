import { describe, expect, test } from 'vitest';
import { nd, type NdArray, timeMajor } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import {
  lfcc,
  type LfccOptions,
  slidingWindowCmn,
  type SlidingWindowCmnOptions,
  specAugment,
  type SpecAugmentOptions,
} from '../../src/feature/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

type Nd = NdArray<Float64Array>;
const random = createRandom(31);
const ones = (...shape: number[]): Nd => nd(new Float64Array(shape.reduce((a, b) => a * b)).fill(1), shape);
const noise = (items: number, bins: number, frames: number): Nd =>
  timeMajor(
    Float64Array.from({ length: items * bins * frames }, () => random.normal()),
    [items],
    bins,
    frames,
  );

describe('slidingWindowCmn', () => {
  parity('filters', 'torchaudio.functional.sliding_window_cmn', ([S], o) => slidingWindowCmn(S as Nd, o as SlidingWindowCmnOptions));

  test('is the mean over the window, by its definition', () => {
    const S = noise(2, 3, 50);
    const out = slidingWindowCmn(S, { cmnWindow: 11, center: true });
    for (let t = 5; t < 44; t++) {
      let sum = 0;
      for (let k = t - 5; k < t + 6; k++) sum += S.get(1, 2, k);
      expect(out.get(1, 2, t)).toBeCloseTo(S.get(1, 2, t) - sum / 11, 12);
    }
  });

  test('a constant becomes zero, its variance divides nothing by zero', () => {
    const S = nd(new Float64Array(60).fill(1e9), [3, 20]);
    for (const options of [
      {},
      { normVars: true },
      { center: true, cmnWindow: 5, normVars: true },
      { cmnWindow: 1, center: true, normVars: true },
    ]) {
      expect(toRowMajor(slidingWindowCmn(S, options))).toEqual(new Float64Array(60));
    }
  });

  test('large offsets change nothing but the last bits; not centred, the future does not count', () => {
    const S = noise(1, 2, 300);
    const far = timeMajor(
      S.data.map((v) => v + 1e6),
      [1],
      2,
      300,
    );
    const options = { cmnWindow: 30, minCmnWindow: 10, normVars: true };
    expectClose(slidingWindowCmn(far, options).data, slidingWindowCmn(S, options).data, 1e-8); // the offset itself costs ten digits
    const other = timeMajor(
      S.data.map((v, i) => (i < 2 * 200 ? v : 5)),
      [1],
      2,
      300,
    );
    const [a, b] = [slidingWindowCmn(S, options), slidingWindowCmn(other, options)];
    expect(a.data.subarray(0, 400)).toEqual(b.data.subarray(0, 400));
  });

  test.each<[SlidingWindowCmnOptions, string]>([
    [{ cmnWindow: 0 }, 'slidingWindowCmn: "cmnWindow" must be an integer >= 1, got 0'],
    [{ minCmnWindow: 0.5 }, 'slidingWindowCmn: "minCmnWindow" must be an integer >= 1, got 0.5'],
    [{ center: 1 as unknown as boolean }, 'slidingWindowCmn: "center" must be true or false, got 1'],
  ])('refuses %o', (options, message) => {
    expect(() => slidingWindowCmn(ones(2, 3), options)).toThrow(message);
  });

  test('refuses NaN', () => {
    expect(() => slidingWindowCmn(nd(Float64Array.of(1, NaN), [1, 2]))).toThrow('slidingWindowCmn: "S" must be finite, got NaN at [0, 1]');
  });
});

describe('specAugment', () => {
  const masked = (S: Nd, item: number, axis: 0 | 1): number[] => {
    const [, bins, frames] = S.shape as [number, number, number];
    const [size, across] = axis === 1 ? [frames, bins] : [bins, frames];
    const at = (i: number, j: number): number => (axis === 1 ? S.get(item, j, i) : S.get(item, i, j));
    return Array.from({ length: size }, (_, i) => i).filter((i) =>
      Array.from({ length: across }, (_, j) => at(i, j)).every((v) => v === 0),
    );
  };
  const zero = { zeroMasking: true, timeMaskParam: 10, freqMaskParam: 6 } as const;

  test('hides one stretch along each axis, shorter than asked, evenly drawn, everything else stays', () => {
    const widths: number[] = [];
    for (let seed = 0; seed < 200; seed++) {
      const S = specAugment(ones(1, 20, 50), { ...zero, seed });
      const [frames, bins] = [masked(S, 0, 1), masked(S, 0, 0)];
      widths.push(frames.length);
      expect(frames.length).toBeLessThan(10);
      expect(bins.length).toBeLessThan(6);
      for (const list of [frames, bins]) expect(list.at(-1) ?? 0).toBe((list[0] ?? 0) + Math.max(0, list.length - 1));
      const left = toRowMajor(S).filter((v) => v === 1).length;
      expect(left).toBe((50 - frames.length) * (20 - bins.length));
    }
    expect(new Set(widths)).toEqual(new Set([...Array(10).keys()]));
  });

  test('the same seed hides the same; items have masks of their own unless told', () => {
    const S = ones(8, 20, 50);
    const at = (options: SpecAugmentOptions): number[][] => {
      const out = specAugment(S, { ...zero, ...options });
      return Array.from({ length: 8 }, (_, i) => [...masked(out, i, 1), -1, ...masked(out, i, 0)]);
    };
    expect(at({ seed: 4 })).toEqual(at({ seed: 4 }));
    expect(new Set(at({ seed: 4 }).map(String)).size).toBeGreaterThan(4);
    expect(new Set(at({ seed: 4, iidMasks: false }).map(String)).size).toBe(1);
    expect(S.data.every((v) => v === 1)).toBe(true);
  });

  test('masks hold the mean of their item; p bounds them; none are none', () => {
    const S = noise(2, 10, 40);
    const out = specAugment(S, { seed: 1, nFreqMasks: 0, timeMaskParam: 40 });
    const mean = S.data.subarray(400).reduce((sum, v) => sum + v, 0) / 400;
    const changed = Array.from(out.data.subarray(400)).filter((v, i) => v !== S.data[400 + i]);
    expect(changed.length).toBeGreaterThan(0);
    for (const v of changed) expect(v).toBe(mean);
    for (let seed = 0; seed < 50; seed++) {
      expect(masked(specAugment(ones(1, 10, 40), { seed, p: 0.1, zeroMasking: true, nFreqMasks: 0 }), 0, 1).length).toBeLessThan(4);
    }
    expect(specAugment(S, { seed: 1, nFreqMasks: 0, nTimeMasks: 0 }).data).toEqual(S.data);
  });

  test.each<[SpecAugmentOptions, string]>([
    [{}, 'specAugment: "seed" must be an integer in [0, 4294967295], got NaN'],
    [{ seed: 1, p: 2 }, 'specAugment: "p" must be a finite number in [0, 1], got 2'],
    [{ seed: 1, nTimeMasks: -1 }, 'specAugment: "nTimeMasks" must be an integer >= 0, got -1'],
    [{ seed: 1, timeMasks: 1 } as object, 'specAugment: "timeMasks" is not an option; did you mean "nTimeMasks"?'],
  ])('refuses %o', (options, message) => {
    expect(() => specAugment(ones(2, 3), options)).toThrow(message);
  });
});

describe('lfcc', () => {
  parity('filters', 'torchaudio.transforms.LFCC', ([y], { fMin, fMax, ...o }) =>
    lfcc(y as Float64Array, { ...o, ...(fMin === undefined ? {} : { fmin: fMin, fmax: fMax }) } as LfccOptions),
  );

  test('channels each for itself; single precision agrees', () => {
    const y = Float64Array.from({ length: 4000 }, () => random.normal());
    const options = { sampleRate: 8000, nFft: 256, nLfcc: 8 };
    const both = lfcc(nd(y, [2, 2000]), options);
    expect(both.shape).toEqual([2, 8, 32]);
    expect(both.data.subarray(256)).toEqual(lfcc(y.subarray(2000), options).data);
    expectClose(lfcc(Float32Array.from(y), options).data, lfcc(y, options).data, 1e-5);
    expect(lfcc({ samples: y, sampleRate: 8000 }, { nFft: 256 }).shape).toEqual([40, 63]);
  });

  test.each<[LfccOptions, string]>([
    [{}, 'lfcc: "sampleRate" must be given in Hz'],
    [{ sampleRate: 8000, nLfcc: 200 }, 'lfcc: "nLfcc" must be <= nFilter = 128, got 200'],
    [{ sampleRate: 8000, fmax: 5000 }, 'lfcc: "fmax" must be <= sampleRate / 2 = 4000, got 5000'],
    [{ sampleRate: 8000, fmin: 5000 }, 'lfcc: "fmin" must be < fmax = 4000, got 5000'],
    [{ sampleRate: 8000, norm: 'orto' as 'ortho' }, 'lfcc: "norm" must be one of "ortho", "htk", null, got "orto"; did you mean "ortho"?'],
  ])('refuses %o', (options, message) => {
    expect(() => lfcc(new Float64Array(3000), options)).toThrow(message);
  });

  test('refuses NaN', () => {
    expect(() => lfcc(new Float64Array(3000).fill(NaN), { sampleRate: 8000 })).toThrow('lfcc: "y" must be finite, got NaN at index 0');
  });
});
