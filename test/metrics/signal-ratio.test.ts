import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { bssEvalSources, ParameterError, sdr, siSdr, snr } from '../../src/index.js';

let seed = 1;
const noise = (n: number): Float64Array => Float64Array.from({ length: n }, () => (seed = (seed * 48271) % 2147483647) / 2 ** 30 - 1);

test('the worked example: a tenth of it is 20 dB down, and a scale is forgiven by one of the two', () => {
  const [x, n] = [noise(1000), noise(1000)];
  const y = x.map((v) => 0.9 * v);
  expect(snr(x, y)).toBeCloseTo(20, 10);
  expect(siSdr(x, y)).toBeGreaterThan(300);
  const noisy = x.map((v, i) => v + 0.1 * n[i]!);
  expect(snr(x, noisy)).toBeCloseTo(20, 0);
  expect(snr(x, x)).toBe(Infinity);
});

describe('properties', () => {
  const signal = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 20 });
  test('si-sdr does not change with the scale of either, and is that of the orthogonal rest', () => {
    fc.assert(
      fc.property(signal, fc.double({ min: 0.1, max: 9 }), (list, scale) => {
        const x = Float64Array.from(list, (v, i) => v + (i % 2));
        const y = Float64Array.from(list, (v, i) => 0.3 * v + ((i * i) % 5) / 4);
        expect(
          siSdr(
            x,
            y.map((v) => scale * v),
          ),
        ).toBeCloseTo(siSdr(x, y), 6);
        const dot = (a: Float64Array, b: Float64Array): number => a.reduce((s, v, i) => s + v * b[i]!, 0);
        const cosine = dot(x, y) ** 2 / (dot(x, x) * dot(y, y));
        if (cosine < 1 - 1e-9 && cosine > 1e-9) expect(siSdr(x, y)).toBeCloseTo(10 * Math.log10(cosine / (1 - cosine)), 5);
      }),
      { numRuns: 50 },
    );
  });
  test('a longer filter never forgives less; 1 tap is si-sdr, and one source of BSS Eval is sdr with its taps', () => {
    const [x, n] = [noise(500), noise(500)];
    const y = x.map((v, i) => 0.5 * v + 0.3 * (x[i - 1] ?? 0) - 0.2 * (x[i - 7] ?? 0) + 0.02 * n[i]!);
    expect(sdr(x, y, { filterLength: 1 })).toBe(siSdr(x, y));
    const ratios = [1, 2, 8, 32].map((filterLength) => sdr(x, y, { filterLength }));
    for (let i = 1; i < 4; i++) expect(ratios[i]!).toBeGreaterThanOrEqual(ratios[i - 1]! - 1e-9);
    expect(ratios[2]!).toBeGreaterThan(25);
    expect(bssEvalSources(x, y, { filterLength: 8 }).sdr[0]).toBeCloseTo(ratios[2]!, 9);
  });
  test('sources that depend on each other still give finite scores', () => {
    const x = noise(300);
    const both = nd(Float64Array.from([...x, ...x.map((v) => 2 * v)]), [2, 300]);
    const { sdr: ratios, sar } = bssEvalSources(both, both, { filterLength: 16 });
    expect([...ratios, ...sar].every((v) => v > 100)).toBe(true);
  });
  test('the permutation is found among many sources', () => {
    const n = 6;
    const sources = Array.from({ length: n }, () => noise(400));
    const order = [3, 0, 5, 1, 4, 2];
    const joined = (list: Float64Array[]) => nd(Float64Array.from(list.flatMap((s) => [...s])), [n, 400]);
    const { perm } = bssEvalSources(joined(sources), joined(order.map((i) => sources[i]!)), { filterLength: 4 });
    expect([...perm].map((e) => order[e])).toEqual([0, 1, 2, 3, 4, 5]);
  });
  test('zeroMean takes off the mean of each channel; channels count together', () => {
    const x = nd(Float64Array.of(1, -1, 3, 5), [2, 2]);
    const y = nd(Float64Array.of(1.5, -0.5, 3.9, 6.1), [2, 2]);
    expect(snr(x, y, { zeroMean: true })).toBeCloseTo(10 * Math.log10(4 / 0.02), 10);
    expect(sdr(x, y)).toBeCloseTo(10 * Math.log10(36 / (0.25 + 0.25 + 0.81 + 1.21)), 10);
  });
});

describe('refusals', () => {
  const x = Float64Array.of(1, 2);
  test.each([
    [() => snr(new Float64Array(2), x), 'snr: "reference" must not be silent'],
    [() => siSdr(x, new Float64Array(2)), 'siSdr: "estimate" must not be silent'],
    [() => sdr(x, new Float64Array(3)), 'sdr: "estimate" must have the shape of "reference", [2], got [3]'],
    [() => snr(x, Float64Array.of(1, NaN)), 'snr: "estimate" must be finite, got NaN at index 1'],
    [() => sdr(x, x, { filterLength: -1 }), 'sdr: "filterLength" must be an integer >= 0, got -1'],
    [
      () => sdr(nd(Float64Array.of(1, 2), [2, 1]), nd(Float64Array.of(1, 2), [2, 1]), { filterLength: 2 }),
      'sdr: "reference" must have one channel where "filterLength" is > 1',
    ],
    [() => bssEvalSources(x, new Float64Array(2)), 'bssEvalSources: "estimatedSources" must not be silent, got only zeros in source 0'],
  ])('%#', (run, message) => {
    expect(run).toThrow(ParameterError);
    expect(run).toThrow(message);
  });
});
