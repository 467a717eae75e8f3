import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../../src/core/signal.js';

const read = (y: unknown) => readSignal(y as SignalInput, 'mfcc');
const ramp = (n: number) => Float64Array.from({ length: n }, (_, i) => i);

describe('readSignal', () => {
  test('a typed array is one channel, without a copy', () => {
    const y = Float32Array.of(1, 2, 3);
    expect(read(y)).toEqual({ lead: [], length: 3, channels: [y], sampleRate: undefined });
    expect(read(y).channels[0]).toBe(y);
  });

  test('a subarray keeps its offset', () => {
    expect([...read(ramp(8).subarray(2, 5)).channels[0]!]).toEqual([2, 3, 4]);
  });

  test('rows of an ndarray are channels, views where they are contiguous', () => {
    const data = ramp(12);
    const { lead, channels } = read(ndarray(data, [2, 2, 3]));
    expect(lead).toEqual([2, 2]);
    expect(channels.map((c) => [...c])).toEqual([[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]); // prettier-ignore
    expect(channels[3]!.buffer).toBe(data.buffer);
  });

  test('transposed, reversed and stepped views are read through their strides', () => {
    const y = ndarray(ramp(6), [3, 2]);
    expect(read(y.transpose(1, 0)).channels.map((c) => [...c])).toEqual([[0, 2, 4], [1, 3, 5]]); // prettier-ignore
    expect(read(y.step(-1, 1)).channels.map((c) => [...c])).toEqual([[4, 5], [2, 3], [0, 1]]); // prettier-ignore
    expect(read(ndarray(ramp(6)).step(2)).channels.map((c) => [...c])).toEqual([[0, 2, 4]]);
  });

  test('what load returns carries its rate', () => {
    expect(read({ samples: ramp(2), sampleRate: 8000 }).sampleRate).toBe(8000);
    expect(read({ samples: ndarray(ramp(4), [2, 2]), sampleRate: 8000 }).lead).toEqual([2]);
  });

  test('an AudioBuffer: one channel is mono, several are a leading axis', () => {
    const buffer = (n: number) => ({
      sampleRate: 48000,
      numberOfChannels: n,
      length: 3,
      getChannelData: (c: number) => new Float32Array(3).fill(c),
    });
    expect(read(buffer(1))).toEqual({ lead: [], length: 3, channels: [new Float32Array(3)], sampleRate: 48000 });
    expect(read(buffer(2)).lead).toEqual([2]);
  });

  test('a view of shared memory', () => {
    const y = new Float32Array(new SharedArrayBuffer(16));
    y[1] = 0.5;
    expect(read(y).channels[0]![1]).toBe(0.5);
  });

  test.each([
    [new Float32Array(0), 'mfcc: "y" must not be empty, got shape [0]'],
    [ndarray(new Float64Array(0), [2, 0]), 'mfcc: "y" must not be empty, got shape [2, 0]'],
    [{ samples: new Float32Array(3), sampleRate: 0 }, 'mfcc: "y.sampleRate" must be a finite number > 0, got 0'],
    [ndarray(ramp(4), [3, 3]), 'mfcc: "y" has shape [3, 3], which reaches outside its 4 elements'],
    [ndarray(ramp(4), [4], [1], -1), 'mfcc: "y" has shape [4], which reaches outside its 4 elements'],
  ])('refuses %o', (y, message) => {
    expect(() => read(y)).toThrow(ParameterError);
    expect(() => read(y)).toThrow(message);
  });

  const kinds = 'must be a Float32Array, a Float64Array, an ndarray of one, { samples, sampleRate } or an AudioBuffer';
  test.each([
    [[1, 2, 3], `mfcc: "y" ${kinds}, got an array of 3; use Float64Array.from(…)`],
    [new Int16Array(4), `mfcc: "y" ${kinds}, got an Int16Array; convert integers to floats in [-1, 1] first (16-bit: divide by 32768)`],
    [
      new BigInt64Array(4),
      `mfcc: "y" ${kinds}, got a BigInt64Array; convert integers to floats in [-1, 1] first (16-bit: divide by 32768)`,
    ],
    [
      ndarray(new Int16Array(4)),
      `mfcc: "y.data" ${kinds}, got an Int16Array; convert integers to floats in [-1, 1] first (16-bit: divide by 32768)`,
    ],
    [undefined, `mfcc: "y" ${kinds}, got undefined`],
    ['speech.wav', `mfcc: "y" ${kinds}, got "speech.wav"`],
    [{ samples: [1], sampleRate: 1 }, `mfcc: "y.samples" ${kinds}, got an array of 1; use Float64Array.from(…)`],
  ])('refuses %o as a wrong type', (y, message) => {
    expect(() => read(y)).toThrow(TypeError);
    expect(() => read(y)).toThrow(message);
  });

  test('names a detached buffer', () => {
    const y = new Float32Array(8);
    structuredClone(y.buffer, { transfer: [y.buffer] });
    expect(() => read(y)).toThrow('mfcc: "y" has a detached buffer (it was transferred elsewhere)');
  });
});

describe('the sample rate', () => {
  test('comes from the option or the signal', () => {
    expect(resolveSampleRate(undefined, 16000, 'mfcc')).toBe(16000);
    expect(resolveSampleRate(8000, undefined, 'mfcc')).toBe(8000);
    expect(resolveSampleRate(8000, 8000, 'mfcc')).toBe(8000);
  });

  test('is never guessed', () => {
    expect(() => resolveSampleRate(undefined, undefined, 'mfcc')).toThrow(
      'mfcc: "sampleRate" must be given in Hz, since the signal does not carry its rate',
    );
  });

  test('cannot be two things', () => {
    expect(() => resolveSampleRate(8000, 16000, 'mfcc')).toThrow(
      'mfcc: "sampleRate" is 16000, but the signal says 8000; resample it, or leave the option out',
    );
  });
});
