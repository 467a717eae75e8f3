import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { octaveBands } from '../../src/feature/contrast-bands.js';
import { spectralContrast, spectralContrastFromSpectrogram } from '../../src/feature/index.js';
import { createTailMeans } from '../../src/feature/tail-means.js';
import { framesOf, noise, numbers, spectra } from './batch.js';

const SR = { sampleRate: 8000 };

describe('spectralContrast', () => {
  test('the tails of a band', () => {
    // Bins 0, 1000, 2000, 3000, 4000 Hz; bands [0, 1000) and [1000, 2000] with the bin below and all above.
    const S = framesOf([2, 1, 3, 100, 10]);
    const options = { ...SR, fmin: 1000, nBands: 1 };
    expect(numbers(spectralContrastFromSpectrogram(S, { ...options, linear: true }))).toEqual([0, 99]);
    expect(spectralContrastFromSpectrogram(S, options).get(1, 0)).toBeCloseTo(20, 12);
  });

  test('both ways to the tails agree with sorting', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1, maxLength: 120 }), fc.nat(), (values, n) => {
        const tail = 1 + (n % values.length);
        const means = createTailMeans(Int32Array.from(values.keys()), tail);
        means.read(Float64Array.from([NaN, ...values]), 1);
        const sorted = [...values].sort((a, b) => a - b);
        const mean = (x: number[]) => x.reduce((a, b) => a + b, 0) / x.length;
        expect(means.low).toBeCloseTo(mean(sorted.slice(0, tail)), 12);
        expect(means.high).toBeCloseTo(mean(sorted.slice(-tail)), 12);
      }),
    );
  });

  test('bands overlap by the bin below and count the bin that they lose', () => {
    const freq = Float64Array.from({ length: 129 }, (_, k) => (k * 8000) / 256);
    const bands = octaveBands(freq, 200, 4, 0.1, 4000, 'test');
    const spans = bands.map(({ bins, tail }) => [bins[0], bins.at(-1), tail]);
    expect(spans).toEqual([
      [0, 5, 1],
      [6, 11, 1],
      [12, 24, 1],
      [25, 50, 3],
      [51, 128, 8],
    ]);
  });

  test('each frame by itself without topDb; with it, only its own channel counts', () => {
    const loud = spectra(129, 2).data.map((v) => 1e9 * v);
    const soft = spectra(129, 2, 8).data;
    const both = nd(Float64Array.of(...soft, ...loud), [2, 129, 2], [258, 1, 129]);
    const alone = numbers(spectralContrastFromSpectrogram(nd(soft, [129, 2], [1, 129]), { ...SR, nBands: 3 }));
    expect(numbers(spectralContrastFromSpectrogram(both, { ...SR, nBands: 3 })).slice(0, 8)).toEqual(alone);
    const frames = nd(Float64Array.of(...soft, ...loud), [129, 4], [1, 129]);
    const at = (topDb: number | null) =>
      numbers(spectralContrastFromSpectrogram(frames, { ...SR, nBands: 3, topDb })).filter((_, i) => i % 4 < 2);
    expect(at(null)).toEqual(alone);
    expect(at(80)).not.toEqual(alone);
  });

  test('works on the rate that a signal carries', () => {
    const y = noise(900, 2);
    const carried = spectralContrast({ samples: y, sampleRate: 8000 }, { nBands: 3 });
    expect(numbers(carried)).toEqual(numbers(spectralContrast(y, { ...SR, nBands: 3 })));
  });

  test.each(
    [
      [{ fmin: 0 }, '"fmin" must be a finite number > 0, got 0'],
      [{ nBands: 0 }, '"nBands" must be an integer >= 1, got 0'],
      [{ nBands: 2.5 }, '"nBands" must be an integer >= 1, got 2.5'],
      [{ nBands: 6 }, '"nBands" must leave all bands below half the sample rate: band 6 would begin at 6400 Hz >= 4000 Hz'],
      [{ fmin: 4000, nBands: 1 }, '"fmin" must leave all bands below half the sample rate: band 1 would begin at 4000 Hz >= 4000 Hz'],
      [{ fmin: 30, nBands: 3 }, '"fmin" must be higher, or nFft larger: too few bins lie in the band from 0 to 30 Hz'],
      [
        { freq: new Float64Array(129).fill(-1), nBands: 3 },
        '"fmin" must be higher, or nFft larger: no bin lies in the band from 0 to 200 Hz',
      ],
      [{ freq: spectra(129, 2), nBands: 3 }, '"freq" must have one frequency for each of the 129 bins, the same in all frames'],
      [{ quantile: 0 }, '"quantile" must be in (0, 1), got 0'],
      [{ quantile: 1 }, '"quantile" must be in (0, 1), got 1'],
      [{ linear: 1 }, '"linear" must be true or false, got 1'],
      [{ topDb: -1 }, '"topDb" must be a finite number >= 0, got -1'],
    ].map(([bad, message]) => [message, bad] as const),
  )('refuses: %s', (message, bad) => {
    expect(() => spectralContrastFromSpectrogram(spectra(129, 2), { ...SR, ...(bad as object) })).toThrow(
      `spectralContrastFromSpectrogram: ${message}`,
    );
  });
});
