import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { DecodeError, ParameterError } from '../../src/index.js';
import { packError, unpackError } from '../../src/node/sent-error.js';
import { packValue, unpackValue, worthTransfer } from '../../src/node/sent-value.js';

const travelled = <T>(value: T): T => {
  const buffers = new Set<ArrayBuffer>();
  return unpackValue(structuredClone(packValue(value, buffers), { transfer: [...buffers] })) as T;
};

describe('results between threads', () => {
  test.each([
    ['a number', -0.25],
    ['null', null],
    ['a string', 'C'],
    ['an array', Float64Array.of(1, NaN, -0)],
    ['a list of arrays', [Float32Array.of(1), Int32Array.of(2)]],
    ['an ndarray with strides', nd(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3], [1, 2], 0)],
    ['an empty ndarray', nd(new Float64Array(0), [0, 3])],
    ['an object of them', { pitches: nd(Float32Array.of(1), [1, 1]), tempo: 120, tunings: Float64Array.of(0.5) }],
  ])('%s arrives as it was', (_, value) => {
    expect(travelled(structuredCloneOf(value))).toStrictEqual(value);
  });

  test('a view of a larger buffer takes only its own numbers along, and leaves the buffer where it is', () => {
    const all = Float32Array.of(0, 1, 2, 3);
    const arrived = travelled({ inner: all.subarray(1, 3), again: all.subarray(2) });
    expect(arrived).toEqual({ inner: Float32Array.of(1, 2), again: Float32Array.of(2, 3) });
    expect(arrived.inner.buffer.byteLength).toBe(8);
    expect([...all]).toEqual([0, 1, 2, 3]);
  });

  test('one buffer under two names arrives twice, and shared memory as memory of its own', () => {
    const x = Float64Array.of(1, 2);
    expect(travelled({ a: x, b: x })).toEqual({ a: Float64Array.of(1, 2), b: Float64Array.of(1, 2) });
    const shared = new Float32Array(new SharedArrayBuffer(4));
    expect(travelled(shared).buffer).toBeInstanceOf(ArrayBuffer);
  });

  test('only large results are handed over', () => {
    const small = new Set([new ArrayBuffer(8), new ArrayBuffer(2 ** 20)]);
    expect(worthTransfer(small)).toEqual([]);
    const large = new Set([new ArrayBuffer(2 ** 26 - 8), new ArrayBuffer(8)]);
    expect(worthTransfer(large)).toEqual([...large]);
  });
});

/** `travelled` empties what it is given. */
function structuredCloneOf<T>(value: T): T {
  return unpackValue(structuredClone(packValue(value, new Set()))) as T;
}

describe('errors between threads', () => {
  const sent = (error: unknown): Error => unpackError(structuredClone(packError(error)));
  const system = Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', errno: -2, syscall: 'open', path: 'a.wav' });
  test.each([
    ['ParameterError', new ParameterError('mfcc', 'hopLength', 'must be an integer >= 1, got 0')],
    ['DecodeError', new DecodeError('truncated', 12, 'load: a.wav: cut')],
    ['TypeError', new TypeError('no')],
    ['RangeError', new RangeError('no')],
    ['an error of the file system', system],
    ['one with a cause', new Error('outer', { cause: new DecodeError('x', 0, 'inner') })],
  ])('%s: class, words, fields and stack', (_, error) => {
    const arrived = sent(error);
    expect(arrived).toBeInstanceOf(error.constructor);
    expect(arrived).toStrictEqual(error);
    expect({ ...arrived }).toEqual({ ...error });
    expect([arrived.name, arrived.message, arrived.stack, String(arrived)]).toEqual([
      error.name,
      error.message,
      error.stack,
      String(error),
    ]);
    expect(arrived.cause).toStrictEqual(error.cause);
  });

  test('what is no error, an error of another class, and a cause that goes round', () => {
    expect(sent('just words').message).toBe('just words');
    expect(sent(undefined).message).toBe('undefined');
    class Odd extends Error {
      override name = 'Odd';
    }
    expect(String(sent(new Odd('thing')))).toBe('Odd: thing');
    const round = new Error('round');
    round.cause = round;
    expect(sent(round).message).toBe('round');
    const functional = Object.assign(new Error('f'), { call: () => 0 });
    expect(sent(functional).message).toBe('f');
  });
});
