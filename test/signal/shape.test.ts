import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import { lfilter } from '../../src/filter/index.js';
import {
  addNoise,
  type AddNoiseOptions,
  decimate,
  type DecimateOptions,
  findPeaks,
  type FindPeaksOptions,
  hilbert,
  type HilbertOptions,
  lpc,
  type LpcOptions,
  medfilt,
  type MedfiltOptions,
  resample,
  speed,
  speedPerturbation,
  tone,
} from '../../src/signal/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

const random = createRandom(29);
const noise = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
type Signal = Float64Array;

describe('hilbert', () => {
  for (const folder of ['scipy', 'filters']) {
    parity(folder, 'scipy.signal.hilbert', ([x], { N, ...o }) =>
      hilbert(x as Signal, { ...o, ...(N === undefined ? {} : { n: N }) } as HilbertOptions),
    );
  }

  test('of a cosine is a sine; of a Hilbert transform the negative signal', () => {
    const n = 96;
    const x = tone(5, { sampleRate: n, length: n, phi: 0 });
    const z = hilbert(x);
    const imaginary = Float64Array.from({ length: n }, (_, i) => z.get(i, 1));
    expectClose(imaginary, tone(5, { sampleRate: n, length: n }), 1e-12);
    const twice = hilbert(imaginary);
    expectClose(
      Float64Array.from({ length: n }, (_, i) => -twice.get(i, 1)),
      x,
      1e-12,
    );
  });

  test('refusals', () => {
    expect(() => hilbert(new Float64Array(4), { n: 0 })).toThrow('hilbert: "n" must be an integer >= 1, got 0');
    expect(() => hilbert(Float64Array.of(1, NaN))).toThrow('hilbert: "x" must be finite, got NaN at index 1');
  });
});

describe('medfilt', () => {
  for (const folder of ['scipy', 'filters']) {
    parity(folder, 'scipy.signal.medfilt', ([x], o) => medfilt(x as Signal, o as MedfiltOptions), { relative: 0 });
  }

  test('is the middle of each sorted window', () => {
    const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 12 }), (x, half) => {
        const want = x.map((_, n) => {
          const window = Array.from({ length: 2 * half + 1 }, (__, k) => x[n + k - half] ?? 0);
          return window.sort((a, b) => a - b)[half]!;
        });
        expect([...medfilt(Float64Array.from(x), { kernelSize: 2 * half + 1 })]).toEqual(want);
      }),
    );
  });

  test('refusals', () => {
    expect(() => medfilt(new Float64Array(4), { kernelSize: 4 })).toThrow('medfilt: "kernelSize" must be odd, got 4');
    expect(() => medfilt(Float32Array.of(1, NaN))).toThrow('medfilt: "x" must be finite, got NaN at index 1');
  });
});

describe('findPeaks', () => {
  const snake = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
  parity('scipy', 'scipy.signal.find_peaks', ([x], o) => {
    const { peaks, properties } = findPeaks(x as Signal, o as FindPeaksOptions);
    return { peaks, properties: Object.fromEntries(Object.entries(properties).map(([k, v]) => [snake(k), Array.from(v as Signal)])) };
  });
  parity('filters', 'scipy.signal.find_peaks', ([x], o, golden) => {
    const { peaks, properties } = findPeaks(x as Signal, o as FindPeaksOptions);
    return golden.outputs.length === 1 ? peaks : { peaks, ...properties };
  });

  test('the worked example', () => {
    const curve = Float64Array.of(0, 1, 0, 3, 0, 2, 2, 0);
    expect(findPeaks(curve)).toEqual({ peaks: Int32Array.of(1, 3, 5), properties: {} });
    expect(findPeaks(Float32Array.of(1)).peaks.length).toBe(0);
    expect(findPeaks(new Float64Array(9).fill(2)).peaks.length).toBe(0);
  });

  test('of equals under a distance the later one stays', () => {
    expect(findPeaks(Float64Array.of(0, 1, 0, 1, 0, 1, 0), { distance: 3 }).peaks).toEqual(Int32Array.of(1, 5));
  });

  test.each<[FindPeaksOptions, string]>([
    [{ distance: 0.5 }, 'findPeaks: "distance" must be a finite number >= 1, got 0.5'],
    [{ wlen: 1 }, 'findPeaks: "wlen" must be a number > 1, got 1'],
    [{ relHeight: -1 }, 'findPeaks: "relHeight" must be a finite number >= 0, got -1'],
    [{ height: [1] as unknown as [number, number] }, 'findPeaks: "height" must be a number or a pair [least, most], got an array of 1'],
    [{ height: 'a' as unknown as number }, 'findPeaks: "height" must be a number, got "a"'],
    [{ heigth: 1 } as object, 'findPeaks: "heigth" is not an option; did you mean "height"?'],
  ])('refuses %o', (options, message) => {
    expect(() => findPeaks(new Float64Array(8), options)).toThrow(message);
  });

  test('refuses several channels', () => {
    expect(() => findPeaks(nd(new Float64Array(8), [2, 4]))).toThrow('findPeaks: "x" must have one axis, got shape [2, 4]');
  });
});

describe('lpc', () => {
  parity('librosa', 'librosa.lpc', ([y], o) => lpc(y as Signal, o as unknown as LpcOptions));
  parity('filters', 'librosa.lpc', ([y], o) => lpc(y as Signal, o as unknown as LpcOptions));

  test('finds the filter that made the signal, and is stable', () => {
    const a = [1, -1.2, 0.8, -0.3];
    const y = lfilter(noise(20000), { b: [1], a });
    lpc(y, { order: 3 }).forEach((v, k) => expect(Math.abs(v - a[k]!)).toBeLessThan(0.03));
    for (const hard of [new Float64Array(50), new Float64Array(50).fill(1), tone(1000, { sampleRate: 8000, length: 200 })]) {
      expect(lpc(hard, { order: 12 }).every(Number.isFinite)).toBe(true);
      const c = lpc(hard, { order: 4 });
      const ringing = lfilter(
        Float64Array.from({ length: 1000 }, (_, n) => Number(n === 0)),
        { b: [1], a: c },
      );
      expect(Math.max(...ringing.subarray(800).map(Math.abs))).toBeLessThan(1e3); // marginally stable: a tone has its poles on the circle
    }
  });

  test('refusals', () => {
    expect(() => lpc(new Float64Array(4), {})).toThrow('lpc: "order" must be an integer >= 1, got NaN');
    expect(() => lpc(new Float64Array(4), { order: 4 })).toThrow('lpc: "order" must be less than the samples, 4, got 4');
    expect(() => lpc(Float64Array.of(1, NaN, 1), { order: 1 })).toThrow('lpc: "y" must be finite, got NaN at index 1');
  });
});

describe('decimate', () => {
  for (const folder of ['scipy', 'filters']) {
    parity(folder, 'scipy.signal.decimate', ([x], o) => decimate(x as Signal, o as unknown as DecimateOptions));
  }

  test('refusals', () => {
    expect(() => decimate(new Float64Array(40), {})).toThrow('decimate: "q" must be an integer >= 1, got NaN');
    expect(() => decimate(new Float64Array(40), { q: 2, ftype: 'fri' as 'fir' })).toThrow(
      'decimate: "ftype" must be one of "iir", "fir", got "fri"',
    );
    expect(() => decimate(Float64Array.of(NaN), { q: 2 })).toThrow('decimate: "x" must be finite, got NaN at index 0');
  });
});

describe('addNoise', () => {
  parity('filters', 'torchaudio.functional.add_noise', ([y, v], o) => addNoise(y as Signal, v as Signal, o as unknown as AddNoiseOptions));

  test('the ratio is what was asked for; one channel of noise serves all', () => {
    const [y, v] = [noise(500), noise(500)];
    const energy = (x: Float64Array): number => x.reduce((sum, s) => sum + s * s, 0);
    for (const snr of [-20, 0, 35.5]) {
      const added = addNoise(y, v, { snr }).map((s, n) => s - y[n]!);
      expect(10 * Math.log10(energy(y) / energy(added))).toBeCloseTo(snr, 9);
    }
    const two = addNoise(nd(Float64Array.of(...y, ...v), [2, 500]), v, { snr: [3, 6] }) as NdArray<Float64Array>;
    expect(toRowMajor(two).subarray(0, 500)).toEqual(addNoise(y, v, { snr: 3 }));
  });

  test.each<[() => unknown, string]>([
    [() => addNoise(noise(4), noise(5), { snr: 1 }), 'addNoise: "noise" must have 4 samples as "y", got 5'],
    [() => addNoise(noise(4), nd(noise(8), [2, 4]), { snr: 1 }), 'addNoise: "noise" must have one channel or 1 as "y", got 2'],
    [() => addNoise(noise(4), noise(4), { snr: [1, 2] }), 'addNoise: "snr" must have one number per channel, 1, got 2'],
    [() => addNoise(noise(4), noise(4), {}), 'addNoise: "snr" must be a finite number in [-300, 300], got NaN'],
    [
      () => addNoise(new Float64Array(4), noise(4), { snr: 1 }),
      'addNoise: "y" must not be silent, as channel 0 is: it has no signal-to-noise ratio',
    ],
    [() => addNoise(noise(4), new Float64Array(4), { snr: 1 }), 'addNoise: "noise" must not be silent, as it is in channel 0'],
    [() => addNoise(noise(2), Float64Array.of(1, NaN), { snr: 1 }), 'addNoise: "noise" must be finite, got NaN at index 1'],
    [
      () => addNoise({ samples: noise(4), sampleRate: 8000 }, { samples: noise(4), sampleRate: 9000 }, { snr: 1 }),
      'addNoise: "noise" has the rate 9000, but "y" has 8000; resample one of them',
    ],
  ])('refusal %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('speed', () => {
  test('is resampling; 1 changes nothing', () => {
    const y = noise(1100);
    expect(speed(y, { factor: 1.1 })).toEqual(resample(y, { origSr: 11, targetSr: 10 }));
    expect(speed(y, { factor: 1 })).toEqual(y);
    const pair = speed({ samples: nd(Float32Array.from(y), [2, 550]), sampleRate: 8000 }, { factor: 0.9 }) as NdArray<Float32Array>;
    expect(pair.shape).toEqual([2, 612]);
  });

  test('the same seed chooses the same, and every factor has its turn', () => {
    const y = noise(50);
    const factors = [0.9, 1, 1.1];
    const chosen = Array.from({ length: 300 }, (_, seed) => speedPerturbation(y, { factors, seed }).factor);
    for (const factor of factors) expect(chosen.filter((v) => v === factor).length).toBeGreaterThan(70);
    expect(speedPerturbation(y, { factors, seed: 5 })).toEqual(speedPerturbation(y, { factors, seed: 5 }));
    const { y: fast, factor } = speedPerturbation(y, { factors, seed: 5 });
    expect(fast).toEqual(speed(y, { factor }));
  });

  test.each<[() => unknown, string]>([
    [() => speed(noise(4), {}), 'speed: "factor" must be a finite number in [0.01, 100], got NaN'],
    [() => speed(Float64Array.of(NaN), { factor: 2 }), 'speed: "y" must be finite, got NaN at index 0'],
    [() => speedPerturbation(noise(4), { seed: 1 }), 'speedPerturbation: "factors" must be given, one or more'],
    [() => speedPerturbation(noise(4), { factors: [1] }), 'speedPerturbation: "seed" must be an integer in [0, 4294967295], got NaN'],
    [
      () => speedPerturbation(noise(4), { factors: [0], seed: 1 }),
      'speedPerturbation: "factors" must be a finite number in [0.01, 100], got 0',
    ],
  ])('refusal %#', (call, message) => {
    expect(call).toThrow(message);
  });
});
