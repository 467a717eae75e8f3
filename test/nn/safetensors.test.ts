import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { DecodeError } from '../../src/core/errors.js';
import { fromBfloat16, fromHalf, toBfloat16, toHalf } from '../../src/nn/files/half.js';
import { readSafetensors, type StoredTensor, writeSafetensors } from '../../src/nn/index.js';
import { codeOf } from './model-files.js';

const fixture = readFileSync(new URL('../goldens/models/dtypes.safetensors', import.meta.url));
const bytesOf = (head: object | string, body = 0): Uint8Array => {
  const text = new TextEncoder().encode(typeof head === 'string' ? head : JSON.stringify(head));
  const file = new Uint8Array(8 + text.length + body);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  return file;
};
const F32 = (shape: unknown, from: unknown, to: unknown): object => ({ dtype: 'F32', shape, data_offsets: [from, to] });

describe('readSafetensors', () => {
  test('reads every type of a file that the format’s own library wrote', () => {
    const { tensors, metadata } = readSafetensors(fixture);
    expect(metadata).toEqual({ a: 'y', b: 'x' });
    expect(Object.keys(tensors)).toHaveLength(15);
    expect(tensors['f16']!.data).toEqual(Float32Array.of(-116.25, -10.9375, -62.28125, -36.625, -27.21875, -15.8125));
    expect(Array.from(tensors['bf']!.data as Float32Array, (v) => +v.toPrecision(6))).toEqual([
      1.34375, 0.78125, 0.263672, -0.314453, 1.46094,
    ]);
    expect(tensors['i64']!.data).toBeInstanceOf(BigInt64Array);
    expect(tensors['i8']!.data).toEqual(Int8Array.of(80, 98, 37, 68, 95, 65));
    expect(tensors['b']).toEqual({ data: Uint8Array.of(1, 0, 1), shape: [3], dtype: 'BOOL' });
    expect(tensors['s']).toEqual({ data: Float32Array.of(3.5), shape: [], dtype: 'F32' });
    expect(tensors['empty']).toEqual({ data: new Float32Array(0), shape: [0, 4], dtype: 'F32' });
  });

  test('written again, the file has the same bytes', () => {
    const { tensors, metadata } = readSafetensors(fixture);
    expect(writeSafetensors(tensors, { metadata })).toEqual(Uint8Array.from(fixture));
  });

  test('copies nothing where values are aligned, and copies where they are not', () => {
    const file = writeSafetensors({ x: Float32Array.of(1, 2) });
    expect(readSafetensors(file).tensors['x']!.data.buffer).toBe(file.buffer);
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    expect(readSafetensors(shifted.subarray(1)).tensors['x']!.data).toEqual(Float32Array.of(1, 2));
    expect(readSafetensors(file.buffer as ArrayBuffer).tensors['x']!.shape).toEqual([2]);
  });

  test('any arrays come back bit by bit', () => {
    const name = fc.string({ minLength: 1, maxLength: 8 }).filter((n) => n !== '__proto__' && n !== '__metadata__');
    const data = fc.oneof(
      fc.float32Array({ maxLength: 9 }),
      fc.float64Array({ maxLength: 9 }),
      fc.uint8Array({ maxLength: 9 }),
      fc.bigInt64Array({ maxLength: 9 }),
      fc.int16Array({ maxLength: 9 }),
    );
    fc.assert(
      fc.property(fc.dictionary(name, data), fc.dictionary(name, fc.string()), (arrays, metadata) => {
        const read = readSafetensors(writeSafetensors(arrays, { metadata }));
        expect(read.metadata).toEqual({ ...metadata });
        expect(Object.fromEntries(Object.entries(read.tensors).map(([k, t]) => [k, t.data]))).toEqual({ ...arrays });
      }),
    );
  });

  test('writes views of ndarrays, and 16-bit floats', () => {
    const turned = nd(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]).transpose(1, 0);
    const half = { data: Float32Array.of(1, 1 / 3, 70000), shape: [3], dtype: 'F16' } as const;
    const { tensors } = readSafetensors(writeSafetensors({ turned, half, brain: { ...half, dtype: 'BF16' } }));
    expect(tensors['turned']).toMatchObject({ data: Float32Array.of(1, 4, 2, 5, 3, 6), shape: [3, 2] });
    expect(tensors['half']!.data).toEqual(Float32Array.of(1, 0.333251953125, Infinity));
    expect(tensors['brain']!.data).toEqual(Float32Array.of(1, 0.333984375, 70144));
  });

  test('every half and every bfloat16 goes to a number and back', () => {
    for (let bits = 0; bits < 65536; bits++) {
      if (!Number.isNaN(fromHalf(bits))) expect(toHalf(fromHalf(bits))).toBe(bits);
      if (!Number.isNaN(fromBfloat16(bits))) expect(toBfloat16(fromBfloat16(bits))).toBe(bits);
    }
    expect([toHalf(NaN), toBfloat16(NaN)].map((b, i) => (i ? fromBfloat16(b) : fromHalf(b)))).toEqual([NaN, NaN]);
    // halfway between two halves: to the even one
    expect(toHalf(1 + 2 ** -11)).toBe(toHalf(1));
    expect(toHalf(1 + 3 * 2 ** -11)).toBe(toHalf(1 + 2 ** -9));
    expect(toHalf(65519)).toBe(0x7bff);
    expect(toHalf(2 ** -25)).toBe(0);
  });
});

describe('damaged files', () => {
  test.each([
    ['nothing', new Uint8Array(0), 'truncated'],
    ['a header beyond the end', bytesOf('{}').subarray(0, 9), 'truncated'],
    ['a header of 2^63 bytes', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 128, 123), 'bad-header'],
    ['a header of 101 MB', Uint8Array.of(0, 0x20, 0x05, 0x06, 0, 0, 0, 0, 123), 'bad-header'],
    ['no JSON', bytesOf('{"a"'), 'bad-json'],
    ['no object', bytesOf('[1]'), 'bad-json'],
    ['a text that is not UTF-8', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff), 'bad-json'],
    ['a name given twice', bytesOf('{"a":{},"a":{}}'), 'bad-json'],
    ['__proto__ as a name', bytesOf('{"__proto__":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}', 4), 'bad-json'],
    ['__proto__ inside', bytesOf('{"__metadata__":{"__proto__":"x"}}'), 'bad-json'],
    ['a depth bomb', bytesOf('['.repeat(1e6)), 'bad-json'],
    ['an array that is a number', bytesOf({ a: 3 }), 'bad-header'],
    ['metadata that is a number', bytesOf({ __metadata__: { a: 3 } }), 'bad-header'],
    ['an unknown type', bytesOf({ a: { dtype: 'F8_E4M3', shape: [1], data_offsets: [0, 1] } }, 1), 'unsupported-dtype'],
    ['a type named constructor', bytesOf({ a: { dtype: 'constructor', shape: [1], data_offsets: [0, 1] } }, 1), 'unsupported-dtype'],
    ['no shape', bytesOf({ a: { dtype: 'F32', data_offsets: [0, 4] } }, 4), 'bad-header'],
    ['a negative length', bytesOf({ a: F32([-1], 0, 4) }, 4), 'bad-header'],
    ['half a length', bytesOf({ a: F32([0.5], 0, 2) }, 2), 'bad-header'],
    ['a negative offset', bytesOf({ a: F32([1], -4, 0) }, 4), 'bad-header'],
    ['offsets the wrong way round', bytesOf({ a: F32([1], 4, 0) }, 4), 'out-of-bounds'],
    ['an array beyond the end', bytesOf({ a: F32([2], 0, 8) }, 4), 'out-of-bounds'],
    ['a shape that is too large', bytesOf({ a: F32([2 ** 40], 0, 4) }, 4), 'bad-size'],
    ['a shape whose size overflows', bytesOf({ a: F32([2 ** 50, 2 ** 50], 0, 4) }, 4), 'bad-size'],
    ['a hundred axes', bytesOf({ a: F32(Array(100).fill(1), 0, 4) }, 4), 'bad-header'],
    ['arrays that overlap', bytesOf({ a: F32([2], 0, 8), b: F32([1], 4, 8) }, 8), 'overlap'],
    ['a gap', bytesOf({ a: F32([1], 0, 4), b: F32([1], 8, 12) }, 12), 'gap'],
    ['bytes left at the end', bytesOf({ a: F32([1], 0, 4) }, 8), 'gap'],
  ])('refuses %s', (_, file, code) => {
    expect(codeOf(() => readSafetensors(file))).toBe(code);
  });

  test('cut anywhere, the file is refused', () => {
    for (let n = 0; n < fixture.length; n++) expect(() => readSafetensors(fixture.subarray(0, n))).toThrow(DecodeError);
  });

  test('any byte may change: a typed error, or arrays that lie inside', () => {
    fc.assert(
      fc.property(fc.nat(fixture.length - 1), fc.nat(255), (at, value) => {
        const file = Uint8Array.from(fixture);
        file[at] = value;
        try {
          readSafetensors(file);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('the message names the array and its place', () => {
    expect(() => readSafetensors(bytesOf({ a: F32([2], 0, 4) }, 4))).toThrow(
      'readSafetensors: "a" of the shape [2] needs 8 bytes, and has 4',
    );
    expect(() => readSafetensors('x' as never)).toThrow('readSafetensors: "bytes" must be a Uint8Array or an ArrayBuffer, got "x"');
  });
});

describe('writeSafetensors refuses', () => {
  const one = Float32Array.of(1);
  test.each([
    [null, 'writeSafetensors: "tensors" must be an object of arrays, got null'],
    [{ a: [1] }, 'writeSafetensors: "a" must be an ndarray, a typed array or { data, shape, dtype }, got an array of 1'],
    [{ a: { data: one, shape: [2] } }, 'writeSafetensors: "a.shape" must hold the 1 values, got [2]'],
    [{ a: { data: one, shape: [1], dtype: 'F64' } }, 'writeSafetensors: "a.dtype" cannot be F64 for a Float32Array'],
    [{ __metadata__: one }, 'writeSafetensors: "__metadata__" must not be the name of an array'],
  ])('%o', (tensors, message) => {
    expect(() => writeSafetensors(tensors as never as Record<string, StoredTensor>)).toThrow(message);
  });
});
