import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import {
  butter,
  createLfilter,
  createSosFilter,
  ellip,
  filtfilt,
  type FiltfiltOptions,
  lfilter,
  lfilterZi,
  type Sections,
  sosfilt,
  sosfiltfilt,
  sosfiltZi,
  type TransferFunction,
} from '../../src/filter/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

const random = createRandom(17);
const noise = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());
type Signal = Float64Array;
const fraction = ([b, a]: unknown[]): TransferFunction => ({ b: b as Float64Array, a: a as Float64Array });

describe('lfilter', () => {
  test('the worked examples', () => {
    expect(lfilter(Float64Array.of(1, 0, 0, 0), { b: [1], a: [1, -0.5] })).toEqual(Float64Array.of(1, 0.5, 0.25, 0.125));
    expect(lfilter(Float32Array.of(1, 2, 3), { b: [0.5, 0.5] })).toEqual(Float32Array.of(0.5, 1.5, 2.5));
  });

  for (const folder of ['scipy', 'filters']) {
    parity(folder, 'scipy.signal.lfilter', ([b, a, x, zi]) =>
      zi === undefined
        ? lfilter(x as Signal, fraction([b, a]))
        : lfilter(x as Signal, fraction([b, a]), { zi: zi as Signal, returnZf: true }),
    );
    parity(folder, 'scipy.signal.lfilter_zi', (inputs) => lfilterZi(fraction(inputs)));
    parity(folder, 'scipy.signal.filtfilt', ([b, a, x], o) => filtfilt(x as Signal, fraction([b, a]), o as FiltfiltOptions));
  }

  test('is the difference equation, for any coefficients', () => {
    const list = (least: number, most: number) => fc.array(fc.integer({ min: -4, max: 4 }), { minLength: least, maxLength: most });
    fc.assert(
      fc.property(list(1, 6), list(0, 5), list(1, 30), (b, feedback, x) => {
        const a = [2, ...feedback.map((v) => v / 8)];
        const y: number[] = [];
        for (let n = 0; n < x.length; n++) {
          let sum = 0;
          b.forEach((v, k) => (sum += v * (x[n - k] ?? 0)));
          a.forEach((v, k) => (sum -= k > 0 ? v * (y[n - k] ?? 0) : 0));
          y.push(sum / 2);
        }
        const got = lfilter(Float64Array.from(x), { b, a });
        const peak = Math.max(1, ...y.map(Math.abs));
        got.forEach((v, n) => expect(Math.abs(v - y[n]!)).toBeLessThanOrEqual(1e-12 * peak));
      }),
    );
  });
});

describe('sosfilt', () => {
  for (const folder of ['scipy', 'filters']) {
    parity(folder, 'scipy.signal.sosfilt', ([sos, x, zi]) =>
      zi === undefined
        ? sosfilt(x as Signal, sos as Sections)
        : sosfilt(x as Signal, sos as Sections, { zi: zi as NdArray<Signal>, returnZf: true }),
    );
    parity(folder, 'scipy.signal.sosfilt_zi', ([sos]) => sosfiltZi(sos as Sections));
    parity(folder, 'scipy.signal.sosfiltfilt', ([sos, x], o) => sosfiltfilt(x as Signal, sos as Sections, o as FiltfiltOptions));
  }

  test('any chunks give the bits of one call, in either precision', () => {
    const sos = ellip(7, { rp: 0.5, rs: 60, wn: 0.2 });
    const { b, a } = butter(5, { wn: 0.4, output: 'ba' });
    const x = noise(5000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2600 }), { minLength: 2, maxLength: 40 }), fc.boolean(), (sizes, single) => {
        const y = single ? Float32Array.from(x) : x;
        for (const [plan, whole] of [
          [createSosFilter({ sos }), sosfilt(y, sos)],
          [createLfilter({ b, a }), lfilter(y, { b, a })],
          [createLfilter({ b: [1, 2, 3, 4] }), lfilter(y, { b: [1, 2, 3, 4] })],
        ] as const) {
          const out = y.slice();
          let n = 0;
          for (let i = 0; n < y.length; i++) {
            const chunk = out.subarray(n, n + sizes[i % sizes.length]!);
            plan.processInto(chunk, chunk);
            n += chunk.length;
          }
          expect(out).toEqual(whole);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('zf continues where the signal was cut, to the bit; reset forgets', () => {
    const sos = butter(5, { wn: 0.1 });
    const x = noise(300);
    const whole = sosfilt(x, sos);
    const head = sosfilt(x.slice(0, 111), sos, { returnZf: true });
    expect(head.zf.shape).toEqual([3, 2]);
    expect([...head.y, ...sosfilt(x.slice(111), sos, { zi: head.zf })]).toEqual([...whole]);
    const plan = createSosFilter({ sos, zi: head.zf });
    const out = new Float64Array(189);
    for (let i = 0; i < 2; i++) {
      plan.processInto(out, x.subarray(111));
      expect(out).toEqual(whole.slice(111));
      plan.reset();
    }
  });

  test('sections and fraction are one filter', () => {
    const x = noise(400);
    const options = { wn: [0.2, 0.5], btype: 'band' } as const;
    expectClose(sosfilt(x, butter(3, options)), lfilter(x, butter(3, { ...options, output: 'ba' })), 1e-12);
    expectClose(
      sosfiltfilt(x, butter(3, options), { padlen: 50 }),
      filtfilt(x, butter(3, { ...options, output: 'ba' }), { padlen: 50 }),
      1e-9,
    );
  });

  test('channels have states of their own; single precision is the double result rounded; inputs are kept', () => {
    const sos = butter(4, { wn: 0.3 });
    const [left, right] = [noise(80), noise(80)];
    const both = sosfilt(nd(Float64Array.of(...left, ...right), [2, 80]), sos) as NdArray<Float64Array>;
    expect(both.shape).toEqual([2, 80]);
    expect(toRowMajor(both)).toEqual(Float64Array.of(...sosfilt(left, sos), ...sosfilt(right, sos)));
    const single = Float32Array.from(left);
    const kept = single.slice();
    expect(sosfilt(single, sos)).toEqual(Float32Array.from(sosfilt(Float64Array.from(single), sos)));
    expect(single).toEqual(kept);
    expect(sosfilt({ samples: left, sampleRate: 8000 }, sos)).toEqual(sosfilt(left, sos));
  });

  test('filtering both ways delays nothing, turns no phase and does not care which end comes first', () => {
    const sos = butter(2, { wn: 0.3 });
    const x = new Float64Array(201);
    x[100] = 1;
    const y = sosfiltfilt(x, sos);
    expectClose(y.slice().reverse(), y, 1e-12);
    expect(y.indexOf(Math.max(...y))).toBe(100);
    const constant = new Float64Array(100).fill(3);
    expectClose(sosfiltfilt(constant, sos), constant, 1e-12);
  });

  test.each<[() => unknown, string]>([
    [() => sosfilt(noise(4), [[1, 0, 0, 0, 0, 0]]), 'sosfilt: "sos" must not have an a0 of 0, got one in row 0'],
    [() => sosfilt(noise(4), [[1, 0, 0]]), 'sosfilt: "sos" must have rows of 6 numbers, b0, b1, b2, a0, a1, a2, got 3'],
    [() => sosfilt(noise(4), [[1, 0, 0, 1, NaN, 0]]), 'sosfilt: "sos" must be finite, got NaN at row 0, column 4'],
    [
      () =>
        sosfilt(noise(4), [[1, 0, 0, 1, 0, 0]], {
          zi: [
            [1, 2],
            [3, 4],
          ],
        }),
      'sosfilt: "zi" must have the shape [1, 2], got [2, 2]',
    ],
    [() => sosfilt(Float64Array.of(1, NaN), [[1, 0, 0, 1, 0, 0]]), 'sosfilt: "x" must be finite, got NaN at index 1'],
    [
      () => sosfilt(new Float64Array(20000).fill(1), [[1, 0, 0, 1, -3, 0]]),
      'sosfilt: "x" grows beyond the largest number in this filter; is it unstable (a pole outside the unit circle)?',
    ],
    [() => sosfilt(noise(4), [[1, 0, 0, 1, 0, 0]], { z: 1 } as object), 'sosfilt: "z" is not an option'],
    [() => lfilter(noise(4), { b: [] }), 'lfilter: "filter.b" must not be empty'],
    [() => lfilter(noise(4), { b: [1], a: [0, 1] }), 'lfilter: "filter.a" must not begin with 0'],
    [() => lfilter(noise(4), [1, 2] as unknown as TransferFunction), 'lfilter: "filter" must be an object { b, a }, got an array of 2'],
    [() => lfilter(noise(4), { b: [1], c: [1] } as TransferFunction), 'lfilter: "filter.c" is not a part of a filter { b, a }'],
    [() => lfilter(noise(4), { b: [1, 2] }, { zi: [1, 2] }), 'lfilter: "zi" must have the shape [1], got [2]'],
    [() => lfilter(noise(4), { b: [1] }, { returnZf: 1 as unknown as true }), 'lfilter: "returnZf" must be true or false, got 1'],
    [() => lfilterZi({ b: [1], a: [1, -1] }), 'lfilterZi: "filter.a" has a pole at z = 1: a constant never settles in it'],
    [() => filtfilt(noise(6), { b: [1, 1] }), 'filtfilt: "x" must have more samples than the padding, 6, got 6; or give a smaller padlen'],
    [() => filtfilt(noise(6), { b: [1, 1] }, { padlen: -1 }), 'filtfilt: "padlen" must be an integer >= 0, got -1'],
    [
      () => filtfilt(noise(6), { b: [1, 1] }, { padtype: 'add' as 'odd' }),
      'filtfilt: "padtype" must be one of "odd", "even", "constant", null',
    ],
    [() => createLfilter({}), 'createLfilter: "b" must be given'],
    [() => createSosFilter({ sos: undefined }), 'createSosFilter: "sos" must be an ndarray of two axes or a list of rows, got null'],
    [
      () => createLfilter({ b: [1] }).processInto(new Float64Array(1), new Float64Array(2)),
      'createLfilter().processInto: "out" must hold at least 2 samples, got 1',
    ],
    [
      () => createLfilter({ b: [1] }).processInto(new Float64Array(1), Float64Array.of(Infinity)),
      'createLfilter().processInto: "x" must be finite, got Infinity at index 0',
    ],
  ])('refusal %#', (call, message) => {
    expect(call).toThrow(message);
  });
});
