import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { toRowMajor } from '../../src/core/view.js';
import { localmin } from '../../src/frame/index.js';
import { eachLine, mapLines, markLines, readStrided, strideLike } from '../../src/frame/lines.js';

type Array3 = NdArray<Float64Array | Float32Array>;

/** Lines shorter and longer than those that are copied, fewer and more than are copied at a time, in every order of the axes. */
const arrays = fc
  .record({
    shape: fc.tuple(fc.constantFrom(1, 2, 17), fc.constantFrom(1, 3), fc.constantFrom(2, 64, 65)),
    order: fc.constantFrom([1, 2, 3], [3, 2, 1], [1, 3, 2], [2, 1, 3]),
    reversed: fc.boolean(),
    single: fc.boolean(),
  })
  .map(({ shape, order, reversed, single }) => {
    const stride = strideLike(shape, order);
    const size = shape[0] * shape[1] * shape[2];
    const values = Float64Array.from({ length: size + 2 }, (_, i) => (i * 7919) % 1009);
    const data = single ? Float32Array.from(values) : values;
    return reversed ? nd(data, shape, [-stride[0]!, stride[1]!, stride[2]!], 2 + (shape[0] - 1) * stride[0]!) : nd(data, shape, stride, 2);
  });

/** What `value` makes of each line, place by place, in row-major order. */
function slowly(x: Array3, axis: number, length: number, value: (line: (k: number) => number, k: number) => number): Float64Array {
  const [rows, columns, depth] = x.shape.map((n, d) => (d === axis ? length : n)) as [number, number, number];
  return Float64Array.from({ length: rows * columns * depth }, (_, i) => {
    const place = [Math.floor(i / (columns * depth)), Math.floor(i / depth) % columns, i % depth];
    const line = (k: number): number => x.get(...place.map((at, d) => (d === axis ? k : at)));
    return value(line, place[axis]!);
  });
}

describe('lines', () => {
  test('whatever the order in memory, the length and the number of lines, each is read and written where it belongs', () => {
    fc.assert(
      fc.property(arrays, fc.nat(2), fc.constantFrom(1, 64, 70), (x, axis, length) => {
        const input = readStrided(x, 'lines', 'x');
        const n = x.shape[axis]!;
        const mapped = mapLines(input, axis, length, (line, out) => {
          for (let k = 0; k < length; k++) out[k] = line[n - 1 - (k % n)]! + k;
        }) as Array3;
        expect(mapped.data.constructor).toBe(x.data.constructor);
        expect(new Float64Array(toRowMajor(mapped))).toEqual(slowly(x, axis, length, (line, k) => line(n - 1 - (k % n)) + k));
        const marks = markLines(input, axis, (line, out) => {
          for (let k = 0; k < n; k++) out[k] = line[n - 1 - k]! % 2;
        }) as NdArray<Uint8Array>;
        expect(new Float64Array(toRowMajor(marks))).toEqual(slowly(x, axis, n, (line, k) => line(n - 1 - k) % 2));
        let sum = 0;
        eachLine(input, axis, (line) => (sum += line.reduce((a, b) => a + b)));
        expect(sum).toBe(new Float64Array(toRowMajor(x)).reduce((a, b) => a + b));
      }),
      { numRuns: 20 },
    );
  });

  test('the input stays as it was', () => {
    const x = Float64Array.from({ length: 200 }, (_, n) => n % 7);
    const before = x.slice();
    localmin(x);
    expect(x).toEqual(before);
  });
});
