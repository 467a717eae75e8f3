import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amplitudeToDb, dbToAmplitude, dbToPower, perceptualWeighting, powerToDb } from '../../src/convert/index.js';
import { ParameterError } from '../../src/core/errors.js';
import { nd, toRowMajor } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { expectClose } from '../support/close.js';

const noise = (length: number, seed = 1): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.uniform() ** 20); // 0 to about -200 dB
};

describe('powerToDb', () => {
  test('the examples of the reference', () => {
    expect(powerToDb(100)).toBe(20);
    expect([...powerToDb([1, 0.1, 1e-30], { topDb: null })]).toEqual([0, -10, -100]);
    expect(powerToDb([0.5, 2], { ref: Math.max })[1]).toBe(0);
  });

  test('powers of ten are whole numbers of decibels, in any place and as a reference', () => {
    const powers = Float64Array.from({ length: 61 }, (_, i) => Number(`1e${i - 30}`)); // some are beyond the table of logarithms
    const levels = powerToDb(powers, { amin: 1e-40, topDb: null });
    powers.forEach((_, i) => expect(Math.abs(levels[i]! - 10 * (i - 30)), `1e${i - 30}`).toBeLessThan(i > 11 && i < 50 ? 1e-300 : 6e-14));
    powers.forEach((ref, i) => expect(powerToDb(powers, { amin: 1e-40, topDb: null, ref })[i]).toBe(0));
    powers.forEach((_, i) => expect(amplitudeToDb(powers.subarray(i), { amin: 1e-40, topDb: null })[0]).toBe(2 * levels[i]!));
  });

  test('an item is the last two axes: a batch equals a loop, bit for bit, whatever the strides', () => {
    const data = noise(2 * 3 * 5 * 7);
    for (let i = 0; i < 35; i++) data[i]! *= 1e6; // one loud item
    for (const ref of [1, Math.max, (x: Float64Array) => x.sort()[17]!]) {
      const batch = powerToDb(nd(data, [2, 3, 5, 7]), { ref, topDb: 30 });
      const strided = powerToDb(nd(data, [7, 5, 3, 2]).transpose(3, 2, 1, 0), { ref, topDb: 30 });
      expect(batch.shape).toEqual([2, 3, 5, 7]);
      expect(batch.stride).toEqual([105, 35, 1, 5]); // time-major, as every spectrogram
      for (let i = 0; i < 6; i++) {
        const item = nd(data, [2, 3, 5, 7]).pick(Math.floor(i / 3), i % 3);
        const one = powerToDb(item, { ref, topDb: 30 });
        expect(toRowMajor(batch.pick(Math.floor(i / 3), i % 3))).toEqual(toRowMajor(one));
        const picked = nd(data, [7, 5, 3, 2])
          .transpose(3, 2, 1, 0)
          .pick(i % 2, i % 3);
        expect(toRowMajor(strided.pick(i % 2, i % 3))).toEqual(toRowMajor(powerToDb(picked, { ref, topDb: 30 })));
      }
    }
  });

  test('one axis is one item, as an array or an ndarray', () => {
    const x = noise(50);
    expect(toRowMajor(powerToDb(nd(x, [50])))).toEqual(powerToDb(x));
    expect(powerToDb(Array.from(x))).toEqual(powerToDb(x));
    expect(powerToDb(nd(x, [25], [2])).shape).toEqual([25]);
  });

  test('float32 stays float32: the double result, rounded', () => {
    const x = Float32Array.from(noise(100));
    const out = powerToDb(x);
    expect(out).toBeInstanceOf(Float32Array);
    expect(out).toEqual(Float32Array.from(powerToDb(Float64Array.from(x))));
    expect(powerToDb(nd(x, [10, 10])).data).toBeInstanceOf(Float32Array);
  });

  test('within topDb of the loudest, and never below amin', () => {
    const level = fc.double({ min: -40, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.array(level, { minLength: 1 }), fc.double({ min: 0, max: 200, noNaN: true }), (levels, topDb) => {
        const out = powerToDb(
          levels.map((l) => 10 ** l),
          { topDb },
        );
        const peak = Math.max(...out);
        for (const [i, v] of out.entries()) {
          expect(v).toBeGreaterThanOrEqual(peak - topDb);
          expect(v).toBeGreaterThanOrEqual(-100 - 1e-9);
          if (levels[i]! > -10 && 10 * levels[i]! > peak - topDb + 1e-9) expect(v).toBeCloseTo(10 * levels[i]!, 9);
        }
      }),
    );
  });

  test('scaling by 10 adds 10 dB, and a reference takes its own level off', () => {
    const x = noise(40).map((v) => v + 1e-6);
    const plain = powerToDb(x, { topDb: null });
    expectClose(powerToDb(x.map((v) => 10 * v), { topDb: null }), plain.map((v) => v + 10), 1e-13); // prettier-ignore
    expectClose(powerToDb(x, { topDb: null, ref: 0.1 }), plain.map((v) => v + 10), 1e-13); // prettier-ignore
  });

  test('comes back', () => {
    const x = noise(100).map((v) => v + 1e-8);
    expectClose(dbToPower(powerToDb(x, { topDb: null, ref: 0.3 }), { ref: 0.3 }), x, 1e-13);
    expectClose(dbToAmplitude(amplitudeToDb(x, { topDb: null, amin: 1e-12 })), x, 1e-13);
  });

  test('silence, negative power and both zeros are the floor', () => {
    expect([...powerToDb([0, -0, -5, 1e-11])].map((v) => Math.round(v * 1e9) / 1e9)).toEqual([-100, -100, -100, -100]);
    expect(powerToDb(new Float32Array(8), { ref: Math.max })).toEqual(new Float32Array(8));
    expect(powerToDb(0)).toBe(-100);
  });

  test('the input is not touched, by a sorting reference neither', () => {
    const x = noise(20);
    const copy = x.slice();
    powerToDb(x, { ref: (values) => values.sort()[0]! });
    powerToDb(nd(x, [4, 5], [1, 4]), { ref: (values) => values.fill(1)[0]! });
    expect(x).toEqual(copy);
  });

  test('subarrays and shared memory', () => {
    const shared = new Float64Array(new SharedArrayBuffer(80));
    shared.set(noise(10));
    expect(powerToDb(shared.subarray(3, 7))).toEqual(powerToDb(shared.slice(3, 7)));
    expect(powerToDb(shared).buffer).toBeInstanceOf(ArrayBuffer);
  });
});

describe('amplitudeToDb', () => {
  test('is powerToDb of the square', () => {
    const x = noise(60).map((v, i) => (i % 2 ? v : -v));
    const square = x.map((v) => v * v);
    expectClose(amplitudeToDb(x), powerToDb(square), 1e-13);
    expectClose(amplitudeToDb(x, { ref: Math.max }), powerToDb(square, { ref: Math.max }), 1e-13);
  });

  test('does not overflow where the square would', () => expect(amplitudeToDb([1e200])[0]).toBeCloseTo(4000, 9));
});

describe('perceptualWeighting', () => {
  test('adds a weight to every bin', () => {
    const S = nd(new Float64Array(24).fill(1), [2, 3, 4]);
    const out = perceptualWeighting(S, [0, 100, 1000]);
    expect(out.shape).toEqual([2, 3, 4]);
    for (let t = 0; t < 4; t++) {
      expect(out.get(1, 0, t)).toBe(-80);
      expect(out.get(1, 1, t)).toBeCloseTo(-19.1424, 4);
    }
  });

  test('refuses the wrong number of frequencies, and one axis', () => {
    const S = nd(new Float64Array(6), [2, 3]);
    expect(() => perceptualWeighting(S, [1])).toThrow(
      'perceptualWeighting: "frequencies" must have one value for each of the 2 bins, got 1',
    );
    expect(() => perceptualWeighting(nd(new Float64Array(6), [6]), [1])).toThrow(
      'perceptualWeighting: "S" must have shape [...channels, bins, frames], got shape [6]',
    );
    expect(() => perceptualWeighting(S, [1, 2], { kind: 'E' as never })).toThrow(
      'perceptualWeighting: "kind" must be one of "A", "B", "C", "D", "Z", got "E"',
    );
  });
});

describe('refusals', () => {
  test.each<[string, () => unknown, string]>([
    ['NaN', () => powerToDb([1, NaN]), 'powerToDb: "S" must be finite, got NaN at index 1'],
    [
      '-Infinity, which the floor would hide',
      () => powerToDb(Float32Array.of(1, 2, -Infinity)),
      'powerToDb: "S" must be finite, got -Infinity at index 2',
    ],
    [
      'NaN in a spectrogram',
      () => amplitudeToDb(nd(Float64Array.of(1, 1, 1, NaN), [2, 2])),
      'amplitudeToDb: "S" must be finite, got NaN at [1, 1]',
    ],
    ['a NaN', () => powerToDb(NaN), 'powerToDb: "S" must be a finite number, got NaN'],
    ['nothing', () => powerToDb([]), 'powerToDb: "S" must not be empty, got shape [0]'],
    ['no frames', () => powerToDb(nd(new Float64Array(0), [3, 0])), 'powerToDb: "S" must not be empty, got shape [3, 0]'],
    ['amin 0', () => powerToDb(1, { amin: 0 }), 'powerToDb: "amin" must be a finite number > 0, got 0'],
    ['negative topDb', () => amplitudeToDb([1], { topDb: -1 }), 'amplitudeToDb: "topDb" must be a finite number >= 0, got -1'],
    ['ref Infinity', () => powerToDb([1], { ref: Infinity }), 'powerToDb: "ref" must be a finite number, got Infinity'],
    ['a reference that returns NaN', () => powerToDb([1], { ref: () => NaN }), 'powerToDb: "ref" must return a finite number, got NaN'],
    ['another variadic function', () => powerToDb([1, 2], { ref: Math.min }), 'powerToDb: "ref" must return a finite number, got NaN'],
    ['a misspelt option', () => powerToDb([1], { topDB: 3 } as never), 'powerToDb: "topDB" is not an option; did you mean "topDb"?'],
    ['ref 0 backwards', () => dbToPower(1, { ref: 0 }), 'dbToPower: "ref" must be a finite number > 0, got 0'],
    ['NaN dB', () => dbToAmplitude([NaN]), 'dbToAmplitude: "SDb" must be finite, got NaN at index 0'],
    ['400 dB and more', () => dbToPower(4000), 'dbToPower: "SDb" is too large: 4000 gives Infinity'],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(ParameterError);
    try {
      call();
    } catch (error) {
      expect((error as Error).message).toBe(message);
    }
  });

  test('wrong types', () => {
    expect(() => powerToDb('1' as never)).toThrow(TypeError);
    expect(() => powerToDb(['1'] as never)).toThrow('powerToDb: "S" must hold numbers, got "1" at index 0');
    expect(() => powerToDb(1, { topDb: '80' as never })).toThrow('powerToDb: "topDb" must be a number, got "80"');
    const x = new Float64Array(4);
    structuredClone(x.buffer, { transfer: [x.buffer] });
    expect(() => powerToDb(x)).toThrow('powerToDb: "S" has a detached buffer (it was transferred elsewhere)');
  });
});
