import { describe, expect, test } from 'vitest';
import { cqtFrequencies } from '../../src/convert/index.js';
import { ParameterError, wavelet, waveletLengths, type WaveletOptions } from '../../src/index.js';
import { parity } from '../support/parity.js';

const FREQS = [220, 440, 880];

describe('waveletLengths', () => {
  test('has a fixed number of periods for constant Q, and fewer for low notes of hearing', () => {
    const { lengths } = waveletLengths(FREQS, { sampleRate: 8000 });
    const periods = FREQS.map((f, k) => (lengths[k]! * f) / 8000);
    expect(Math.max(...periods) - Math.min(...periods)).toBeLessThan(1e-12);
    const erb = waveletLengths(FREQS, { sampleRate: 8000, gamma: null }).lengths;
    expect((erb[0]! * 220) / 8000).toBeLessThan((erb[2]! * 880) / 8000);
  });

  parity('librosa', 'librosa.filters.wavelet_lengths', ([freqs], options) =>
    waveletLengths(freqs as Float64Array, options as unknown as WaveletOptions),
  );
  parity(
    'librosa',
    'librosa.filters.constant_q_lengths',
    (_, { fmin, nBins, ...options }) =>
      waveletLengths(cqtFrequencies(nBins as number, { fmin: fmin as number }), options as unknown as WaveletOptions).lengths,
    { name: 'waveletLengths' },
  );

  test('takes one bandwidth for all, or one for each', () => {
    const plain = waveletLengths(FREQS, { sampleRate: 8000 });
    expect(waveletLengths(FREQS, { sampleRate: 8000, alpha: 0.6 })).toEqual(
      waveletLengths(FREQS, { sampleRate: 8000, alpha: [0.6, 0.6, 0.6] }),
    );
    expect(plain.lengths[0]! / waveletLengths([220], { sampleRate: 8000, alpha: 1.2 }).lengths[0]!).toBeCloseTo(2, 12);
  });
});

describe('wavelet', () => {
  test('is a sinusoid under a window, in the middle of a power of two', () => {
    const { filters, lengths } = wavelet(FREQS, { sampleRate: 8000, norm: Infinity });
    expect(filters.shape).toEqual([3, 64, 2]);
    expect([filters.get(2, 32, 0), filters.get(2, 32, 1)]).toEqual([1, 0]);
    expect(filters.get(2, 10, 0)).toBe(0);
    expect(lengths[0]! / lengths[2]!).toBeCloseTo(4, 12);
    expect(wavelet(FREQS, { sampleRate: 8000, padFft: false }).filters.shape).toEqual([3, 61, 2]);
  });

  parity('librosa', 'librosa.filters.wavelet', ([freqs], options) => wavelet(freqs as Float64Array, options as unknown as WaveletOptions));

  test('has the norm asked for', () => {
    for (const [norm, expected] of [
      [1, (x: number[]) => x.reduce((a, b) => a + b)],
      [2, (x: number[]) => Math.hypot(...x)],
    ] as const) {
      const { filters } = wavelet(FREQS, { sampleRate: 8000, norm });
      const sizes = Array.from({ length: 64 }, (_, n) => Math.hypot(filters.get(1, n, 0), filters.get(1, n, 1)));
      expect(expected(sizes)).toBeCloseTo(1, 12);
    }
  });

  test.each([
    [FREQS, {}, '"sampleRate" must be given in Hz'],
    [[], { sampleRate: 1 }, '"freqs" must not be empty'],
    [[2, 1], { sampleRate: 8 }, '"freqs" must ascend, got 2 and 1 at index 1'],
    [[0, 1], { sampleRate: 8 }, '"freqs[0]" must be a finite number > 0, got 0'],
    [[440], { sampleRate: 8 }, '"alpha" must be given for one frequency, which has no neighbour to tell its bandwidth from'],
    [FREQS, { sampleRate: 8, alpha: [1] }, '"alpha" must have one bandwidth for each of 3 frequencies, got 1'],
    [FREQS, { sampleRate: 8, alpha: -1 }, '"alpha" must be a finite number > 0, got -1'],
    [FREQS, { sampleRate: 8, gamma: -1 }, '"gamma" must be a finite number >= 0, got -1'],
    [FREQS, { sampleRate: 8, filterScale: 0 }, '"filterScale" must be a finite number > 0, got 0'],
    [FREQS, { sampleRate: 8, norm: -1 }, '"norm" must be null, -Infinity, 0 or a number > 0, got -1'],
    [FREQS, { sampleRate: 8, padFFT: true }, '"padFFT" is not an option; did you mean "padFft"?'],
  ])('refuses %o with %o', (freqs, options, message) => {
    const call = () => wavelet(freqs, options as unknown as WaveletOptions);
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(`wavelet: ${message}`);
  });

  test('refuses what is no list, and filters that fill the memory', () => {
    expect(() => wavelet(440 as never, { sampleRate: 8000 })).toThrow('wavelet: "freqs" must be a list of frequencies in Hz, got 440');
    expect(() => wavelet([1e-5, 2e-5], { sampleRate: 8000 })).toThrow('wavelet: "freqs" must be <= 134217728 = 2^27, got 2147483648');
  });
});
