import { describe, expect, test } from 'vitest';
import { chroma, type ChromaOptions } from '../../src/filterbank/chroma.js';
import { ParameterError } from '../../src/index.js';
import { parity } from '../support/parity.js';

describe('chroma', () => {
  test('an A falls on the tenth class from C', () => {
    const filters = chroma({ sampleRate: 22050, nFft: 4096 });
    expect(filters.shape).toEqual([12, 2049]);
    expect(filters.get(9, 82)).toBeGreaterThan(0.8); // bin 82 is 441 Hz
  });

  parity('librosa', 'librosa.filters.chroma', (_, options) => chroma(options as unknown as ChromaOptions));
  parity('librosa-frames', 'librosa.filters.chroma', (_, options) => chroma(options as unknown as ChromaOptions));

  test('octaves fall on the same class', () => {
    const filters = chroma({ sampleRate: 16000, nFft: 1024, octwidth: null });
    for (let k = 64; k <= 256; k++) {
      // from bin 64 on a bin is narrower than a class, so that all bells are equally wide
      for (let c = 0; c < 12; c++) expect(Math.abs(filters.get(c, k) - filters.get(c, 2 * k))).toBeLessThan(1e-12);
    }
  });

  test('a whole class of tuning turns the classes', () => {
    const options = { sampleRate: 16000, nFft: 256, octwidth: null };
    const [plain, turned] = [chroma(options), chroma({ ...options, tuning: 1 })];
    for (let k = 0; k < 129; k++) {
      for (let c = 0; c < 12; c++) expect(Math.abs(turned.get(c, k) - plain.get((c + 1) % 12, k))).toBeLessThan(1e-12);
    }
  });

  test('each bin has length 1 before the octaves are weighted', () => {
    for (const [norm, length] of [
      [1, (v: number[]) => v.reduce((a, b) => a + b)] as const,
      [Infinity, (v: number[]) => Math.max(...v)] as const,
    ]) {
      const filters = chroma({ sampleRate: 16000, nFft: 128, octwidth: null, norm });
      for (let k = 0; k < 65; k++) {
        const column = Array.from({ length: 12 }, (_, c) => filters.get(c, k));
        expect(Math.abs(length(column) - 1)).toBeLessThan(1e-14);
      }
    }
  });

  test('a result belongs to the caller', () => {
    const options = { sampleRate: 8000, nFft: 64 };
    chroma(options).data.fill(7);
    expect(chroma(options).data.some((v) => v === 7)).toBe(false);
  });

  const valid = { sampleRate: 16000, nFft: 512 };
  test.each<[object, string, string]>([
    [{ nFft: 512 }, 'sampleRate', 'must be given in Hz'],
    [{ ...valid, nFft: 1 }, 'nFft', 'must be an integer >= 2, got 1'],
    [{ ...valid, nChroma: 0 }, 'nChroma', 'must be an integer >= 1, got 0'],
    [{ ...valid, tuning: Infinity }, 'tuning', 'must be a finite number, got Infinity'],
    [{ ...valid, ctroct: NaN }, 'ctroct', 'must be a finite number, got NaN'],
    [{ ...valid, octwidth: 0 }, 'octwidth', 'must be a finite number > 0, got 0'],
    [{ ...valid, norm: -1 }, 'norm', 'must be null or a number > 0, got -1'],
    [{ ...valid, baseA: true }, 'baseA', 'is not an option; did you mean "baseC"?'],
  ])('refuses %o', (options, parameter, rule) => {
    expect(() => chroma(options as ChromaOptions)).toThrow(new ParameterError('chroma', parameter, rule));
  });

  test('refuses wrong types', () => {
    expect(() => chroma({ ...valid, baseC: 'yes' as unknown as boolean })).toThrow(
      new TypeError('chroma: "baseC" must be true or false, got "yes"'),
    );
  });
});
