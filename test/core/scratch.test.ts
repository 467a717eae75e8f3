import { describe, expect, test } from 'vitest';
import { withScratch } from '../../src/core/scratch.js';
import { fft, ifft, irfft, rfft } from '../../src/fft/index.js';
import { autocorrelate, fftconvolve, hilbert, resample } from '../../src/signal/index.js';

describe('withScratch', () => {
  test('lends an area of at least that length and returns what was made of it', () => {
    for (const length of [0, 1, 16384, 50000]) expect(withScratch(length, (area) => area.length)).toBeGreaterThanOrEqual(length);
  });

  test('lends it again, but never to two at once, and never a much larger one', () => {
    const first = withScratch(100000, (area) => area);
    withScratch(60000, (again) => {
      expect(again).toBe(first);
      expect(withScratch(60000, (other) => other)).not.toBe(first);
    });
    expect(withScratch(20000, (small) => small.length)).toBe(20000);
  });

  test('an area is lost with what failed in it', () => {
    const first = withScratch(100000, (area) => area);
    expect(() =>
      withScratch(100000, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(withScratch(100000, (area) => area)).not.toBe(first);
  });

  test('what an area held before changes no result', () => {
    const y = Float64Array.from({ length: 30000 }, (_, n) => ((n * 7919) % 997) / 997 - 0.5);
    const rates = { origSr: 30000, resType: 'fft' as const };
    for (const run of [
      () => autocorrelate(y),
      () => hilbert(y, { n: 40000 }).data,
      () => hilbert(y, { n: 20001 }).data,
      () => hilbert(Float32Array.from(y)).data,
      () => resample(y, { ...rates, targetSr: 44100 }),
      () => resample(y, { ...rates, targetSr: 20000 }),
      () => fftconvolve(y, y),
      () => rfft(y).data,
      () => irfft(y),
      () => fft(y, { n: 30011 }).data,
      () => ifft(y).data,
    ]) {
      const results = [0, NaN].map((held) => {
        // an area is taken again by whoever needs half of it or more
        return [16, 17, 18].map((e) => {
          withScratch(2 ** e, (area) => area.fill(held));
          return run();
        });
      });
      for (const [i, result] of results[0]!.entries()) expect(result.every((v, k) => v === results[1]![i]![k])).toBe(true);
    }
  });
});
