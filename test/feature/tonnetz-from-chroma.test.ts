import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { tonnetzFromChroma } from '../../src/feature/index.js';
import { parity } from '../support/parity.js';
import { expectBatchOfSpectrograms, expectRounded, framesOf, numbers, spectra } from './batch.js';

const note = (k: number) => Array.from({ length: 12 }, (_, c) => (c === k % 12 ? 1 : 0));
const columns = (result: NdArray<Float64Array>) => {
  const frames = result.shape[1]!;
  return Array.from({ length: frames }, (_, t) => numbers(result).filter((_, i) => i % frames === t));
};

describe('tonnetzFromChroma', () => {
  test('a fifth is a turn by 210 degrees on the first circle, a major third by 240 on the last', () => {
    const [c, g, e] = columns(tonnetzFromChroma(framesOf(note(0), note(7), note(4)))) as [number[], number[], number[]];
    const angle = (v: number[], at: number) => (Math.atan2(v[at]!, v[at + 1]!) * 180) / Math.PI;
    const turn = (a: number[], b: number[], at: number) => (angle(b, at) - angle(a, at) + 720) % 360;
    expect(turn(c, g, 0)).toBeCloseTo((7 * 210) % 360, 9);
    expect(turn(c, e, 4)).toBeCloseTo((4 * 120) % 360, 9);
  });

  for (const folder of ['librosa', 'spectral-features']) {
    // librosa's `sr` goes to the constant-Q transform, which a given chroma does without.
    parity(folder, 'librosa.feature.tonnetz', ([chroma]) => tonnetzFromChroma(chroma as NdArray<Float64Array>), {
      name: 'tonnetzFromChroma',
    });
  }

  test('one note lies on all three circles, and the level does not count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 11 }), fc.integer({ min: -300, max: 300 }), (k, exponent) => {
        const v = columns(tonnetzFromChroma(framesOf(note(k).map((x) => x * 2 ** exponent))))[0]!;
        expect(Math.hypot(v[0]!, v[1]!)).toBeCloseTo(1, 14);
        expect(Math.hypot(v[2]!, v[3]!)).toBeCloseTo(1, 14);
        expect(Math.hypot(v[4]!, v[5]!)).toBeCloseTo(0.5, 14);
        expect(v).toEqual(columns(tonnetzFromChroma(framesOf(note(k))))[0]);
      }),
    );
  });

  test('silence gives zeros, a batch is the loop, precision is kept', () => {
    expect(numbers(tonnetzFromChroma(framesOf(new Array<number>(12).fill(0))))).toEqual([0, 0, 0, 0, 0, 0]);
    expectBatchOfSpectrograms((S) => tonnetzFromChroma(S), 12, 4);
    const single = nd(Float32Array.from(spectra(12, 3).data), [12, 3], [1, 12]);
    expectRounded(tonnetzFromChroma(single), tonnetzFromChroma(nd(new Float64Array(single.data), [12, 3], [1, 12])));
  });

  test('refuses bad input', () => {
    expect(() => tonnetzFromChroma(framesOf(note(0).map((v) => v / 0)))).toThrow(
      'tonnetzFromChroma: "chroma" must be finite, got Infinity at [0, 0]',
    );
    expect(() => tonnetzFromChroma(new Float64Array(12) as never)).toThrow(
      'tonnetzFromChroma: "chroma" must be an ndarray of floats with shape [...channels, bins, frames], got a Float64Array',
    );
    expect(() => tonnetzFromChroma(framesOf(note(0)), { sampleRate: 1 } as object)).toThrow(
      'tonnetzFromChroma: "sampleRate" is not an option',
    );
  });
});
