import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { isNdArray, nd, rowMajor, timeMajor, timeMajorComplex, toRowMajor } from '../../src/core/nd.js';
import { StridedView } from '../../src/core/strided.js';

const ramp = (n: number) => Float64Array.from({ length: n }, (_, i) => i);

describe('nd', () => {
  test('features are indexed [bin, frame] and lie frame by frame', () => {
    const S = timeMajor(ramp(6), [], 3, 2);
    expect(S.shape).toEqual([3, 2]);
    expect([S.get(0, 0), S.get(1, 0), S.get(2, 0), S.get(0, 1)]).toEqual([0, 1, 2, 3]);
    expect(timeMajor(ramp(12), [2], 3, 2).get(1, 0, 1)).toBe(9);
  });

  test('complex spectra have a last axis of re, im', () => {
    const D = timeMajorComplex(ramp(12), [], 3, 2);
    expect(D.shape).toEqual([3, 2, 2]);
    expect([D.get(2, 1, 0), D.get(2, 1, 1)]).toEqual([10, 11]);
  });

  test('toRowMajor reads any strides, and permutes', () => {
    const S = timeMajor(ramp(6), [], 3, 2);
    expect([...toRowMajor(S)]).toEqual([0, 3, 1, 4, 2, 5]);
    expect([...toRowMajor(S, [1, 0])]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...toRowMajor(nd(ramp(3), []))]).toEqual([0]);
    expect(toRowMajor(nd(new Float32Array(0), [0, 3])).length).toBe(0);
  });

  test('recognises ndarrays and look-alikes', () => {
    expect([nd(ramp(2), [2]), new StridedView(ramp(2), [2], [1], 0), ndarray(ramp(2))].map(isNdArray)).toEqual([true, true, true]);
    expect([null, {}, ramp(2), { shape: [2] }].map(isNdArray)).toEqual([false, false, false, false]);
  });
});

describe('the view for pages that forbid code generation', () => {
  const both = (shape: number[]) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return [ndarray(ramp(size), shape), new StridedView(ramp(size), [...shape], rowMajor(shape), 0)] as const;
  };
  const facts = (x: {
    shape: number[];
    stride: number[];
    offset: number;
    dimension: number;
    size: number;
    dtype: string;
    order: number[];
  }) => ({
    shape: [...x.shape],
    stride: [...x.stride],
    offset: x.offset,
    dimension: x.dimension,
    size: x.size,
    dtype: x.dtype,
    order: [...x.order],
  });

  test('has the members and the answers of ndarray', () => {
    const [a, b] = both([3, 4, 2]);
    expect(facts(b)).toEqual(facts(a as never));
    expect(facts(b.lo(1, 2))).toEqual(facts(a.lo(1, 2) as never));
    expect(facts(b.hi(2, 3))).toEqual(facts(a.hi(2, 3) as never));
    expect(facts(b.step(2, -1))).toEqual(facts(a.step(2, -1) as never));
    expect(facts(b.transpose(2, 0, 1))).toEqual(facts(a.transpose(2, 0, 1) as never));
    expect(facts(b.pick(-1, 2, null))).toEqual(facts(a.pick(-1, 2, null) as never));
    expect(b.set(1, 2, 1, 99)).toBe(99);
    expect(b.get(1, 2, 1)).toBe(99);
    expect(b.index(1, 2, 1)).toBe(a.index(1, 2, 1));
  });

  test('any chain of views reads the same elements', () => {
    const axis = fc.integer({ min: -2, max: 2 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.nat(3),
        axis.filter((s) => s !== 0),
        (rows, cols, from, step) => {
          const [a, b] = both([rows, cols]);
          const cut = Math.min(from, rows - 1);
          const left = a.lo(cut, 0).step(1, step).transpose(1, 0);
          const right = b.lo(cut, 0).step(1, step).transpose(1, 0);
          expect([...toRowMajor(right as never)]).toEqual([...toRowMajor(left as never)]);
        },
      ),
    );
  });
});
