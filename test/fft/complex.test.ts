import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { createFft, fftJsEngine, ParameterError } from '../../src/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';

const noise = (length: number, seed = length) => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};
const SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 16, 30, 59, 105, 118, 240, 256, 400, 1009, 1024, 1323];

describe('createFft', () => {
  test('the example: two numbers become their sum and their difference', () => {
    const plan = createFft(2);
    const out = new Float64Array(4);
    plan.forward(out, Float64Array.of(1, 2, 3, 4));
    expect(out).toEqual(Float64Array.of(4, 6, -2, -2));
  });

  test.each([2, 4, 8, 64, 512, 1024, 2048, 32768])('agrees with fft.js at %i', (size) => {
    const [ours, theirs] = [createFft(size), createFft(size, { engine: fftJsEngine() })];
    const [a, b, back] = [new Float64Array(2 * size), new Float64Array(2 * size), new Float64Array(2 * size)];
    ours.forward(a, noise(2 * size));
    theirs.forward(b, noise(2 * size));
    expectClose(a, b, 1e-14);
    theirs.inverse(back, a);
    expectClose(back, noise(2 * size), 1e-14);
    ours.inverse(back, a);
    expectClose(back, noise(2 * size), 1e-14);
  });

  test('garbage in scratch and output changes nothing, inputs are kept, float32 is rounded once in TypeScript', () => {
    setEngine('js');
    for (const size of SIZES) {
      const plan = createFft(size);
      const single = createFft(size, { dtype: 'float32' });
      const x = Float64Array.from(Float32Array.from(noise(2 * size)));
      const x32 = Float32Array.from(x);
      for (const call of ['forward', 'inverse'] as const) {
        const [clean, dirty] = [new Float64Array(2 * size), new Float64Array(2 * size).fill(NaN)];
        plan[call](clean, x);
        plan[call](dirty, x, new Float64Array(plan.scratchLength).fill(NaN));
        expect(dirty).toEqual(clean);
        const rounded = new Float32Array(2 * size);
        single[call](rounded, x32, new Float64Array(single.scratchLength + 1).fill(NaN));
        expect(rounded).toEqual(Float32Array.from(clean));
      }
      expect(x).toEqual(Float64Array.from(x32));
      expect(x32).toEqual(Float32Array.from(noise(2 * size)));
    }
    setEngine('auto');
  });

  test('is linear: the transform of a sum is the sum of the transforms', () => {
    for (const size of SIZES) {
      const plan = createFft(size);
      const [x, y] = [noise(2 * size, 1), noise(2 * size, 2)];
      const [a, b, sum] = [new Float64Array(2 * size), new Float64Array(2 * size), new Float64Array(2 * size)];
      plan.forward(a, x);
      plan.forward(b, y);
      plan.forward(
        sum,
        x.map((v, i) => v + 3 * y[i]!),
      );
      expectClose(
        sum,
        a.map((v, i) => v + 3 * b[i]!),
        1e-14,
      );
    }
  });

  const plan = createFft(4);
  const x = new Float64Array(8);
  test.each([
    [() => createFft(0), 'createFft: "size" must be an integer >= 1, got 0'],
    [() => createFft(-4), 'createFft: "size" must be an integer >= 1, got -4'],
    [() => createFft(6, { engine: fftJsEngine() }), 'fftJsEngine: "size" must be a power of two > 1, got 6'],
    [() => plan.forward(new Float64Array(4), x), 'ComplexFft.forward: "out" must hold 8 numbers, got 4'],
    [() => plan.inverse(new Float64Array(8), new Float64Array(6)), 'ComplexFft.inverse: "spectrum" must hold 8 numbers, got 6'],
    [() => plan.forward(x, x), 'ComplexFft.forward: "out" must not overlap the input'],
    [
      () => plan.forward(new Float64Array(8), x, new Float64Array(1)),
      `ComplexFft.forward: "scratch" must hold at least ${plan.scratchLength} numbers, got 1`,
    ],
  ])('refuses, case %#', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });
});
