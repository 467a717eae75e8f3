import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { toRowMajor } from '../../src/core/view.js';
import { resample, type ResampleOptions } from '../../src/signal/resample.js';
import { resamplePoly, type ResamplePolyOptions } from '../../src/signal/resample-poly.js';
import { setEngine } from '../../src/simd/engine.js';
import { upfirdn } from '../../src/signal/upfirdn.js';
import { goldenCases, isGoldenArray } from '../support/golden.js';
import { parity } from '../support/parity.js';

const sine = (frequency: number, rate: number, samples: number, phase = 0): Float64Array =>
  Float64Array.from({ length: samples }, (_, n) => Math.sin(2 * Math.PI * ((frequency * n) / rate) + phase));

/** 10 log10 of the energy of `a - b` over that of `b`, without a tenth at each end. */
function errorDb(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let error = 0;
  let energy = 0;
  const skip = Math.floor(b.length / 10);
  for (let n = skip; n < b.length - skip; n++) {
    error += (a[n]! - b[n]!) ** 2;
    energy += b[n]! ** 2;
  }
  return 10 * Math.log10(error / energy);
}

afterEach(() => setEngine('auto'));

describe('resample', () => {
  const OURS = ['polyphase', 'scipy', 'fft'];
  parity('librosa', 'librosa.resample', ([y], options) => resample(y as Float64Array, options as ResampleOptions), {
    only: (g) => OURS.includes(g.params['res_type'] as string) && !g.id.startsWith('resample_quality'),
    because: 'kaiser_best and kaiser_fast belong to resampy; the quality cases come below',
  });

  parity('torchaudio', 'torchaudio.functional.resample', ([y], { origFreq, newFreq, resamplingMethod, ...rest }) =>
    resample(y as Float64Array, {
      ...rest,
      origSr: origFreq as number,
      targetSr: newFreq as number,
      resType: (resamplingMethod ?? 'sinc_interp_hann') as 'sinc_interp_hann',
    }),
  );

  // Sums of sines below 0.8 of the lower Nyquist frequency, and one sine above it, as the goldens describe them.
  describe('reaches soxr_hq', () => {
    const cases = goldenCases('librosa', 'librosa.resample').filter((g) => g.params['res_type'] === 'soxr_hq');
    const numbers = (g: (typeof cases)[number], name: string): ArrayLike<number> => {
      const value = g.outputs.find((o) => o.name === name)?.value;
      return value === undefined ? [] : isGoldenArray(value) ? value.data : [value.value].flat().map(Number);
    };
    test.each(cases.map((g) => [g.id, g] as const))('%s', (_, g) => {
      const origSr = Number(g.params['orig_sr']);
      const targetSr = Number(g.params['target_sr']);
      const tones = Array.from(numbers(g, 'tones_hz'));
      const make = (rate: number): Float64Array =>
        tones.map((f, k) => sine(f, rate, rate, 0.3 * k)).reduce((sum, s) => sum.map((v, n) => v + 0.1 * s[n]!), new Float64Array(rate));
      const snr = -errorDb(resample(make(origSr), { origSr, targetSr }), make(targetSr));
      expect(snr).toBeGreaterThan(Math.max(120, numbers(g, 'snr_db')[0]!));
      const alias = numbers(g, 'alias_hz')[0];
      if (alias === undefined) return;
      const left = resample(sine(alias, origSr, origSr), { origSr, targetSr }).subarray(targetSr / 10, 0.9 * targetSr);
      const level = 10 * Math.log10((2 * left.reduce((sum, v) => sum + v * v, 0)) / left.length);
      expect(level).toBeLessThan(numbers(g, 'alias_db')[0]!);
    });
  });

  test('44.1 to 16 kHz: at least 120 dB in the pass-band and in the stop-band', () => {
    const options = { origSr: 44100, targetSr: 16000 };
    for (const f of [50, 1000, 6000, 7000, 7200]) {
      expect(errorDb(resample(sine(f, 44100, 44100), options), sine(f, 16000, 16000))).toBeLessThan(-120);
    }
    for (const f of [8000, 8200, 9000, 12000, 20000]) {
      const left = resample(sine(f, 44100, 44100), options).subarray(1600, 14400);
      expect(10 * Math.log10((2 * left.reduce((s, v) => s + v * v, 0)) / left.length)).toBeLessThan(-120);
    }
  });

  test('rates without a small common ratio: the same quality, from an interpolated table', () => {
    for (const [origSr, targetSr] of [
      [44100, 44099],
      [44100, 11024.7],
      [8000, 8000 * Math.PI],
      [Math.SQRT2 * 1000, 1000],
    ] as const) {
      const samples = 4000;
      const f = 0.2 * Math.min(origSr, targetSr);
      const y = resample(sine(f, origSr, samples), { origSr, targetSr });
      expect(y.length).toBe(Math.ceil(samples * (targetSr / origSr)));
      expect(errorDb(y, sine(f, targetSr, y.length))).toBeLessThan(-120);
    }
  });

  test('a constant stays one, and its sum too', () => {
    for (const [origSr, targetSr] of [
      [44100, 16000],
      [16000, 44100],
      [44100, 44099],
    ] as const) {
      const y = resample(new Float64Array(3000).fill(1), { origSr, targetSr });
      for (const v of y.subarray(y.length / 2 - 100, y.length / 2 + 100)) expect(Math.abs(v - 1)).toBeLessThan(1e-9); // the table's own 1e-9
    }
  });

  test('there and back again', () => {
    const y = sine(1000, 16000, 4000);
    const back = resample(resample(y, { origSr: 16000, targetSr: 44100 }), { origSr: 44100, targetSr: 16000 });
    expect(back.length).toBe(4000);
    expect(errorDb(back, y)).toBeLessThan(-120);
  });

  test('is linear, and has ceil(n ratio) samples', () => {
    const rate = fc.integer({ min: 1, max: 60 });
    const signal = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 80 });
    fc.assert(
      fc.property(
        signal,
        rate,
        rate,
        fc.constantFrom('sinc', 'sinc_interp_hann', 'polyphase', 'fft'),
        (list, origSr, targetSr, resType) => {
          const y = Float64Array.from(list);
          const options = { origSr, targetSr, resType } as ResampleOptions;
          const once = resample(y, options);
          expect(once.length).toBe(Math.ceil((y.length * targetSr) / origSr - 1e-9));
          const thrice = resample(
            y.map((v) => -3 * v),
            options,
          );
          const peak = 3 * Math.max(...y.map(Math.abs)); // of the signal: the result may be a small difference of large numbers
          for (let n = 0; n < once.length; n++) expect(Math.abs(thrice[n]! + 3 * once[n]!)).toBeLessThanOrEqual(1e-13 * peak);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('channels are resampled each for itself; in TypeScript, float32 is rounded at the end only', () => {
    setEngine('js');
    const left = sine(440, 8000, 500);
    const right = sine(550, 8000, 500, 1);
    const options = { origSr: 8000, targetSr: 5000 };
    const both = resample(nd(Float64Array.of(...left, ...right), [2, 500]), options) as NdArray<Float64Array>;
    expect(both.shape).toEqual([2, 313]);
    expect(toRowMajor(both)).toEqual(Float64Array.of(...resample(left, options), ...resample(right, options)));
    const single = resample(Float32Array.from(left), options);
    expect(single).toBeInstanceOf(Float32Array);
    expect(single).toEqual(Float32Array.from(resample(Float64Array.from(Float32Array.from(left)), options)));
  });

  test('equal rates give a copy; a signal brings its rate', () => {
    const y = Float64Array.of(1, 2, 3);
    const same = resample(y, { origSr: 8000, targetSr: 8000 });
    expect(same).toEqual(y);
    expect(same).not.toBe(y);
    expect(resample({ samples: y, sampleRate: 8000 }, { targetSr: 4000 })).toEqual(resample(y, { origSr: 8000, targetSr: 4000 }));
    expect(resample(y, { origSr: 4, targetSr: 1, scale: true })[0]).toBe(resample(y, { origSr: 4, targetSr: 1 })[0]! * 2);
  });

  test.each<[ResampleOptions, string]>([
    [{ targetSr: 8000 }, 'resample: "origSr" must be given in Hz, since the signal does not carry its rate'],
    [{ origSr: 8000 }, 'resample: "targetSr" must be a finite number > 0, got NaN'],
    [{ origSr: 0, targetSr: 1 }, 'resample: "origSr" must be a finite number > 0, got 0'],
    [{ origSr: 1, targetSr: 20000 }, 'resample: "targetSr" must be within a factor of 10000 of origSr = 1, got 20000'],
    [
      { origSr: 2, targetSr: 1, resType: 'soxr_hq' as 'sinc' },
      'resample: "resType" "soxr_hq" belongs to another library; did you mean "sinc", the default here?',
    ],
    [{ origSr: 2, targetSr: 1, resType: 'sink' as 'sinc' }, 'got "sink"; did you mean "sinc"?'],
    [
      { origSr: 2.5, targetSr: 1, resType: 'polyphase' },
      'resample: "resType" "polyphase" takes integer rates, got 2.5 and 1; "sinc" takes any',
    ],
    [
      { origSr: 2, targetSr: 1, rolloff: 1.1, resType: 'sinc_interp_hann' },
      'resample: "rolloff" must be a finite number in [5e-324, 1], got 1.1',
    ],
    [{ origSr: 2, targetSr: 1, scale: 1 as unknown as boolean }, 'resample: "scale" must be true or false, got 1'],
  ])('refuses %o', (options, message) => {
    expect(() => resample(new Float64Array(8), options)).toThrow(message);
  });

  test('refuses bad samples', () => {
    expect(() => resample(Float64Array.of(0, 0, NaN, 0), { origSr: 2, targetSr: 1 })).toThrow(
      'resample: "y" must be finite, got NaN at index 2',
    );
    expect(() => resample({ samples: new Float64Array(4), sampleRate: 8000 }, { origSr: 4000, targetSr: 1000 })).toThrow(
      'resample: "origSr" is 4000, but the signal says 8000; leave the option out',
    );
    expect(() => resample(new Float64Array(0), { origSr: 2, targetSr: 1 })).toThrow('resample: "y" must not be empty, got shape [0]');
  });
});

describe('resamplePoly', () => {
  const run = ([x, window]: unknown[], options: Record<string, unknown>) =>
    resamplePoly(x as Float64Array, { ...options, ...(window ? { window: window as Float64Array } : {}) } as ResamplePolyOptions);
  parity('scipy', 'scipy.signal.resample_poly', run);
  parity('scipy-resample', 'scipy.signal.resample_poly', run);

  test.each<[ResamplePolyOptions, string]>([
    [{ up: 1 }, 'resamplePoly: "down" must be an integer in [1, 1000000], got NaN'],
    [{ up: 1, down: 2, padtype: 'lines' as 'line' }, 'did you mean "line"?'],
    [{ up: 1, down: 2, window: new Float64Array(0) }, 'resamplePoly: "window" must not be empty, got a Float64Array of length 0'],
  ])('refuses %o', (options, message) => {
    expect(() => resamplePoly(new Float64Array(8), options)).toThrow(message);
  });
});

describe('upfirdn', () => {
  parity('scipy', 'scipy.signal.upfirdn', ([h, x], { up, down }) =>
    upfirdn(h as Float64Array, x as Float64Array, { up: up as number, down: down as number }),
  );
});
