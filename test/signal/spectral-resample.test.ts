import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bankOf, blocksFor, RESAMPLE_DEFAULTS, resample } from '../../src/signal/resample.js';
import { createPolyphase, runWhole } from '../../src/signal/polyphase.js';
import { type Ratio, ratioOf, resampledLength } from '../../src/signal/resample-rates.js';
import { designSpectral } from '../../src/signal/spectral-design.js';
import { planBetween } from '../../src/signal/spectral-stages.js';

const RATES: readonly (readonly [number, number])[] = [
  [44100, 16000],
  [22050, 16000],
  [48000, 44100],
  [16000, 22050],
  [44100, 48000],
  [11025, 48000],
  [2, 1],
  [1, 2],
  [16, 1],
  [1, 16],
  [100, 1],
];

/** The largest difference between the blocks and the sums of the same filter, over the peak of the input. */
function worst(y: Float64Array, origSr: number, targetSr: number): number {
  const ratio = ratioOf(origSr, targetSr);
  const blocks = resample(y, { origSr, targetSr });
  const sums = new Float64Array(resampledLength(y.length, ratio));
  runWhole(createPolyphase(bankOf(RESAMPLE_DEFAULTS, ratio)), sums, y);
  expect(blocks.length).toBe(sums.length);
  const peak = y.reduce((most, v) => Math.max(most, Math.abs(v)), 1e-300);
  return blocks.reduce((most, v, m) => Math.max(most, Math.abs(v - sums[m]!)), 0) / peak;
}

const noise = Float64Array.from({ length: 40000 }, (_, n) => ((n * 7919 + n * n * 31) % 99991) / 50000 - 1);

describe('blocks of a windowed sinc', () => {
  test.each(RATES)('%d to %d Hz: give what its sums give to 1e-7 of the peak, at any length', (origSr, targetSr) => {
    expect(blocksFor(RESAMPLE_DEFAULTS, ratioOf(origSr, targetSr))).toBeDefined();
    for (const length of [1, 2, 17, 440, 3000, 40000]) {
      if (length * targetSr <= 1e6 * origSr) expect(worst(noise.subarray(0, length), origSr, targetSr)).toBeLessThan(1e-7);
    }
  });

  test('around the seams: an impulse at any place, a signal of any length', () => {
    for (const [origSr, targetSr] of RATES.slice(0, 4)) {
      const { step, before, size } = designSpectral(ratioOf(origSr, targetSr), origSr > targetSr ? 279 : 139)!;
      for (const seam of [step - before, step, size - before, 2 * step]) {
        for (const d of [-1, 0, 1]) {
          const y = new Float64Array(3 * step);
          y[seam + d] = 1;
          expect(worst(y, origSr, targetSr)).toBeLessThan(1e-7);
          expect(worst(noise.subarray(0, seam + d), origSr, targetSr)).toBeLessThan(1e-7);
        }
      }
    }
  });

  test('any ratio', () => {
    const rate = fc.integer({ min: 1, max: 700 });
    fc.assert(
      fc.property(rate, rate, fc.integer({ min: 1, max: 4000 }), (origSr, targetSr, length) => {
        fc.pre(length * targetSr <= 50000 * origSr);
        expect(worst(noise.subarray(0, length), origSr, targetSr)).toBeLessThan(1e-7);
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    [44100, 16000],
    [16000, 44100],
    [22050, 16000],
    [48000, 44100],
  ])('%d to %d Hz: 140 dB in the pass-band, 130 dB in the stop-band, flat to 0.925 of the Nyquist frequency', (origSr, targetSr) => {
    const sine = (f: number, rate: number): Float64Array =>
      Float64Array.from({ length: rate }, (_, n) => Math.sin(2 * Math.PI * (((f * n) % rate) / rate)));
    const middle = (y: Float64Array): Float64Array => y.slice(y.length / 10, 0.9 * y.length);
    const power = (y: Float64Array): number => 10 * Math.log10((2 * y.reduce((sum, v) => sum + v * v, 0)) / y.length);
    const through = (f: number): Float64Array => middle(resample(sine(f, origSr), { origSr, targetSr }));
    const nyquist = Math.min(origSr, targetSr) / 2;
    for (const f of [50, 1000, 0.5 * nyquist, 0.875 * nyquist, 0.9 * nyquist].map(Math.round)) {
      const want = middle(sine(f, targetSr));
      expect(power(through(f).map((v, n) => v - want[n]!)), `${f} Hz`).toBeLessThan(-140);
    }
    const edge = power(through(Math.floor(0.925 * nyquist)));
    expect(edge).toBeGreaterThan(-0.1);
    expect(edge).toBeLessThan(0);
    for (const f of [1, 1.01, 1.1, 1.3, 2, 2.7].map((v) => Math.round(v * nyquist))) {
      if (f < origSr / 2) expect(power(through(f)), `${f} Hz`).toBeLessThan(-130);
    }
  });

  test('what leaves double precision on the way is summed', () => {
    const options = { origSr: 3, targetSr: 2 };
    const y = noise.subarray(0, 5000);
    const want = resample(y, options);
    const got = resample(
      y.map((v) => 5e307 * v),
      options,
    );
    for (let m = 0; m < want.length; m++) expect(Math.abs(got[m]! / 5e307 - want[m]!)).toBeLessThan(1e-7);
  });

  test('a loud passage is heard nowhere else, and a longer signal begins as a shorter one', () => {
    const y = new Float64Array(40000);
    y.fill(1, 20000, 20100);
    const out = resample(y, { origSr: 44100, targetSr: 16000 });
    for (let m = 0; m < 6900; m++) expect(Math.abs(out[m]!)).toBeLessThan(1e-9);
    const whole = resample(noise, { origSr: 22050, targetSr: 16000 });
    const start = resample(noise.subarray(0, 20000), { origSr: 22050, targetSr: 16000 });
    expect(start.subarray(0, 9000)).toEqual(whole.subarray(0, 9000));
  });
});

test.each<[number, number, Ratio]>([
  [10, 11, { up: 2, down: 1 }],
  [26222, 22050, { up: 2, down: 1 }],
  [1, 2 ** (-3 / 12), { up: 3, down: 1 }],
  [44100, 22000, { up: 1, down: 1 }],
  [1, 0.0713001, { up: 3, down: 14 }],
])('%d to %d Hz: by way of a rate in a small ratio', (origSr, targetSr, between) => {
  expect(planBetween(ratioOf(origSr, targetSr))).toEqual(between);
});

test('blocks hold whole turns of both rates and are long enough for the filter, whatever the ratio', () => {
  let designed = 0;
  for (let up = 1; up < 200; up += 7) {
    for (let down = 1; down < 200; down++) {
      const ratio = ratioOf(down, up);
      const reach = Math.ceil((101 * Math.max(up, down)) / up);
      const design = designSpectral(ratio, reach);
      if (!design) continue;
      designed++;
      const { size, sizeOut, step, stepOut, before, skip, late } = design;
      expect([size % 16, sizeOut % 16, size % ratio.down, step % ratio.down]).toEqual([0, 0, 0, 0]);
      expect([size * ratio.up, step * ratio.up]).toEqual([sizeOut * ratio.down, stepOut * ratio.down]);
      expect((skip * ratio.down) / ratio.up).toBeGreaterThanOrEqual(reach);
      expect(((skip + stepOut - 1) * ratio.down) / ratio.up).toBeLessThanOrEqual(size - reach);
      expect(late).toBe((before * ratio.up) / ratio.down - skip);
      expect(late).toBeGreaterThanOrEqual(0);
      expect(late).toBeLessThan(stepOut);
    }
  }
  expect(designed).toBeGreaterThan(300);
});
