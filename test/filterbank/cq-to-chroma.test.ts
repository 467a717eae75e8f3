import { describe, expect, test } from 'vitest';
import { cqToChroma, ParameterError } from '../../src/index.js';
import { parity } from '../support/parity.js';

describe('cqToChroma', () => {
  test('the bins around a class belong to it, in all octaves', () => {
    const map = cqToChroma(72, { binsPerOctave: 36 });
    expect([35, 36, 37].map((k) => map.get(0, k))).toEqual([1, 1, 1]);
    expect(map.get(0, 38)).toBe(0);
    for (let k = 0; k < 72; k++) expect(Array.from({ length: 12 }, (_, c) => map.get(c, k)).filter((w) => w === 1)).toHaveLength(1);
  });

  parity('librosa', 'librosa.filters.cq_to_chroma', (_, { nInput, ...options }) => cqToChroma(nInput as number, options));

  test('turns with the lowest note, and with the first class', () => {
    const a = cqToChroma(12, { fmin: 55 });
    expect(a.get(9, 0)).toBe(1);
    expect(cqToChroma(12, { fmin: 55, baseC: false }).get(0, 0)).toBe(1);
  });

  test('smooths along the bins', () => {
    const map = cqToChroma(24, { binsPerOctave: 24, window: [0.25, 0.5, 0.25] });
    expect([0, 1, 2].map((k) => map.get(0, k))).toEqual([0.75 - 0.25, 0.25, 0]);
    expect(map.get(1, 1)).toBe(0.75);
  });

  test.each([
    [0, {}, '"nInput" must be an integer >= 1, got 0'],
    [12, { binsPerOctave: 13 }, '"binsPerOctave" must be a multiple of nChroma = 12, got 13'],
    [12, { fmin: -1 }, '"fmin" must be a finite number > 0, got -1'],
    [12, { window: [] }, '"window" must not be empty'],
    [12, { window: [NaN] }, '"window" must be finite, got NaN at index 0'],
    [12, { baseC: 1 }, '"baseC" must be true or false, got 1'],
    [12, { basec: true }, '"basec" is not an option; did you mean "baseC"?'],
  ])('refuses %o with %o', (nInput, options, message) => {
    expect(() => cqToChroma(nInput, options as never)).toThrow(`cqToChroma: ${message}`);
    expect(() => cqToChroma(12, { binsPerOctave: 13 })).toThrow(ParameterError);
  });
});
