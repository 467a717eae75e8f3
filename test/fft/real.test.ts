import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { createFft, createRfft, fftJsEngine, ParameterError } from '../../src/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';

const noise = (length: number, seed = length) => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};
/** One size for each kind of plan: empty, single pass, even and odd mixed radix, chirps of even and odd length. */
const SIZES = [1, 2, 3, 4, 6, 9, 16, 30, 59, 105, 118, 200, 256, 400, 1009, 1024, 1323, 2048];

describe('createRfft', () => {
  test('the example: a cosine of two periods has its power in bin 2', () => {
    const plan = createRfft(8);
    const power = new Float64Array(plan.bins);
    plan.power(power, Float64Array.of(1, 0, -1, 0, 1, 0, -1, 0));
    expect(power).toEqual(Float64Array.of(0, 0, 16, 0, 0));
    expect(plan).toMatchObject({ size: 8, bins: 5 });
  });

  test.each([2, 4, 8, 64, 512, 1024, 2048, 4096, 65536])('agrees with fft.js at %i', (size) => {
    const ours = createRfft(size);
    const theirs = createRfft(size, { engine: fftJsEngine() });
    const x = noise(size);
    const run = (plan: typeof ours) => {
      const spectrum = new Float64Array(2 * plan.bins);
      const power = new Float64Array(plan.bins);
      const back = new Float64Array(size);
      plan.forward(spectrum, x);
      plan.power(power, x);
      plan.inverse(back, spectrum);
      return { spectrum, power, back };
    };
    const [a, b] = [run(ours), run(theirs)];
    expectClose(a.spectrum, b.spectrum, 1e-14);
    expectClose(a.power, b.power, 1e-14);
    expectClose(a.back, b.back, 1e-14);
    expectClose(a.back, x, 1e-14);
  });

  test('power is the squared magnitude of forward, bit for bit', () => {
    for (const size of SIZES) {
      const plan = createRfft(size);
      const [spectrum, power] = [new Float64Array(2 * plan.bins), new Float64Array(plan.bins)];
      plan.forward(spectrum, noise(size));
      plan.power(power, noise(size));
      expect(power).toEqual(power.map((_, k) => spectrum[2 * k]! * spectrum[2 * k]! + spectrum[2 * k + 1]! * spectrum[2 * k + 1]!));
    }
  });

  test('the imaginary parts of DC and Nyquist are exactly 0 forward, and not read back', () => {
    for (const size of SIZES) {
      const plan = createRfft(size);
      const spectrum = new Float64Array(2 * plan.bins);
      plan.forward(spectrum, noise(size));
      expect(spectrum[1]).toBe(0);
      if (size % 2 === 0) expect(spectrum[size + 1]).toBe(0);
      const [clean, dirty] = [new Float64Array(size), new Float64Array(size)];
      plan.inverse(clean, spectrum);
      spectrum[1] = 1e9;
      if (size % 2 === 0) spectrum[size + 1] = NaN;
      plan.inverse(dirty, spectrum);
      expect(dirty).toEqual(clean);
    }
  });

  test('garbage in scratch and output changes nothing, inputs are kept, offsets and shared memory work', () => {
    for (const dtype of ['float64', 'float32'] as const) {
      const Type = dtype === 'float32' ? Float32Array : Float64Array;
      for (const size of SIZES) {
        const plan = createRfft<'float64' | 'float32'>(size, { dtype });
        const x = Type.from(noise(size));
        const memory = new SharedArrayBuffer(8 * (size + 3));
        const inShared = (dtype === 'float32' ? new Float32Array(memory) : new Float64Array(memory)).subarray(2, size + 2);
        inShared.set(x);
        const scratch = new Float64Array(plan.scratchLength + 7).fill(NaN);
        for (const [call, inLength, outLength] of [
          ['forward', size, 2 * plan.bins],
          ['power', size, plan.bins],
          ['inverse', 2 * plan.bins, size],
        ] as const) {
          const input = call === 'inverse' ? Type.from(noise(inLength, 5)) : x;
          const before = Array.from(input);
          const clean = new Type(outLength);
          plan[call](clean, input);
          const dirty = new Type(outLength + 2).fill(NaN).subarray(1, outLength + 1);
          plan[call](dirty, call === 'inverse' ? input : inShared, scratch);
          expect(dirty).toEqual(clean);
          expect(Array.from(input)).toEqual(before);
        }
      }
    }
  });

  test('two plans may share one scratch, and calls may follow in any order', () => {
    const [a, b] = [createRfft(400), createRfft(59)];
    const scratch = new Float64Array(Math.max(a.scratchLength, b.scratchLength));
    const [once, again, other] = [new Float64Array(2 * a.bins), new Float64Array(2 * a.bins), new Float64Array(2 * b.bins)];
    a.forward(once, noise(400), scratch);
    b.forward(other, noise(59), scratch);
    a.power(new Float64Array(a.bins), noise(400, 1), scratch);
    a.forward(again, noise(400), scratch);
    expect(again).toEqual(once);
  });

  test('float32 is the double result, rounded once, where TypeScript computes', () => {
    setEngine('js');
    for (const size of SIZES) {
      const x = Float32Array.from(noise(size));
      const single = createRfft(size, { dtype: 'float32' });
      const double = createRfft(size);
      const [a, b] = [new Float32Array(2 * single.bins), new Float64Array(2 * single.bins)];
      single.forward(a, x);
      double.forward(b, Float64Array.from(x));
      expect(a).toEqual(Float32Array.from(b));
    }
    setEngine('auto');
  });

  test('a shift by one sample turns bin k by k / n of a turn (any size)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 700 }), fc.nat(1000), (size, seed) => {
        const plan = createRfft(size);
        const x = noise(size, seed);
        const later = Float64Array.from(x, (_, j) => x[(j + size - 1) % size]!);
        const [X, Y] = [new Float64Array(2 * plan.bins), new Float64Array(2 * plan.bins)];
        plan.forward(X, x);
        plan.forward(Y, later);
        const turned = X.map((_, i) => {
          const angle = (-2 * Math.PI * (i >> 1)) / size;
          const [re, im] = [X[i & ~1]!, X[i | 1]!];
          return i % 2 === 0 ? re * Math.cos(angle) - im * Math.sin(angle) : re * Math.sin(angle) + im * Math.cos(angle);
        });
        expectClose(Y, turned, 1e-13); // Math.cos of a rounded angle: size * 2^-53
      }),
      { numRuns: 60 },
    );
  });

  test('energy is kept (Parseval), and the transform is that of createFft', () => {
    for (const size of SIZES) {
      const x = noise(size);
      const plan = createRfft(size);
      const power = new Float64Array(plan.bins);
      plan.power(power, x);
      const twice = power.reduce((sum, p, k) => sum + (k === 0 || 2 * k === size ? p : 2 * p), 0);
      expectClose([twice / size], [x.reduce((sum, v) => sum + v * v, 0)], 1e-13);
      const full = new Float64Array(2 * size);
      createFft(size).forward(
        full,
        Float64Array.from({ length: 2 * size }, (_, i) => (i % 2 === 0 ? x[i / 2]! : 0)),
      );
      const spectrum = new Float64Array(2 * plan.bins);
      plan.forward(spectrum, x);
      expectClose(spectrum, full.subarray(0, 2 * plan.bins), 1e-14);
    }
  });

  const plan = createRfft(8);
  const f64 = (n: number) => new Float64Array(n);
  test.each([
    [() => createRfft(0), 'createRfft: "size" must be an integer >= 1, got 0'],
    [() => createRfft(2.5), 'createRfft: "size" must be an integer >= 1, got 2.5'],
    [() => createRfft(NaN), 'createRfft: "size" must be an integer >= 1, got NaN'],
    [() => createRfft(8, { dtype: 'float16' as 'float32' }), 'createRfft: "dtype" must be one of "float64", "float32", got "float16"'],
    [() => createRfft(12, { engine: fftJsEngine() }), 'fftJsEngine: "size" must be a power of two > 1, got 12'],
    [() => createRfft(1, { engine: fftJsEngine() }), 'fftJsEngine: "size" must be a power of two > 1, got 1'],
    [() => plan.forward(f64(9), f64(8)), 'RealFft.forward: "out" must hold 10 numbers, got 9'],
    [() => plan.forward(f64(10), f64(7)), 'RealFft.forward: "x" must hold 8 numbers, got 7'],
    [() => plan.inverse(f64(10), f64(10)), 'RealFft.inverse: "out" must hold 8 numbers, got 10'],
    [() => plan.inverse(f64(8), f64(8)), 'RealFft.inverse: "spectrum" must hold 10 numbers, got 8'],
    [() => plan.power(f64(10), f64(8)), 'RealFft.power: "out" must hold 5 numbers, got 10'],
    [
      () => plan.forward(f64(10), f64(8), f64(plan.scratchLength - 1)),
      `RealFft.forward: "scratch" must hold at least ${plan.scratchLength} numbers, got ${plan.scratchLength - 1}`,
    ],
    [
      () => {
        const memory = f64(17);
        plan.forward(memory.subarray(0, 10), memory.subarray(9, 17));
      },
      'RealFft.forward: "out" must not overlap the input',
    ],
  ])('refuses, case %#', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test.each([
    [() => createRfft('8' as unknown as number), 'createRfft: "size" must be a number, got "8"'],
    [
      () => createRfft(8, { engine: 'fft.js' as unknown as null }),
      'createRfft: "engine" must be null or an engine such as fftJsEngine(), got "fft.js"',
    ],
    [
      () => plan.forward(new Float32Array(10) as unknown as Float64Array, f64(8)),
      'RealFft.forward: "out" must be a Float64Array, got a Float32Array',
    ],
    [
      () => createRfft(8, { dtype: 'float32' }).power(new Float32Array(5), f64(8) as unknown as Float32Array),
      'RealFft.power: "x" must be a Float32Array, got a Float64Array',
    ],
    [
      () => plan.forward(f64(10), f64(8), new Float32Array(99) as unknown as Float64Array),
      'RealFft.forward: "scratch" must be a Float64Array, got a Float32Array',
    ],
    [
      () => plan.forward(f64(10), [1, 2, 3, 4, 5, 6, 7, 8] as unknown as Float64Array),
      'RealFft.forward: "x" must be a Float64Array, got an array of 8',
    ],
  ])('refuses wrong types, case %#', (call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  test('refuses a misspelt option', () => {
    // @ts-expect-error the compiler refuses it too
    expect(() => createRfft(8, { dtyp: 'float32' })).toThrow('createRfft: "dtyp" is not an option; did you mean "dtype"?');
  });

  test('neighbours in one memory are no overlap', () => {
    const memory = f64(18);
    memory.set([1, 0, 0, 0, 0, 0, 0, 0], 10);
    plan.forward(memory.subarray(0, 10), memory.subarray(10));
    expect(Array.from(memory.subarray(0, 10), (v) => v + 0)).toEqual([1, 0, 1, 0, 1, 0, 1, 0, 1, 0]);
  });
});
