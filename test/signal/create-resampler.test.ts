import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createResampler, type CreateResamplerOptions, resample, type ResampleOptions } from '../../src/signal/index.js';
import { setEngine } from '../../src/simd/engine.js';

/** Feeds chunks of the given sizes, round and round, and flushes. */
function stream(y: Float64Array, options: CreateResamplerOptions, sizes: number[]): number[] {
  const resampler = createResampler(options);
  const out: number[] = [];
  for (let n = 0, i = 0; n < y.length; i++) {
    const chunk = y.subarray(n, n + sizes[i % sizes.length]!);
    n += chunk.length;
    const room = new Float64Array(resampler.outputLength(chunk.length));
    out.push(...room.subarray(0, resampler.processInto(room, chunk)));
  }
  const room = new Float64Array(resampler.outputLength(resampler.delay));
  out.push(...room.subarray(0, resampler.flushInto(room)));
  return out;
}

/** The largest difference, absolute: signals here have a peak of 1. */
function expectClose(a: ArrayLike<number>, b: ArrayLike<number>, most: number): void {
  expect(a.length).toBe(b.length);
  for (let m = 0; m < a.length; m++) expect(Math.abs(a[m]! - b[m]!)).toBeLessThanOrEqual(most);
}

afterEach(() => setEngine('auto'));

describe('createResampler', () => {
  test('the worked example', () => {
    const resampler = createResampler({ origSr: 48000, targetSr: 16000 });
    const out = new Float32Array(resampler.outputLength(4800));
    expect(resampler.delay).toBe(303);
    expect(resampler.processInto(out, new Float32Array(4800))).toBe(1499);
  });

  test('any chunks give the same bits: those of resample, or for `sinc` within 1e-7 of them', () => {
    const rates = fc.constantFrom([3, 2], [2, 3], [441, 160], [160, 441], [1, 1], [44100, 44099], [Math.PI, 1], [1, 40], [40, 1]);
    const type = fc.constantFrom('sinc', 'sinc_interp_hann', 'polyphase');
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        rates,
        type,
        sizes,
        fc.integer({ min: 1, max: 1500 }),
        fc.boolean(),
        ([origSr, targetSr], name, chunks, length, scale) => {
          const resType = Number.isInteger(origSr) ? name : 'sinc';
          const options = { origSr: origSr!, targetSr: targetSr!, resType, scale } as ResampleOptions;
          const y = Float64Array.from({ length }, (_, n) => Math.sin(n * n));
          const parts = stream(y, options, chunks);
          expect(parts).toEqual(stream(y, options, [length]));
          const whole = resample(y, options);
          if (resType !== 'sinc') expect(parts).toEqual([...whole]);
          else expectClose(parts, whole, 1e-7 * (scale ? Math.sqrt(origSr! / targetSr!) : 1));
        },
      ),
      { numRuns: 80 },
    );
  });

  test.each(['auto', 'js'] as const)('blocks give the bits of resample in both precisions, whatever the chunks, engine %s', (engine) => {
    setEngine(engine);
    const rates = fc.constantFrom([3, 2], [2, 3], [441, 160], [160, 441], [1, 1], [1, 40], [40, 1]);
    const sizes = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        rates,
        sizes,
        fc.integer({ min: 1, max: 60_000 }),
        fc.boolean(),
        fc.boolean(),
        ([origSr, targetSr], chunks, length, scale, double) => {
          const options = { origSr: origSr!, targetSr: targetSr!, scale };
          const y = Float64Array.from({ length }, (_, n) => Math.fround(Math.sin(n * n)));
          const resampler = createResampler({ ...options, blocks: true });
          const whole = resample(double ? y : Float32Array.from(y), options);
          const room = whole.length + resampler.outputLength(9000) + resampler.outputLength(resampler.delay);
          const out = double ? new Float64Array(room) : new Float32Array(room);
          let given = 0;
          for (let n = 0, i = 0; n < length; n += chunks[i++ % chunks.length]!) {
            given += resampler.processInto(out.subarray(given), y.subarray(n, n + chunks[i % chunks.length]!));
          }
          given += resampler.flushInto(out.subarray(given));
          expect(given).toBe(whole.length);
          expect(Buffer.compare(Buffer.from(out.buffer, 0, whole.byteLength), Buffer.from(whole.buffer))).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('so do blocks before taps, in double precision', () => {
    const rates = fc.constantFrom([13, 11], [11, 13], [44100, 44099], [1, 0.26001], [1, Math.PI], [700, 11]);
    const sizes = fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rates, sizes, fc.integer({ min: 1, max: 40_000 }), ([origSr, targetSr], chunks, length) => {
        const options = { origSr: origSr!, targetSr: targetSr! };
        const y = Float64Array.from({ length }, (_, n) => Math.sin(n * n));
        expect(stream(y, { ...options, blocks: true }, chunks)).toEqual([...resample(y, options)]);
      }),
      { numRuns: 30 },
    );
  });

  test('blocks keep their precision until reset, and refuse what leaves it', () => {
    const caller = 'createResampler().processInto:';
    const resampler = createResampler({ origSr: 3, targetSr: 2, blocks: true });
    const room = resampler.outputLength(resampler.delay + 1);
    expect(() => resampler.processInto(new Float32Array(3), new Float32Array(9))).toThrow('"out" must hold at least');
    for (const [first, other, had, got] of [
      [new Float32Array(room), new Float64Array(room), 32, 64],
      [new Float64Array(room), new Float32Array(room), 64, 32],
    ] as const) {
      expect(resampler.processInto(first, new Float32Array(9))).toBe(0);
      const message = `"out" must stay a Float${had}Array until reset with blocks: true, got Float${got}Array`;
      expect(() => resampler.processInto(other, new Float32Array(9))).toThrow(`${caller} ${message}`);
      expect(() => resampler.flushInto(other)).toThrow(`createResampler().flushInto: ${message}`);
      expect(resampler.flushInto(first)).toBe(6);
    }
    const past = (value: number): Float64Array => new Float64Array(resampler.delay + 1).fill(value);
    const rule = (precision: string): string =>
      `${caller} "x" must stay within ${precision} precision when filtered: reset, and take blocks: false`;
    expect(() => resampler.processInto(new Float32Array(room), past(3e38))).toThrow(rule('single'));
    resampler.reset();
    expect(() => resampler.processInto(new Float64Array(room), past(1e308))).toThrow(rule('double'));
    expect(() => createResampler({ origSr: 3, targetSr: 2, blocks: 1 as never })).toThrow('createResampler: "blocks" must be');
  });

  test('an output appears once `delay` samples after its time are in, not sooner', () => {
    const resampler = createResampler({ origSr: 2, targetSr: 1 });
    const out = new Float64Array(4);
    for (let n = 0; n < resampler.delay; n++) expect(resampler.processInto(out, Float64Array.of(1))).toBe(0);
    expect(resampler.processInto(out, Float64Array.of(1))).toBe(1);
  });

  test('reset forgets', () => {
    const y = Float64Array.from({ length: 900 }, (_, n) => Math.cos(n));
    const resampler = createResampler({ origSr: 3, targetSr: 2 });
    const a = new Float64Array(resampler.outputLength(900));
    const b = new Float64Array(a.length);
    const count = resampler.processInto(a, y);
    resampler.reset();
    expect(resampler.processInto(b, y)).toBe(count);
    expect(b).toEqual(a);
  });

  test('refusals', () => {
    expect(() => createResampler({ origSr: 2, targetSr: 1, resType: 'fft' })).toThrow(
      'createResampler: "resType" "fft" needs the whole signal; use resample',
    );
    expect(() => createResampler({ targetSr: 1 })).toThrow('createResampler: "origSr" must be given in Hz');
    const resampler = createResampler({ origSr: 2, targetSr: 1 });
    expect(() => resampler.processInto(new Float64Array(2), new Float64Array(100))).toThrow(
      'createResampler().processInto: "out" must hold at least 52 samples, got 2',
    );
    expect(() => resampler.processInto(new Float64Array(9), Float64Array.of(NaN))).toThrow(
      'createResampler().processInto: "x" must be finite, got NaN at index 0',
    );
  });
});
