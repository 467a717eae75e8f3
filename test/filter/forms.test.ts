import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray } from '../../src/core/nd.js';
import { type Complex } from '../../src/filter/complex.js';
import {
  butter,
  designBiquad,
  type DesignBiquadOptions,
  ellip,
  firwin,
  firwin2,
  freqz,
  type FreqzOptions,
  kaiserord,
  sosfreqz,
  type Sections,
  tf2sos,
  type TransferFunction,
  zpk2sos,
} from '../../src/filter/index.js';
import { polynomialOf, rootsOf } from '../../src/filter/polynomial.js';
import { convolve } from '../../src/signal/index.js';
import * as biquads from '../../src/filter/biquads.js';
import { expectClose } from '../support/close.js';
import { goldenCases } from '../support/golden.js';
import { type GoldenArray } from '../support/npy.js';
import { parity } from '../support/parity.js';

const fraction = ([b, a]: unknown[]): TransferFunction => ({ b: b as Float64Array, a: a as Float64Array });
const withRate = ({ fs, Q, ...rest }: Record<string, unknown>): Record<string, unknown> => ({
  ...rest,
  ...(fs === undefined ? {} : { sampleRate: fs }),
  ...(Q === undefined ? {} : { q: Q }),
});

describe('responses', () => {
  for (const folder of ['scipy', 'filters']) {
    parity(folder, 'scipy.signal.freqz', (inputs, o) => freqz(fraction(inputs), withRate(o) as FreqzOptions));
    parity(folder, 'scipy.signal.freqz_sos', ([sos], o) => sosfreqz(sos as Sections, withRate(o) as FreqzOptions), { name: 'sosfreqz' });
  }

  test.each<[() => unknown, string]>([
    [() => freqz({ b: [1], a: [1, -1] }, { worN: [0] }), 'freqz: "filter" has a pole on the unit circle at the frequency 0'],
    [() => freqz({ b: [1] }, { worN: 0 }), 'freqz: "worN" must be an integer >= 1, got 0'],
    [() => freqz({ b: [1] }, { sampleRate: -1 }), 'freqz: "sampleRate" must be a finite number > 0, got -1'],
  ])('refusal %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('sections', () => {
  parity('filters', 'scipy.signal.zpk2sos', ([z, p], { k }) =>
    zpk2sos({ z: z as NdArray<Float64Array>, p: p as NdArray<Float64Array>, k: k as number }),
  );
  parity('filters', 'scipy.signal.tf2sos', (inputs) => tf2sos(fraction(inputs)));

  test('double roots: each section is lost in rounding, the product is exact', () => {
    const [golden] = goldenCases('scipy', 'tf2sos'); // (z^2 + z + 1)^2 / ...: scipy's sections are 2e-8 off
    const [b, a] = Object.values(golden!.inputs).map((v) => (v as GoldenArray).data);
    const sos = tf2sos({ b: b!, a: a! });
    expectClose(
      sos,
      [0.1, 0.1, 0.1, 1, 0.20877786444576236, 0.210916571277052, 1, 1, 1, 1, -0.7087778644457621, 0.23706055762836178],
      1e-7,
    );
    const product = (at: number): Float64Array =>
      convolve(Float64Array.from(sos.data.subarray(at, at + 3)), Float64Array.from(sos.data.subarray(6 + at, 9 + at)));
    expectClose(product(0), b, 1e-14);
    expectClose(product(3), a, 1e-14);
    expectClose(sos.data.subarray(3, 6), (golden!.outputs[0]!.value as GoldenArray).data.subarray(3, 6), 1e-12);
  });

  test('factors have the response of the whole', () => {
    const { b, a } = ellip(6, { rp: 1, rs: 40, wn: 0.4, output: 'ba' });
    const whole = freqz({ b, a }, { worN: 64 }).h.data;
    expectClose(sosfreqz(tf2sos({ b, a }), { worN: 64 }).h.data, whole, 1e-10);
  });

  test('roots of a polynomial are those it was made of', () => {
    const point = fc.double({ min: -1.5, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(point, point), { minLength: 1, maxLength: 5 }), fc.array(point, { maxLength: 3 }), (pairs, reals) => {
        const roots: Complex[] = [
          ...pairs.flatMap(([re, im]): Complex[] => [
            [re, im],
            [re, -im],
          ]),
          ...reals.map((re): Complex => [re, 0]),
        ];
        const c = polynomialOf(roots);
        const again = polynomialOf(rootsOf(c)); // near-multiple roots move, the polynomial does not
        expectClose(again, c, 1e-9);
      }),
      { numRuns: 60 },
    );
    expect(
      rootsOf([2, -3, 1, 0, 0])
        .map(([re]) => Math.round(1e12 * re) / 1e12)
        .sort(),
    ).toEqual([0, 0, 0.5, 1]);
    expect(rootsOf([5])).toEqual([]);
  });

  test.each<[() => unknown, string]>([
    [() => tf2sos({ b: [0, 1], a: [1, 2] }), 'tf2sos: "filter.b" must not begin with 0: a delay is no zero; drop it, and delay the result'],
    [() => zpk2sos({ z: [[0, 1]], p: [], k: 1 }), 'zpk2sos: "z" must have the conjugate of each complex root too'],
    [() => zpk2sos({ z: [], p: [[1]], k: 1 }), 'zpk2sos: "p" must have rows of re, im, got 1 numbers a row'],
    [() => zpk2sos({ z: [], p: [], k: NaN }), 'zpk2sos: "k" must be a finite number, got NaN'],
  ])('refusal %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('FIR designs', () => {
  for (const folder of ['scipy', 'filters']) {
    parity(folder, 'scipy.signal.firwin', (_, { numtaps, ...o }) => firwin(numtaps as number, withRate(o)));
    parity(folder, 'scipy.signal.firwin2', (_, { numtaps, ...o }) => firwin2(numtaps as number, withRate(o)));
    parity(folder, 'scipy.signal.kaiserord', (_, { ripple, width }) => kaiserord(ripple as number, { width: width as number }));
  }

  test('kaiserord keeps its word', () => {
    const { numtaps, beta } = kaiserord(60, { width: 0.1 });
    const h = firwin(numtaps, { cutoff: 0.4, window: ['kaiser', beta] });
    const worN = Array.from({ length: 200 }, (_, i) => (i * Math.PI) / 200);
    const { h: response } = freqz({ b: h }, { worN });
    worN.forEach((w, i) => {
      const size = Math.hypot(response.get(i, 0), response.get(i, 1));
      if (w < 0.35 * Math.PI) expect(Math.abs(size - 1)).toBeLessThan(1.05e-3);
      if (w > 0.45 * Math.PI) expect(size).toBeLessThan(1.05e-3);
    });
  });

  test.each<[() => unknown, string]>([
    [() => firwin(5, {}), 'firwin: "cutoff" must be given: the edge of the band, or a list of edges'],
    [() => firwin(5, { cutoff: [0.4, 0.3] }), 'firwin: "cutoff" must rise, got 0.4, 0.3'],
    [() => firwin(4, { cutoff: 0.4, passZero: false }), 'firwin: "taps" must be odd where Nyquist passes, got 4'],
    [() => firwin(5, { cutoff: 0.4, passZero: 'bandpass' }), 'firwin: "cutoff" must be two edges or more for "bandpass", got 1'],
    [() => firwin(5, { cutoff: 0.4, passZero: 'no' as 'lowpass' }), 'firwin: "passZero" must be true, false or one of lowpass'],
    [() => firwin2(5, { freq: [0, 1], gain: [1] }), 'firwin2: "gain" must have one gain per frequency, 2, got 1'],
    [() => firwin2(4, { freq: [0, 1], gain: [1, 1] }), 'firwin2: "numtaps" must be odd where half the sample rate passes, got 4'],
    [() => firwin2(5, { freq: [0, 0.6, 0.5, 1], gain: [1, 1, 1, 1] }), 'firwin2: "freq" must not fall'],
    [() => firwin2(5, { freq: [0.1, 1], gain: [1, 1] }), 'firwin2: "freq" must begin with 0 and end with 1, got 0.1 and 1'],
    [() => firwin2(5, { freq: [0, 1], gain: [1, 1], nfreqs: 5 }), 'firwin2: "nfreqs" must be an integer >= 6, got 5'],
    [() => kaiserord(7, { width: 0.1 }), 'kaiserord: "ripple" must be a finite number in [8, 700], got 7'],
    [() => kaiserord(60, {}), 'kaiserord: "width" must be a number in (0, 1], got NaN'],
  ])('refusal %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

type Biquad = (y: Float64Array, options: object) => Float64Array;
const NAMES = ['lowpass', 'highpass', 'bandpass', 'bandreject', 'allpass', 'band', 'equalizer', 'bass', 'treble', 'deemph', 'riaa'];

describe('biquads', () => {
  for (const name of NAMES) {
    const run = (biquads as unknown as Record<string, Biquad>)[`${name}Biquad`]!;
    parity('filters', `torchaudio.functional.${name}_biquad`, ([y], o) => run(y as Float64Array, { ...withRate(o), clamp: true }));
  }

  test('nothing is cut off unless asked', () => {
    const loud = Float64Array.of(0.9, 0.9, 0.9, 0.9);
    const options = { sampleRate: 8000, centralFreq: 3000, gain: 20 };
    expect(Math.max(...biquads.trebleBiquad(loud, options))).toBeGreaterThan(1);
    expect(Math.max(...biquads.trebleBiquad(loud, { ...options, clamp: true }))).toBe(1);
  });

  test('gains are where they are said to be', () => {
    const at = (options: DesignBiquadOptions, frequency: number): number => {
      const { h } = freqz(designBiquad({ sampleRate: 48000, ...options }), { worN: [frequency], sampleRate: 48000 });
      return 20 * Math.log10(Math.hypot(h.get(0, 0), h.get(0, 1)));
    };
    expect(at({ type: 'equalizer', frequency: 1000, gain: 6 }, 1000)).toBeCloseTo(6, 9);
    expect(at({ type: 'bass', frequency: 100, gain: -8 }, 0)).toBeCloseTo(-8, 9);
    expect(at({ type: 'treble', frequency: 5000, gain: 8 }, 24000)).toBeCloseTo(8, 9);
    expect(at({ type: 'allpass', frequency: 5000 }, 1234)).toBeCloseTo(0, 9);
    expect(at({ type: 'lowpass', frequency: 5000, q: Math.SQRT1_2 }, 5000)).toBeCloseTo(-3.0103, 4);
    expect(at({ type: 'riaa' }, 1000)).toBeCloseTo(0, 9);
    expect(Math.abs(at({ type: 'riaa' }, 100) - 13.09)).toBeLessThan(0.3); // the RIAA curve, as near as SoX comes
    expect(Math.abs(at({ type: 'deemph' }, 10000) + 7.6)).toBeLessThan(0.1); // 50 and 15 microseconds
  });

  test.each<[() => unknown, string]>([
    [() => designBiquad({}), 'designBiquad: "type" must be one of "lowpass"'],
    [() => designBiquad({ type: 'lowpass', frequency: 10 }), 'designBiquad: "sampleRate" must be given in Hz'],
    [() => designBiquad({ type: 'lowpass', sampleRate: 8000 }), 'designBiquad: "frequency" must be given in Hz'],
    [
      () => designBiquad({ type: 'riaa', sampleRate: 8000 }),
      'designBiquad: "sampleRate" must be one of 44100, 48000, 88200, 96000 for "riaa", got 8000',
    ],
    [() => designBiquad({ type: 'deemph', sampleRate: 48000, frequency: 9 }), 'designBiquad: "frequency" is nothing that "deemph" has'],
    [
      () => biquads.lowpassBiquad(new Float32Array(4), { sampleRate: 8000, cutoffFreq: 4000 }),
      'lowpassBiquad: "cutoffFreq" must lie between 0 and 4000, half the sample rate, got 4000',
    ],
    [
      () => biquads.bassBiquad(new Float32Array(4), { sampleRate: 8000 }),
      'bassBiquad: "gain" must be a finite number in [-400, 400], got NaN',
    ],
    [() => biquads.lowpassBiquad(new Float32Array(4), { cutoffFreq: 100 }), 'lowpassBiquad: "sampleRate" must be given in Hz'],
    [
      () => biquads.lowpassBiquad(new Float32Array(4), { cutofFreq: 100 } as object),
      'lowpassBiquad: "cutofFreq" is not an option; did you mean "cutoffFreq"?',
    ],
    [
      () => biquads.riaaBiquad({ samples: new Float32Array(4), sampleRate: 44100 }, { sampleRate: 48000 }),
      'riaaBiquad: "sampleRate" is 48000, but the signal says 44100; resample it, or leave the option out',
    ],
    [() => biquads.riaaBiquad(Float32Array.of(1, NaN), { sampleRate: 48000 }), 'riaaBiquad: "y" must be finite, got NaN at index 1'],
  ])('refusal %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

test('butter is what it was given, not what a caller did to it', () => {
  const one = butter(2, { wn: 0.3 });
  one.data.fill(0);
  expect(butter(2, { wn: 0.3 }).get(0, 3)).toBe(1);
});
