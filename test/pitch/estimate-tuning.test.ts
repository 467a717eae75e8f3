import { describe, expect, test } from 'vitest';
import { type Warning } from '../../src/core/errors.js';
import { nd, type NdArray } from '../../src/core/nd.js';
import { estimateTuning, estimateTuningFromSpectrogram } from '../../src/pitch/index.js';
import { spectrogram } from '../../src/stft/spectrogram.js';
import { framesOf, noise } from '../feature/batch.js';
import { parity } from '../support/parity.js';

const SR = { sampleRate: 22050 };
/** A chord of five notes off the grid by `tuning` semitones. */
const chord = (tuning: number, samples = 22050) => {
  const notes = [57, 60, 64, 67, 71].map((note) => 440 * 2 ** ((note - 69 + tuning) / 12));
  return Float64Array.from({ length: samples }, (_, n) => notes.reduce((sum, hz) => sum + Math.sin((2 * Math.PI * hz * n) / 22050) / 5, 0));
};

describe('estimateTuning', () => {
  test('finds how far a chord is off', () => {
    for (const tuning of [-0.4, -0.2, 0, 0.1, 0.3]) {
      // Within 0.05: notes below 500 Hz lie 20 bins up, where a twentieth of a bin is a twentieth of a semitone.
      expect(Math.abs(estimateTuning(chord(tuning), { ...SR, nFft: 8192 }) - tuning)).toBeLessThan(0.05);
    }
  });

  for (const folder of ['librosa', 'spectral-features']) {
    parity(folder, 'librosa.estimate_tuning', ([x], options, golden) =>
      'S' in golden.inputs
        ? estimateTuningFromSpectrogram(x as NdArray<Float64Array>, options)
        : estimateTuning(x as Float64Array, options),
    );
  }

  test('a number for one channel, one for each of several, in the shape of the leading axes', () => {
    const tunings = [0.3, -0.2, 0.1, -0.4];
    const items = tunings.map((t) => chord(t, 8000));
    const flat = Float64Array.from(items.flatMap((item) => [...item]));
    const each = items.map((item) => estimateTuning(item, SR));
    expect(new Set(each).size).toBe(4);
    expect(estimateTuning(nd(flat, [4, 8000]), SR)).toEqual(Float64Array.from(each));
    const square = estimateTuning(nd(flat, [2, 2, 8000]), SR) as NdArray<Float64Array>;
    expect(square.shape).toEqual([2, 2]);
    expect([...square.data]).toEqual(each);
    expect(estimateTuning({ samples: items[0]!, sampleRate: 22050 })).toBe(each[0]);
    expect(estimateTuningFromSpectrogram(spectrogram(nd(flat, [4, 8000])), SR)).toEqual(Float64Array.from(each));
  });

  test('does not depend on the level', () => {
    const y = chord(0.2, 8000);
    expect(
      estimateTuning(
        y.map((v) => v * 2 ** -60),
        SR,
      ),
    ).toBe(estimateTuning(y, SR));
  });

  test('silence is 0, with a warning', () => {
    const warnings: Warning[] = [];
    expect(estimateTuning(new Float64Array(5000), { ...SR, onWarning: (w) => warnings.push(w) })).toBe(0);
    expect(estimateTuning(new Float64Array(5000).fill(1), { ...SR, center: false })).toBe(0);
    expect(warnings.map((w) => w.message)).toEqual(['estimateTuning: no frequency above 0 Hz to tell the tuning from; it is taken as 0']);
  });

  test.each([
    [{ resolution: 0 }, '"resolution" must be in (0, 1], got 0'],
    [{ binsPerOctave: 1.5 }, '"binsPerOctave" must be an integer >= 1, got 1.5'],
    [{ fmax: 20000 }, '"fmax" must be <= half the sample rate = 11025, got 20000'],
    [{ resolutoin: 1 }, '"resolutoin" is not an option; did you mean "resolution"?'],
  ])('refuses %o', (bad, message) => {
    expect(() => estimateTuning(noise(500, 1), { ...SR, ...bad })).toThrow(`estimateTuning: ${message}`);
    expect(() => estimateTuningFromSpectrogram(framesOf([1, 2, 3]), { ...SR, ...bad })).toThrow(
      `estimateTuningFromSpectrogram: ${message}`,
    );
  });

  test('refuses bad samples', () => {
    expect(() => estimateTuning(Float64Array.of(1, NaN), SR)).toThrow('estimateTuning: "y" must be finite, got NaN at index 1');
    expect(() => estimateTuning(new Float64Array(0), SR)).toThrow('estimateTuning: "y" must not be empty, got shape [0]');
    expect(() => estimateTuning(noise(500, 1))).toThrow('estimateTuning: "sampleRate" must be given in Hz');
  });
});
