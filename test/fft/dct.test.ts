import { describe, expect, test } from 'vitest';
import { nd, type NdArray, toRowMajor } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { dct, type DctOptions, type DctType, idct, ParameterError } from '../../src/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

const noise = (length: number, seed = length) => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};
const TYPES: DctType[] = [1, 2, 3, 4];
const SIZES = [2, 3, 4, 5, 7, 8, 13, 20, 37, 40, 59, 64, 81, 128, 131];

/** By definition (scipy's tutorial on Fourier transforms), norm null. */
function byDefinition(x: Float64Array, type: DctType): Float64Array {
  const n = x.length;
  return x.map((_, k) => {
    let sum = 0;
    for (let j = 0; j < n; j++) {
      if (type === 1) sum += (j === 0 || j === n - 1 ? 1 : 2) * x[j]! * Math.cos((Math.PI * ((j * k) % (2 * n - 2))) / (n - 1));
      else if (type === 2) sum += 2 * x[j]! * Math.cos((Math.PI * ((k * (2 * j + 1)) % (4 * n))) / (2 * n));
      else if (type === 3) sum += (j === 0 ? 1 : 2) * x[j]! * Math.cos((Math.PI * ((j * (2 * k + 1)) % (4 * n))) / (2 * n));
      else sum += 2 * x[j]! * Math.cos((Math.PI * (((2 * j + 1) * (2 * k + 1)) % (8 * n))) / (4 * n));
    }
    return sum;
  });
}

describe('dct', () => {
  test('the examples', () => {
    expectClose(dct(Float64Array.of(1, 2, 3, 4), { norm: 'ortho' }), [5, -2.2304424973876626, 0, -0.15851266778110726], 1e-15);
    expect(dct(Float64Array.of(1, 2, 3), { type: 1 })).toEqual(Float64Array.of(8, -2, 0));
    expect(idct(Float64Array.of(20, 0, 0, 0))).toEqual(Float64Array.of(2.5, 2.5, 2.5, 2.5));
  });

  parity('scipy', 'scipy.fft.dct', ([x], options) => dct(x as Float64Array, options as DctOptions));
  parity('scipy', 'scipy.fft.idct', ([x], options) => idct(x as Float64Array, options as DctOptions));

  test.each(TYPES)('type %i is its definition, at 1e-14', (type) => {
    for (const n of SIZES) expectClose(dct(noise(n), { type }), byDefinition(noise(n), type), 1e-14);
  });

  test.each(TYPES)('type %i: idct undoes dct under every norm', (type) => {
    for (const norm of [null, 'backward', 'ortho', 'forward'] as const) {
      for (const n of SIZES) expectClose(idct(dct(noise(n), { type, norm }), { type, norm }), noise(n), 1e-14);
    }
  });

  test.each(TYPES)('type %i: ortho keeps the energy', (type) => {
    const energy = (x: Float64Array) => [x.reduce((sum, v) => sum + v * v, 0)];
    for (const n of SIZES) expectClose(energy(dct(noise(n), { type, norm: 'ortho' })), energy(noise(n)), 1e-14);
  });

  test.each(TYPES)('type %i: forward is null divided by N, and null is backward', (type) => {
    for (const n of SIZES) {
      const plain = dct(noise(n), { type });
      const whole = type === 1 ? 2 * (n - 1) : 2 * n;
      expectClose(
        dct(noise(n), { type, norm: 'forward' }),
        plain.map((v) => v / whole),
        1e-15,
      );
      expect(dct(noise(n), { type, norm: 'backward' })).toEqual(plain);
    }
  });

  test('a single number: types 2, 3, 4', () => {
    expect(dct(Float64Array.of(3))).toEqual(Float64Array.of(6));
    expect(dct(Float64Array.of(3), { type: 3 })).toEqual(Float64Array.of(3));
    expectClose(dct(Float64Array.of(3), { type: 4 }), [6 * Math.SQRT1_2], 1e-15);
    expectClose(dct(Float64Array.of(3), { norm: 'ortho' }), [3], 1e-15);
  });

  test('a batch equals the loop bit for bit along any axis; n crops and pads; inputs are kept', () => {
    const flat = noise(60);
    const x = nd(flat, [3, 4, 5]).transpose(2, 0, 1); // shape [5, 3, 4]
    const whole = dct(x, { axis: 0, n: 7, norm: 'ortho' }) as NdArray<Float64Array>;
    expect(whole.shape).toEqual([7, 3, 4]);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 4; j++) {
        const padded = new Float64Array(7);
        padded.set(toRowMajor(x.pick(-1, i, j) as NdArray<Float64Array>));
        expect(toRowMajor(whole.pick(-1, i, j) as NdArray<Float64Array>)).toEqual(dct(padded, { norm: 'ortho' }));
      }
    }
    expect(flat).toEqual(noise(60));
    expect(dct(noise(9), { n: 4, type: 3, norm: 'ortho' })).toEqual(dct(noise(9).slice(0, 4), { type: 3, norm: 'ortho' }));
  });

  test('single precision in, single precision out', () => {
    const x = Float32Array.from(noise(40));
    expect(dct(x)).toEqual(Float32Array.from(dct(Float64Array.from(x))));
  });

  test.each([
    [() => dct(new Float64Array(0)), 'dct: "x" must not be empty, got shape [0]'],
    [() => dct(noise(4), { type: 5 as DctType }), 'dct: "type" must be one of 1, 2, 3, 4, got 5'],
    [() => dct(noise(1), { type: 1 }), 'dct: "type" must not be 1 for a single number, got length 1'],
    [() => idct(noise(4), { type: 1, n: 1 }), 'idct: "type" must not be 1 for a single number, got length 1'],
    [() => dct(noise(4), { n: 0 }), 'dct: "n" must be an integer >= 1, got 0'],
    [() => dct(noise(4), { axis: 1 }), 'dct: "axis" must be an integer in [-1, 0], got 1'],
    [
      () => dct(noise(4), { norm: 'Ortho' as 'ortho' }),
      'dct: "norm" must be one of null, "backward", "ortho", "forward", got "Ortho"; did you mean "ortho"?',
    ],
    [() => dct(Float64Array.of(1, Infinity)), 'dct: "x" must be finite, got Infinity at index 1'],
    [() => idct(Float32Array.of(1, 2, NaN)), 'idct: "x" must be finite, got NaN at index 2'],
  ])('refuses, case %#', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });
});
