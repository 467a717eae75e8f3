import { describe, expect, test } from 'vitest';
import { chirp, ParameterError, reassignedSpectrogram, tone } from '../../src/index.js';
import { parity } from '../support/parity.js';

const SR = { sampleRate: 8000 };

describe('reassignedSpectrogram', () => {
  test('a tone has its frequency, a click its time, both off the grid', () => {
    const y = tone(1234, { sampleRate: 8000, duration: 0.5 });
    const { freqs, times } = reassignedSpectrogram(y, { ...SR, nFft: 256 });
    for (const t of [10, 30, 50]) expect(freqs.get(39, t)).toBeCloseTo(1234, 1);
    for (const t of [10, 30, 50]) expect(times.get(39, t)).toBeCloseTo((t * 64) / 8000, 4);
    const click = new Float64Array(1024);
    click[523] = 1;
    for (const nFft of [256, 255]) {
      const got = reassignedSpectrogram(click, { ...SR, nFft, hopLength: 64 });
      for (const k of [5, 60, 100]) expect(got.times.get(k, 8)).toBeCloseTo(523 / 8000, 12);
    }
    const late = reassignedSpectrogram(click, { ...SR, nFft: 256, hopLength: 64, compat: 'librosa' });
    expect(late.times.get(60, 8)).toBeCloseTo(523.5 / 8000, 12);
  });

  test('a chirp lies on its line', () => {
    const y = chirp({ fmin: 500, fmax: 3000, sampleRate: 8000, duration: 1, linear: true });
    const { freqs, times, mags } = reassignedSpectrogram(y, {
      ...SR,
      nFft: 256,
      refPower: (p) => p.reduce((a, b) => Math.max(a, b)) / 100,
    });
    let count = 0;
    for (let t = 8; t < mags.shape[1]! - 8; t++) {
      for (let k = 0; k < mags.shape[0]!; k++) {
        if (Number.isNaN(freqs.get(k, t))) continue;
        count++;
        expect(Math.abs(freqs.get(k, t) - 500 - 2500 * times.get(k, t))).toBeLessThan(5);
      }
    }
    expect(count).toBeGreaterThan(300);
  });

  test('silence: nothing to reassign, or the grid', () => {
    const silent = new Float64Array(600);
    const { freqs, mags } = reassignedSpectrogram(silent, { ...SR, nFft: 64 });
    expect([freqs.get(3, 2), mags.get(3, 2)]).toEqual([NaN, 0]);
    const filled = reassignedSpectrogram(silent, { ...SR, nFft: 64, fillNan: true, refPower: 0, center: false });
    expect([filled.freqs.get(3, 2), filled.times.get(3, 2)]).toEqual([375, 64 / 8000]);
  });

  test('one axis alone, channels, single precision', () => {
    const y = Float32Array.from({ length: 500 }, (_, n) => Math.sin(n * n * 1e-3));
    const both = reassignedSpectrogram(y, { ...SR, nFft: 128 });
    const times = reassignedSpectrogram(y, { ...SR, nFft: 128, reassignFrequencies: false });
    expect(times.freqs.get(5, 3)).toBeCloseTo((5 * 8000) / 128, 3);
    expect(times.times.data).toEqual(both.times.data);
    expect(both.mags.data).toBeInstanceOf(Float32Array);
  });

  test.each([
    [{ refPower: -1 }, '"refPower" must be a finite number >= 0, got -1'],
    [{ refPower: () => NaN }, '"refPower" must be >= 0, got NaN'],
    [{ reassignTimes: false, reassignFrequencies: false }, '"reassignTimes" must be true where "reassignFrequencies" is false'],
    [{ compat: 'scipy' }, '"compat" must be one of "librosa", null, got "scipy"'],
    [{ nftt: 3 }, '"nftt" is not an option; did you mean "nFft"?'],
  ] as [object, string][])('refuses %o', (options, message) => {
    const call = () => reassignedSpectrogram(new Float64Array(4096), { ...SR, ...options });
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(`reassignedSpectrogram: ${message}`);
  });
});

parity('librosa', 'librosa.reassigned_spectrogram', ([y], o) => reassignedSpectrogram(y as Float64Array, { ...o, compat: 'librosa' }));
