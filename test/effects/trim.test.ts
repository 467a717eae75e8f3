import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { type SignalInput } from '../../src/core/signal.js';
import { toRowMajor } from '../../src/core/view.js';
import { type SilenceOptions, split, trim } from '../../src/effects/index.js';
import { ParameterError } from '../../src/index.js';
import { parity } from '../support/parity.js';

const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;
const named = (o: Record<string, unknown>): SilenceOptions =>
  ({ ...o, ...(o['ref'] === 'np.mean' ? { ref: mean } : {}) }) as SilenceOptions;

/** Silence but for 1 in [begin, end). */
const burst = (length: number, ...spans: [number, number][]): Float64Array => {
  const y = new Float64Array(length);
  for (const [begin, end] of spans) y.fill(1, begin, end);
  return y;
};
const OPTIONS = { frameLength: 20, hopLength: 10 };

describe('trim', () => {
  test('keeps from the first loud frame to the hop behind the last', () => {
    const { y, index } = trim(burst(200, [100, 120]), OPTIONS);
    expect(index).toEqual([100, 130]); // the frames at 100, 110 and 120 see some of it; the one at 90 ends before it
    expect(y).toEqual(burst(30, [0, 20]));
  });

  parity('librosa', 'librosa.effects.trim', ([y], o) => trim(y as Float64Array, named(o)));

  test('silence is left as it is, unless the reference is a number', () => {
    expect(trim(new Float64Array(50), OPTIONS).index).toEqual([0, 50]);
    expect(trim(new Float64Array(50), { ...OPTIONS, ref: 1 })).toEqual({ y: new Float64Array(0), index: [0, 0] });
    expect((trim(nd(new Float64Array(50), [2, 25]), { ...OPTIONS, ref: 1 }).y as NdArray<Float64Array>).shape).toEqual([2, 0]);
  });

  test('the loudest channel counts, or what aggregate makes of them', () => {
    const both = nd(Float64Array.of(...burst(200, [50, 100]), ...burst(200, [90, 150])), [2, 200]);
    expect(trim(both, OPTIONS).index).toEqual([50, 160]);
    const { y, index } = trim(both, { ...OPTIONS, aggregate: (levels) => Math.min(...levels) });
    expect(index).toEqual([90, 110]);
    expect([...toRowMajor(y as NdArray<Float64Array>)]).toEqual([...burst(20, [0, 10]), ...burst(20, [0, 20])]);
    expect(trim(both, { ...OPTIONS, aggregate: (levels) => levels.fill(0)[0]! }).index).toEqual([0, 200]); // it gets a copy
  });

  test('is a copy of the same type', () => {
    const y = Float32Array.from(burst(60, [0, 60]));
    const out = trim(y, OPTIONS).y;
    expect(out).toEqual(y);
    out[0] = 5;
    expect(y[0]).toBe(1);
  });

  test.each<[SilenceOptions, string]>([
    [{ topDb: NaN }, 'trim: "topDb" must be a finite number, got NaN'],
    [{ frameLength: 0 }, 'trim: "frameLength" must be an integer >= 1, got 0'],
    [{ hopLength: 1.5 }, 'trim: "hopLength" must be an integer >= 1, got 1.5'],
    [{ ref: NaN }, 'trim: "ref" must be a finite number, got NaN'],
    [{ ref: () => NaN }, 'trim: "ref" must return a finite number, got NaN'],
    [{ aggregate: 'max' as unknown as () => number }, 'trim: "aggregate" must be a function, got "max"'],
    [{ aggregate: () => NaN }, 'trim: "aggregate" must return a number, got NaN'],
    [{ topdb: 20 } as SilenceOptions, 'trim: "topdb" is not an option; did you mean "topDb"?'],
  ])('refuses %o', (options, message) => {
    expect(() => trim(nd(new Float64Array(20), [2, 10]), options)).toThrow(message);
  });

  test.each<[unknown, string]>([
    [new Float64Array(0), 'split: "y" must not be empty, got shape [0]'],
    [Float64Array.of(1, Infinity), 'split: "y" must be finite, got Infinity at index 1'],
  ])('refuses the signal %o', (y, message) => {
    expect(() => split(y as SignalInput)).toThrow(ParameterError);
    expect(() => split(y as SignalInput)).toThrow(message);
  });
});

describe('split', () => {
  test('one row for each run of loud frames', () => {
    const parts = split(burst(400, [0, 20], [100, 120], [380, 400]), OPTIONS);
    expect(parts.shape).toEqual([3, 2]);
    expect([...parts.data]).toEqual([0, 30, 100, 130, 380, 400]);
  });

  parity('librosa', 'librosa.effects.split', ([y], o) => split(y as Float64Array, named(o)));

  test('its first and last ends are those of trim; no part where nothing is loud', () => {
    const y = burst(400, [30, 50], [230, 250]);
    const { data } = split(y, OPTIONS);
    expect(trim(y, OPTIONS).index).toEqual([data[0], data.at(-1)]);
    expect(split(y, { ...OPTIONS, ref: 1e9 }).shape).toEqual([0, 2]);
  });
});
