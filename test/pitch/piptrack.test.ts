import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { piptrack, piptrackFromSpectrogram } from '../../src/pitch/index.js';
import { spectrogram } from '../../src/stft/spectrogram.js';
import { expectBatchOfSignals, expectBatchOfSpectrograms, expectRounded, framesOf, noise, numbers, spectra } from '../feature/batch.js';
import { parity } from '../support/parity.js';

const SR = { sampleRate: 8000 };
const WIDE = { ...SR, fmin: 0, fmax: 4000 };
const mean = (x: Float64Array) => x.reduce((a, b) => a + b) / x.length;

describe('piptrack', () => {
  test('a peak between bins', () => {
    const { pitches, magnitudes } = piptrackFromSpectrogram(framesOf([0, 1, 4, 3, 0]), SR);
    expect(numbers(pitches)).toEqual([0, 0, 2250, 0, 0]);
    expect(numbers(magnitudes)).toEqual([0, 0, 4.125, 0, 0]);
  });

  for (const folder of ['librosa', 'spectral-features']) {
    parity(folder, 'librosa.piptrack', ([x], options, golden) => {
      const o = options['ref'] === 'np.mean' ? { ...options, ref: mean } : options;
      return 'S' in golden.inputs ? piptrackFromSpectrogram(x as NdArray<Float64Array>, o) : piptrack(x as Float64Array, o);
    });
  }

  test('finds the vertex of any parabola through three bins', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.49, max: 0.49, noNaN: true }), fc.double({ min: 1, max: 9, noNaN: true }), (shift, height) => {
        const x = [0, 0, ...[-1, 0, 1].map((k) => height - 0.4 * (k - shift) ** 2), 0, 0];
        const { pitches, magnitudes } = piptrackFromSpectrogram(framesOf(x), { sampleRate: 12 }); // 1 Hz per bin
        // The default fmin, 150 Hz, leaves nothing at this rate.
        expect(numbers(pitches)).toEqual([0, 0, 0, 0, 0, 0, 0]);
        const own = piptrackFromSpectrogram(framesOf(x), { sampleRate: 12, fmin: 0 });
        expect(own.pitches.get(3, 0)).toBeCloseTo(3 + shift, 9);
        expect(own.magnitudes.get(3, 0)).toBeCloseTo(height, 9);
        expect(numbers(magnitudes).some((v) => v > 0)).toBe(false);
      }),
    );
  });

  test('a tone is found to a hundredth of a bin', () => {
    for (const hz of [440, 523.25, 1234.5]) {
      const y = Float64Array.from({ length: 8000 }, (_, n) => Math.sin((2 * Math.PI * hz * n) / 8000));
      const { pitches } = piptrack(y, { ...SR, nFft: 1024, center: false });
      const frames = pitches.shape[1]!;
      const found = numbers(pitches).filter((v, i) => i % frames === 3 && v > 0);
      expect(found.length).toBe(1);
      expect(Math.abs(found[0]! - hz)).toBeLessThan((0.15 * 8000) / 1024); // a parabola on magnitudes of a Hann window is off by up to 0.15 bins
    }
  });

  test('peaks of a plateau, at the ends, and below the level', () => {
    const at = (x: number[], options: object = {}) => numbers(piptrackFromSpectrogram(framesOf(x), { ...WIDE, ...options }).magnitudes);
    expect(at([0, 2, 2, 0, 0])).toEqual([0, 2.25, 0, 0, 0]); // the left end of a plateau, whose parabola rises above it
    expect(at([5, 1, 0, 0, 0])).toEqual([0, 0, 0, 0, 0]); // never the first bin
    expect(at([0, 0, 0, 1, 5], { fmax: 4000 })).toEqual([0, 0, 0, 0, 0]); // fmax is excluded
    expect(at([0, 1, 0, 20, 0])).toEqual([0, 0, 0, 20, 0]); // a tenth of the largest is the least
    expect(at([0, 1, 0, 20, 0], { threshold: 0 })).toEqual([0, 1, 0, 20, 0]);
    expect(at([0, 1, 0, 20, 0], { ref: 0.5 })).toEqual([0, 1, 0, 20, 0]);
    expect(at([0, 0, 0, 0, 0])).toEqual([0, 0, 0, 0, 0]);
  });

  test('a signal gives what its spectrogram gives; a batch is the loop; precision is kept', () => {
    const y = noise(2000, 1);
    const S = spectrogram(y, { nFft: 255 });
    const [a, b] = [piptrack(y, { ...SR, nFft: 255 }), piptrackFromSpectrogram(S, { ...SR, nFft: 255 })];
    for (const part of ['pitches', 'magnitudes'] as const) {
      expect(numbers(a[part])).toEqual(numbers(b[part]));
      expectBatchOfSignals((x) => piptrack(x, { ...WIDE, nFft: 64 })[part], 300);
      expectBatchOfSpectrograms((x) => piptrackFromSpectrogram(x, { ...WIDE, ref: mean })[part], 33, 4);
    }
    const single = nd(Float32Array.from(spectra(33, 3).data), [33, 3], [1, 33]);
    const double = nd(new Float64Array(single.data), [33, 3], [1, 33]);
    expectRounded(piptrackFromSpectrogram(single, WIDE).pitches, piptrackFromSpectrogram(double, WIDE).pitches);
  });

  test.each([
    [{ fmin: -1 }, '"fmin" must be a finite number >= 0, got -1'],
    [{ fmin: 5000 }, '"fmin" must be < fmax = 4000, got 5000'],
    [{ fmax: 5000 }, '"fmax" must be <= half the sample rate = 4000, got 5000'],
    [{ fmin: 900, fmax: 900 }, '"fmax" must be > fmin = 900, got 900'],
    [{ threshold: -0.1 }, '"threshold" must be a finite number >= 0, got -0.1'],
    [{ ref: 'max' }, '"ref" must be null, a number or a function, got "max"'],
    [{ ref: NaN }, '"ref" must be a finite number >= 0, got NaN'],
    [{ sampleRate: 0 }, '"sampleRate" must be a finite number > 0, got 0'],
    [{ treshold: 1 }, '"treshold" is not an option; did you mean "threshold"?'],
  ])('refuses %o', (bad, message) => {
    expect(() => piptrack(noise(500, 1), { ...SR, ...(bad as object) })).toThrow(`piptrack: ${message}`);
    expect(() => piptrackFromSpectrogram(spectra(5, 2), { ...SR, ...(bad as object) })).toThrow(`piptrackFromSpectrogram: ${message}`);
  });

  test('refuses bad input', () => {
    expect(() => piptrack(noise(500, 1))).toThrow('piptrack: "sampleRate" must be given in Hz, since the signal does not carry its rate');
    expect(() => piptrack(Float64Array.of(1, NaN), SR)).toThrow('piptrack: "y" must be finite, got NaN at index 1');
    expect(() => piptrack(new Float64Array(0), SR)).toThrow('piptrack: "y" must not be empty, got shape [0]');
    expect(() => piptrack(noise(500, 1), { ...SR, hopLength: 0 })).toThrow('piptrack: "hopLength" must be an integer >= 1, got 0');
    expect(() => piptrackFromSpectrogram(framesOf([1, -1]), SR)).toThrow(
      'piptrackFromSpectrogram: "S" must be a magnitude or power spectrogram, all >= 0; got -1 at [1, 0]',
    );
    expect(() => piptrackFromSpectrogram(framesOf([1]), SR)).toThrow(
      'piptrackFromSpectrogram: "nFft" must be given for a spectrogram with 1 bin',
    );
  });
});
