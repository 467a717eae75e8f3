import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hzOfMel, melOf } from '../../src/convert/hz-mel.js';
import { melSpaced } from '../../src/convert/mel-frequencies.js';
import { type Warning } from '../../src/core/errors.js';
import { mel, type MelFilterOptions } from '../../src/filterbank/mel.js';
import { applyMelBank, melBank } from '../../src/filterbank/mel-bank.js';
import { ParameterError } from '../../src/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

describe('mel', () => {
  test('a bank of triangles', () => {
    const filters = mel({ sampleRate: 16000, nFft: 512, nMels: 40 });
    expect(filters.shape).toEqual([40, 257]);
    expect(filters.get(0, 2)).toBeCloseTo(0.011547, 6);
  });

  parity('librosa', 'librosa.filters.mel', (_, options) => mel(options as unknown as MelFilterOptions));
  parity('librosa-frames', 'librosa.filters.mel', (_, options) => mel(options as unknown as MelFilterOptions));

  const choices = fc.record({
    sampleRate: fc.constantFrom(8000, 16000, 44100),
    nFft: fc.integer({ min: 64, max: 1024 }),
    nMels: fc.integer({ min: 1, max: 32 }),
    htk: fc.boolean(),
  });

  test('each filter peaks within a bin of its place on the mel grid and is zero outside its neighbours', () => {
    fc.assert(
      fc.property(choices, (options) => {
        const { sampleRate, nFft, nMels, htk } = options;
        const filters = mel({ ...options, norm: null });
        const edges = melSpaced(nMels + 2, 0, sampleRate / 2, htk);
        const spacing = sampleRate / nFft;
        for (let m = 0; m < nMels; m++) {
          let peak = 0;
          for (let k = 0; k < filters.shape[1]!; k++) {
            const weight = filters.get(m, k);
            if (weight > filters.get(m, peak)) peak = k;
            if (k * spacing <= edges[m]! || k * spacing >= edges[m + 2]!) expect(weight).toBeLessThan(1e-12);
            expect(weight >= 0 && weight <= 1).toBe(true);
          }
          if (filters.get(m, peak) > 0) expect(Math.abs(peak * spacing - edges[m + 1]!)).toBeLessThanOrEqual(spacing);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('without norm, neighbours add up to one between the first and the last peak', () => {
    const filters = mel({ sampleRate: 16000, nFft: 1024, nMels: 30, norm: null });
    const edges = melSpaced(32, 0, 8000, false);
    for (let k = 0; k < 513; k++) {
      const f = (k * 16000) / 1024;
      if (f < edges[1]! || f > edges[30]!) continue;
      let sum = 0;
      for (let m = 0; m < 30; m++) sum += filters.get(m, k);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-12);
    }
  });

  test('the sparse bank applied is the dense matrix times the spectrum', () => {
    fc.assert(
      fc.property(choices, (options) => {
        const filters = mel(options);
        const [nMels, bins] = filters.shape as [number, number];
        const x = Float64Array.from({ length: bins + 3 }, (_, k) => 1 + Math.sin(k));
        const out = new Float64Array(nMels + 2);
        applyMelBank(out, 2, x, 3, melBank({ fmin: 0, fmax: options.sampleRate / 2, norm: 'slaney', ...options }));
        const dense = Float64Array.from({ length: nMels }, (_, m) => {
          let sum = 0;
          for (let k = 0; k < bins; k++) sum += filters.get(m, k) * x[k + 3]!;
          return sum;
        });
        expectClose(out.subarray(2), dense, 1e-14);
      }),
      { numRuns: 15 },
    );
  });

  test('empty bands are told to onWarning, with the smallest greater nFft that cures them', () => {
    const options = { sampleRate: 22050, nFft: 256, nMels: 100 };
    const warnings: Warning[] = [];
    const onWarning = (w: Warning): number => warnings.push(w);
    mel({ ...options, onWarning });
    expect(warnings).toEqual([
      {
        caller: 'mel',
        code: 'empty-mel-band',
        message:
          'mel: 8 of 100 mel bands hold no bin and stay 0, the first is band 0 (0.0 to 65.9 Hz), for bins are 86.1 Hz apart; ' +
          'nFft = 335 or fewer bands cure it',
      },
    ]);
    const cured = (nFft: number): boolean => {
      let count = 0;
      mel({ ...options, nFft, onWarning: () => count++ });
      return count === 0;
    };
    for (let nFft = 257; nFft < 335; nFft++) expect(cured(nFft), `nFft = ${nFft}`).toBe(false);
    expect(cured(335)).toBe(true);
  });

  test('the warning comes each time, and never without being asked for', () => {
    let count = 0;
    const options = { sampleRate: 22050, nFft: 256, nMels: 100, onWarning: () => count++ };
    mel(options);
    mel(options);
    mel({ ...options, onWarning: null });
    expect(count).toBe(2);
  });

  test('a result belongs to the caller', () => {
    const options = { sampleRate: 8000, nFft: 64, nMels: 4 };
    mel(options).data.fill(7);
    expect(mel(options).data.some((v) => v === 7)).toBe(false);
  });

  const valid = { sampleRate: 16000, nFft: 512 };
  test.each<[object, string, string]>([
    [{ nFft: 512 }, 'sampleRate', 'must be given in Hz'],
    [{ ...valid, sampleRate: -1 }, 'sampleRate', 'must be a finite number > 0, got -1'],
    [{ ...valid, nFft: 0 }, 'nFft', 'must be an integer >= 1, got 0'],
    [{ ...valid, nMels: 0 }, 'nMels', 'must be an integer >= 1, got 0'],
    [{ ...valid, nMels: 258 }, 'nMels', 'must be <= 257, the bins of nFft = 512, got 258'],
    [{ ...valid, fmax: 8001 }, 'fmax', 'must be <= sampleRate / 2 = 8000, got 8001'],
    [{ ...valid, fmax: NaN }, 'fmax', 'must be a finite number > 0, got NaN'],
    [{ ...valid, fmin: -1 }, 'fmin', 'must be a finite number >= 0, got -1'],
    [{ ...valid, fmin: 4000, fmax: 4000 }, 'fmin', 'must be < fmax = 4000, got 4000'],
    [{ ...valid, fmin: 9000 }, 'fmin', 'must be < fmax = 8000, got 9000'],
    [{ ...valid, norm: 'slany' }, 'norm', 'must be "slaney", null or a number > 0, got "slany"'],
    [{ ...valid, norm: 0 }, 'norm', 'must be "slaney", null or a number > 0, got 0'],
    [{ ...valid, nMel: 3 }, 'nMel', 'is not an option; did you mean "nMels"?'],
  ])('refuses %o', (options, parameter, rule) => {
    expect(() => mel(options as MelFilterOptions)).toThrow(new ParameterError('mel', parameter, rule));
  });

  test('refuses wrong types', () => {
    const call = (options: object) => (): unknown => mel({ ...valid, ...options });
    expect(call({ htk: 1 })).toThrow(new TypeError('mel: "htk" must be true or false, got 1'));
    expect(call({ nMels: '40' })).toThrow(new TypeError('mel: "nMels" must be a number, got "40"'));
    expect(call({ onWarning: 'log' })).toThrow(new TypeError('mel: "onWarning" must be a function, got "log"'));
    expect(() => mel(undefined as unknown as MelFilterOptions)).toThrow(new ParameterError('mel', 'sampleRate', 'must be given in Hz'));
  });

  test('the mel scale and its inverse agree at the edges of the bank', () => {
    for (const htk of [false, true]) expect(Math.abs(hzOfMel(melOf(8000, htk), htk) - 8000)).toBeLessThan(1e-9);
  });
});
