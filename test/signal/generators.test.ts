import { describe, expect, test } from 'vitest';
import { chirp, type ChirpOptions, clicks, type ClicksOptions, type GeneratorOptions, tone } from '../../src/signal/index.js';
import { parity } from '../support/parity.js';

describe('tone', () => {
  test('the worked example, exact at quarter turns', () => {
    expect(tone(2000, { sampleRate: 8000, length: 5 })).toEqual(Float64Array.of(0, 1, 0, -1, 0));
  });

  parity('librosa', 'librosa.tone', (_, { frequency, ...options }) => tone(frequency as number, options as GeneratorOptions));

  test('does not drift: an hour in, a tone that divides the rate repeats to the bit', () => {
    const y = tone(441, { sampleRate: 44100, length: 400_000 });
    expect(y.subarray(399_900)).toEqual(y.subarray(0, 100));
  });

  test.each<[number, GeneratorOptions, string]>([
    [440, { length: 4 }, 'tone: "sampleRate" must be given in Hz'],
    [440, { sampleRate: 8000 }, 'tone: "length" must be given in samples, or "duration" in seconds'],
    [440, { sampleRate: 8000, length: 0 }, 'tone: "length" must be an integer >= 1, got 0'],
    [440, { sampleRate: 8000, duration: 1e-5 }, 'tone: "duration" must be at least one sample long, 1 / 8000 s, got 0.00001'],
    [NaN, { sampleRate: 8000, length: 4 }, 'tone: "frequency" must be a finite number, got NaN'],
    [440, { sampleRate: 8000, length: 4, phi: Infinity }, 'tone: "phi" must be a finite number, got Infinity'],
  ])('refuses %d %o', (frequency, options, message) => {
    expect(() => tone(frequency, options)).toThrow(message);
  });
});

describe('chirp', () => {
  test('the worked example', () => {
    expect(chirp({ fmin: 110, fmax: 3520, sampleRate: 8000, duration: 0.5 }).length).toBe(4000);
  });

  parity('librosa', 'librosa.chirp', (_, options) => chirp(options));

  test('from a frequency to itself it is a tone', () => {
    const y = chirp({ fmin: 500, fmax: 500, sampleRate: 8000, length: 100 });
    const z = tone(500, { sampleRate: 8000, length: 100 });
    y.forEach((v, n) => expect(v).toBeCloseTo(z[n]!, 12));
  });

  test.each<[ChirpOptions, string]>([
    [{ fmax: 2, sampleRate: 8000, length: 4 }, 'chirp: "fmin" must be a finite number > 0, got NaN'],
    [{ fmin: 1, fmax: 0, sampleRate: 8000, length: 4 }, 'chirp: "fmax" must be a finite number > 0, got 0'],
    [{ fmin: 1, fmax: 2, sampleRate: 8000 }, 'chirp: "length" must be given in samples, or "duration" in seconds'],
  ])('refuses %o', (options, message) => {
    expect(() => chirp(options)).toThrow(message);
  });
});

describe('clicks', () => {
  test('the worked examples', () => {
    expect(clicks({ times: [0, 0.5], sampleRate: 8000 }).length).toBe(4800);
    expect(clicks({ frames: [0, 2], hopLength: 2, sampleRate: 8, click: Float64Array.of(1, -1) })).toEqual(
      Float64Array.of(1, -1, 0, 0, 1, -1),
    );
  });

  // librosa returns single precision, whose rounding is 6e-8
  parity('librosa', 'librosa.clicks', ([list], options, g) => clicks({ ...options, [Object.keys(g.inputs)[0]!]: list } as ClicksOptions), {
    relative: 1e-7,
  });

  test('overlapping clicks add up, and clicks beyond the end are cut or left out', () => {
    const click = Float64Array.of(1, 1, 1);
    expect(clicks({ times: [0, 1, 3, 9], sampleRate: 1, click, length: 5 })).toEqual(Float64Array.of(1, 2, 2, 2, 1));
  });

  test.each<[ClicksOptions, string]>([
    [{ sampleRate: 8000 }, 'clicks: "times" must be given in seconds, or "frames"'],
    [{ times: [0] }, 'clicks: "sampleRate" must be given in Hz'],
    [{ times: [0, -1], sampleRate: 8000 }, 'clicks: "times" must be finite and >= 0, got -1 at index 1'],
    [{ times: [], sampleRate: 8000 }, 'clicks: "times" must not be empty when "length" is not given'],
    [{ times: [0], sampleRate: 8000, click: new Float64Array(0) }, 'clicks: "click" must not be empty'],
    [{ times: [0], sampleRate: 8000, clickDuration: 1e-5 }, 'clicks: "clickDuration" must be at least one sample long, 1 / 8000 s'],
    [{ times: 3 as unknown as number[], sampleRate: 8000 }, 'clicks: "times" must be a list of numbers, got 3'],
  ])('refuses %o', (options, message) => {
    expect(() => clicks(options)).toThrow(message);
  });
});
