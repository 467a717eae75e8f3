import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray } from '../../src/core/nd.js';
import {
  butter,
  cheby1,
  cheby2,
  ellip,
  type FilterForm,
  type IirDesignOptions,
  iirnotch,
  iirpeak,
  sosfreqz,
  type ZerosPolesGain,
} from '../../src/filter/index.js';
import { kWeighting } from '../../src/feature/k-weighting.js';
import { toRowMajor } from '../../src/core/view.js';
import { expectClose } from '../support/close.js';
import { type GoldenCase, isGoldenArray } from '../support/golden.js';
import { parity } from '../support/parity.js';

type Design = (order: number, options: IirDesignOptions<FilterForm> & { output: FilterForm; rp?: number; rs?: number }) => unknown;
const DESIGNS: Record<string, Design> = { butter, cheby1, cheby2, ellip };

/** scipy's options as ours. */
const options = ({ N, Wn, fs, ...rest }: Record<string, unknown>): Parameters<Design> => [
  N as number,
  { ...rest, wn: Wn, sampleRate: fs ?? undefined } as Parameters<Design>[1],
];

/** Roots in the golden's order: the two signs of a square root may change places. */
function inOrder(roots: NdArray<Float64Array>, golden: GoldenCase, name: string): unknown {
  const want = golden.outputs.find((o) => o.name === name)!.value;
  if (!isGoldenArray(want)) throw new Error('no array');
  const real = want.dtype !== 'complex128'; // scipy's zeros may be real
  const rest = Array.from({ length: roots.shape[0]! }, (_, i) => [roots.get(i, 0), roots.get(i, 1)] as const);
  const sorted: number[] = [];
  for (let i = 0; i < want.data.length; i += real ? 1 : 2) {
    const im = real ? 0 : want.data[i + 1]!;
    const distance = (v: readonly [number, number]): number => Math.hypot(v[0] - want.data[i]!, v[1] - im);
    rest.sort((a, b) => distance(a) - distance(b));
    sorted.push(...rest.shift()!);
  }
  expect(rest).toEqual([]);
  if (real) return Float64Array.from(sorted.filter((_, i) => i % 2 === 0));
  return { shape: [want.shape[0]!, 2], stride: [2, 1], offset: 0, data: Float64Array.from(sorted) };
}

const magnitudes = (sos: NdArray<Float64Array>, worN: number[]): number[] => {
  const { h } = sosfreqz(sos, { worN: worN.map((w) => w * Math.PI) });
  return worN.map((_, i) => Math.hypot(h.get(i, 0), h.get(i, 1)));
};

describe('recursive filter designs', () => {
  for (const [name, design] of Object.entries(DESIGNS)) {
    for (const folder of ['scipy', 'filters']) {
      parity(folder, `scipy.signal.${name}`, (_, o, golden) => {
        const result = design(...options(o));
        if (o['output'] !== 'zpk') return result;
        const { z, p, k } = result as ZerosPolesGain;
        return { z: inOrder(z, golden, 'z'), p: inOrder(p, golden, 'p'), k };
      });
    }
  }

  test('elliptic poles where scipy loses them, against mpmath at 60 digits', () => {
    // Order 20, 3 dB and 20 dB: the analogue pole nearest to the axis, mapped to 0.3 of Nyquist; scipy 1.17 is off by 0.004 there.
    const { z, p } = ellip(20, { rp: 3, rs: 20, wn: 0.3, output: 'zpk' });
    const sizes = Array.from({ length: 20 }, (_, i) => Math.hypot(p.get(i, 0), p.get(i, 1)));
    expect(Math.max(...sizes)).toBeLessThan(1);
    for (let i = 0; i < 20; i++) expectClose([Math.hypot(z.get(i, 0), z.get(i, 1))], [1], 1e-14);
    const sos = ellip(20, { rp: 3, rs: 20, wn: 0.3 });
    const pass = magnitudes(
      sos,
      Array.from({ length: 2001 }, (_, i) => (0.3 * i) / 2000),
    );
    const stop = magnitudes(
      sos,
      Array.from({ length: 2001 }, (_, i) => 0.3003 + (0.6997 * i) / 2000),
    );
    expectClose([Math.min(...pass), Math.max(...pass), Math.max(...stop)], [10 ** (-3 / 20), 1, 0.1], 1e-3); // a grid sees not every ripple's top
  });

  test('each family keeps its promise at the edge and in its bands', () => {
    const order = fc.integer({ min: 1, max: 14 });
    fc.assert(
      fc.property(order, fc.double({ min: 0.02, max: 0.95, noNaN: true }), fc.constantFrom('lowpass', 'highpass'), (n, wn, btype) => {
        const low = btype === 'lowpass';
        const grid = Array.from({ length: 101 }, (_, i) => (low ? (wn * i) / 100 : wn + ((1 - wn) * i) / 100));
        const db = (v: number): number => 20 * Math.log10(v);
        const edge = (sos: NdArray<Float64Array>): number => db(magnitudes(sos, [wn])[0]!);
        const o = { wn, btype } as const;
        expect(edge(butter(n, o))).toBeCloseTo(-10 * Math.log10(2), 6);
        for (const sos of [cheby1(n, { ...o, rp: 1 }), ellip(n, { ...o, rp: 1, rs: 50 })]) {
          expect(edge(sos)).toBeCloseTo(-1, 6);
          for (const v of magnitudes(sos, grid)) expect(Math.abs(db(v) + 0.5)).toBeLessThan(0.5 + 1e-6);
        }
        expect(edge(cheby2(n, { ...o, rs: 30 }))).toBeCloseTo(-30, 5);
      }),
      { numRuns: 25 },
    );
  });

  test('a band has twice the order, passes within and stops without', () => {
    const band = butter(4, { wn: [300, 3400], btype: 'bandpass', sampleRate: 16000 });
    expect(band.shape).toEqual([4, 6]);
    const stop = butter(4, { wn: [300, 3400], btype: 'stop', sampleRate: 16000 });
    const tan = (hz: number): number => Math.tan((Math.PI * hz) / 16000);
    const middle = (Math.atan(Math.sqrt(tan(300) * tan(3400))) * 2) / Math.PI; // where the bilinear transform puts it
    const at = [0.001, 300 / 8000, middle, 3400 / 8000, 0.999];
    expectClose(magnitudes(band, at), [0, Math.SQRT1_2, 1, Math.SQRT1_2, 0], 1e-6);
    expectClose(magnitudes(stop, at), [1, Math.SQRT1_2, 0, Math.SQRT1_2, 1], 1e-6);
  });

  test.each<[() => unknown, string]>([
    [() => butter(0, { wn: 0.5 }), 'butter: "order" must be an integer in [1, 100], got 0'],
    [() => butter(2, {}), 'butter: "wn" must be given: the edge of the band'],
    [
      () => butter(2, { wn: 1000 }),
      'butter: "wn" must lie between 0 and 1 (a share of half the sample rate; for Hz give sampleRate), got 1000',
    ],
    [() => butter(2, { wn: 4000, sampleRate: 8000 }), 'butter: "wn" must lie between 0 and 4000, half the sample rate, got 4000'],
    [() => butter(2, { wn: [0.1, 0.2] }), 'butter: "wn" must be one edge for "lowpass", got 2'],
    [() => butter(2, { wn: 0.1, btype: 'band' }), 'butter: "wn" must be two edges for "band", got 1'],
    [() => butter(2, { wn: [0.3, 0.2], btype: 'stop' }), 'butter: "wn" must rise, got 0.3 and 0.2'],
    [() => butter(2, { wn: 0.3, btype: 'lowpas' as 'low' }), 'butter: "btype" must be one of "lowpass", "highpass"'],
    [() => butter(2, { wn: '1' as unknown as number }), 'butter: "wn" must be a number, got "1"'],
    [() => cheby1(2, { wn: 0.5 }), 'cheby1: "rp" must be a finite number > 0, got NaN'],
    [() => cheby2(2, { wn: 0.5, rs: 0 }), 'cheby2: "rs" must be a finite number > 0, got 0'],
    [() => ellip(2, { wn: 0.5, rs: 1, rp: 1 }), 'ellip: "rs" must be larger than rp, 1, got 1'],
    [() => iirnotch(0.5, {}), 'iirnotch: "q" must be a finite number > 0, got NaN'],
    [() => iirpeak(0.5, { q: 0.5 }), 'iirpeak: "frequency / q" must lie between 0 and 1'],
  ])('refusal %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('one frequency', () => {
  for (const folder of ['scipy', 'filters']) {
    for (const [name, design] of Object.entries({ iirnotch, iirpeak })) {
      parity(folder, `scipy.signal.${name}`, (_, { w0, Q, fs }) => design(w0 as number, { q: Q as number, sampleRate: fs as number }));
    }
  }
});

describe('K-weighting', () => {
  parity('filters', 'itu.k_weighting', (_, { rate }) => ({
    shape: [2, 6],
    stride: [6, 1],
    offset: 0,
    data: Float64Array.from(kWeighting(rate as number, false).flatMap((row) => [...row])),
  }));

  test('is the table of BS.1770-4 at 48 kHz', () => {
    const [shelf, highpass] = kWeighting(48000, false) as [Float64Array, Float64Array];
    const table = [1.53512485958697, -2.69169618940638, 1.19839281085285, 1, -1.69065929318241, 0.73248077421585];
    expectClose(shelf, table, 1e-14);
    expectClose(highpass, [1, -2, 1, 1, -1.99004745483398, 0.99007225036621], 1e-14);
  });
});

test('a result in memory is row-major', () => {
  const sos = butter(3, { wn: 0.2 });
  expect(toRowMajor(sos)).toEqual(sos.data);
});
