/** `fft`, `ifft`, `rfft` and `irfft`. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray, toRowMajor } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { fft, fftJsEngine, type FftOptions, ifft, irfft, ParameterError, rfft } from '../../src/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

type Complex = NdArray<Float64Array>;
const noise = (length: number, seed = length) => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};

/** scipy's fft takes real arrays too; ours wants re, im pairs. */
function paired(x: Float64Array | Complex, golden: { inputs: Record<string, unknown> }): Complex {
  if ((golden.inputs['x'] as { dtype: string }).dtype === 'complex128') return x as Complex;
  const { data, shape } = x instanceof Float64Array ? { data: x, shape: [x.length] } : x;
  return nd(
    Float64Array.from({ length: 2 * data.length }, (_, i) => (i % 2 === 0 ? data[i / 2]! : 0)),
    [...shape, 2],
  );
}

describe('examples', () => {
  test('1, i, -1, -i is one turn forward', () => {
    const spectrum = fft(Float64Array.of(1, 0, 0, 1, -1, 0, 0, -1));
    expect(spectrum.shape).toEqual([4, 2]);
    expect(Array.from(spectrum.data)).toEqual([0, 0, 4, 0, 0, 0, 0, 0]);
    expect(Array.from(ifft(spectrum).data, (v) => v + 0)).toEqual([1, 0, 0, 1, -1, 0, 0, -1]);
  });

  test('1, 2, 3, 4 and back', () => {
    const spectrum = rfft(Float64Array.of(1, 2, 3, 4));
    expect(spectrum.shape).toEqual([3, 2]);
    expect(spectrum.data).toEqual(Float64Array.of(10, 0, -2, 2, -2, 0));
    expect(irfft(spectrum)).toEqual(Float64Array.of(1, 2, 3, 4));
  });
});

parity('scipy', 'scipy.fft.fft', ([x], options, golden) => fft(paired(x as Complex, golden), options as FftOptions));
parity('scipy', 'scipy.fft.ifft', ([x], options) => ifft(x as Complex, options as FftOptions));
parity('scipy', 'scipy.fft.rfft', ([x], options) => rfft(x as Float64Array, options as FftOptions));
parity('scipy', 'scipy.fft.irfft', ([x], options) => irfft(x as Complex, options as FftOptions));

describe('properties', () => {
  test.each(['backward', 'ortho', 'forward', null] as const)('each undoes the other, norm %s, any length', (norm) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (n) => {
        expectClose(ifft(fft(noise(2 * n), { norm }), { norm }).data, noise(2 * n), 1e-14);
        expectClose(irfft(rfft(noise(n), { norm }), { n, norm }), noise(n), 1e-14);
      }),
      { numRuns: 30 },
    );
  });

  test('an ortho transform keeps the energy', () => {
    const energy = (x: Float64Array) => x.reduce((sum, v) => sum + v * v, 0);
    expectClose([energy(fft(noise(2 * 59), { norm: 'ortho' }).data)], [energy(noise(2 * 59))], 1e-13);
  });

  test('a batch equals the loop over its items bit for bit, along every axis, for any strides', () => {
    const shape = [3, 10, 4];
    const flat = noise(120);
    const y = nd(flat, shape).transpose(2, 0, 1); // shape [4, 3, 10]
    for (const axis of [0, 1, 2, -1]) {
      const at = axis < 0 ? axis + 3 : axis;
      const n = y.shape[at]!;
      const whole = rfft(y, { axis });
      expect(whole.shape).toEqual([...y.shape.map((s, d) => (d === at ? Math.floor(n / 2) + 1 : s)), 2]);
      const back = irfft(whole, { axis, n }) as Complex;
      expect(back.shape).toEqual(y.shape);
      expectClose(back, y, 1e-14);
      const others = [0, 1, 2].filter((d) => d !== at);
      for (let i = 0; i < y.shape[others[0]!]!; i++) {
        for (let j = 0; j < y.shape[others[1]!]!; j++) {
          const place = (d: number) => (d === others[0] ? i : d === others[1] ? j : -1);
          const row = y.pick(...[0, 1, 2].map(place)) as Complex;
          const item = whole.pick(...[0, 1, 2].map(place), -1) as Complex;
          expect(toRowMajor(item)).toEqual(rfft(row).data);
        }
      }
    }
    expect(flat).toEqual(noise(120));
  });

  test('n crops and pads with zeros', () => {
    const y = noise(10);
    expect(rfft(y, { n: 7 }).data).toEqual(rfft(y.slice(0, 7)).data);
    const padded = new Float64Array(16);
    padded.set(y);
    expect(rfft(y, { n: 16 }).data).toEqual(rfft(padded).data);
    expect(fft(y, { n: 8 }).data).toEqual(fft(padded).data);
    expect(fft(y, { n: 3 }).data).toEqual(fft(y.slice(0, 6)).data);
  });

  test('single precision in, single precision out: the double result rounded where TypeScript computes', () => {
    setEngine('js');
    const y = Float32Array.from(noise(100));
    const single = rfft(y);
    expect(single.data).toBeInstanceOf(Float32Array);
    expect(single.data).toEqual(Float32Array.from(rfft(Float64Array.from(y)).data));
    expect(irfft(single)).toBeInstanceOf(Float32Array);
    expect(fft(y).data).toEqual(Float32Array.from(fft(Float64Array.from(y)).data));
    expect(ifft(y).data).toBeInstanceOf(Float32Array);
    setEngine('auto');
  });

  test('fft.js gives the same through the functions', () => {
    const engine = fftJsEngine();
    expectClose(rfft(noise(64), { engine }), rfft(noise(64)), 1e-14);
    expectClose(irfft(noise(66), { engine }), irfft(noise(66)), 1e-14);
    expectClose(fft(noise(64), { engine }), fft(noise(64)), 1e-14);
    expectClose(ifft(noise(64), { engine }), ifft(noise(64)), 1e-14);
  });

  test('more sizes than the cache keeps, and sizes above its limit', () => {
    for (let n = 1; n < 40; n++) expectClose(irfft(rfft(noise(n)), { n }), noise(n), 1e-14);
    for (let n = 1; n < 40; n++) expectClose(irfft(rfft(noise(n)), { n }), noise(n), 1e-14);
    expectClose(irfft(rfft(noise(70000))), noise(70000), 1e-14);
    expectClose(ifft(fft(noise(140000))), noise(140000), 1e-14);
  });

  test('a signal with its rate and an AudioBuffer are signals', () => {
    const samples = noise(20);
    expect(rfft({ samples, sampleRate: 8000 }).data).toEqual(rfft(samples).data);
    const buffer = { sampleRate: 8000, numberOfChannels: 2, length: 20, getChannelData: () => Float32Array.from(samples) };
    expect(rfft(buffer).shape).toEqual([2, 11, 2]);
  });
});

describe('refusals', () => {
  const pairs = noise(8);
  const bad = Float64Array.of(0, 1, NaN, 3);
  test.each([
    [() => fft(new Float64Array(0)), 'fft: "x" must not be empty, got shape [0]'],
    [() => fft(new Float64Array(7)), 'fft: "x" must hold re, im pairs, got an odd length of 7; use rfft for real signals'],
    [() => ifft(new Float64Array(7)), 'ifft: "x" must hold re, im pairs, got an odd length of 7'],
    [() => irfft(new Float64Array(3)), 'irfft: "x" must hold re, im pairs, got an odd length of 3'],
    [() => fft(nd(noise(12), [4, 3])), 'fft: "x" must have a last axis of 2 (re, im), got shape [4, 3]'],
    [() => fft(nd(noise(2), [2])), 'fft: "x" must have a last axis of 2 (re, im), got shape [2]'],
    [() => fft(nd(noise(2), [0, 2])), 'fft: "x" must not be empty, got shape [0, 2]'],
    [() => fft(nd(noise(4), [4, 2])), 'fft: "x" has shape [4, 2], which reaches outside its 4 elements'],
    [() => rfft(nd(noise(4), [5])), 'rfft: "y" has shape [5], which reaches outside its 4 elements'],
    [() => rfft(new Float64Array(0)), 'rfft: "y" must not be empty, got shape [0]'],
    [() => fft(pairs, { n: 0 }), 'fft: "n" must be an integer >= 1, got 0'],
    [() => rfft(pairs, { n: 2.5 }), 'rfft: "n" must be an integer >= 1, got 2.5'],
    [() => irfft(noise(2)), 'irfft: "n" must be given for a single bin (n = 1), got null'],
    [() => fft(pairs, { axis: 1 }), 'fft: "axis" must be an integer in [-1, 0], got 1'],
    [() => fft(nd(pairs, [2, 2, 2]), { axis: 2 }), 'fft: "axis" must be an integer in [-2, 1], got 2'],
    [() => rfft(nd(pairs, [2, 4]), { axis: -3 }), 'rfft: "axis" must be an integer in [-2, 1], got -3'],
    [
      () => rfft({ samples: nd(pairs, [2, 4]), sampleRate: 1 }, { axis: 0 }),
      'rfft: "axis" must be the last for a signal with its rate, got 0',
    ],
    [
      () => fft(pairs, { norm: 'orto' as 'ortho' }),
      'fft: "norm" must be one of "backward", "ortho", "forward", null, got "orto"; did you mean "ortho"?',
    ],
    [() => rfft(noise(12), { engine: fftJsEngine() }), 'fftJsEngine: "size" must be a power of two > 1, got 12'],
    [() => fft(bad), 'fft: "x" must be finite, got NaN at index 2'],
    [() => ifft(bad), 'ifft: "x" must be finite, got NaN at index 2'],
    [() => rfft(Float64Array.of(1, 2, 3, -Infinity)), 'rfft: "y" must be finite, got -Infinity at index 3'],
    [() => rfft(nd(Float64Array.of(1, 2, 3, Infinity), [2, 2])), 'rfft: "y" must be finite, got Infinity at index 1 of channel 1'],
    [() => irfft(Float64Array.of(1, NaN, 3, 0)), 'irfft: "x" must be finite, got NaN at index 1'],
    [() => rfft(new Float64Array(8).fill(1e308)), 'rfft: "y" is too large: values up to 1e+308 overflow; scale it down'],
    [() => rfft(new Float32Array(8).fill(1e38)), 'rfft: "y" is too large: values up to 9.999999680285692e+37 overflow; scale it down'],
  ])('case %#', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test.each([
    [
      () => fft([1, 2] as unknown as Float64Array),
      'fft: "x" must be a Float32Array or Float64Array of re, im pairs, or an ndarray of one, got an array of 2',
    ],
    [() => fft(Int16Array.of(1, 2) as unknown as Float64Array), 'got an Int16Array'],
    [() => fft(nd(Int32Array.of(1, 2), [1, 2]) as unknown as Float64Array), 'got an Int32Array'],
    [() => rfft([1, 2] as unknown as Float64Array), 'use Float64Array.from(…)'],
    [
      () => fft(pairs, { engine: 'fft.js' as unknown as null }),
      'fft: "engine" must be null or an engine such as fftJsEngine(), got "fft.js"',
    ],
    [() => fft(pairs, null as unknown as FftOptions), 'fft: options must be a plain object, got null'],
    [
      () => {
        const x = new Float64Array(4);
        structuredClone(x.buffer, { transfer: [x.buffer] });
        fft(x);
      },
      'fft: "x" has a detached buffer',
    ],
  ])('wrong types, case %#', (call, message) => {
    expect(call).toThrow(TypeError);
    expect(call).toThrow(message);
  });

  test('misspelt and inherited options', () => {
    // @ts-expect-error the compiler refuses it too
    expect(() => rfft(noise(4), { nomr: 'ortho' })).toThrow('rfft: "nomr" is not an option; did you mean "norm"?');
    expect(() => rfft(noise(4), JSON.parse('{"__proto__": {"n": 2}}') as FftOptions)).toThrow('rfft: "__proto__" is not an option');
  });

  test('silence and DC are finite and exact', () => {
    expect(rfft(new Float64Array(1009)).data.every((v) => v === 0)).toBe(true);
    const dc = rfft(new Float64Array(16).fill(2)).data;
    expect(Array.from(dc, (v) => v + 0)).toEqual([32, ...new Array<number>(17).fill(0)]);
  });
});
