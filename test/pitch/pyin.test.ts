import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { pyin, type PyinOptions } from '../../src/pitch/index.js';
import { noise, numbers } from '../feature/batch.js';
import { parity } from '../support/parity.js';
import { cents, glide, harmonic, RATE } from './tones.js';

const WIDE = { sampleRate: RATE, fmin: 50, fmax: 2093 };
const share = (flags: Uint8Array): number => flags.reduce((a, b) => a + b, 0) / flags.length;

describe('pyin', () => {
  test('an A', () => {
    const { f0, voicedFlag, voicedProb } = pyin(harmonic(440), WIDE);
    expect(f0[10]).toBeCloseTo(440, 2);
    expect(voicedFlag[10]).toBe(1);
    expect(voicedProb[10]).toBeCloseTo(1, 9);
  });

  parity('librosa', 'librosa.pyin', ([y], options) => pyin(y as Float64Array, { ...options, compat: 'librosa' } as PyinOptions));

  test.each([55, 65.4, 110, 220, 440, 880, 1318.5, 1760])('a tone of %d Hz is found to a fiftieth of a cent', (hz) => {
    const { f0, voicedFlag } = pyin(harmonic(hz), WIDE);
    expect(cents(f0, hz).worst).toBeLessThan(0.02);
    expect(share(voicedFlag)).toBe(1);
  });

  test('no octave is lost at the ends of the range', () => {
    for (const hz of [130, 1000]) expect(cents(pyin(harmonic(hz), { ...WIDE, fmin: 130, fmax: 1000 }).f0, hz).worst).toBeLessThan(0.02);
  });

  test('a glide is followed', () => {
    const { y, hz } = glide(2 * RATE);
    pyin(y, { ...WIDE, hopLength: 300 }).f0.forEach((f0, t, all) => {
      if (t > 4 && t < all.length - 4) expect(1200 * Math.abs(Math.log2(f0 / hz(300 * t)))).toBeLessThan(3);
    });
  });

  test('silence and noise are unvoiced; a tone between them is not', () => {
    const quiet = pyin(new Float64Array(8000), WIDE);
    expect([share(quiet.voicedFlag), ...new Set(quiet.voicedProb)]).toEqual([0, 0]);
    expect(quiet.f0.every(Number.isNaN)).toBe(true);
    const hiss = pyin(noise(4 * RATE, 3), WIDE);
    expect(share(hiss.voicedFlag)).toBe(0);
    expect(Math.max(...hiss.voicedProb)).toBeLessThan(0.02);
    const tone = harmonic(300, 20 * 512);
    const y = Float64Array.of(...noise(20 * 512, 1), ...tone, ...noise(20 * 512, 2));
    const { voicedFlag, f0 } = pyin(y, WIDE);
    expect(share(voicedFlag.subarray(0, 18))).toBe(0);
    expect(share(voicedFlag.subarray(22, 38))).toBe(1);
    expect(share(voicedFlag.subarray(43))).toBe(0);
    expect(f0.every((v, t) => Number.isNaN(v) === (voicedFlag[t] === 0))).toBe(true);
  });

  test('what unvoiced frames are filled with', () => {
    const y = noise(8000, 5);
    expect([...new Set(pyin(y, { ...WIDE, fillNa: -1 }).f0)]).toEqual([-1]);
    const guess = pyin(y, { ...WIDE, fillNa: null });
    expect(guess.f0.every((v) => v >= 50 && v < 2100)).toBe(true);
    expect(share(guess.voicedFlag)).toBe(0);
  });

  test('probabilities stay in [0, 1] whatever the options', () => {
    const y = Float64Array.of(...noise(3000, 1), ...harmonic(200, 6000), ...new Float64Array(3000));
    for (const o of [
      { noTroughProb: 1 },
      { noTroughProb: 0, switchProb: 0 },
      { switchProb: 1 },
      { nThresholds: 1 },
      { betaParameters: [0.5, 0.5] as const, boltzmannParameter: 0.1 },
      { resolution: 1, maxTransitionRate: 1e-3 },
      { maxTransitionRate: 1e3 },
      { fmin: 400, fmax: 401 },
    ]) {
      const { f0, voicedFlag, voicedProb } = pyin(y, { ...WIDE, fillNa: 0, ...o });
      expect(voicedProb.every((p) => p >= 0 && p <= 1)).toBe(true);
      expect(voicedFlag.every((v) => v === 0 || v === 1)).toBe(true);
      expect(f0.every(Number.isFinite)).toBe(true);
    }
  });

  test('a batch is the loop, precision is kept', () => {
    const y = Float64Array.of(...harmonic(300, 6000), ...noise(6000, 2));
    const batch = pyin(nd(y, [2, 6000]), WIDE);
    const each = [y.slice(0, 6000), y.slice(6000)].map((x) => pyin(x, WIDE));
    for (const part of ['f0', 'voicedFlag', 'voicedProb'] as const) {
      expect((batch[part] as NdArray).shape).toEqual([2, 12]);
      expect(numbers(batch[part])).toEqual(each.flatMap((r) => numbers(r[part])));
    }
    const single = pyin(Float32Array.from(y), WIDE);
    expect(single.f0).toBeInstanceOf(Float32Array);
    expect(single.f0).toEqual(Float32Array.from(pyin(Float64Array.from(Float32Array.from(y)), WIDE).f0));
  });

  test.each<[object, string]>([
    [{ nThresholds: 0 }, 'pyin: "nThresholds" must be an integer >= 1, got 0'],
    [{ betaParameters: [2, 0] }, 'pyin: "betaParameters" must be a finite number > 0, got 0'],
    [{ betaParameters: 2 }, 'pyin: "betaParameters" must be a pair of numbers, got 2'],
    [{ boltzmannParameter: 0 }, 'pyin: "boltzmannParameter" must be a finite number > 0, got 0'],
    [{ resolution: 2 }, 'pyin: "resolution" must be <= 1 semitone, got 2'],
    [{ maxTransitionRate: 0 }, 'pyin: "maxTransitionRate" must be a finite number > 0, got 0'],
    [{ switchProb: 2 }, 'pyin: "switchProb" must be a finite number in [0, 1], got 2'],
    [{ noTroughProb: -1 }, 'pyin: "noTroughProb" must be a finite number in [0, 1], got -1'],
    [{ fillNa: Infinity }, 'pyin: "fillNa" must be a finite number, got Infinity'],
    [{ fmax: 40 }, 'pyin: "fmin" must be < fmax = 40, got 50'],
    [{ fillNaN: 0 }, 'pyin: "fillNaN" is not an option; did you mean "fillNa"?'],
  ])('refuses %o', (options, message) => {
    expect(() => pyin(noise(3000, 1), { ...WIDE, ...options })).toThrow(message);
  });
});
