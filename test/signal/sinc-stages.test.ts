import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPolyphase, lookAheadOf, type PolyphaseBank, runWhole } from '../../src/signal/polyphase.js';
import { resample } from '../../src/signal/resample.js';
import { type Ratio, ratioOf, resampledLength } from '../../src/signal/resample-rates.js';
import { sincBank } from '../../src/signal/sinc-bank.js';
import { planStages, type StagePlan } from '../../src/signal/sinc-stages.js';

const design = (ratio: Ratio) => ({ ...ratio, zeros: 96, rolloff: 0.952, beta: 14.5, unity: true, kaiserPeak: 0 });

function run(bank: PolyphaseBank, x: Float64Array, samples: number): Float64Array {
  const out = new Float64Array(samples);
  runWhole(createPolyphase(bank), out, x);
  return out;
}

describe('stages of a windowed sinc', () => {
  test.each<[number, StagePlan]>([
    [Math.PI, { sharp: 2, last: 4 }],
    [0.99999, { sharp: 2, last: 2 }],
    [2 ** (-3 / 12), { sharp: 1, last: 2 }],
    [0.50001, { sharp: 1, last: 1 }],
    [0.26001, { sharp: 1 / 3, last: 2 / 3 }],
  ])('a ratio of %d', (ratio, plan) => {
    expect(planStages(design(ratioOf(1, ratio)))).toEqual(plan);
  });

  test('do what the rows of the bank do, to 1e-7 of the peak, from the first sample to the last', () => {
    const wide = fc.double({ min: -3.5, max: 3.5, noNaN: true }).map((e) => 2 ** e);
    const near = fc.double({ min: 0.9, max: 1.1, noNaN: true });
    fc.assert(
      fc.property(fc.oneof(wide, near), fc.integer({ min: 1, max: 3000 }), (value, length) => {
        const ratio = ratioOf(1, value);
        const bank = sincBank(design(ratio));
        if (!bank.stages) return;
        const x = Float64Array.from({ length }, (_, n) => Math.sin(n * n));
        const samples = resampledLength(length, ratio);
        const { up, down, taps, before, rows, grid } = bank;
        const direct = run({ up, down, taps, before, rows, grid }, x, samples);
        const staged = run(bank, x, samples);
        for (let m = 0; m < samples; m++) expect(Math.abs(staged[m]! - direct[m]!)).toBeLessThan(1e-7);
      }),
      { numRuns: 30 },
    );
  });

  const ratios = [0.0713001, 0.2600123, 0.31831, 0.500001, 2 ** (-7 / 12), 2 ** (-3 / 12), 0.9345001, 0.99999, 2 ** (3 / 12), 3.9];
  test.each(ratios.flatMap((ratio) => [['sums', ratio] as const, ['blocks', ratio] as const]))(
    '%s keep 140 dB and the band at a ratio of %d',
    (way, ratio) => {
      const samples = Math.ceil(3000 / Math.min(1, ratio));
      const nyquist = Math.min(1, ratio) / 2;
      const rates = ratioOf(1, ratio);
      const through = (x: Float64Array): Float64Array =>
        way === 'sums' ? run(sincBank(design(rates)), x, resampledLength(samples, rates)) : resample(x, { origSr: 1, targetSr: ratio });
      // Correlations with a sine and a cosine of the frequency, and what remains without them.
      const measure = (share: number): { gain: number; rest: number } => {
        const f = share * nyquist;
        const y = through(Float64Array.from({ length: samples }, (_, n) => Math.sin(2 * Math.PI * f * n)));
        const from = Math.floor(y.length / 4);
        let [s, c, rest] = [0, 0, 0];
        const sine = (m: number): number => Math.sin((2 * Math.PI * f * m) / ratio);
        const cosine = (m: number): number => Math.cos((2 * Math.PI * f * m) / ratio);
        for (let m = from; m < y.length - from; m++) [s, c] = [s + y[m]! * sine(m), c + y[m]! * cosine(m)];
        const count = y.length - 2 * from;
        for (let m = from; m < y.length - from; m++) rest += (y[m]! - (share < 0.91 ? sine(m) : 0)) ** 2;
        return { gain: 20 * Math.log10((2 * Math.hypot(s, c)) / count), rest: 10 * Math.log10((2 * rest) / count) };
      };
      for (const share of [0.01, 0.3, 0.6, 0.85, 0.9]) expect(measure(share).rest).toBeLessThan(-140);
      expect(measure(0.925).gain).toBeGreaterThan(-0.1);
      for (const share of [1.003, 1.02, 1.2, 1.7, 2.1, 3]) if (share * nyquist < 0.5) expect(measure(share).rest).toBeLessThan(-140);
    },
  );

  test('an output appears once its samples are in', () => {
    for (const value of [Math.SQRT2, 2 ** -0.25, 0.31831]) {
      const bank = sincBank(design(ratioOf(1, value)));
      const out = new Float64Array(4);
      const push = (n: number): number => createPolyphase(bank).push(null, 0, n, out, 0);
      expect(push(lookAheadOf(bank) + 1)).toBeGreaterThanOrEqual(1);
      expect(push(lookAheadOf(bank) - 2)).toBe(0);
    }
  });
});
