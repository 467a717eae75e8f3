import { describe, expect, test } from 'vitest';
import { harmonicsToNoiseRatio, jitterLocal, shimmerLocalDb } from '../../src/voice/index.js';
import { makeVoice, noise, steady } from '../support/made-voice.js';

const sampleRate = 16000;
const middle = (x: ArrayLike<number>): number => x[Math.floor(x.length / 2)]!;
const mean = (x: Float64Array): number => x.reduce((a, b) => a + b, 0) / x.length;
const inTurn = (a: number, b: number): number[] => Array.from({ length: 2000 }, (_, i) => (i % 2 ? a : b));

describe('jitterLocal', () => {
  test.each([
    [100, 1],
    [100, 3],
    [70, 2],
    [150, 4],
  ])('periods of %d samples that change by %d in turn have their ratio', (period, step) => {
    const y = makeVoice(8000, { periods: inTurn(period - step / 2, period + step / 2), tilt: 0.9 });
    expect(middle(jitterLocal(y, { sampleRate })) / (step / period)).toBeCloseTo(1, 1);
  });

  test('random periods have their mean difference', () => {
    const chance = noise(2000);
    const periods = Array.from(chance, (v) => 110 * (1 + 0.02 * v));
    const y = makeVoice(32000, { periods });
    const used = periods.slice(0, 285);
    const truth = mean(Float64Array.from(used.slice(1), (p, i) => Math.abs(p - used[i]!))) / mean(Float64Array.from(used));
    expect(mean(jitterLocal(y, { sampleRate })) / truth).toBeCloseTo(1, 1);
  });

  test('a steady voice has next to none, whatever its level; so have silence and noise without a voice', () => {
    const y = makeVoice(8000, { periods: steady(123.4) });
    expect(Math.max(...jitterLocal(y, { sampleRate }))).toBeLessThan(5e-4);
    expect(jitterLocal(new Float64Array(2000), { sampleRate })).toEqual(new Float64Array(7));
  });
});

describe('with compat', () => {
  const periods = inTurn(98, 102);

  test('jitter and shimmer are of the periods that are new, and need three and two of them', () => {
    const y = makeVoice(16000, { periods, heights: (i) => (i % 2 ? 0.8 : 1), tilt: 0.9 });
    const jitter = jitterLocal(y, { sampleRate, compat: true });
    const shimmer = shimmerLocalDb(y, { sampleRate, compat: true });
    expect(jitter[0]).toBe(0);
    expect(jitter[3]).toBeGreaterThan(0);
    expect(middle(jitter)).toBeCloseTo(0.04, 2);
    expect(middle(shimmer)).toBeCloseTo(20 * Math.log10(1 + 0.2 / 0.9), 1);
  });

  test('a change is heard where it is, not in all frames of 60 ms around it', () => {
    const y = makeVoice(16000, { periods: [...steady(100, 80), ...steady(103, 80)], tilt: 0.9 });
    const loud = [false, true].map((compat) => jitterLocal(y, { sampleRate, compat }).filter((v) => v > 0.003).length);
    expect(loud[1]).toBeGreaterThan(0);
    expect(loud[1]).toBeLessThan(loud[0]!);
  });

  test('low voices, with no new period in some frames, have no gaps', () => {
    const jitter = jitterLocal(makeVoice(16000, { periods: inTurn(198, 202), tilt: 0.9 }), { sampleRate, compat: true });
    expect(jitter.subarray(6).every((v) => v > 0)).toBe(true);
  });
});

describe('shimmerLocalDb', () => {
  test.each([0.95, 0.9, 0.8])('pulses of height 1 and %d in turn have their ratio in dB', (low) => {
    const y = makeVoice(8000, { periods: steady(100), heights: (i) => (i % 2 ? low : 1) });
    expect(middle(shimmerLocalDb(y, { sampleRate }))).toBeCloseTo(-20 * Math.log10(low), 2);
  });

  test("openSMILE's is the relative step as a level", () => {
    const y = makeVoice(8000, { periods: steady(100), heights: (i) => (i % 2 ? 0.8 : 1) });
    expect(middle(shimmerLocalDb(y, { sampleRate, compat: true }))).toBeCloseTo(20 * Math.log10(1 + 0.2 / 0.9), 1);
  });

  test('a steady voice has next to none', () => {
    expect(Math.max(...shimmerLocalDb(makeVoice(8000, { periods: steady(100), tilt: 0.97 }), { sampleRate }))).toBeLessThan(0.01);
  });
});

describe('harmonicsToNoiseRatio', () => {
  test('is the ratio of the powers, but for what the window takes', () => {
    const voice = makeVoice(16000, { periods: steady(40) });
    const level = (x: Float64Array): number => mean(x.map((v) => v * v));
    const hiss = noise(16000, Math.sqrt(3 * level(voice)));
    const values = [0.1, 0.3, 1].map((gain) =>
      mean(
        harmonicsToNoiseRatio(
          voice.map((v, n) => v + gain * hiss[n]!),
          { sampleRate },
        ),
      ),
    );
    // r(T) / r(0) falls by exp(-T^2 / (4 s^2)) under a Gaussian of s = 191.8 samples
    const fall = Math.exp(-(40 ** 2) / (4 * 191.8 ** 2));
    for (const [i, gain] of [0.1, 0.3].entries()) {
      const share = fall / (1 + gain * gain);
      expect(values[i]!).toBeCloseTo(10 * Math.log10(share / (1 - share)), -0.5);
    }
    expect(values[0]!).toBeGreaterThan(values[1]!);
  });

  test('a tone of 200 Hz has the value of the window', () => {
    const y = Float64Array.from({ length: 8000 }, (_, n) => Math.sin((2 * Math.PI * n) / 80));
    const share = Math.exp(-(80 ** 2) / (4 * 191.8 ** 2));
    expect(middle(harmonicsToNoiseRatio(y, { sampleRate }))).toBeCloseTo(10 * Math.log10(share / (1 - share)), 0);
  });

  test('is 0 where there is no voice', () => {
    expect(harmonicsToNoiseRatio(new Float64Array(2000), { sampleRate })).toEqual(new Float64Array(7));
  });
});
