import { describe, expect, test } from 'vitest';
import { type Warning } from '../../src/core/errors.js';
import { nd } from '../../src/core/nd.js';
import { chromaStft, chromaStftFromSpectrogram } from '../../src/feature/index.js';
import { estimateTuningFromSpectrogram } from '../../src/pitch/index.js';
import { spectrogram } from '../../src/stft/spectrogram.js';
import { noise, numbers, spectra } from './batch.js';

const SR = { sampleRate: 22050 };
const sine = (hz: number, seconds: number, gain = 1) =>
  Float64Array.from({ length: seconds * 22050 }, (_, n) => gain * Math.sin((2 * Math.PI * hz * n) / 22050));
const loudest = (chroma: number[], frames: number, frame: number) => {
  const column = Array.from({ length: chroma.length / frames }, (_, c) => chroma[c * frames + frame]!);
  return column.indexOf(Math.max(...column));
};

describe('chromaStft', () => {
  test('each note of the scale has its class, in any octave', () => {
    for (let note = 48; note < 84; note++) {
      const C = chromaStft(sine(440 * 2 ** ((note - 69) / 12), 0.5), { ...SR, tuning: 0, nFft: 8192 });
      expect(loudest(numbers(C), C.shape[1]!, 10)).toBe(note % 12);
    }
  });

  test('estimates the tuning, as if it had been given', () => {
    const y = sine(440 * 2 ** (0.3 / 12), 1);
    const tuning = estimateTuningFromSpectrogram(spectrogram(y, { hopLength: 512, power: 2 }), SR) as number; // from power, as librosa
    expect(Math.abs(tuning - 0.3)).toBeLessThan(0.05); // a bin is 0.42 semitones here, and the parabola is off by a tenth of one
    expect(numbers(chromaStft(y, SR))).toEqual(numbers(chromaStft(y, { ...SR, tuning })));
  });

  test('each channel has its own tuning', () => {
    const y = [sine(440 * 2 ** (0.3 / 12), 0.5), sine(440 * 2 ** (-0.2 / 12), 0.5)];
    const both = chromaStft(nd(Float64Array.of(...y[0]!, ...y[1]!), [2, y[0]!.length]), SR);
    expect(numbers(both)).toEqual(y.flatMap((one) => numbers(chromaStft(one, SR))));
  });

  test('silence is warned of where a tuning is wanted, and only there', () => {
    const warnings: Warning[] = [];
    const onWarning = (w: Warning) => void warnings.push(w);
    chromaStft(new Float64Array(4096), { ...SR, onWarning });
    chromaStft(new Float64Array(4096), { ...SR, tuning: 0, onWarning });
    expect(warnings).toEqual([
      {
        caller: 'chromaStft',
        code: 'no-pitches',
        message: 'chromaStft: no frequency above 0 Hz to tell the tuning from; it is taken as 0',
      },
    ]);
  });

  test('frames have the norm asked for', () => {
    for (const [norm, of] of [
      [1, (x: number[]) => x.reduce((a, b) => a + b)],
      [2, (x: number[]) => Math.hypot(...x)],
      [Infinity, (x: number[]) => Math.max(...x)],
      [-Infinity, (x: number[]) => Math.min(...x)],
    ] as const) {
      const C = numbers(chromaStft(noise(4000, 1), { ...SR, norm, tuning: 0, hopLength: 1000 }));
      for (let t = 0; t < 5; t++) expect(of(C.filter((_, i) => i % 5 === t))).toBeCloseTo(1, 12);
    }
  });

  test('works where half the rate lies below 4000 Hz, and even below 150 Hz', () => {
    expect(chromaStft(noise(3000, 1), { sampleRate: 4000 }).shape).toEqual([12, 6]);
    expect(chromaStft(noise(3000, 1), { sampleRate: 200 }).shape).toEqual([12, 6]);
  });

  test.each([
    [{ nChroma: 0 }, '"nChroma" must be an integer >= 1, got 0'],
    [{ tuning: NaN }, '"tuning" must be a finite number, got NaN'],
    [{ norm: -1 }, '"norm" must be null, -Infinity, 0 or a number > 0, got -1'],
    [{ norm: 'l2' }, '"norm" must be null, -Infinity, 0 or a number > 0, got "l2"'],
    [{ octwidth: 0 }, '"octwidth" must be a finite number > 0, got 0'],
    [{ ctroct: Infinity }, '"ctroct" must be a finite number, got Infinity'],
    [{ baseC: 0 }, '"baseC" must be true or false, got 0'],
    [{ nfft: 512 }, '"nfft" is not an option; did you mean "nFft"?'],
  ])('refuses %o', (bad, message) => {
    expect(() => chromaStft(new Float64Array(4000), { ...SR, ...(bad as object) })).toThrow(`chromaStft: ${message}`);
    expect(() => chromaStftFromSpectrogram(spectra(1025, 2), { ...SR, ...(bad as object) })).toThrow(
      `chromaStftFromSpectrogram: ${message}`,
    );
  });

  test('refuses an FFT without pitches', () => {
    expect(() => chromaStft(new Float64Array(40), { ...SR, nFft: 1 })).toThrow('chromaStft: "nFft" must be an integer >= 2, got 1');
  });
});
