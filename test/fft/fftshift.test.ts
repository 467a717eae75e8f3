import { describe, expect, test } from 'vitest';
import { nd, type NdArray, toRowMajor } from '../../src/core/nd.js';
import { fftfreq, fftshift, ifftshift, ParameterError } from '../../src/index.js';
import { parity } from '../support/parity.js';

const count = (n: number) => Float64Array.from({ length: n }, (_, i) => i);

describe('fftshift and ifftshift', () => {
  test('the examples', () => {
    expect(fftshift(fftfreq(5, { d: 0.2 }))).toEqual(Float64Array.of(-2, -1, 0, 1, 2));
    expect(ifftshift(Float64Array.of(-2, -1, 0, 1, 2))).toEqual(Float64Array.of(0, 1, 2, -2, -1));
  });

  parity('scipy', 'scipy.fft.fftshift', ([x]) => fftshift(x as Float64Array), { relative: 0 }); // copies: exact

  test('each undoes the other, any shape, and keeps its input and precision', () => {
    for (let n = 1; n < 9; n++) expect(ifftshift(fftshift(count(n)))).toEqual(count(n));
    const x = nd(count(60), [3, 4, 5]).transpose(2, 0, 1);
    const back = ifftshift(fftshift(x, { axes: [0, -1] }), { axes: [0, -1] }) as NdArray<Float64Array>;
    expect(back.shape).toEqual(x.shape);
    expect(toRowMajor(back)).toEqual(toRowMajor(x));
    expect(x.data).toEqual(count(60));
    expect(fftshift(Float32Array.of(1, 2))).toEqual(Float32Array.of(2, 1));
  });

  test('all axes by default, some when asked', () => {
    const x = nd(count(6), [2, 3]);
    expect((fftshift(x) as NdArray<Float64Array>).data).toEqual(Float64Array.of(5, 3, 4, 2, 0, 1));
    expect((fftshift(x, { axes: 0 }) as NdArray<Float64Array>).data).toEqual(Float64Array.of(3, 4, 5, 0, 1, 2));
    expect((fftshift(x, { axes: [-1] }) as NdArray<Float64Array>).data).toEqual(Float64Array.of(2, 0, 1, 5, 3, 4));
  });

  test.each([
    [() => fftshift(new Float64Array(0)), 'fftshift: "x" must not be empty, got shape [0]'],
    [() => fftshift(count(4), { axes: 1 }), 'fftshift: "axes" must be an integer in [-1, 0], got 1'],
    [() => ifftshift(nd(count(4), [5])), 'ifftshift: "x" has shape [5], which reaches outside its 4 elements'],
  ])('refuses, case %#', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });
});
