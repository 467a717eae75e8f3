import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Warning } from '../../src/core/errors.js';
import { nd } from '../../src/core/nd.js';
import { pitchTuning } from '../../src/pitch/index.js';
import { parity } from '../support/parity.js';

describe('pitchTuning', () => {
  test('the concert pitch is 0, and half a semitone above the lowest bin', () => {
    expect(pitchTuning(Float64Array.of(440, 880, 220))).toBe(0);
    expect(pitchTuning(Float64Array.of(440 * 2 ** (0.5 / 12)))).toBe(-0.5);
  });

  for (const folder of ['librosa', 'spectral-features']) {
    parity(folder, 'librosa.pitch_tuning', ([frequencies], options) => pitchTuning(frequencies as Float64Array, options));
  }

  test('finds a deviation within one bin of the histogram, from below', () => {
    const deviation = fc.double({ min: -0.49, max: 0.48, noNaN: true });
    fc.assert(
      fc.property(deviation, fc.constantFrom(0.01, 0.02, 0.1), fc.integer({ min: 5, max: 36 }), (d, resolution, binsPerOctave) => {
        const notes = Float64Array.from({ length: 20 }, (_, k) => 440 * 2 ** ((k - 10 + d) / binsPerOctave));
        const got = pitchTuning(notes, { resolution, binsPerOctave });
        // The notes of one deviation may fall on both sides of an edge by a rounding.
        expect(d - got).toBeGreaterThan(-1e-9);
        expect(d - got).toBeLessThan(resolution + 1e-9);
      }),
    );
  });

  test('leaves out what is not a frequency, takes any shape, and warns when nothing is left', () => {
    const warnings: Warning[] = [];
    const onWarning = (w: Warning) => void warnings.push(w);
    expect(pitchTuning(nd(Float64Array.of(0, 443.1, -5, 443.1), [2, 2], [1, 2]), { onWarning })).toBeCloseTo(0.12, 12);
    expect(warnings).toEqual([]);
    expect(pitchTuning(new Float64Array(3), { onWarning })).toBe(0);
    expect(pitchTuning(new Float32Array(0), { onWarning })).toBe(0);
    expect(warnings.map((w) => w.code)).toEqual(['no-pitches', 'no-pitches']);
    expect(warnings[0]!.message).toBe('pitchTuning: no frequency above 0 Hz to tell the tuning from; it is taken as 0');
  });

  test.each([
    [{ resolution: 0 }, '"resolution" must be in (0, 1], got 0'],
    [{ resolution: 2 }, '"resolution" must be in (0, 1], got 2'],
    [{ resolution: NaN }, '"resolution" must be a finite number, got NaN'],
    [{ binsPerOctave: 0 }, '"binsPerOctave" must be an integer >= 1, got 0'],
    [{ bins_per_octave: 12 }, '"bins_per_octave" is not an option; did you mean "binsPerOctave"?'],
  ])('refuses %o', (bad, message) => {
    expect(() => pitchTuning(Float64Array.of(440), bad as object)).toThrow(`pitchTuning: ${message}`);
  });

  test('refuses bad frequencies', () => {
    expect(() => pitchTuning(Float64Array.of(440, NaN))).toThrow('pitchTuning: "frequencies" must be finite, got NaN at index 1');
    expect(() => pitchTuning([440] as unknown as Float64Array)).toThrow('pitchTuning: "frequencies" must be a Float32Array');
    const detached = new Float64Array(2);
    structuredClone(detached.buffer, { transfer: [detached.buffer] });
    expect(() => pitchTuning(detached)).toThrow('pitchTuning: "frequencies" has a detached buffer (it was transferred elsewhere)');
  });
});
