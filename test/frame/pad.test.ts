import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { toRowMajor } from '../../src/core/view.js';
import { type EdgeMode, readPadded } from '../../src/frame/edge.js';
import { fixLength, pad, padCenter, type PadOptions } from '../../src/frame/index.js';
import { parity } from '../support/parity.js';

describe('pad', () => {
  test('the worked examples', () => {
    expect(pad(Float64Array.of(1, 2, 3), { padWidth: 2 })).toEqual(Float64Array.of(0, 0, 1, 2, 3, 0, 0));
    expect(pad(Float64Array.of(1, 2, 3), { padWidth: [0, 4], mode: 'reflect' })).toEqual(Float64Array.of(1, 2, 3, 2, 1, 2, 3));
  });

  parity('scipy', 'numpy.pad', ([y], options) => pad(y as Float64Array, options));
  parity('numpy', 'numpy.pad', ([y], options) => pad(y as Float64Array, options));

  test('channels are padded each for itself, along any axis, keeping the precision and the order in memory', () => {
    const rows = nd(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
    const padded = pad(rows, { padWidth: [1, 0], mode: 'edge' }) as NdArray<Float32Array>;
    expect(padded.shape).toEqual([2, 4]);
    expect(toRowMajor(padded)).toEqual(Float32Array.of(1, 1, 2, 3, 4, 4, 5, 6));
    const columns = nd(Float32Array.of(1, 2, 3, 4, 5, 6), [3, 2], [1, 3]);
    const taller = pad(columns, { padWidth: [0, 1], mode: 'maximum', axis: 0 }) as NdArray<Float32Array>;
    expect(taller.stride).toEqual([1, 4]);
    expect(taller.data).toEqual(Float32Array.of(1, 2, 3, 3, 4, 5, 6, 6));
  });

  test('empty means zeros', () => {
    expect(pad(Float64Array.of(5), { padWidth: 1, mode: 'empty' })).toEqual(Float64Array.of(0, 5, 0));
  });

  test.each<[PadOptions | undefined, string]>([
    [undefined, 'pad: "padWidth" must be given: a number of samples or [before, after]'],
    [{ padWidth: -1 }, 'pad: "padWidth" must be an integer >= 0, got -1'],
    [{ padWidth: [1, 2, 3] as unknown as [number, number] }, 'pad: "padWidth" must be a number or [before, after], got an array of 3'],
    [{ padWidth: 1, constantValues: NaN }, 'pad: "constantValues" must be a finite number, got NaN'],
    [{ padWidth: 1, statLength: 0 }, 'pad: "statLength" must be an integer >= 1, got 0'],
    [{ padWidth: 1, axis: 1 }, 'pad: "axis" must be an integer in [-1, 0], got 1'],
    [{ padWidth: 1, mode: 'reflected' as 'reflect' }, 'got "reflected"; did you mean "reflect"?'],
  ])('refuses %o', (options, message) => {
    expect(() => pad(new Float64Array(4), options)).toThrow(message);
  });

  test('refuses bad samples and overflow', () => {
    expect(() => pad(Float64Array.of(1, NaN), { padWidth: 1 })).toThrow('pad: "y" must be finite, got NaN at index 1');
    expect(() => pad(Float32Array.of(1), { padWidth: 1, constantValues: 1e300 })).toThrow(
      'pad: "y" holds values for which the result overflows',
    );
  });
});

describe('readPadded', () => {
  const modes: EdgeMode[] = ['constant', 'edge', 'reflect', 'symmetric', 'wrap', 'linear_ramp', 'empty'];
  test('any piece of a padded signal is that piece of what pad returns', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...modes),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(20),
        fc.nat(40),
        fc.integer({ min: 1, max: 20 }),
        (mode, n, width, skip, length) => {
          const y = Float64Array.from({ length: n }, (_, i) => 1 + i * i);
          const whole = pad(y, { padWidth: width, mode });
          const start = Math.min(skip, whole.length - 1);
          const out = new Float64Array(Math.min(length, whole.length - start));
          readPadded(out, y, start - width, mode, width);
          expect(out).toEqual(whole.subarray(start, start + out.length));
        },
      ),
    );
  });
});

describe('padCenter and fixLength', () => {
  parity('librosa', 'librosa.util.pad_center', ([data], options) => padCenter(data as Float64Array, options), { relative: 0 }); // copies
  parity('librosa', 'librosa.util.fix_length', ([data], options) => fixLength(data as Float64Array, options), { relative: 0 }); // copies

  test('cutting and padding', () => {
    expect(padCenter(Float64Array.of(1, 2, 3), { size: 6 })).toEqual(Float64Array.of(0, 1, 2, 3, 0, 0));
    expect(fixLength(Float64Array.of(1, 2, 3), { size: 2 })).toEqual(Float64Array.of(1, 2));
    const y = Float64Array.of(1, 2);
    const same = fixLength(y, { size: 2 });
    expect(same).toEqual(y);
    expect(same).not.toBe(y);
  });

  test('refusals', () => {
    expect(() => padCenter(new Float64Array(4), { size: 3 })).toThrow('padCenter: "size" must be >= 4, the length of the data, got 3');
    expect(() => padCenter(new Float64Array(4))).toThrow('padCenter: "size" must be an integer >= 1, got NaN');
    expect(() => fixLength(new Float64Array(4), { size: 0 })).toThrow('fixLength: "size" must be an integer >= 1, got 0');
    expect(() => fixLength(Float64Array.of(Infinity), { size: 2 })).toThrow('fixLength: "data" must be finite, got Infinity at index 0');
  });
});
