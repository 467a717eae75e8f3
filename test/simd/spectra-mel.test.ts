import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { type SignalInput } from '../../src/core/signal.js';
import { type FloatArray } from '../../src/core/types.js';
import { createMelSpectrogram, melSpectrogram, type MelSpectrogramOptions } from '../../src/feature/mel-spectrogram.js';
import { createMfcc, mfcc, type MfccOptions } from '../../src/feature/mfcc.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { asInput, foldedOptions, type GoldenCase, goldenCases } from '../support/golden.js';
import { both, noise, RATE, SIGNALS, tone, worstOf } from './signals.js';

afterEach(() => setEngine('auto'));

const js = <T>(run: () => T): T => {
  setEngine('js');
  const result = run();
  setEngine('auto');
  return result;
};

/** Settings in use: librosa's, for speech, Whisper's, Kaldi's; and rare ones. */
const SETTINGS: Readonly<Record<string, MfccOptions>> = {
  music: {},
  'without topDb': { topDb: null },
  speech: { nFft: 512, winLength: 400, hopLength: 160, nMels: 40, nMfcc: 13 },
  whisper: { nFft: 400, hopLength: 160, nMels: 80, nMfcc: 13, topDb: null },
  'every coefficient': { nMels: 64, nMfcc: 64, nFft: 1024 },
  'an odd number of bands': { nMels: 41, nMfcc: 41, nFft: 1000, hopLength: 300, topDb: 60 },
  'odd frames, few coefficients': { nFft: 441, hopLength: 147, nMels: 20, nMfcc: 3 },
  'two coefficients': { nFft: 512, nMels: 7, nMfcc: 2, padMode: 'reflect' },
  'one band': { nFft: 512, nMels: 1, nMfcc: 1 },
  magnitudes: { power: 1, nMels: 40, nMfcc: 20 },
  'type 1': { dctType: 1, nMels: 33, nMfcc: 12 },
  'type 3, unscaled': { dctType: 3, norm: null, nMels: 10, nMfcc: 6 },
  'type 4': { dctType: 4, nMels: 40, nMfcc: 13 },
  'no norm': { melNorm: null, htk: true },
  'a norm': { melNorm: 1, fmin: 300, fmax: 5000, nMels: 30 },
  'empty bands': { nFft: 256, nMels: 100, htk: true, nMfcc: 30 },
  'frames apart': { nFft: 256, hopLength: 700, center: false, nMels: 24, nMfcc: 13, window: 'hamming' },
};
const at = (options: MfccOptions): MfccOptions => ({ sampleRate: RATE, ...options });
const melOf = ({ melNorm, nMfcc: _, dctType: _1, norm: _2, topDb: _3, lifter: _4, ...rest }: MfccOptions): MelSpectrogramOptions =>
  melNorm === undefined ? rest : { ...rest, norm: melNorm };

describe.each(Object.keys(SETTINGS))('MFCC, %s', (name) => {
  const options = at(SETTINGS[name]!);
  // Unscaled rows are longer than 1; so are the rounding errors of their products.
  const bound = options.norm === null ? 3e-4 : 1e-4;
  // Of a constant only rounding is left in most bands. As powers those are below the floor, as magnitudes far above it.
  const signals = Object.keys(SIGNALS).filter((signal) => options.power !== 1 || !signal.endsWith('constant'));
  test.each(signals)('of %s are those of double precision', (signal) => {
    expect(worstOf(both((y) => mfcc(y, options), SIGNALS[signal]!))).toBeLessThan(bound);
  });
  test('come from bands that are those of double precision', () => {
    for (const signal of ['noise', 'music', 'noise as integers', 'loud, then faint', 'a constant', 'an impulse', 'silence']) {
      const { single, double } = both((y) => melSpectrogram(y, melOf(options)), SIGNALS[signal]!);
      expectClose(single, double, 1e-6);
    }
  });
  test('have the bits of any other way to ask for them', () => {
    const y = noise(20_000, 3);
    const want = mfcc(y, options).data;
    const plan = createMfcc(options);
    for (const length of [20_000, 2100, 20_000]) {
      const part = y.subarray(0, length);
      const out = new Float32Array(plan.frames(length) * plan.nMfcc).fill(NaN);
      plan.processInto(out, part);
      expect(out).toEqual(length === 20_000 ? want : mfcc(part, options).data);
    }
    const batch = mfcc(nd(Float32Array.of(...noise(20_000, 4).map((v) => 50 * v), ...y), [2, 20_000]), options);
    expect(batch.data.subarray(want.length)).toEqual(want);
    const bands = melSpectrogram(y, melOf(options)).data;
    const melPlan = createMelSpectrogram(melOf(options));
    const out = new Float32Array(bands.length);
    melPlan.processInto(out, y);
    expect(out).toEqual(bands);
  });
});

describe('MFCC on SIMD kernels', () => {
  // What a pure tone leaves 80 dB below itself is near the rounding of single precision, 5e-7 of the loudest bin of the frame; and bands
  // that are wide weigh less than the narrow ones in which it is found. FFTW in single precision is as far off.
  test.each([50, 440, 10_000])('of a tone of %i Hz are near, however deep one looks', (hertz) => {
    expect(worstOf(both((y) => mfcc(y, at({ topDb: 60 })), tone(hertz)))).toBeLessThan(2e-4);
    expect(worstOf(both((y) => mfcc(y, at({})), tone(hertz)))).toBeLessThan(3e-3);
    expect(worstOf(both((y) => mfcc(y, at({ topDb: null })), tone(hertz)))).toBeLessThan(0.5);
    expect(worstOf(both((y) => mfcc(y, at({})), tone(hertz, 1e-3)))).toBeLessThan(3e-4);
  });

  test('a lifter scales the error as it does the coefficients', () => {
    expect(worstOf(both((y) => mfcc(y, at({ lifter: 22 })), SIGNALS['noise']!))).toBeLessThan(12 * 1e-4);
  });

  test('of silence are those of the floor', () => {
    const { single, double } = both((y) => mfcc(y, at({})), new Float32Array(5000));
    expectClose(single, double, 1e-7);
  });

  const y = (golden: GoldenCase): { data: Float64Array; input: (x: FloatArray) => SignalInput } | undefined => {
    if (!('y' in golden.inputs)) return undefined;
    const given = asInput(golden.inputs['y']!) as Float64Array | { data: Float64Array; shape: number[] };
    if (given instanceof Float64Array) return { data: given, input: (x) => x };
    return { data: given.data, input: (x) => nd(x, given.shape) };
  };
  const cases = (reference: string): [string, GoldenCase][] =>
    ['librosa', 'librosa-frames'].flatMap((folder) =>
      goldenCases(folder, reference)
        .filter((g) => y(g))
        .map((g) => [g.id, g] as [string, GoldenCase]),
    );

  test.each(cases('librosa.feature.mfcc'))('golden %s', (_, golden) => {
    const { data, input } = y(golden)!;
    const options = foldedOptions(golden.params) as MfccOptions;
    const results = both((x) => mfcc(input(x), options), Float32Array.from(data));
    // The vowels of the synthetic speech leave 70 dB of nothing above them: there, single precision leaves 5e-4 dB of doubt. Its samples
    // alone, times the window, rounded and then transformed in double, leave 1e-4 (of 2e-4).
    const ortho = options.norm === null ? Math.sqrt(2 * (options.nMels ?? 128)) : 1;
    expect(worstOf(results)).toBeLessThan(2.5e-4 * ortho * (1 + (options.lifter ?? 0) / 2));
  });

  test.each(cases('librosa.feature.melspectrogram'))('golden %s', (_, golden) => {
    const { data, input } = y(golden)!;
    const results = both((x) => melSpectrogram(input(x), foldedOptions(golden.params)), Float32Array.from(data));
    expectClose(results.single, results.double, 1e-6);
  });

  test('of any settings are those of double precision', () => {
    const settings = fc.record({
      nFft: fc.integer({ min: 8, max: 600 }),
      hopLength: fc.integer({ min: 1, max: 400 }),
      nMels: fc.integer({ min: 1, max: 60 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      power: fc.constantFrom(1, 2),
      topDb: fc.constantFrom(80, 30, 0, null),
      htk: fc.boolean(),
      melNorm: fc.constantFrom('slaney' as const, null, 2),
      dctType: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
      length: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(settings, ({ share, nMels, nFft, length, dctType, ...rest }) => {
        const bands = Math.min(nMels, (nFft >> 1) + 1);
        fc.pre(dctType !== 1 || bands > 1);
        const options = at({ ...rest, nFft, dctType, nMels: bands, nMfcc: 1 + Math.floor(share * (bands - 1)) });
        const results = both((x) => mfcc(x, options), noise(length, length));
        expect(results.single.length).toBe(results.double.length);
        expect(worstOf(results)).toBeLessThan(1e-4);
      }),
      { numRuns: 300 },
    );
  });

  test('two settings that differ share nothing', () => {
    const sound = noise(5000);
    const lists: MfccOptions[] = [
      {},
      { lifter: 22 },
      { nMfcc: 13 },
      { dctType: 3 },
      { norm: null },
      { power: 1 },
      { htk: true },
      { fmin: 100 },
    ];
    const first = lists.map((o) => mfcc(sound, at(o)).data);
    expect(lists.map((o) => mfcc(sound, at(o)).data)).toEqual(first);
    expect(new Set(first.map(String)).size).toBe(first.length);
    // windows that have no key are made anew
    const windows = [new Float64Array(2048).fill(1), new Float64Array(2048).fill(2)];
    const [one, two] = windows.map((window) => melSpectrogram(sound, { sampleRate: RATE, window }).data);
    expectClose(
      two!,
      one!.map((v) => 4 * v),
      1e-7,
    );
  });

  test.each([1.5, 3])('to the power of %d come from the TypeScript path', (power) => {
    const run = (): unknown => [mfcc(noise(5000), at({ power })).data, melSpectrogram(noise(5000), { sampleRate: RATE, power }).data];
    expect(run()).toEqual(js(run));
  });

  test('beyond single precision come from the TypeScript path', () => {
    const loud = noise(5000).map((v) => v * 1e25);
    for (const topDb of [80, null]) {
      const { data } = mfcc(loud, at({ topDb }));
      expect(data.every(Number.isFinite)).toBe(true);
      expect(data).toEqual(js(() => mfcc(loud, at({ topDb })).data));
    }
    const message = 'melSpectrogram: "y" is too large: values up to ';
    expect(() => melSpectrogram(loud, { sampleRate: RATE })).toThrow(message);
    expect(() => js(() => melSpectrogram(loud, { sampleRate: RATE }))).toThrow(message);
  });

  test('are refused as on the TypeScript path', () => {
    const plan = createMfcc(at({ nFft: 512 }));
    const melPlan = createMelSpectrogram({ sampleRate: RATE, nFft: 512 });
    const good = noise(5000);
    const calls: ((y: Float32Array) => unknown)[] = [
      (x) => mfcc(x, at({})),
      (x) => mfcc(x, at({ topDb: null })),
      (x) => mfcc(x, at({ nFft: 300, hopLength: 900, nMels: 20 })),
      (x) => melSpectrogram(x, { sampleRate: RATE }),
      (x) => plan.processInto(new Float32Array(20 * plan.frames(x.length)), x),
      (x) => melPlan.processInto(new Float32Array(128 * melPlan.frames(x.length)), x),
    ];
    for (const call of calls) {
      for (const [place, bad] of [
        [0, NaN],
        [2500, Infinity],
        [4999, -Infinity],
        [700, NaN],
      ] as const) {
        // prettier-ignore
        const spoilt = good.slice().fill(bad, place, place + 1);
        const message = (): string => {
          try {
            call(spoilt);
            return 'nothing';
          } catch (error) {
            return (error as Error).message;
          }
        };
        expect(message()).toContain(`"y" must be finite, got ${bad} at index ${place}`);
        expect(message()).toBe(js(message));
        expect(() => call(good)).not.toThrow();
      }
    }
    const out = new Float32Array(20 * plan.frames(5000));
    plan.processInto(out, good);
    expect(out).toEqual(mfcc(good, at({ nFft: 512 })).data);
  });

  test('of more frames than are kept are computed twice, to the same end', () => {
    // 33 bands of 400,000 frames are 53 MB; 48 MB are kept. The loudest comes last.
    const sound = noise(400_000, 8, 1e-3);
    for (let n = 399_000; n < 400_000; n++) sound[n]! *= 300;
    const options: MfccOptions = { sampleRate: RATE, nFft: 64, hopLength: 1, nMels: 33, nMfcc: 4, topDb: 20, htk: true };
    const long = mfcc(sound, options);
    const tail = mfcc(sound.subarray(390_000), options);
    const same = 4 * 9_900; // all that sees no edge
    expect(long.data.subarray(-same)).toEqual(tail.data.subarray(-same));
    const quiet = mfcc(sound.subarray(0, 10_000), { ...options, topDb: null });
    expect(long.data.subarray(0, same)).not.toEqual(quiet.data.subarray(0, same)); // the floor is that of the last
    const floor = long.data.subarray(0, 4);
    expect(long.data.subarray(4 * 100_000, 4 * 100_001)).toEqual(floor);
    expect(long.data.subarray(4 * 398_000, 4 * 398_001)).toEqual(floor);
  });

  test('have the same bits on every machine', () => {
    const sound = noise(30_000, 440);
    const hash = createHash('sha256');
    for (const name of Object.keys(SETTINGS)) {
      hash.update(mfcc(sound, at(SETTINGS[name]!)).data);
      hash.update(melSpectrogram(sound, melOf(at(SETTINGS[name]!))).data);
    }
    expect(hash.digest('hex')).toBe('9ed81160c02c39dd224c55b66532c9c4f83b7d378a56eb7f1fa8f146072db5ae');
  });
});
