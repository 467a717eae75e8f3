import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { findAttack } from '../../src/rhythm/attack.js';
import { onsetBacktrack, onsetDetect, onsetDetectFromEnvelope, onsetStrength } from '../../src/rhythm/index.js';
import { clicks } from '../../src/signal/index.js';
import { noise, numbers } from '../feature/batch.js';
import { parity } from '../support/parity.js';

const SR = { sampleRate: 22050 };
const jittered = (count: number, seed: number): number[] => {
  const random = createRandom(seed);
  let t = 0.2;
  return Array.from({ length: count }, () => (t += 0.25 + 0.5 * random.uniform()));
};

describe('onsetDetect', () => {
  test('the worked example: from the first sample on', () => {
    const y = clicks({ ...SR, times: [0, 0.31, 0.75], length: 30000 });
    expect(onsetDetect(y, SR)).toEqual(Int32Array.of(0, 13, 32));
    expect(onsetDetect(y, { ...SR, compat: 'librosa' })).toEqual(Int32Array.of(14, 33));
  });

  parity('librosa', 'librosa.onset.onset_detect', ([x], options, { inputs }) =>
    'y' in inputs ? onsetDetect(x as Float64Array, { ...options, compat: 'librosa' }) : onsetDetectFromEnvelope(x as Float64Array, options),
  );

  test('39 jittered clicks to the millisecond', () => {
    const times = jittered(39, 5);
    const found = onsetDetect(clicks({ ...SR, times }), { ...SR, units: 'time' });
    expect(found).toHaveLength(39);
    found.forEach((t, i) => expect(Math.abs(t - times[i]!)).toBeLessThan(1e-3));
  });

  test('notes over noise, at another hop and rate, in single precision', () => {
    const times = jittered(12, 3);
    const rate = 16000;
    const y = clicks({ times, sampleRate: rate, clickFreq: 440, clickDuration: 0.2 }).map((v, n) => v + 0.003 * hiss[n % hiss.length]!);
    for (const x of [y, Float32Array.from(y)]) {
      const found = onsetDetect(x, { sampleRate: rate, hopLength: 200, units: 'time', delta: 0.2 });
      expect(found).toHaveLength(12);
      found.forEach((t, i) => expect(Math.abs(t - times[i]!)).toBeLessThan(3e-3));
    }
  });

  test('units agree, and an end is no onset', () => {
    const y = clicks({ ...SR, times: [0.2, 0.5, 1.2], length: 30000 }).map((v, n) => v + 0.1 * Math.sin(n / 7));
    const samples = onsetDetect(y, { ...SR, units: 'samples' });
    expect(onsetDetect(y, { ...SR, units: 'time' })).toEqual(Float64Array.from(samples, (n) => n / 22050));
    const frames = onsetDetect(y, SR);
    expect(frames).toEqual(samples.map((n) => Math.round(n / 512)));
    expect(samples).toHaveLength(4); // the tone begins with the signal
    const marks = onsetDetect(y, { ...SR, sparse: false }) as Uint8Array;
    expect([...marks].flatMap((v, t) => (v ? [t] : []))).toEqual([...frames]);
    const late = onsetDetect(clicks({ ...SR, times: [0.5, 1.3], length: 29000 }), { ...SR, units: 'time' });
    expect(late[1]).toBeCloseTo(1.3, 3);
  });

  test('backtracks to minima of the strength or of an energy', () => {
    const y = clicks({ ...SR, times: [0.2, 0.5, 1.2], length: 40000 });
    const env = onsetStrength(y, SR);
    const raw = onsetDetect(y, { ...SR, compat: 'librosa' });
    expect(onsetDetect(y, { ...SR, compat: 'librosa', backtrack: true })).toEqual(onsetBacktrack(raw, env));
    const energy = env.map((_, t) => t % 5);
    expect(onsetDetect(y, { ...SR, compat: 'librosa', backtrack: true, energy })).toEqual(onsetBacktrack(raw, energy));
    expect(onsetDetect(y, { ...SR, backtrack: true })).toEqual(onsetBacktrack(raw, env));
  });

  test('channel by channel', () => {
    const left = clicks({ ...SR, times: [0.2, 0.5], length: 20000 });
    const right = clicks({ ...SR, times: [0.4], length: 20000 });
    const both = new Float64Array(40000);
    both.set(left);
    both.set(right, 20000);
    const marks = onsetDetect(nd(both, [2, 20000]), { ...SR, sparse: false }) as NdArray<Uint8Array>;
    expect(marks.shape).toEqual([2, 40]);
    expect(numbers(marks)).toEqual([left, right].flatMap((y) => [...(onsetDetect(y, { ...SR, sparse: false }) as Uint8Array)]));
  });

  test('silence and one sample have none', () => {
    for (const compat of [null, 'librosa'] as const) {
      expect(onsetDetect(new Float64Array(4000), { ...SR, compat })).toEqual(new Int32Array(0));
      expect(onsetDetect(new Float64Array(1), { ...SR, compat, units: 'time' })).toEqual(new Float64Array(0));
      expect(onsetDetect(new Float64Array(4000), { ...SR, compat, sparse: false })).toEqual(new Uint8Array(8));
    }
    expect(onsetDetectFromEnvelope(Float64Array.of(3), SR)).toEqual(new Int32Array(0));
    expect(onsetDetectFromEnvelope(Float64Array.of(3), { ...SR, normalize: false, delta: 0 })).toEqual(Int32Array.of(0));
  });

  test.each(
    [
      [{ units: 'seconds' }, '"units" must be one of "frames", "samples", "time", got "seconds"'],
      [{ sparse: 1 }, '"sparse" must be true or false, got 1'],
      [{ backtrack: true, sparse: false }, '"backtrack" must be false if sparse is false'],
      [{ delta: -1 }, '"delta" must be a finite number >= 0, got -1'],
      [{ postMax: 0 }, '"postMax" must be an integer >= 1, got 0'],
      [{ hopLength: 0 }, '"hopLength" must be an integer >= 1, got 0'],
      [{ sampleRate: null }, '"sampleRate" must be given in Hz, since the signal does not carry its rate'],
      [{ compat: 'x' }, '"compat" must be one of "librosa", null, got "x"'],
      [{ waits: 1 }, '"waits" is not an option; did you mean "wait"?'],
    ].map(([bad, message]) => [message, bad] as const),
  )('refuses: %s', (message, bad) => {
    expect(() => onsetDetect(noise(3000, 1), { ...SR, ...(bad as object) })).toThrow(`onsetDetect: ${message}`);
  });

  test('refuses more than one channel unless dense, bad samples, and an envelope without a rate', () => {
    const both = nd(noise(4000, 1), [2, 2000]);
    expect(() => onsetDetect(both, SR)).toThrow('onsetDetect: "sparse" must be false for more than one channel, got shape [2, 4]');
    expect(() => onsetDetect(Float64Array.of(1, Infinity), SR)).toThrow('onsetDetect: "y" must be finite, got Infinity at index 1');
    expect(() => onsetDetectFromEnvelope(new Float64Array(4))).toThrow('onsetDetectFromEnvelope: "sampleRate" must be given in Hz');
    expect(() => onsetDetectFromEnvelope(noise(40, 1), { ...SR, backtrack: true, energy: Float64Array.of(NaN) })).toThrow(
      'onsetDetectFromEnvelope: "energy" must be finite, got NaN at index 0',
    );
  });
});

const hiss = noise(5000, 9);

describe('findAttack', () => {
  test('finds where noise gets louder, wherever that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 1800 }), fc.nat(99), (place, seed) => {
        const y = noise(2000, seed).map((v, n) => (n < place ? 0.1 * v : v));
        expect(Math.abs(findAttack(y, 0, 2000, 20)!.sample - place)).toBeLessThan(25);
      }),
      { numRuns: 40 },
    );
  });

  test('nothing that fades or is not there', () => {
    expect(findAttack(new Float64Array(100), -50, 150, 5)).toBe(null);
    const fading = Float64Array.from({ length: 400 }, (_, n) => Math.sin(n) * Math.exp(-n / 40));
    expect(findAttack(fading, 1, 300, 5)).toBe(null);
    expect(findAttack(fading, -100, 300, 5)!.sample).toBe(1); // sin 0 = 0
  });
});
