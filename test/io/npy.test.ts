import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { isNdArray, sizeOf, toRowMajor } from '../../src/core/view.js';
import { DecodeError, decodeNpy, encodeNpy, type NpyData, type NpyType, ParameterError } from '../../src/index.js';
import { npyHeader } from '../../src/io/npy-header.js';
import { thrown } from './thrown.js';

const FOLDER = new URL('../fixtures/npy/', import.meta.url);
const fixture = (file: string): Uint8Array => readFileSync(new URL(file, FOLDER));

interface Case {
  file: string;
  descr: string;
  fortran: boolean;
  version: 1 | 2 | 3;
  shape: number[];
  values: (number | string)[];
}

const { cases, headers } = JSON.parse(readFileSync(new URL('cases.json', FOLDER), 'utf8')) as {
  cases: Case[];
  headers: [shape: number[], fortran: boolean, length: number][];
};
const WRITABLE: Record<string, NpyType> = {
  '<f4': 'float32',
  '<f8': 'float64',
  '<i2': 'int16',
  '<i4': 'int32',
  '|u1': 'uint8',
  '<c8': 'complex64',
  '<c16': 'complex128',
};
const numberOf = (v: number | string): number => (typeof v === 'number' ? v : v === 'nan' ? NaN : v === 'inf' ? Infinity : -Infinity);
const flat = (x: NpyData | NdArray<NpyData>): number[] => Array.from(isNdArray(x) ? toRowMajor(x) : x);

describe("numpy's files", () => {
  test.each(cases.map((c) => [c.file, c] as const))('%s: equal shape and values', (file, c) => {
    const array = decodeNpy(fixture(file));
    const shape = isNdArray(array) ? array.shape : [array.length];
    expect(shape).toEqual(/c\d/.test(c.descr) ? [...c.shape, 2] : c.shape);
    expect(flat(array)).toEqual(c.values.map(numberOf));
    const data = isNdArray(array) ? array.data : array;
    const kind = /[<|](f4|c8)/.test(c.descr)
      ? Float32Array
      : /(u1|b1)/.test(c.descr)
        ? Uint8Array
        : /[iu][124]/.test(c.descr)
          ? Int32Array
          : Float64Array;
    expect(data).toBeInstanceOf(c.descr === '<u4' ? Float64Array : kind);
  });

  const writable = cases.filter((c) => c.descr in WRITABLE && c.version < 3);
  test.each(writable.map((c) => [c.file, c] as const))('%s: written again, byte for byte', (file, c) => {
    const options = { dtype: WRITABLE[c.descr]!, fortranOrder: c.fortran, version: c.version as 1 | 2 };
    const again = encodeNpy(decodeNpy(fixture(file)), options);
    expect(Buffer.from(again).equals(Buffer.from(fixture(file)))).toBe(true);
  });

  test('headers are as long as numpy makes them, for any digits and axes', () => {
    for (const [shape, fortran, length] of headers) expect([shape, npyHeader('<f8', fortran, shape, 1).length]).toEqual([shape, length]);
  });

  test.each([
    ['refused-too-large.npy', 'unsafe-integer', 'decodeNpy: element 0 is beyond 2^53 and would lose digits'],
    ['refused-text.npy', 'unsupported-format', 'decodeNpy: elements of the type "<U2" are not supported'],
    ['refused-float16.npy', 'unsupported-format', 'decodeNpy: elements of the type "<f2" are not supported'],
    [
      'refused-structured.npy',
      'bad-header',
      "decodeNpy: the header is not { 'descr', 'fortran_order', 'shape' } of one plain type, but \"{'descr': [('a', '<f4'), ('b', '<i2')], 'fortran_order': Fal\"",
    ],
  ])('%s is refused', (file, code, message) => {
    const error = thrown(() => decodeNpy(fixture(file)));
    expect(error).toBeInstanceOf(DecodeError);
    expect([error.code, error.message]).toEqual([code, message]);
  });
});

describe('round trips', () => {
  const shapes = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 0, maxLength: 4 });
  test('any shape, either order, either version', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), fc.constantFrom(1, 2), fc.boolean(), (shape, fortranOrder, version, single) => {
        const values = Array.from({ length: sizeOf(shape) }, (_, i) => i / 8 - 1);
        const array = nd(single ? Float32Array.from(values) : Float64Array.from(values), shape);
        const back = decodeNpy(encodeNpy(array, { fortranOrder, version }));
        expect(isNdArray(back) ? back.shape : [back.length]).toEqual(shape);
        expect((isNdArray(back) ? back.data : back).BYTES_PER_ELEMENT).toBe(single ? 4 : 8);
        expect(flat(back)).toEqual(values);
      }),
    );
  });

  test('complex, either order: pairs stay together', () => {
    fc.assert(
      fc.property(shapes, fc.boolean(), (shape, fortranOrder) => {
        const values = Array.from({ length: 2 * sizeOf(shape) }, (_, i) => i - 3);
        const array = nd(Float64Array.from(values), [...shape, 2]);
        for (const dtype of ['complex64', 'complex128'] as const) {
          const back = decodeNpy(encodeNpy(array, { dtype, fortranOrder })) as NdArray<NpyData>;
          expect(back.shape).toEqual([...shape, 2]);
          expect(flat(back)).toEqual(values);
        }
      }),
    );
  });

  test('strided, offset and reversed views are written as they are read', () => {
    const data = Float32Array.from({ length: 24 }, (_, i) => i);
    const view = nd(data, [3, 2], [-4, 2], 20);
    expect(flat(decodeNpy(encodeNpy(view)))).toEqual([20, 22, 16, 18, 12, 14]);
    expect(flat(decodeNpy(encodeNpy(view, { fortranOrder: true })))).toEqual([20, 22, 16, 18, 12, 14]);
    expect(flat(decodeNpy(encodeNpy(data.subarray(3, 5))))).toEqual([3, 4]);
  });

  test('the data start at a multiple of 64', () => {
    for (let axes = 0; axes < 20; axes++) expect(npyHeader('<f8', false, new Array<number>(axes).fill(1), 1).length % 64).toBe(0);
  });

  test('the bytes may lie anywhere: unaligned, shared, an ArrayBuffer', () => {
    const file = encodeNpy(Float64Array.of(1, 2));
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    expect(flat(decodeNpy(shifted.subarray(3)))).toEqual([1, 2]);
    expect(flat(decodeNpy(file.slice().buffer))).toEqual([1, 2]);
    const shared = new Uint8Array(new SharedArrayBuffer(file.length));
    shared.set(file);
    expect(flat(decodeNpy(shared))).toEqual([1, 2]);
  });
});

describe('decodeNpy refuses', () => {
  const withHeader = (text: string, data = 0): Uint8Array => {
    const bytes = new Uint8Array(10 + text.length + data);
    bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8]);
    bytes.set(new TextEncoder().encode(text), 10);
    return bytes;
  };
  const dict = (shape: string, descr = '<f8'): string => `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }\n`;
  const good = encodeNpy(Float64Array.of(1, 2, 3));
  const patched = (at: number, ...values: number[]): Uint8Array => {
    const bytes = good.slice();
    bytes.set(values, at);
    return bytes;
  };

  test.each([
    [new Uint8Array(0), 'truncated', 'decodeNpy: the file ends after 0 bytes'],
    [good.subarray(0, 5), 'truncated', 'decodeNpy: the file ends after 5 bytes'],
    [good.subarray(0, 11), 'truncated', 'decodeNpy: the file ends after 11 bytes, inside the header'],
    [good.subarray(0, 100), 'truncated', 'decodeNpy: the header claims 118 bytes, and 90 are left'],
    [good.subarray(0, good.length - 1), 'truncated', 'decodeNpy: shape [3] of <f8 needs 24 bytes, and 23 are left'],
    [new TextEncoder().encode('RIFF1234WAVE'), 'not-npy', 'decodeNpy: a .npy file starts with "\\x93NUMPY", this one with "RIFF12"'],
    [patched(6, 9), 'unsupported-format', 'decodeNpy: version 9.0 of the .npy format is not supported'],
    [
      patched(6, 2, 0, 255, 255, 255, 255),
      'bad-header',
      'decodeNpy: the header claims 4294967295 bytes, more than the 10000 that are allowed',
    ],
    [
      withHeader(dict('(4294967296, 4294967296, 4294967296)')),
      'truncated',
      'decodeNpy: shape [4294967296, 4294967296, 4294967296] of <f8 needs 6.338253001141147e+29 bytes, and 0 are left',
    ],
    [
      withHeader(dict('(9007199254740991,)')),
      'truncated',
      'decodeNpy: shape [9007199254740991] of <f8 needs 72057594037927930 bytes, and 0 are left',
    ],
    [withHeader(dict('(-1,)'), 8), 'bad-header', undefined],
    [withHeader(dict('(1.5,)'), 8), 'bad-header', undefined],
    [withHeader(dict('(99999999999999999,)'), 8), 'bad-header', undefined],
    [withHeader(dict('(3)'), 24), 'bad-header', undefined],
    [withHeader(dict(`(${'1, '.repeat(33)})`), 8), 'bad-header', "decodeNpy: an array of 33 axes; numpy's limit was 32"],
    [withHeader(dict('(1,)', '<f8\\x00'), 8), 'bad-header', undefined],
    [withHeader(dict('(1,)', '__proto__'), 8), 'unsupported-format', 'decodeNpy: elements of the type "__proto__" are not supported'],
    [withHeader(`{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }`, 8), 'bad-header', undefined],
    [withHeader(`{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': True, }`, 8), 'bad-header', undefined],
    [withHeader(`{'descr': '<f8', 'shape': (1,), }`, 8), 'bad-header', undefined],
    [withHeader('{'.repeat(5000)), 'bad-header', undefined],
    [withHeader(`{${' '.repeat(5000)}`), 'bad-header', undefined],
    [withHeader('  '), 'bad-header', undefined],
  ])('case %#', (bytes, code, message) => {
    const error = thrown(() => decodeNpy(bytes));
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.code).toBe(code);
    if (message !== undefined) expect(error.message).toBe(message);
    else expect(error.message).toMatch(/^decodeNpy: the header is not \{ 'descr', 'fortran_order', 'shape' \} of one plain type, but "/);
  });

  test('what are no bytes', () => {
    expect(thrown(() => decodeNpy('x' as never)).message).toBe('decodeNpy: "bytes" must be a Uint8Array or an ArrayBuffer, got "x"');
  });
});

describe('encodeNpy refuses', () => {
  test.each([
    [
      Float32Array.of(1.5),
      { dtype: 'int16' },
      'encodeNpy: "array" must hold integers in [-32768, 32767] for int16, got 1.5 at element 0 of the file',
    ],
    [
      Float32Array.of(0, 256),
      { dtype: 'uint8' },
      'encodeNpy: "array" must hold integers in [0, 255] for uint8, got 256 at element 1 of the file',
    ],
    [
      Float32Array.of(NaN),
      { dtype: 'int32' },
      'encodeNpy: "array" must hold integers in [-2147483648, 2147483647] for int32, got NaN at element 0 of the file',
    ],
    [new Float32Array(3), { dtype: 'complex64' }, 'encodeNpy: "dtype" is complex64, which needs a last axis of length 2, got shape [3]'],
    [new Float32Array(3), { version: 3 }, 'encodeNpy: "version" must be one of 1, 2, got 3'],
    [
      new Float32Array(3),
      { dtype: 'float16' },
      'encodeNpy: "dtype" must be one of "float32", "float64", "int16", "int32", "uint8", "complex64", "complex128", got "float16"; did you mean "float32"?',
    ],
    [new Float32Array(3), { order: 'F' }, 'encodeNpy: "order" is not an option'],
    [nd(new Float32Array(3), [4]), {}, 'encodeNpy: "array" has shape [4], which reaches outside its 3 elements'],
  ])('case %#', (array, options, message) => {
    const error = thrown(() => encodeNpy(array, options as never));
    expect(error).toBeInstanceOf(ParameterError);
    expect(error.message).toBe(message);
  });

  test('arrays it does not know', () => {
    const message =
      'encodeNpy: "array" must be a Float32Array, Float64Array, Int32Array or Uint8Array, or an ndarray of one, got an array of 2';
    expect(thrown(() => encodeNpy([1, 2] as never)).message).toBe(message);
    expect(thrown(() => encodeNpy(null as never))).toBeInstanceOf(TypeError);
  });
});
