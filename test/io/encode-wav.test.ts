import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { toRowMajor, isNdArray } from '../../src/core/view.js';
import { type BitDepth, decodeWav, type DecodedAudio, encodeWav, infoWav, ParameterError } from '../../src/index.js';
import { thrown } from './thrown.js';

const INTEGERS = [8, 16, 24, 32] as const;
const flat = (audio: DecodedAudio): number[] => Array.from(isNdArray(audio.samples) ? toRowMajor(audio.samples) : audio.samples);
const at8k = { sampleRate: 8000 };
const readBack = (file: Uint8Array): DecodedAudio => decodeWav(file, { dtype: 'float64' });
const stereo = (left: number[], right: number[]) => nd(Float64Array.from([...left, ...right]), [2, left.length]);

describe('encodeWav', () => {
  test('writes the 44 bytes of a plain file and its samples', () => {
    const file = encodeWav(Float32Array.of(0, 0.5, -1), at8k);
    // prettier-ignore
    expect([...file]).toEqual([
      0x52, 0x49, 0x46, 0x46, 42, 0, 0, 0, 0x57, 0x41, 0x56, 0x45, // RIFF, 42 bytes follow, WAVE
      0x66, 0x6d, 0x74, 0x20, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0, // fmt
      0x64, 0x61, 0x74, 0x61, 6, 0, 0, 0, 0, 0, 0, 0x40, 0, 0x80, // data
    ]);
  });

  test.each(INTEGERS)('%i bits: every integer comes back', (bits) => {
    const scale = 2 ** (bits - 1);
    const integer = fc.integer({ min: -scale, max: scale - 1 });
    fc.assert(
      fc.property(fc.array(integer, { minLength: 1, maxLength: 50 }), fc.integer({ min: 1, max: 5 }), (values, channels) => {
        const frames = values.length;
        const samples = Float64Array.from({ length: frames * channels }, (_, i) => values[i % frames]! / scale);
        const y = channels === 1 ? samples : nd(samples, [channels, frames]);
        const audio = readBack(encodeWav(y, { ...at8k, bitDepth: bits }));
        expect(audio.warnings).toEqual([]);
        expect([audio.channels, audio.frames, audio.format.bits]).toEqual([channels, frames, bits]);
        expect(flat(audio)).toEqual(Array.from(samples, (x) => x + 0));
      }),
    );
  });

  test.each(INTEGERS)('%i bits: any sample in [-1, 1] is off by half a step at most, +1 by one', (bits) => {
    const step = 2 ** (1 - bits);
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (x) => {
        const [y] = flat(readBack(encodeWav(Float64Array.of(x), { ...at8k, bitDepth: bits })));
        expect(Math.abs(y! - x)).toBeLessThanOrEqual(x > 1 - step ? step : step / 2);
      }),
    );
    expect(flat(readBack(encodeWav(Float64Array.of(1, -1), { ...at8k, bitDepth: bits })))).toEqual([1 - step, -1]);
  });

  test.each([
    ['32f', fc.float({ noNaN: true, noDefaultInfinity: true })],
    ['64f', fc.double({ noNaN: true, noDefaultInfinity: true })],
  ] as const)('%s: every finite number comes back', (bitDepth, number) => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (values, channels) => {
        const samples = Float64Array.from({ length: values.length * channels }, (_, i) => values[i % values.length]!);
        const audio = readBack(encodeWav(nd(samples, [channels, values.length]), { ...at8k, bitDepth }));
        expect(audio.warnings).toEqual([]);
        expect(flat(audio)).toEqual([...samples]);
      }),
    );
  });

  test('longer than a block: no sample is lost or moved', () => {
    const left = Array.from({ length: 5000 }, (_, n) => ((n * 37) % 65536) / 32768 - 1);
    const right = left.map((x) => -x / 2);
    const exact = (x: number): number => Math.floor(x * 32768 + 0.5) / 32768;
    expect(flat(readBack(encodeWav(stereo(left, right), at8k)))).toEqual([...left, ...right].map((x) => exact(x) + 0));
  });

  test.each<[BitDepth, number, string]>([
    [16, 2, '16 1'],
    [16, 3, '40 65534'],
    [24, 1, '40 65534'],
    [32, 2, '40 65534'],
    ['32f', 2, '18 3'],
    ['64f', 3, '40 65534'],
    [8, 1, '16 1'],
  ])('%s bits, %i channels: "fmt " size and tag are %s', (bitDepth, channels, expected) => {
    const file = encodeWav(nd(new Float32Array(channels * 4), [channels, 4]), { ...at8k, bitDepth });
    const view = new DataView(file.buffer);
    expect(`${view.getUint32(16, true)} ${view.getUint16(20, true)}`).toBe(expected);
    expect(view.getUint32(4, true)).toBe(file.length - 8);
  });

  test('speaker positions: front left and right for two, none for more, or as told', () => {
    const maskOf = (channels: number, channelMask?: number): number =>
      new DataView(encodeWav(nd(new Float32Array(channels), [channels, 1]), { ...at8k, bitDepth: 24, channelMask }).buffer).getUint32(
        40,
        true,
      );
    expect([maskOf(1), maskOf(2), maskOf(6), maskOf(6, 0x3f)]).toEqual([4, 3, 0, 0x3f]);
  });

  test('an odd number of bytes gets its pad byte', () => {
    const file = encodeWav(Float32Array.of(0.5), { ...at8k, bitDepth: 8 });
    expect([file.length, file[44], file[45]]).toEqual([46, 192, 0]);
    expect(infoWav(file).warnings).toEqual([]);
  });

  test('takes views as they are: strides, offsets, shared memory', () => {
    const interleaved = nd(Float32Array.of(0, 0.5, 0.25, -0.5, 0.5, -0.25), [2, 3], [1, 2]);
    expect(flat(readBack(encodeWav(interleaved, at8k)))).toEqual([0, 0.25, 0.5, 0.5, -0.5, -0.25]);
    expect(flat(readBack(encodeWav(Float32Array.of(9, 0.5, 9).subarray(1, 2), at8k)))).toEqual([0.5]);
    const shared = new Float32Array(new SharedArrayBuffer(8));
    shared[1] = 0.5;
    expect(flat(readBack(encodeWav(shared, at8k)))).toEqual([0, 0.5]);
  });

  test('dither: the same bytes for the same seed, an error without mean that does not follow the signal', () => {
    const y = Float64Array.from({ length: 40_000 }, (_, n) => (0.3 + 0.4 * (n % 2)) / 32768); // between two steps
    const once = encodeWav(y, { ...at8k, dither: 'tpdf', seed: 7 });
    expect(encodeWav(y, { ...at8k, dither: 'tpdf', seed: 7 })).toEqual(once);
    expect(encodeWav(y, { ...at8k, dither: 'tpdf', seed: 8 })).not.toEqual(once);
    const samples = flat(readBack(once));
    for (const parity of [0, 1]) {
      let mean = 0;
      for (let n = parity; n < samples.length; n += 2) mean += (samples[n]! * 32768) / (samples.length / 2);
      // standard error: noise of variance 1/6 + 1/12 step^2 over 20,000 samples is 0.0035; 4 of it
      expect(Math.abs(mean - (0.3 + 0.4 * parity))).toBeLessThan(0.014);
    }
    const loud = flat(readBack(encodeWav(Float64Array.of(1, -1, 1, -1), { ...at8k, dither: 'tpdf' })));
    expect(Math.max(...loud.map(Math.abs))).toBeLessThanOrEqual(1);
  });

  test('clip limits what is too loud', () => {
    expect(flat(readBack(encodeWav(Float64Array.of(1.5, -7), { ...at8k, clip: true })))).toEqual([32767 / 32768, -1]);
  });

  test('the input is not changed', () => {
    const y = Float32Array.of(0.1, -0.7);
    encodeWav(y, { ...at8k, dither: 'tpdf', clip: true });
    expect([...y]).toEqual([Math.fround(0.1), Math.fround(-0.7)]);
  });

  const range = '; scale the signal, or pass "clip: true" or a float "bitDepth"; got';
  test.each([
    [Float32Array.of(0, 1.5), {}, `encodeWav: "y" must hold what is in [-1, 1]${range} 1.5 at index 1`],
    [stereo([0, 0], [0, -2]), {}, `encodeWav: "y" must hold what is in [-1, 1]${range} -2 at index 1 of channel 1`],
    [Float32Array.of(0, NaN), {}, 'encodeWav: "y" must be finite, got NaN at index 1'],
    [new Float32Array(5000).fill(NaN, 4321), { bitDepth: 24 }, 'encodeWav: "y" must be finite, got NaN at index 4321'],
    [new Float32Array(5000).fill(NaN, 4321), { bitDepth: '64f' }, 'encodeWav: "y" must be finite, got NaN at index 4321'],
    [Float32Array.of(0, NaN), { clip: true }, 'encodeWav: "y" must be finite, got NaN at index 1'],
    [Float32Array.of(-Infinity), { bitDepth: '32f' }, 'encodeWav: "y" must be finite, got -Infinity at index 0'],
    [Float64Array.of(1e39), { bitDepth: '32f' }, 'encodeWav: "y" must hold what fits into 32 bits; use \'64f\'; got 1e+39 at index 0'],
    [new Float32Array(0), {}, 'encodeWav: "y" must not be empty, got shape [0]'],
    [Float32Array.of(0), { bitDepth: 12 }, 'encodeWav: "bitDepth" must be one of 8, 16, 24, 32, "32f", "64f", got 12'],
    [Float32Array.of(0), { sampleRate: 44100.5 }, 'encodeWav: "sampleRate" must be an integer in [1, 2147483647], got 44100.5'],
    [
      Float32Array.of(0),
      { sampleRate: undefined },
      'encodeWav: "sampleRate" must be given in Hz, since the signal does not carry its rate',
    ],
    [Float32Array.of(0), { bitDepth: '64f', clip: true }, 'encodeWav: "clip" is for integer formats, and "bitDepth" is \'64f\''],
    [Float32Array.of(0), { bitdepth: 24 }, 'encodeWav: "bitdepth" is not an option; did you mean "bitDepth"?'],
    [nd(new Float32Array(8), [2, 2, 2]), {}, 'encodeWav: "y" must have shape [samples] or [channels, samples], got 3 axes'],
    [nd(new Float32Array(32768), [32768, 1]), {}, 'encodeWav: "y" has too many channels for a WAV file: 32768'],
  ])('refuses case %#', (y, options, message) => {
    const error = thrown(() => encodeWav(y, { ...at8k, ...options } as never));
    expect(error).toBeInstanceOf(ParameterError);
    expect(error.message).toBe(message);
  });

  test('refuses integers, which have no scale', () => {
    expect(() => encodeWav(Int16Array.of(1) as never, at8k)).toThrow(TypeError);
  });
});
