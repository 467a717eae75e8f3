import { describe, expect, test } from 'vitest';
import { polynomialRoots } from '../../src/voice/polynomial-roots.js';
import { formants } from '../../src/voice/index.js';
import { makeVoice, noise, steady } from '../support/made-voice.js';
import { refusalOf } from './features.js';

const VOWELS = {
  a: [730, 1090, 2440],
  e: [530, 1840, 2480],
  i: [270, 2290, 3010],
  o: [570, 840, 2410],
  u: [300, 870, 2240],
} as const;
const upper = [
  [3500, 200],
  [4500, 250],
] as const;

describe('formants', () => {
  test.each([...Object.entries(VOWELS)].flatMap(([v, f]) => [16000, 44100].map((r) => [v, r, f] as const)))(
    'finds those of a made %s at %d Hz',
    (_, sampleRate, [f1, f2, f3]) => {
      const resonances = [[f1, 80], [f2, 100], [f3, 140], ...upper] as const;
      const y = makeVoice(sampleRate / 2, {
        sampleRate,
        periods: steady(sampleRate / 105),
        formants: resonances,
        tilt: Math.exp((-600 * Math.PI) / sampleRate / 2),
      });
      const { frequency, bandwidth } = formants(y, { sampleRate });
      const median = (i: number, of = frequency): number => {
        const row = Array.from({ length: of.shape[1]! - 10 }, (_, t) => of.get(i, t + 5)).sort((a, b) => a - b);
        return row[row.length >> 1]!;
      };
      // Harmonics 105 Hz apart sample the envelope: half of that is what one frame can know; the median knows better.
      expect(Math.abs(median(0) - f1)).toBeLessThan(45);
      expect(Math.abs(median(1) - f2)).toBeLessThan(60);
      expect(Math.abs(median(2) - f3)).toBeLessThan(80);
      for (const i of [0, 1, 2]) expect(median(i, bandwidth)).toBeLessThan(350);
    },
  );

  test('openSMILE does not find them, and compat neither', () => {
    const resonances = [[500, 80], [1500, 100], [2500, 140], ...upper] as const;
    const y = makeVoice(8000, { periods: steady(100), formants: resonances });
    const { frequency, bandwidth } = formants(y, { sampleRate: 16000, compat: true });
    let [centre, width] = [0, 0];
    for (let t = 10; t < 40; t++) [centre, width] = [centre + frequency.get(0, t) / 30, width + bandwidth.get(0, t) / 30];
    expect(centre).toBeGreaterThan(900);
    expect(width).toBeGreaterThan(800);
  });

  test('rows ascend, silence is 0', () => {
    const { frequency } = formants(noise(16000), { sampleRate: 16000 });
    for (let t = 0; t < frequency.shape[1]!; t++) {
      const found = [0, 1, 2].map((i) => frequency.get(i, t)).filter((f) => f > 0);
      expect(found).toEqual([...found].sort((a, b) => a - b));
      for (let i = 0; i < found.length; i++) expect(frequency.get(i, t)).toBe(found[i]); // those that are missing come last
    }
    const still = formants(new Float64Array(480), { sampleRate: 16000 });
    expect([still.frequency.get(2, 1), still.bandwidth.get(2, 1), still.frequency.shape]).toEqual([0, 0, [3, 2]]);
    expect(refusalOf(() => formants(new Float64Array(9), { sampleRate: 16000 }))).toBe(
      'formants: "y" must have at least 320 samples (20 ms at 16000 Hz, one frame), got 9',
    );
  });
});

describe('polynomialRoots', () => {
  test('returns the roots that a polynomial was made of', () => {
    const truth = [0.9, -0.3, ...[0.2, 1.1, 2, 2.9].flatMap((w) => [[0.97 * Math.cos(w), 0.97 * Math.sin(w)] as const])] as const;
    let a = [1];
    const times = (b: number[]): number[] =>
      a.concat(new Array<number>(b.length - 1).fill(0)).map((_, i) => b.reduce((s, v, k) => s + v * (a[i - k] ?? 0), 0));
    for (const r of truth) a = times(typeof r === 'number' ? [1, -r] : [1, -2 * r[0], r[0] ** 2 + r[1] ** 2]);
    const re = new Float64Array(10);
    const im = new Float64Array(10);
    polynomialRoots(re, im, Float64Array.from(a));
    for (const r of truth) {
      const [x, y] = typeof r === 'number' ? [r, 0] : r;
      expect(Math.min(...re.map((v, i) => Math.hypot(v - x, im[i]! - y)))).toBeLessThan(1e-12);
    }
  });
});
