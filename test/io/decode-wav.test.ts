import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toRowMajor, isNdArray } from '../../src/core/view.js';
import { DecodeError, type DecodedAudio, decodeWav, encodeWav, infoWav, ParameterError, type Warning } from '../../src/index.js';
import { alawTable, mulawTable } from '../../src/io/g711.js';
import { expectClose } from '../support/close.js';
import { readGoldenNpy } from '../support/npy.js';
import { chunk, fmt, type FmtFacts, riff } from './build-wav.js';
import { thrown } from './thrown.js';

const flat = (audio: DecodedAudio): number[] => Array.from(isNdArray(audio.samples) ? toRowMajor(audio.samples) : audio.samples);
const s16 = (...values: number[]): Uint8Array => new Uint8Array(Int16Array.from(values).buffer);
const plain = riff(fmt(), chunk('data', s16(16384, -16384, 8192, 0)));

describe('decodeWav', () => {
  test('returns a signal that carries its rate', () => {
    const audio = decodeWav(plain);
    expect(audio).toEqual({
      samples: Float32Array.of(0.5, -0.5, 0.25, 0),
      sampleRate: 8000,
      channels: 1,
      frames: 4,
      duration: 0.0005,
      format: { container: 'RIFF', encoding: 'pcm', bits: 16 },
      truncated: false,
      warnings: [],
    });
  });

  test('several channels come as [channels, frames], each channel in one piece', () => {
    const audio = decodeWav(riff(fmt({ channels: 2 }), chunk('data', s16(1, 2, 3, 4, 5, 6))));
    if (!isNdArray(audio.samples)) throw new Error('not an ndarray');
    expect([audio.samples.shape, audio.samples.stride]).toEqual([
      [2, 3],
      [3, 1],
    ]);
    expect(Array.from(audio.samples.data, (x) => x * 32768)).toEqual([1, 3, 5, 2, 4, 6]);
  });

  test('float32 results are the float64 ones rounded once', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -4, max: 4 }), { minLength: 1, maxLength: 30 }), (values) => {
        const file = encodeWav(Float64Array.from(values), { sampleRate: 8000, bitDepth: '64f' });
        expect(flat(decodeWav(file, { dtype: 'float64' }))).toEqual(values);
        expect(flat(decodeWav(file))).toEqual(values.map(Math.fround));
      }),
    );
  });

  // Any number of valid bits in its byte container, either byte order: the container as a two's complement fraction.
  test.each(Array.from({ length: 64 }, (_, i) => i + 1))('%i bits', (bits) => {
    const bytes = Math.ceil(bits / 8);
    const whole = 8n * BigInt(bytes);
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(-(1n << BigInt(bits - 1)), (1n << BigInt(bits - 1)) - 1n), { minLength: 1, maxLength: 6 }),
        (values) => {
          for (const littleEndian of [true, false]) {
            const data = new Uint8Array(values.length * bytes);
            for (const [i, value] of values.entries()) {
              let v = BigInt.asUintN(Number(whole), (value << (whole - BigInt(bits))) + (bytes === 1 ? 128n : 0n));
              for (let k = 0; k < bytes; k++, v >>= 8n) data[i * bytes + (littleEndian ? k : bytes - 1 - k)] = Number(v & 255n);
            }
            const audio = decodeWav(riff(fmt({ bits, bytes, littleEndian }), chunk('data', data, littleEndian)), { dtype: 'float64' });
            expect(audio.warnings).toEqual([]);
            expect(audio.format.bits).toBe(bits);
            expect(flat(audio)).toEqual(values.map((v) => Number(v) / 2 ** (bits - 1)));
          }
        },
      ),
      { numRuns: 10 },
    );
  });

  test('G.711: both tables are odd in the sign bit, rise within a sign, and have the corner values of the standard', () => {
    const [a, mu] = [alawTable(), mulawTable()];
    // G.711: the largest magnitudes are 32256 and 32124 of 32768, the smallest 8 and 0
    expect([a[0xaa]! * 32768, a[0x2a]! * 32768, a[0xd5]! * 32768, a[0x55]! * 32768]).toEqual([32256, -32256, 8, -8]);
    expect([mu[0x80]! * 32768, mu[0]! * 32768, mu[0xff], mu[0x7f]]).toEqual([32124, -32124, 0, 0]);
    for (let code = 0; code < 128; code++) {
      expect(a[code | 128]).toBe(-a[code]!);
      expect(mu[code | 128]! + mu[code]!).toBe(0);
      if (code > 0) expect(mu[code]!).toBeGreaterThan(mu[code - 1]!);
      if (code > 0) expect(a[(code ^ 0x55) & 127]!).toBeLessThan(a[((code - 1) ^ 0x55) & 127]!);
    }
  });

  test('extensible: valid bits, and the container by bits per sample', () => {
    const audio = decodeWav(
      riff(fmt({ bits: 24, bytes: 3, extensible: { validBits: 20, tag: 1 } }), chunk('data', Uint8Array.of(0, 0, 0x40))),
    );
    expect([flat(audio), audio.format.bits]).toEqual([[0.5], 20]);
    const ambisonic = fmt({ extensible: { validBits: 16, tag: 1, guid: [0x0721, 0x11d3, 0x8644c8c1, 0xca000000] } });
    expect(decodeWav(riff(ambisonic, chunk('data', s16(1)))).frames).toBe(1);
  });

  test('24 bits in 4 bytes: the upper ones, with a warning', () => {
    const audio = decodeWav(riff(fmt({ bits: 24, bytes: 4 }), chunk('data', Uint8Array.of(0, 0, 0, 0x40))));
    expect([flat(audio), audio.warnings.map((w) => w.code)]).toEqual([[0.5], ['container']]);
  });

  test('a data size of 0: samples to the end of the file, unless the rest is chunks', () => {
    const samples = s16(16384, 8192);
    const open = decodeWav(riff(fmt(), chunk('data', new Uint8Array(0)), samples));
    expect([flat(open), open.truncated, open.warnings.map((w) => w.code)]).toEqual([[0.5, 0.25], true, ['streamed-size']]);
    const empty = decodeWav(riff(fmt(), chunk('data', new Uint8Array(0)), chunk('LIST', new Uint8Array(5))));
    expect([empty.frames, empty.truncated, empty.warnings]).toEqual([0, false, []]);
  });

  test.each([
    ['LIST', 'bext', 'cue ', 'id3 '],
    ['JUNK', 'fact', 'PEAK', 'what'],
  ])('chunks of odd size before and after, with and without a pad byte: %s %s %s %s', (...ids) => {
    for (const padded of [true, false]) {
      const odd = (id: string): Uint8Array => chunk(id, new Uint8Array(id === 'fact' ? 4 : 7).fill(1), true, padded);
      // Without pad bytes a chunk is only found by its known name
      const kept = ids.filter((id) => padded || id !== 'what');
      const audio = decodeWav(riff(...kept.map(odd), fmt(), ...kept.map(odd), chunk('data', s16(16384)), ...kept.map(odd)));
      expect(flat(audio)).toEqual([0.5]);
      expect(new Set(audio.warnings.map((w) => w.code))).toEqual(new Set(padded ? [] : ['no-pad-byte']));
    }
  });

  test('a long row of empty data chunks is walked once, not once from each', () => {
    const empty = chunk('data', new Uint8Array(0));
    const row = new Uint8Array(8 * 60_000);
    for (let at = 0; at < row.length; at += 8) row.set(empty, at);
    // Walked from each, it would take minutes, and the runner would end it
    expect(decodeWav(riff(fmt(), row), { maxChunks: 100_000 }).frames).toBe(0);
  });

  test('several data chunks: the first that is not empty counts', () => {
    const audio = decodeWav(riff(fmt(), chunk('data', new Uint8Array(0)), chunk('data', s16(16384)), chunk('data', s16(8192))));
    expect([flat(audio), audio.warnings.map((w) => w.code)]).toEqual([[0.5], ['several-data']]);
  });

  test('"fmt " behind "data"', () => {
    const audio = decodeWav(riff(chunk('data', s16(16384)), fmt()));
    expect([flat(audio), audio.truncated, audio.warnings.map((w) => w.code)]).toEqual([[0.5], false, ['order']]);
  });

  test('hands every warning to onWarning, too', () => {
    const seen: Warning[] = [];
    const audio = decodeWav(plain.subarray(0, plain.length - 1), { onWarning: (w) => seen.push(w) });
    expect(seen).toEqual(audio.warnings);
    expect(seen.map((w) => `${w.caller} ${w.code}: ${w.message}`)).toEqual([
      'decodeWav truncated: the header promises 8 bytes of samples, the file holds 7',
      'decodeWav incomplete-frame: the last 1 bytes are less than one frame of 2: left out',
    ]);
  });

  test('offset and duration, in seconds rounded down to samples, are a piece of the whole', () => {
    const y = Float64Array.from({ length: 5000 }, (_, n) => n / 8192);
    for (const bitDepth of [16, '64f'] as const) {
      const file = encodeWav(y, { sampleRate: 8000, bitDepth });
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 4999 }), fc.integer({ min: 1, max: 6000 }), (start, count) => {
          const audio = decodeWav(file, { offset: (start + 0.5) / 8000, duration: (count + 0.5) / 8000, dtype: 'float64' });
          expect(audio.frames).toBe(Math.min(count, 5000 - start));
          expect(flat(audio)).toEqual([...y.subarray(start, start + count)]);
        }),
        { numRuns: 30 },
      );
    }
    expect(decodeWav(file5(), { offset: 0.0001 }).frames).toBe(5); // int(0.8) is 0
  });

  test('takes ArrayBuffers, views with an offset, Buffers and shared memory; changes none', () => {
    const copy = plain.slice();
    expect(flat(decodeWav(copy.buffer))).toEqual([0.5, -0.5, 0.25, 0]);
    const within = new Uint8Array(plain.length + 5);
    within.set(plain, 1);
    expect(flat(decodeWav(within.subarray(1, 1 + plain.length)))).toEqual([0.5, -0.5, 0.25, 0]);
    expect(flat(decodeWav(Buffer.from(plain)))).toEqual([0.5, -0.5, 0.25, 0]);
    const shared = new Uint8Array(new SharedArrayBuffer(plain.length));
    shared.set(plain);
    expect(flat(decodeWav(shared))).toEqual([0.5, -0.5, 0.25, 0]);
    expect(copy).toEqual(plain);
  });

  const file5 = (): Uint8Array => encodeWav(new Float32Array(5), { sampleRate: 8000 });
  test.each([
    [{ offset: -1 }, 'decodeWav: "offset" must be a finite number >= 0, got -1'],
    [{ offset: 1 }, 'decodeWav: "offset" must be < the length of 0.000625 s, got 1'],
    [{ offset: 5 / 8000 }, 'decodeWav: "offset" must be < the length of 0.000625 s, got 0.000625'],
    [{ duration: 0 }, 'decodeWav: "duration" must be a finite number > 0, got 0'],
    [{ duration: 1e-6 }, 'decodeWav: "duration" must be at least one sample of 0.000125 s, got 0.000001'],
    [{ dtype: 'int16' }, 'decodeWav: "dtype" must be one of "float32", "float64", got "int16"'],
    [{ maxChannels: 0 }, 'decodeWav: "maxChannels" must be an integer >= 1, got 0'],
    [{ maxFrames: 1.5 }, 'decodeWav: "maxFrames" must be an integer >= 1, got 1.5'],
    [{ samplerate: 1 }, 'decodeWav: "samplerate" is not an option'],
    [Object.create({ dtype: 'float64' }) as object, 'decodeWav: "dtype" is inherited; options must be a plain object with own keys'],
    [JSON.parse('{"__proto__": {"dtype": "float64"}}') as object, 'decodeWav: "__proto__" is not an option'],
  ])('refuses option case %#', (options, message) => {
    const error = thrown(() => decodeWav(file5(), options as never));
    expect(error).toBeInstanceOf(ParameterError);
    expect(error.message).toBe(message);
  });

  const adpcm = (facts: FmtFacts): Uint8Array => riff(fmt({ bits: 4, ...facts }), chunk('data', new Uint8Array(64)));
  test.each([
    [riff(fmt({ sampleRate: 0x80000000 }), chunk('data', s16(1))), 'bad-fmt', 'decodeWav: a sample rate of 2147483648 Hz makes no sense'],
    [riff(fmt({ bits: 16, bytes: 3 }), chunk('data', s16(1))), 'bad-fmt', 'decodeWav: block align 3 contradicts 1 channels of 16 bits'],
    [riff(fmt({ tag: 6, bits: 16 }), chunk('data', s16(1))), 'bad-fmt', 'decodeWav: alaw has 8 bits per sample, this file says 16'],
    [adpcm({ tag: 0x11, bytes: 4 }), 'bad-fmt', 'decodeWav: an ADPCM block of 4 bytes holds no samples'],
    [adpcm({ tag: 2, bytes: 7 }), 'bad-fmt', 'decodeWav: an ADPCM block of 7 bytes holds no samples'],
    [adpcm({ tag: 2, bytes: 16, channels: 3 }), 'unsupported-format', 'decodeWav: ADPCM of 3 channels is not supported, only 1 and 2'],
    [adpcm({ tag: 0x11, bytes: 16, bits: 3 }), 'unsupported-format', 'decodeWav: ADPCM of 3 bits is not supported, only 4'],
  ])('refuses contradictions, case %#', (bytes, code, message) => {
    const error = thrown(() => decodeWav(bytes));
    expect(error).toBeInstanceOf(DecodeError);
    expect([error.code, error.message]).toEqual([code, message]);
  });

  test.each(['ima', 'ms'])('stereo ADPCM, %s: the samples of libsndfile, and as many', (kind) => {
    const folder = new URL('../fixtures/adpcm/', import.meta.url).pathname;
    const file = readFileSync(`${folder}${kind}_stereo.wav`);
    const expected = readGoldenNpy(`${folder}${kind}_stereo.npy`);
    const audio = decodeWav(file, { dtype: 'float64' });
    // libsndfile rounds each bit's share of an IMA step, we (and ffmpeg) their sum; the differences, 2 of 32768 at most, add up
    expectClose(Float64Array.from(flat(audio)), expected.data.subarray(0), kind === 'ima' ? 1e-2 : 0);
    expect([audio.channels, audio.frames]).toEqual(expected.shape);
    const part = decodeWav(file, { dtype: 'float64', offset: 700 / 22050, duration: 500.5 / 22050 });
    expect(flat(part)).toEqual([...flat(audio).slice(700, 1200), ...flat(audio).slice(audio.frames + 700, audio.frames + 1200)]);
  });

  test.each([
    [{ maxFrames: 4 }, 'too-many-frames', 'decodeWav: 5 frames to read, and "maxFrames" allows 4'],
    [{ maxChunks: 1 }, 'too-many-chunks', 'decodeWav: no "fmt " and "data" among the first 1 chunks ("maxChunks")'],
  ])('holds the limit %o', (options, code, message) => {
    const error = thrown(() => decodeWav(file5(), options));
    expect(error).toBeInstanceOf(DecodeError);
    expect([error.code, error.message]).toEqual([code, message]);
    const stereo = riff(fmt({ channels: 2 }), chunk('data', s16(1, 2)));
    expect(thrown(() => decodeWav(stereo, { maxChannels: 1 })).message).toBe('decodeWav: 2 channels, and "maxChannels" allows 1');
    expect(decodeWav(file5(), { maxFrames: 4, duration: 0.0005 }).frames).toBe(4);
  });

  test('refuses what are no bytes', () => {
    const gone = plain.slice();
    structuredClone(gone.buffer, { transfer: [gone.buffer] });
    expect(thrown(() => decodeWav(gone)).message).toBe('decodeWav: "bytes" has a detached buffer (it was transferred elsewhere)');
    expect(thrown(() => decodeWav([1, 2] as never)).message).toBe(
      'decodeWav: "bytes" must be a Uint8Array or an ArrayBuffer, got an array of 2',
    );
    expect(thrown(() => decodeWav(new Float32Array(9) as never))).toBeInstanceOf(TypeError);
    expect(thrown(() => decodeWav(plain, null as never))).toBeInstanceOf(TypeError);
  });
});

describe('infoWav', () => {
  test('tells the same as decodeWav, but for the samples', () => {
    const { samples, ...rest } = decodeWav(plain);
    expect(samples).toHaveLength(4);
    expect(infoWav(plain)).toEqual(rest);
    expect(thrown(() => infoWav(new Uint8Array(3))).message).toBe('infoWav: a WAV file starts with "RIFF", this one with "..."');
  });
});
