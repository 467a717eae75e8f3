import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import { createPcen, pcen, type PcenOptions, type PcenPlanOptions } from '../../src/feature/index.js';
import { ParameterError } from '../../src/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

type Nd = NdArray<Float64Array>;
const SR = { sampleRate: 22050 };
const energies = (bins: number, frames: number, seed = 1): Nd => {
  const random = createRandom(seed);
  const data = Float64Array.from({ length: bins * frames }, () => random.normal() ** 2);
  return nd(data, [bins, frames], [1, bins]);
};

describe('pcen', () => {
  test('divides by the slow energy, then compresses', () => {
    const S = nd(Float64Array.of(1, 1, 4, 1), [1, 4]);
    // M = 1, 1, 2.5, 1.75
    expectClose(pcen(S, { b: 0.5, gain: 1, bias: 0, power: 1 }), Float64Array.of(1, 1, 1.6, 1 / 1.75), 1e-5);
    expectClose(
      pcen(S, { b: 0.5, gain: 0, bias: 5, power: 0.5 }),
      [1, 1, 4, 1].map((v) => Math.sqrt(v + 5) - Math.sqrt(5)),
      1e-15,
    );
  });

  parity('librosa', 'librosa.pcen', ([S, zi], o) => pcen(S as Nd, { ...SR, ...o, ...(zi ? { zi: zi as Nd } : {}) } as PcenOptions));

  test('is the formula, for any options', () => {
    const S = energies(5, 7);
    const number = (max: number) => fc.double({ min: 0, max, noNaN: true });
    fc.assert(
      fc.property(number(1.5), number(10), number(2), fc.constantFrom(0, 0.25, 0.5, 1), number(1), (gain, bias, power, half, b) => {
        for (const p of [power, half]) {
          const out = pcen(S, { gain, bias, power: p, b, eps: 1e-3 });
          for (let k = 0; k < 5; k++) {
            let slow = 1;
            for (let t = 0; t < 7; t++) {
              slow = b * S.get(k, t) + (1 - b) * slow;
              const x = S.get(k, t) * (1e-3 + slow) ** -gain;
              const want = p === 0 ? Math.log1p(x) : (x + bias) ** p - bias ** p;
              expect(Math.abs(out.get(k, t) - want)).toBeLessThan(1e-12 * (1 + Math.abs(want) + bias ** p));
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the energy may be the largest of neighbouring bins, or given', () => {
    const S = energies(6, 4);
    for (const maxSize of [2, 3, 9]) {
      const ref = nd(new Float64Array(24), [6, 4]);
      const left = maxSize >> 1;
      const mirror = (k: number): number => [0, 1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 0][(k + 12) % 12]!;
      for (let k = 0; k < 6; k++) {
        const window = Array.from({ length: maxSize }, (_, i) => mirror(k - left + i));
        for (let t = 0; t < 4; t++) ref.set(k, t, Math.max(...window.map((i) => S.get(i, t))));
      }
      expect(pcen(S, { ...SR, maxSize, maxAxis: -2 }).data).toEqual(pcen(S, { ...SR, ref }).data);
    }
  });

  test('pieces joined by their state have the bits of the whole, in single precision too', () => {
    const S = energies(3, 20);
    const whole = pcen(S, { ...SR, returnZf: true });
    const first = pcen(S.hi(3, 8), { ...SR, returnZf: true });
    const second = pcen(S.lo(0, 8), { ...SR, zi: first.zf, returnZf: true });
    expect([...toRowMajor(first.pcen, [1, 0]), ...toRowMajor(second.pcen, [1, 0])]).toEqual([...toRowMajor(whole.pcen, [1, 0])]);
    expect(toRowMajor(second.zf)).toEqual(toRowMajor(whole.zf));
    expect(whole.zf.shape).toEqual([3, 1]);
    const single = nd(Float32Array.from(S.data), S.shape, S.stride);
    const widened = nd(Float64Array.from(single.data), S.shape, S.stride);
    expect(pcen(single, SR).data).toEqual(Float32Array.from(pcen(widened, SR).data));
  });

  test('a batch equals the loop over its items', () => {
    const S = nd(energies(2 * 4, 9).data, [2, 4, 9]);
    const zi = nd(energies(8, 1).data, [2, 4, 1]);
    const { pcen: both, zf } = pcen(S, { ...SR, zi, returnZf: true });
    for (const c of [0, 1]) {
      const alone = pcen(S.pick(c, null, null), { ...SR, zi: zi.pick(c, null, null), returnZf: true });
      expect(toRowMajor(both.pick(c, null, null))).toEqual(toRowMajor(alone.pcen));
      expect(toRowMajor(zf.pick(c, null, null))).toEqual(toRowMajor(alone.zf));
    }
  });

  test('silence gives 0 for any options', () => {
    const S = nd(new Float64Array(12), [3, 4]);
    for (const options of [{}, { power: 0 }, { bias: 0 }, { power: 0.3 }, { b: 0 }, { b: 1 }, { gain: 0 }, { maxSize: 5 }]) {
      expect([...pcen(S, { ...SR, ...options }).data]).toEqual(new Array(12).fill(0));
    }
  });

  const S = energies(3, 4);
  test.each<[PcenOptions, string]>([
    [{}, 'pcen: "sampleRate" must be given in Hz unless "b" is, since a spectrogram does not carry its rate'],
    [{ sampleRate: 0 }, 'pcen: "sampleRate" must be a finite number > 0, got 0'],
    [{ ...SR, hopLength: 0 }, 'pcen: "hopLength" must be an integer >= 1, got 0'],
    [{ ...SR, gain: -1 }, 'pcen: "gain" must be a finite number >= 0, got -1'],
    [{ ...SR, gain: 60 }, 'pcen: "gain" must leave eps^-gain = 0.000001^-60 finite, got 60'],
    [{ ...SR, bias: -1 }, 'pcen: "bias" must be a finite number >= 0, got -1'],
    [{ ...SR, power: -0.5 }, 'pcen: "power" must be a finite number >= 0, got -0.5'],
    [{ ...SR, timeConstant: 0 }, 'pcen: "timeConstant" must be a finite number > 0, got 0'],
    [{ ...SR, eps: 0 }, 'pcen: "eps" must be a finite number > 0, got 0'],
    [{ b: 1.5 }, 'pcen: "b" must be a finite number in [0, 1], got 1.5'],
    [{ ...SR, maxSize: 0 }, 'pcen: "maxSize" must be an integer >= 1, got 0'],
    [{ ...SR, maxAxis: 1 }, 'pcen: "maxAxis" must be the axis of the bins, 0 or -2, got 1'],
    [{ ...SR, maxAxis: 2 }, 'pcen: "maxAxis" must be an integer in [-2, 1], got 2'],
    [{ ...SR, ref: energies(3, 5) }, 'pcen: "ref" must have the shape of S, [3, 4], got [3, 5]'],
    [{ ...SR, ref: S, maxSize: 3 }, 'pcen: "maxSize" has no effect with "ref"; leave one of them out'],
    [{ ...SR, zi: energies(3, 2) }, 'pcen: "zi" must have shape [3, 1], got [3, 2]'],
    [{ ...SR, returnZf: 1 as unknown as false }, 'pcen: "returnZf" must be true or false, got 1'],
    [{ ...SR, axis: 0 } as PcenOptions, 'pcen: "axis" is not an option'],
  ])('refuses %o', (options, message) => {
    expect(() => pcen(S, options)).toThrow(message);
  });

  test('refuses negative and infinite values', () => {
    expect(() => pcen(nd(Float64Array.of(1, -1), [1, 2]), SR)).toThrow(ParameterError);
    expect(() => pcen(nd(Float64Array.of(1, Infinity), [1, 2]), SR)).toThrow('pcen: "S" must be finite, got Infinity at [0, 1]');
  });
});

describe('createPcen', () => {
  const rest = { ...SR, maxSize: 3 };
  const options = { ...rest, bins: 4 };
  const S = energies(4, 30);

  test('any chunks have the bits of pcen over all of them', () => {
    const plan = createPcen(options);
    const whole = pcen(S, { ...rest, returnZf: true });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 6 }), (cuts) => {
        plan.reset();
        const out = new Float64Array(120);
        const ends = [0, ...cuts.sort((a, b) => a - b), 30];
        ends.slice(1).forEach((end, i) => plan.processInto(out.subarray(4 * ends[i]!, 4 * end), S.data.subarray(4 * ends[i]!, 4 * end)));
        expect(out).toEqual(whole.pcen.data);
        expect(plan.state).toEqual(whole.zf.data);
      }),
      { numRuns: 30 },
    );
  });

  test('works in place and in single precision; the state can be put back', () => {
    const plan = createPcen(options);
    const single = Float32Array.from(S.data);
    const out = new Float32Array(120);
    plan.processInto(out, single);
    const state = plan.state.slice();
    plan.reset();
    plan.processInto(single, single);
    expect(single).toEqual(out);
    plan.reset();
    plan.state.set(state);
    expect(plan.state).toEqual(state);
  });

  test.each<[PcenPlanOptions, string]>([
    [SR, 'createPcen: "bins" must be given: how many values a frame has'],
    [{ ...SR, bins: 0 }, 'createPcen: "bins" must be an integer >= 1, got 0'],
    [{ bins: 2 }, 'createPcen: "sampleRate" must be given in Hz unless "b" is, since a spectrogram does not carry its rate'],
    [{ ...SR, bins: 2, zi: 1 } as PcenPlanOptions, 'createPcen: "zi" is not an option'],
  ])('refuses %o', (bad, message) => {
    expect(() => createPcen(bad)).toThrow(message);
  });

  test.each<[unknown, unknown, string]>([
    [new Float64Array(4), new Float64Array(3), '"S" must hold whole frames of 4 values, got 3'],
    [new Float64Array(5), new Float64Array(4), '"out" must hold whole frames of 4 values, got 5'],
    [new Float64Array(8), new Float64Array(4), '"out" must hold 4 numbers, got 8'],
    [new Float64Array(4), [1, 2, 3, 4], '"S" must be a Float32Array or a Float64Array, got an array of 4'],
    [new Float64Array(4), Float64Array.of(1, 2, -3, 4), '"S" must be >= 0, got -3 at index 2'],
    [new Float64Array(4), Float64Array.of(1, NaN, 3, 4), '"S" must be finite, got NaN at index 1'],
  ])('processInto refuses arrays that do not fit', (out, x, message) => {
    expect(() => createPcen(options).processInto(out as Float64Array, x as Float64Array)).toThrow(`Pcen.processInto: ${message}`);
  });
});
