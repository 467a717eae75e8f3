import { describe, expect, test } from 'vitest';
import { fftfreq, ParameterError, rfftfreq } from '../../src/index.js';
import { parity } from '../support/parity.js';

describe('fftfreq and rfftfreq', () => {
  test('the examples', () => {
    expect(fftfreq(5, { d: 0.1 })).toEqual(Float64Array.of(0, 2, 4, -4, -2));
    expect(rfftfreq(4, { d: 1 / 8000 })).toEqual(Float64Array.of(0, 2000, 4000));
  });

  // the same product of the same two doubles: exact
  parity('scipy', 'scipy.fft.fftfreq', (_, { n, d }) => fftfreq(n as number, { d: d as number }), { relative: 0 });
  parity('scipy', 'scipy.fft.rfftfreq', (_, { n, d }) => rfftfreq(n as number, { d: d as number }), { relative: 0 });

  test('the first bins of both are the same; even lengths put Nyquist among the negative ones', () => {
    for (let n = 1; n < 20; n++) expect(rfftfreq(n).subarray(0, Math.ceil(n / 2))).toEqual(fftfreq(n).subarray(0, Math.ceil(n / 2)));
    expect(fftfreq(4)).toEqual(Float64Array.of(0, 0.25, -0.5, -0.25));
  });

  test.each([
    [() => fftfreq(0), 'fftfreq: "n" must be an integer >= 1, got 0'],
    [() => rfftfreq(1.5), 'rfftfreq: "n" must be an integer >= 1, got 1.5'],
    [() => fftfreq(4, { d: 0 }), 'fftfreq: "d" must be a finite number > 0, got 0'],
  ])('refuses, case %#', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });
});
