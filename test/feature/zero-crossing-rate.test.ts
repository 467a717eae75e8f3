import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zeroCrossingRate } from '../../src/feature/index.js';
import { parity } from '../support/parity.js';
import { disguises, expectBatchOfSignals, expectRounded, noise, numbers } from './batch.js';

describe('zeroCrossingRate', () => {
  test('twice the frequency of a tone over the rate', () => {
    const y = Float64Array.from({ length: 8000 }, (_, n) => Math.sin((2 * Math.PI * 100 * (n + 0.5)) / 8000));
    numbers(zeroCrossingRate(y, { frameLength: 800, center: false })).forEach((v) => expect(v).toBeCloseTo(200 / 8000, 2));
  });

  for (const folder of ['librosa', 'spectral-features']) {
    parity(folder, 'librosa.feature.zero_crossing_rate', ([y], options) => zeroCrossingRate(y as Float64Array, options));
  }

  test('equals counting in each frame', () => {
    const size = fc.integer({ min: 1, max: 30 });
    const options = fc.record({ frameLength: size, hopLength: size, center: fc.boolean(), pad: fc.boolean(), zeroPos: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 30, maxLength: 60 }), options, (values, o) => {
        const y = Float64Array.from(values);
        const at = (n: number) => y[Math.min(Math.max(n, 0), y.length - 1)]!;
        const sign = (v: number) => (o.zeroPos && v === 0 ? 1 : Math.sign(v));
        const outside = o.center ? o.frameLength >> 1 : 0;
        numbers(zeroCrossingRate(y, o)).forEach((v, t) => {
          const first = t * o.hopLength - outside;
          let count = o.pad ? 1 : 0;
          for (let n = 1; n < o.frameLength; n++) if (sign(at(first + n)) !== sign(at(first + n - 1))) count++;
          expect(v).toBe(count / o.frameLength);
        });
      }),
    );
  });

  test('does not depend on the level above the threshold', () => {
    const y = noise(500, 1);
    const options = { frameLength: 100, hopLength: 50, threshold: 0.5, refMagnitude: (m: Float64Array) => Math.max(...m) };
    expect(
      numbers(
        zeroCrossingRate(
          y.map((v) => 1024 * v),
          options,
        ),
      ),
    ).toEqual(numbers(zeroCrossingRate(y, options)));
    expect(numbers(zeroCrossingRate(y, options))).not.toEqual(numbers(zeroCrossingRate(y, { frameLength: 100, hopLength: 50 })));
  });

  test('a batch is the loop over its items, also with a reference of the channel', () => {
    expectBatchOfSignals((y) => zeroCrossingRate(y, { frameLength: 50, hopLength: 30 }), 200);
    expectBatchOfSignals((y) => zeroCrossingRate(y, { frameLength: 50, threshold: 0.3, refMagnitude: (m) => Math.max(...m) }), 200);
  });

  test('silence and a constant do not cross; precision and memory', () => {
    for (const level of [0, -1, 1]) expect(numbers(zeroCrossingRate(new Float64Array(600).fill(level)))).toEqual([0, 0]);
    const y = Float32Array.from(noise(300, 1));
    expectRounded(zeroCrossingRate(y), zeroCrossingRate(new Float64Array(y)));
    for (const same of disguises(noise(300, 2))) expect(numbers(zeroCrossingRate(same))).toEqual(numbers(zeroCrossingRate(noise(300, 2))));
  });

  test.each([
    [{ frameLength: 0 }, '"frameLength" must be an integer >= 1, got 0'],
    [{ hopLength: -2 }, '"hopLength" must be an integer >= 1, got -2'],
    [{ center: 'yes' }, '"center" must be true or false, got "yes"'],
    [{ center: false }, '"frameLength" must be <= y.length = 100 unless frames are centred, got 2048'],
    [{ threshold: -1 }, '"threshold" must be a finite number >= 0, got -1'],
    [{ refMagnitude: -1 }, '"refMagnitude" must be null, a finite number >= 0 or a function, got -1'],
    [{ refMagnitude: () => NaN }, '"refMagnitude()" must be a finite number >= 0, got NaN'],
    [{ pad: 1 }, '"pad" must be true or false, got 1'],
    [{ zeroPos: 1 }, '"zeroPos" must be true or false, got 1'],
    [{ zeropos: true }, '"zeropos" is not an option; did you mean "zeroPos"?'],
  ])('refuses %o', (bad, message) => {
    expect(() => zeroCrossingRate(new Float64Array(100), bad as object)).toThrow(`zeroCrossingRate: ${message}`);
  });

  test('refuses bad samples', () => {
    expect(() => zeroCrossingRate(Float64Array.of(1, Infinity))).toThrow('zeroCrossingRate: "y" must be finite, got Infinity at index 1');
    expect(() => zeroCrossingRate(new Float64Array(0))).toThrow('zeroCrossingRate: "y" must not be empty, got shape [0]');
  });
});
