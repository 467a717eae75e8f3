import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { type SignalInput } from '../../src/core/signal.js';
import { toRowMajor } from '../../src/core/view.js';
import { ParameterError } from '../../src/index.js';
import { spectrogram } from '../../src/stft/spectrogram.js';
import { createStft, stft, type StftOptions } from '../../src/stft/stft.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

afterEach(() => setEngine('auto'));

const noise = (length: number, seed = 1): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};
const flat = (x: NdArray<Float64Array>): Float64Array => toRowMajor(x);
const run = ([y]: unknown[], options: Record<string, unknown>): unknown => {
  const window =
    Array.isArray(options['window']) && typeof options['window'][0] === 'number' ? Float64Array.from(options['window']) : undefined;
  return stft(y as SignalInput, window ? { ...options, window } : options);
};

describe('stft', () => {
  test('the spectra of frames side by side', () => {
    const D = stft(Float64Array.of(1, 0, -1, 0, 1, 0, -1, 0), { nFft: 4, hopLength: 4, window: 'boxcar', center: false });
    expect(D.shape).toEqual([3, 2, 2]);
    expect(D.stride).toEqual([2, 6, 1]);
    expect(Array.from(flat(D), (v) => v + 0)).toEqual([0, 0, 0, 0, 2, 0, 2, 0, 0, 0, 0, 0]);
  });

  parity('librosa', 'librosa.stft', run);
  parity('librosa-frames', 'librosa.stft', run);

  test('padding mirrors the whole signal, also where librosa 0.11 mirrors a shorter piece of it', () => {
    // With hopLength > nFft / 2 librosa pads only the samples behind the last inner frame, and mirrors these alone.
    const y = noise(100);
    const padded = Float64Array.from({ length: 116 }, (_, n) => y[n < 8 ? 8 - n : n < 108 ? n - 8 : 206 - n]!);
    expectClose(stft(y, { nFft: 16, hopLength: 15, padMode: 'reflect' }), stft(padded, { nFft: 16, hopLength: 15, center: false }), 0);
  });

  const size = fc.integer({ min: 1, max: 40 });
  const signal = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 120 }).map((v) => Float64Array.from(v));

  test('each frame is the discrete Fourier transform of its windowed samples', () => {
    fc.assert(
      fc.property(signal, size, size, fc.boolean(), (y, nFft, hopLength, center) => {
        fc.pre(center || y.length >= nFft);
        const D = stft(y, { nFft, hopLength, center, window: 'hamming' });
        const t = D.shape[1]! - 1;
        for (const k of [0, D.shape[0]! - 1]) {
          let [re, im] = [0, 0];
          for (let n = 0; n < nFft; n++) {
            const v =
              (nFft === 1 ? 1 : 0.54 - 0.46 * Math.cos((2 * Math.PI * n) / nFft)) * (y[t * hopLength + n - (center ? nFft >> 1 : 0)] ?? 0);
            re += v * Math.cos((2 * Math.PI * k * n) / nFft);
            im -= v * Math.sin((2 * Math.PI * k * n) / nFft);
          }
          expect(Math.abs(D.get(k, t, 0) - re)).toBeLessThan(1e-12 * nFft);
          expect(Math.abs(D.get(k, t, 1) - im)).toBeLessThan(1e-12 * nFft);
        }
      }),
      { numRuns: 60, examples: [[Float64Array.of(1, 2), 1, 1, true]] },
    );
  });

  test('is linear', () => {
    const [a, b] = [noise(500, 1), noise(500, 2)];
    const options = { nFft: 64, hopLength: 20 };
    const [A, B] = [flat(stft(a, options)), flat(stft(b, options))];
    const sum = stft(
      a.map((v, n) => 3 * v - 0.5 * b[n]!),
      options,
    );
    expectClose(
      sum,
      A.map((v, i) => 3 * v - 0.5 * B[i]!),
      1e-14,
    );
  });

  test('a delay by whole hops delays whole frames', () => {
    const y = noise(1000);
    const options = { nFft: 64, hopLength: 16, center: false };
    const late = stft(y, options);
    const early = stft(y.subarray(48), options);
    expect(flat(early)).toEqual(flat(late.lo(0, 3, 0).hi(33, early.shape[1]!, 2)));
  });

  test('keeps the energy of each frame (Parseval)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), (nFft) => {
        const y = noise(nFft);
        const D = stft(y, { nFft, hopLength: 1, center: false, window: 'boxcar' });
        let energy = 0;
        for (let k = 0; k < D.shape[0]!; k++) {
          const twice = k > 0 && 2 * k < nFft ? 2 : 1;
          energy += (twice * (D.get(k, 0, 0) ** 2 + D.get(k, 0, 1) ** 2)) / nFft;
        }
        expectClose([energy], [y.reduce((sum, v) => sum + v * v, 0)], 1e-13);
      }),
    );
  });

  test('a batch equals the loop over its items, bit for bit, for any stride', () => {
    const y = noise(6 * 200);
    const options = { nFft: 32, hopLength: 10 };
    const batch = stft(nd(y, [2, 3, 200]), options);
    expect(batch.shape).toEqual([2, 3, 17, 21, 2]);
    for (let i = 0; i < 6; i++) {
      const alone = stft(y.subarray(i * 200, (i + 1) * 200), options);
      expect(flat(batch.pick(Math.floor(i / 3), i % 3, null, null, null))).toEqual(flat(alone));
    }
    const turned = stft(nd(y, [200, 6]).transpose(1, 0), options);
    expect(flat(turned.pick(4, null, null, null))).toEqual(
      flat(
        stft(
          Float64Array.from({ length: 200 }, (_, n) => y[6 * n + 4]!),
          options,
        ),
      ),
    );
  });

  test('single precision is the rounded double result of the same samples, where TypeScript computes', () => {
    setEngine('js');
    const y = Float32Array.from(noise(3000));
    const single = stft(y, { nFft: 256 });
    expect(single.data).toBeInstanceOf(Float32Array);
    expect(single.data).toEqual(Float32Array.from(stft(Float64Array.from(y), { nFft: 256 }).data));
  });

  test('takes signals with a rate, AudioBuffers, offsets and shared memory, and leaves them as they are', () => {
    const y = noise(300);
    const D = flat(stft(y, { nFft: 32 }));
    const shared = new Float64Array(new SharedArrayBuffer(310 * 8)).subarray(7, 307);
    shared.set(y);
    const copy = y.slice();
    expect(flat(stft(shared, { nFft: 32 }))).toEqual(D);
    expect(flat(stft({ samples: y, sampleRate: 8000 }, { nFft: 32 }))).toEqual(D);
    const buffer = { sampleRate: 8000, numberOfChannels: 1, length: 300, getChannelData: () => Float32Array.from(y) };
    expect(stft(buffer, { nFft: 32 }).shape).toEqual([17, 38, 2]);
    expect(y).toEqual(copy);
  });

  test('of silence is zero, of a constant finite', () => {
    expect(stft(new Float64Array(100), { nFft: 16 }).data.every((v) => v === 0)).toBe(true);
    expect(stft(new Float64Array(100).fill(1e-300), { nFft: 16 }).data.every(Number.isFinite)).toBe(true);
  });

  const x = new Float64Array(100);
  test.each<[StftOptions, string]>([
    [{ nFft: 0 }, 'stft: "nFft" must be an integer >= 1, got 0'],
    [{ hopLength: 0 }, 'stft: "hopLength" must be an integer >= 1, got 0'],
    [{ hopLength: -5 }, 'stft: "hopLength" must be an integer >= 1, got -5'],
    [{ hopLength: 2.5 }, 'stft: "hopLength" must be an integer >= 1, got 2.5'],
    [{ nFft: 512, winLength: 513 }, 'stft: "winLength" must be <= nFft = 512, got 513'],
    [{ winLength: 0 }, 'stft: "winLength" must be an integer >= 1, got 0'],
    [{ nFft: 3 }, 'stft: "hopLength" must be given for winLength = 3, since a quarter of it is no whole sample'],
    [{ nFft: 128, center: false }, 'stft: "nFft" must be <= y.length = 100 unless frames are centred, got 128'],
    [{ padMode: 'wrap' as 'edge' }, 'stft: "padMode" must be one of "constant", "edge", "linear_ramp", "reflect", "symmetric", got "wrap"'],
    [{ nFft: 16, window: new Float64Array(15) }, 'stft: "window" must have 16 samples, got 15'],
    [{ hopLenght: 4 } as StftOptions, 'stft: "hopLenght" is not an option; did you mean "hopLength"?'],
    [JSON.parse('{"__proto__": {"nFft": 4}}') as StftOptions, 'stft: "__proto__" is not an option'],
    [Object.create({ nFft: 4 }) as StftOptions, 'stft: "nFft" is inherited; options must be a plain object with own keys'],
  ])('refuses %o', (options, message) => {
    const call = (): unknown => stft(x, options);
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(new ParameterError('stft', message.split('"')[1]!, message.slice(message.indexOf('" ') + 2)));
  });

  test('refuses an unknown window with the names it knows', () => {
    expect(() => stft(x, { window: 'han' as 'hann' })).toThrow(
      /^stft: "window" must be one of .*hann.*, got "han"; did you mean "hann"\?$/,
    );
  });

  test.each<[unknown, string]>([
    [new Float64Array(0), 'stft: "y" must not be empty, got shape [0]'],
    [Float64Array.of(0, NaN), 'stft: "y" must be finite, got NaN at index 1'],
    [Float32Array.of(0, 0, Infinity), 'stft: "y" must be finite, got Infinity at index 2'],
    [nd(Float64Array.of(0, 0, 0, -Infinity), [2, 2]), 'stft: "y" must be finite, got -Infinity at index 1 of channel 1'],
    [Float64Array.of(1e308, 1e308), 'stft: "y" is too large: values up to 1e+308 overflow; scale it down'],
    [
      [1, 2],
      'stft: "y" must be a Float32Array, a Float64Array, an ndarray of one, { samples, sampleRate } or an AudioBuffer, got an array of 2; use Float64Array.from(…)',
    ],
  ])('refuses the signal %o', (y, message) => {
    expect(() => stft(y as Float64Array, { nFft: 4, window: 'boxcar' })).toThrow(message);
  });

  test('refuses a detached buffer', () => {
    const y = new Float64Array(8);
    structuredClone(y.buffer, { transfer: [y.buffer] });
    expect(() => stft(y)).toThrow('stft: "y" has a detached buffer (it was transferred elsewhere)');
  });

  test.each<[StftOptions, number]>([
    [{ nFft: 4, hopLength: 9 }, 6], // between two frames
    [{ nFft: 4, hopLength: 5 }, 2],
    [{ nFft: 4, hopLength: 3, center: false }, 99], // behind the last
    [{ nFft: 8, winLength: 2, hopLength: 2, center: false }, 0], // before the first
    [{ nFft: 8, winLength: 2, hopLength: 2, center: false }, 2],
    [{ nFft: 8, winLength: 2, hopLength: 2, center: false }, 98],
  ])('refuses NaN in samples that no frame reads: %o', (options, at) => {
    const y = new Float64Array(100);
    y[at] = NaN;
    expect(() => stft(y, options)).toThrow(`stft: "y" must be finite, got NaN at index ${at}`);
  });
});

describe('createStft', () => {
  const y = noise(5000);
  test('gives what stft gives, again and again, into either precision', () => {
    const plan = createStft({ nFft: 256, hopLength: 100 });
    expect(plan.options).toEqual({ nFft: 256, hopLength: 100, winLength: 256, window: 'hann', center: true, padMode: 'constant' });
    const D = stft(y, { nFft: 256, hopLength: 100 });
    const out = new Float64Array(plan.frames(y.length) * plan.bins * 2).fill(NaN);
    plan.processInto(out, y);
    plan.processInto(out, y);
    expect(out).toEqual(D.data);
    const single = new Float32Array(out.length);
    plan.processInto(single, y);
    expect(single).toEqual(Float32Array.from(out));
  });

  test('refuses arrays that do not fit', () => {
    const plan = createStft({ nFft: 4, hopLength: 2, center: false });
    const run = (out: unknown, x: unknown) => () => plan.processInto(out as Float64Array, x as Float64Array);
    expect(run(new Float64Array(5), new Float64Array(6))).toThrow('Stft.processInto: "out" must hold 6 x 2 frames = 12 numbers, got 5');
    expect(run(new Float64Array(5), new Float64Array(3))).toThrow(
      'Stft.processInto: "nFft" must be <= y.length = 3 unless frames are centred, got 4',
    );
    expect(run([], new Float64Array(6))).toThrow('Stft.processInto: "out" must be a Float32Array or a Float64Array, got an array of 0');
    expect(run(new Float64Array(6), 'y')).toThrow('Stft.processInto: "y" must be a Float32Array or a Float64Array, got "y"');
    expect(run(new Float64Array(6), new Float64Array(0))).toThrow('Stft.processInto: "y" must not be empty, got shape [0]');
    const both = new Float64Array(18);
    expect(run(both.subarray(0, 12), both.subarray(11, 17))).toThrow('Stft.processInto: "out" must not overlap "y"');
    expect(run(new Float64Array(12), Float64Array.of(0, 0, 0, 0, 0, NaN))).toThrow(
      'Stft.processInto: "y" must be finite, got NaN at index 5',
    );
    expect(() => createStft({ nFft: -1 })).toThrow('createStft: "nFft" must be an integer >= 1, got -1');
    expect(() => createStft(null as unknown as StftOptions)).toThrow('createStft: options must be a plain object, got null');
  });

  test('a window that is a function is asked again, for it may answer anew', () => {
    let gain = 1;
    const window = (length: number): Float64Array => new Float64Array(length).fill(gain);
    const first = stft(y, { nFft: 16, window }).get(3, 9, 0);
    gain = 2;
    expect(stft(y, { nFft: 16, window }).get(3, 9, 0)).toBe(2 * first);
  });
});

describe('spectrogram', () => {
  const y = noise(2000);
  const D = stft(y, { nFft: 128 });
  test.each([1, 2, 0.5, 3])('is |stft| ** %f', (power) => {
    const S = spectrogram(y, { nFft: 128, power });
    expect(S.shape).toEqual([65, 63]);
    expect(S.stride).toEqual([1, 65]);
    const expected = Float64Array.from(S.data, (_, i) => Math.hypot(D.data[2 * i]!, D.data[2 * i + 1]!) ** power);
    expectClose(S.data, expected, 1e-14);
  });

  test('keeps magnitudes whose squares would not fit', () => {
    for (const gain of [1e-200, 1e200]) {
      const scaled = spectrogram(
        y.map((v) => v * gain),
        { nFft: 128 },
      );
      expectClose(
        scaled.data.map((v) => v / gain),
        spectrogram(y, { nFft: 128 }).data,
        1e-13,
      );
    }
  });

  test('refuses powers that are not positive, and overflow', () => {
    expect(() => spectrogram(y, { power: 0 })).toThrow('spectrogram: "power" must be a finite number > 0, got 0');
    expect(() => spectrogram(y, { power: NaN })).toThrow('spectrogram: "power" must be a finite number > 0, got NaN');
    expect(() => spectrogram(new Float64Array(9).fill(1e200), { power: 2 })).toThrow(
      'spectrogram: "y" is too large: values up to 1e+200 overflow; scale it down',
    );
    expect(() => spectrogram(Float64Array.of(1, NaN))).toThrow('spectrogram: "y" must be finite, got NaN at index 1');
  });
});
