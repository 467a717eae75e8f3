import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { f0Harmonics, fmt, interpHarmonics, ParameterError, salience } from '../../src/index.js';
import { type InterpolationKind, planInterpolation, readInto } from '../../src/signal/interpolation.js';
import { shortCases } from '../support/more-goldens.js';
import { parity } from '../support/parity.js';

type Spectra = NdArray<Float64Array>;
type Needed = Parameters<typeof f0Harmonics>[1];
const freqs = Float64Array.of(0, 100, 200, 300, 400);
const frame = (...values: number[]): Spectra => nd(Float64Array.from(values), [values.length, 1], [1, values.length]);

const read = (x: ArrayLike<number>, y: ArrayLike<number>, at: ArrayLike<number>, kind: InterpolationKind, fill = NaN): Float64Array => {
  const plan = planInterpolation(Float64Array.from(x), kind, 'test', 'x');
  const [values, out] = [new Float64Array(x.length), new Float64Array(at.length)];
  plan.prepare(values, Float64Array.from(y), 0);
  readInto(out, 0, plan.readingsAt(at), values, fill);
  return out;
};

describe('planInterpolation', () => {
  test.each(shortCases('interpolation', 'interp1d'))('scipy interp1d %s', (_, { args: [x, y, at], options, answer }) => {
    const got = read(x as number[], y as number[], at as number[], options['kind'] as InterpolationKind);
    (answer as (number | null)[]).forEach((want, i) => {
      if (want === null) expect(got[i]).toBeNaN();
      else expect(got[i]).toBeCloseTo(want, 11);
    });
  });

  test('splines give back polynomials of their degree, in any order of points', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 12 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (x, share) => {
          const at = Math.min(...x) + share * (Math.max(...x) - Math.min(...x));
          const cube = (t: number): number => 1 + t / 5 - (t * t) / 70 + (t * t * t) / 900;
          expect(Math.abs(read(x, x.map(cube), [at], 'cubic')[0]! - cube(at))).toBeLessThan(1e-8);
          expect(
            Math.abs(
              read(
                x,
                x.map((t) => t * t),
                [at],
                'quadratic',
              )[0]! -
                at * at,
            ),
          ).toBeLessThan(1e-8);
          expect(read(x, x, x, 'cubic').every((v, i) => Math.abs(v - x[i]!) < 1e-9)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('interpHarmonics, f0Harmonics, salience', () => {
  test('the worked example: a series of overtones', () => {
    const x = frame(0, 6, 4, 2, 0);
    expect(interpHarmonics(x, { freqs, harmonics: [2] }).get(0, 1, 0)).toBe(4);
    const at = f0Harmonics(x, { f0: Float64Array.of(100), freqs, harmonics: [1, 2, 3, 5], fillValue: -1 });
    expect(Array.from({ length: 4 }, (_, h) => at.get(h, 0))).toEqual([6, 4, 2, -1]);
    expect(salience(x, { freqs, harmonics: [1, 2, 3] }).get(1, 0)).toBe(4);
    expect(salience(x, { freqs, harmonics: [1, 2, 3] }).get(2, 0)).toBeNaN();
  });

  test('frequencies of frames of their own, NaN and all, and channels', () => {
    const x = nd(Float64Array.of(1, 2, 3, 4, 5, 6), [1, 3, 2], [6, 1, 3]);
    const own = nd(Float64Array.of(0, 100, 200, 300, 0, 100), [3, 2], [1, 3]);
    const at = f0Harmonics(x, { f0: Float64Array.of(50, 200), freqs: own, harmonics: [1] });
    expect([at.get(0, 0, 0), at.get(0, 0, 1)]).toEqual([1.5, 5]);
    const open = nd(Float64Array.of(0, NaN, 200, NaN, NaN, NaN), [3, 2], [1, 3]);
    const some = f0Harmonics(x, { f0: Float64Array.of(100, 100), freqs: open, harmonics: [1], fillValue: 9 });
    expect([some.get(0, 0, 0), some.get(0, 0, 1)]).toEqual([2, 9]);
    const all = interpHarmonics(x, { freqs: own, harmonics: [1, 0.5] });
    expect(all.shape).toEqual([1, 2, 3, 2]);
    expect([all.get(0, 1, 2, 0), all.get(0, 1, 0, 1), all.get(0, 0, 1, 1)]).toEqual([2, 5.5, 5]);
  });

  test('a frame without a pitch is filled; single precision stays', () => {
    const x = nd(Float32Array.of(1, 2, 3, 4, 5), [5, 1], [1, 5]);
    const at = f0Harmonics(x, { f0: Float64Array.of(NaN), freqs, harmonics: [1, 2] });
    expect([...at.data]).toEqual([0, 0]);
    expect(at.data).toBeInstanceOf(Float32Array);
  });

  test.each([
    [
      () => interpHarmonics(frame(1, 2), { freqs, harmonics: [1] }),
      'interpHarmonics: "freqs" must have one frequency for each of the 2 bins, got 5',
    ],
    [() => interpHarmonics(frame(1, 2, 3, 4, 5), { freqs, harmonics: [] }), 'interpHarmonics: "harmonics" must not be empty'],
    [
      () => interpHarmonics(frame(1, 2), { freqs: Float64Array.of(1, 2), harmonics: [1], kind: 'cubic' }),
      'interpHarmonics: "freqs" must have 4 points for "cubic", got 2',
    ],
    [
      () => f0Harmonics(frame(1), { freqs: Float64Array.of(1), harmonics: [1] } as unknown as Needed),
      'f0Harmonics: "f0" must be given: the pitch of each frame, Hz',
    ],
    [() => salience(frame(1, NaN), { freqs: Float64Array.of(1, 2), harmonics: [1] }), 'salience: "S" must be finite, got NaN at [1, 0]'],
    [() => salience(frame(1), { freqs: Float64Array.of(1), harmonics: [1, 2], weights: [1, -1] }), 'salience: "weights" must not sum to 0'],
    [
      () => interpHarmonics(frame(1, 2, 3, 4), { freqs: Float64Array.of(1, 2, 2, 3), harmonics: [1], kind: 'cubic' }),
      'interpHarmonics: "freqs" must not hold a point twice for "cubic", got 2 again',
    ],
  ])('refusals %#', (run, message) => {
    expect(run).toThrow(ParameterError);
    expect(run).toThrow(message);
  });
});

describe('fmt', () => {
  test('a stretched signal of the same energy has the same magnitudes', () => {
    const swing = (n: number) =>
      Float64Array.from({ length: n }, (_, i) => (Math.exp((-6 * i) / n) * Math.sin((20 * i) / n)) / Math.sqrt(n));
    const [a, b] = [fmt(swing(500), { nFmt: 64, tMin: 1 }), fmt(swing(1000), { nFmt: 64, tMin: 2 })];
    for (let k = 0; k < 10; k++) {
      const [x, y] = [a, b].map((s) => Math.hypot(s.get(k, 0), s.get(k, 1)));
      expect(Math.abs(x! - y!)).toBeLessThan(0.02 * Math.hypot(a.get(0, 0), a.get(0, 1)));
    }
  });
  test('channels one by one', () => {
    const y = nd(
      Float64Array.from({ length: 40 }, (_, n) => Math.cos(n)),
      [2, 20],
    );
    expect([...fmt(y).data.slice(fmt(y).data.length / 2)]).toEqual([...fmt(y.data.slice(20)).data]);
  });
  test.each([
    [{ tMin: 0 }, '"tMin" must be a finite number > 0, got 0'],
    [{ overSample: 0.5 }, '"overSample" must be a finite number >= 1, got 0.5'],
    [{ nFmt: 2 }, '"nFmt" must be an integer >= 3, got 2'],
    [{ kind: 'akima' }, '"kind" must be one of'],
    [{ tMin: 30 }, '"tMin" must lie before the last sample, 19, got 30'],
    [{ tMin: 30, nFmt: 8 }, '"nFmt" must leave different times, got 19 samples twice; take a larger one'],
  ])('refuses %o', (options, message) => {
    expect(() => fmt(new Float64Array(20), options as object)).toThrow(`fmt: ${message}`);
  });
  test('takes signals of any length', () => {
    const { data } = fmt(
      new Float64Array(130_000).map((_, n) => Math.sin(n / 9)),
      { nFmt: 16, tMin: 100 },
    );
    expect(data.every(Number.isFinite)).toBe(true);
  });

  test('refuses two samples', () => expect(() => fmt(new Float64Array(2))).toThrow('fmt: "y" must have 3 samples, got 2'));
});

parity('librosa', 'librosa.interp_harmonics', ([x, freqs], o) => interpHarmonics(x as Spectra, { freqs, ...o } as Needed));
parity('librosa', 'librosa.f0_harmonics', ([x, f0, freqs], o) => f0Harmonics(x as Spectra, { f0, freqs, ...o } as Needed));
parity('librosa', 'librosa.salience', ([S, freqs], o) =>
  salience(S as Spectra, { freqs, ...o, ...(o['aggregate'] ? { aggregate: 'max' as const } : {}) } as Needed),
);
parity('librosa', 'librosa.fmt', ([y], o) => fmt(y as Float64Array, o));
