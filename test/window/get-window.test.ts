import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { getWindow, type WindowSpec } from '../../src/window/index.js';
import { resolveWindow } from '../../src/window/resolve-window.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

const NAMES = ['hann', 'hamming', 'blackman', 'blackmanharris', 'nuttall', 'flattop', 'boxcar', 'bartlett', 'triang', 'cosine', 'parzen'];
const MORE = ['bohman', 'barthann', 'lanczos', 'tukey', 'exponential', 'taylor'];
const TUPLES: WindowSpec[] = [
  ['kaiser', 8.6],
  ['gaussian', 7],
  ['tukey', 0.3],
  ['general_hamming', 0.7],
  ['general_gaussian', 1.5, 9],
  ['chebwin', 80],
  ['dpss', 0.4],
  14,
];
const ALL = [...NAMES, ...MORE, ...TUPLES] as WindowSpec[];
const anyWindow = fc.constantFrom(...ALL);

describe('getWindow', () => {
  test('the worked examples', () => {
    expect(getWindow('hann', 4)).toEqual(Float64Array.of(0, 0.5, 1, 0.5));
    expect(getWindow('hann', 5, { fftbins: false })).toEqual(Float64Array.of(0, 0.5, 1, 0.5, 0));
    expect(getWindow(['kaiser', 8.6], 4)[1]).toBeCloseTo(0.3404, 4);
  });

  parity('scipy', 'scipy.signal.get_window', (_, { window, Nx, fftbins }) =>
    getWindow(window as WindowSpec, Nx as number, { fftbins: fftbins as boolean }),
  );

  test('povey is what Kaldi computes: a symmetric Hann window to the power 0.85', () => {
    const kaldi = Float64Array.from({ length: 400 }, (_, n) => Math.pow(0.5 - 0.5 * Math.cos((2 * Math.PI * n) / 399), 0.85));
    expectClose(getWindow('povey', 400), kaldi, 1e-14);
    expect(getWindow('povey', 400, { fftbins: false })).toEqual(getWindow('povey', 400));
  });

  test('an exponential around another centre', () => {
    const w = getWindow(['exponential', 0, 2], 4);
    expectClose(w, [1, Math.exp(-0.5), Math.exp(-1), Math.exp(-1.5)], 1e-15);
  });

  test('symmetric windows read the same backwards, to the bit', () => {
    fc.assert(
      fc.property(anyWindow, fc.integer({ min: 1, max: 130 }), (window, length) => {
        const w = getWindow(window, length, { fftbins: false });
        expect(w.slice().reverse()).toEqual(w);
      }),
    );
  });

  test('a periodic window is a longer symmetric one without its last sample', () => {
    fc.assert(
      fc.property(anyWindow, fc.integer({ min: 2, max: 130 }), (window, length) => {
        expect(getWindow(window, length)).toEqual(getWindow(window, length + 1, { fftbins: false }).subarray(0, length));
      }),
    );
  });

  test('every window is finite and at most 1, and a single sample is 1', () => {
    fc.assert(
      fc.property(anyWindow, fc.integer({ min: 1, max: 600 }), fc.boolean(), (window, length, fftbins) => {
        const w = getWindow(window, length, { fftbins });
        expect(w.every((v) => Math.abs(v) <= 1 + 1e-8)).toBe(true); // flattop's published coefficients add up to 1 + 3e-9
        if (length === 1) expect(w[0]).toBe(1);
      }),
    );
  });

  test('squares of neighbouring Kaiser-Bessel-derived windows add up to 1', () => {
    const w = getWindow(['kaiser_bessel_derived', 5], 64, { fftbins: false });
    for (let n = 0; n < 32; n++) expect(w[n]! ** 2 + w[n + 32]! ** 2).toBeCloseTo(1, 14);
  });

  test('of all windows, dpss has most energy in its band', () => {
    const energyInBand = (w: Float64Array): number => {
      let inside = 0;
      for (let i = 0; i < w.length; i++) {
        for (let j = 0; j < w.length; j++) {
          const d = i - j;
          inside += w[i]! * w[j]! * (d === 0 ? 6 / 64 : Math.sin((2 * Math.PI * 3 * d) / 64) / (Math.PI * d));
        }
      }
      return inside / w.reduce((sum, v) => sum + v * v, 0);
    };
    const best = energyInBand(getWindow(['dpss', 3], 64, { fftbins: false }));
    for (const other of ALL.filter((w) => !Array.isArray(w) || w[0] !== 'dpss')) {
      expect(energyInBand(getWindow(other, 64, { fftbins: false }))).toBeLessThan(best);
    }
  });

  test('samples and functions are taken as they are, as a copy', () => {
    const samples = Float32Array.of(1, 2, 3);
    const w = getWindow(samples, 3);
    expect(w).toEqual(Float64Array.of(1, 2, 3));
    w[0] = 9;
    expect(samples[0]).toBe(1);
    expect(getWindow((n) => new Array<number>(n).fill(0.5), 2)).toEqual(Float64Array.of(0.5, 0.5));
    expect(getWindow(8.6, 16)).toEqual(getWindow(['kaiser', 8.6], 16));
  });

  test.each<[unknown, string]>([
    ['han', 'got "han"; did you mean "hann"?'],
    ['', 'getWindow: "window" must be one of boxcar, hann, hamming,'],
    ['__proto__', 'got "__proto__"'],
    ['kaiser', 'getWindow: "window" "kaiser" takes 1 parameter(s), got 0'],
    [['hann', 3], 'getWindow: "window" "hann" takes 0 parameter(s), got 1'],
    [['general_cosine', []], 'getWindow: "window" "general_cosine" takes 1 parameter(s), got 0'],
    [['kaiser', -1], 'getWindow: "window[1]" must be a finite number in [0, 700], got -1'],
    [['kaiser', NaN], 'getWindow: "window[1]" must be a finite number in [0, 700], got NaN'],
    [['tukey', 1.5], 'getWindow: "window[1]" must be a finite number in [0, 1], got 1.5'],
    [['gaussian', 0], 'getWindow: "window[1]" must be a finite number >= 5e-324, got 0'],
    [['taylor', 2.5], 'getWindow: "window[1]" must be an integer, got 2.5'],
    [['dpss', 5], 'getWindow: "window[1]" must be < 4.5, half the length, got 5'],
    [['kaiser_bessel_derived', 4], 'getWindow: "window" kaiser_bessel_derived needs an even length and fftbins: false'],
    [new Float64Array(7), 'getWindow: "window" must have 8 samples, got 7'],
    [() => [1, 2], 'getWindow: "window" must have 8 samples, got 2'],
    [Float64Array.of(1, 1, 1, 1, 1, 1, 1, NaN), 'getWindow: "window" must be finite, got NaN at index 7'],
  ])('refuses %o', (window, message) => {
    const call = () => getWindow(window as WindowSpec, 8);
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('refuses wrong types and lengths', () => {
    expect(() => getWindow(null as unknown as WindowSpec, 8)).toThrow(
      'getWindow: "window" must be a name, [name, ...parameters], the beta of a Kaiser window, a typed array or a function, got null',
    );
    expect(() => getWindow({} as WindowSpec, 8)).toThrow(TypeError);
    expect(() => getWindow('hann', 0)).toThrow('getWindow: "length" must be an integer >= 1, got 0');
    expect(() => getWindow('hann', 4, { fftbins: 1 as unknown as boolean })).toThrow('getWindow: "fftbins" must be true or false, got 1');
    // @ts-expect-error the compiler refuses it too
    expect(() => getWindow('hann', 4, { sym: true })).toThrow('getWindow: "sym" is not an option');
  });

  test('features, which know only the common windows, say how to get a rare one', () => {
    expect(() => resolveWindow('stft', ['dpss', 3], 8)).toThrow(
      'stft: "window" does not know "dpss" by name here; pass (n) => getWindow(["dpss", …], n)',
    );
    expect(resolveWindow('stft', (n) => getWindow(['dpss', 3], n), 8)).toEqual(getWindow(['dpss', 3], 8));
  });
});
