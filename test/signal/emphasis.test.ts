import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { toRowMajor } from '../../src/core/view.js';
import { createDeemphasis, createPreemphasis, deemphasis, type EmphasisOptions, preemphasis } from '../../src/signal/index.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

const signal = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 60 }).map((list) => Float64Array.from(list));
const coefficient = fc.constantFrom(0, 0.5, 0.9, 0.97, 1);

describe('preemphasis and deemphasis', () => {
  test('the worked examples', () => {
    expect(preemphasis(Float64Array.of(1, 1, 1), { coef: 0.5, zi: 0 })).toEqual(Float64Array.of(1, 0.5, 0.5));
    expect(preemphasis(Float64Array.of(1, 2, 3), { coef: 0.5 })).toEqual(Float64Array.of(1, 1.5, 2));
    expect(deemphasis(Float64Array.of(1, 0.5, 0.5), { coef: 0.5, zi: 0 })).toEqual(Float64Array.of(1, 1, 1));
  });

  const run =
    (f: typeof preemphasis) =>
    ([y]: unknown[], options: EmphasisOptions): unknown =>
      f(y as NdArray<Float64Array>, options);
  parity('librosa', 'librosa.effects.preemphasis', run(preemphasis));
  parity('librosa', 'librosa.effects.deemphasis', run(deemphasis as typeof preemphasis));

  test('one undoes the other', () => {
    fc.assert(
      fc.property(signal, coefficient, fc.constantFrom(null, 0), (y, coef, zi) => {
        expectClose(deemphasis(preemphasis(y, { coef, zi }), { coef, zi }), y, 1e-12);
      }),
    );
  });

  test('zf continues where the signal was cut, to the bit', () => {
    fc.assert(
      fc.property(signal, coefficient, fc.nat(60), (y, coef, at) => {
        const cut = Math.min(Math.max(at, 2), y.length - 1);
        if (cut < 1) return;
        for (const f of [preemphasis, deemphasis]) {
          const head = f(y.slice(0, cut), { coef, returnZf: true, ...(cut < 2 ? { zi: 0 } : {}) });
          const whole = f(y, { coef, ...(cut < 2 ? { zi: 0 } : {}) });
          expect([...head.y, ...f(y.slice(cut), { coef, zi: head.zf })]).toEqual([...whole]);
        }
      }),
    );
  });

  test('any chunks give the same bits as one call', () => {
    fc.assert(
      fc.property(signal, coefficient, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 60 }), (y, coef, sizes) => {
        for (const [create, f] of [
          [createPreemphasis, preemphasis],
          [createDeemphasis, deemphasis],
        ] as const) {
          const plan = create({ coef });
          const out: number[] = [];
          for (let n = 0, i = 0; n < y.length; i++) {
            const chunk = y.slice(n, n + sizes[i]!);
            n += chunk.length;
            plan.processInto(chunk, chunk);
            out.push(...chunk);
          }
          expect(out).toEqual([...f(y, { coef, zi: 0 })]);
        }
      }),
    );
  });

  test('channels have states of their own; inputs are kept', () => {
    const y = nd(Float32Array.of(1, 2, 3, 10, 20, 30), [2, 3]);
    const { y: out, zf } = preemphasis(y as unknown as NdArray<Float32Array>, { coef: 0.5, zi: [0, 1], returnZf: true }) as unknown as {
      y: NdArray<Float32Array>;
      zf: Float64Array;
    };
    expect(toRowMajor(out)).toEqual(Float32Array.of(1, 1.5, 2, 11, 15, 20));
    expect(zf).toEqual(Float64Array.of(-1.5, -15));
    expect(y.data).toEqual(Float32Array.of(1, 2, 3, 10, 20, 30));
  });

  test('reset goes back to the start', () => {
    const plan = createPreemphasis({ coef: 0.5, zi: 2 });
    const out = new Float64Array(2);
    for (let i = 0; i < 2; i++) {
      plan.processInto(out, Float64Array.of(1, 1));
      expect(out).toEqual(Float64Array.of(3, 0.5));
      plan.reset();
    }
    expect(plan.options).toEqual({ coef: 0.5, zi: 2 });
  });

  test.each<[EmphasisOptions, string]>([
    [{ coef: 1.5 }, 'preemphasis: "coef" must be a finite number in [0, 1], got 1.5'],
    [{ zi: NaN }, 'preemphasis: "zi" must be a finite number, got NaN'],
    [{ zi: [1, 2] }, 'preemphasis: "zi" must have one number per channel, 1, got 2'],
    [{ zi: 'a' as unknown as number }, 'preemphasis: "zi" must be null, a number or a list of numbers, got "a"'],
    [{ returnZf: 1 as unknown as boolean }, 'preemphasis: "returnZf" must be true or false, got 1'],
  ])('refuses %o', (options, message) => {
    expect(() => preemphasis(new Float64Array(4), options as EmphasisOptions & { returnZf: true })).toThrow(message);
  });

  test('refuses short, bad and overlong input', () => {
    expect(() => preemphasis(Float64Array.of(1))).toThrow(
      'preemphasis: "y" must have at least 2 samples for its first slope, got 1; or give zi',
    );
    expect(preemphasis(Float64Array.of(1), { zi: 0 })).toEqual(Float64Array.of(1));
    expect(() => deemphasis(Float32Array.of(1, NaN, 1))).toThrow('deemphasis: "y" must be finite, got NaN at index 1');
    expect(() => createPreemphasis().processInto(new Float64Array(1), new Float64Array(2))).toThrow(
      'createPreemphasis().processInto: "out" must hold at least 2 samples, got 1',
    );
    expect(() => createDeemphasis().processInto(new Float64Array(2), Float64Array.of(0, Infinity))).toThrow(
      'createDeemphasis().processInto: "x" must be finite, got Infinity at index 1',
    );
  });
});
