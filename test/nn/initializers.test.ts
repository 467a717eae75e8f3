import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { sizeOf } from '../../src/core/view.js';
import { applyConstraint } from '../../src/nn/apply-constraint.js';
import { readConstraint } from '../../src/nn/constraints.js';
import { fans, INITIALIZERS, type InitializerLike, readInitializer } from '../../src/nn/initializers.js';
import { readRegularizer } from '../../src/nn/regularizers.js';
import { expectClose } from '../support/close.js';

const fill = (initializer: InitializerLike, shape: number[], seed = 1): Float64Array => {
  const out = new Float64Array(sizeOf(shape));
  readInitializer(initializer, 'dense', 'kernelInitializer').fill(out, shape, createRandom(seed));
  return out;
};
const mean = (x: Float64Array): number => x.reduce((a, b) => a + b, 0) / x.length;
const deviation = (x: Float64Array): number => {
  const center = mean(x);
  return Math.sqrt(mean(x.map((v) => (v - center) ** 2)));
};

describe('initializers', () => {
  test('fans of dense and convolution weights', () => {
    expect([fans([5]), fans([5, 7]), fans([3, 5, 7]), fans([2, 3, 5, 7])]).toEqual([
      [5, 5],
      [5, 7],
      [15, 21],
      [30, 42],
    ]);
  });

  // 20,000 draws: the deviation of their deviation is below 1 %
  test.each([
    ['glorotUniform', Math.sqrt(2 / 300), Math.sqrt(6 / 300)],
    ['glorotNormal', Math.sqrt(2 / 300), Infinity],
    ['heUniform', Math.sqrt(2 / 200), Math.sqrt(6 / 200)],
    ['heNormal', Math.sqrt(2 / 200), Infinity],
    ['lecunUniform', Math.sqrt(1 / 200), Math.sqrt(3 / 200)],
    ['lecunNormal', Math.sqrt(1 / 200), (2 * Math.sqrt(1 / 200)) / 0.87962566103423978],
    ['randomNormal', 0.05, Infinity],
    ['randomUniform', 0.05 / Math.sqrt(3), 0.05],
    ['truncatedNormal', 0.05 * 0.87962566103423978, 0.1],
  ] as const)('%s has the deviation and the bound of the formula', (name, expected, bound) => {
    const values = fill(name, [200, 100]);
    expect(Math.abs(deviation(values) / expected - 1)).toBeLessThan(0.03);
    expect(Math.abs(mean(values))).toBeLessThan(0.05 * expected);
    expect(values.reduce((most, v) => Math.max(most, Math.abs(v)), 0)).toBeLessThanOrEqual(bound);
  });

  test('orthogonal matrices of any shape are', () => {
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(size, size, fc.nat(), (rows, columns, seed) => {
        const q = fill('orthogonal', [rows, columns], seed);
        const few = Math.min(rows, columns);
        const at = (k: number, i: number): number => (rows >= columns ? q[i * columns + k]! : q[k * columns + i]!);
        let worst = 0;
        for (let a = 0; a < few; a++) {
          for (let b = 0; b <= a; b++) {
            let dot = 0;
            for (let i = 0; i < Math.max(rows, columns); i++) dot += at(a, i) * at(b, i);
            worst = Math.max(worst, Math.abs(dot - Number(a === b)));
          }
        }
        expect(worst).toBeLessThan(1e-13);
      }),
      { numRuns: 50 },
    );
  });

  test('same seed, same bytes; its own seed beats the stream', () => {
    for (const name of INITIALIZERS) {
      expect(fill(name, [6, 6], 3)).toEqual(fill(name, [6, 6], 3));
      expect(fill({ name, seed: 4 }, [6, 6], 1)).toEqual(fill({ name, seed: 4 }, [6, 6], 2));
    }
    expect(fill({ name: 'constant', value: 2 }, [3])).toEqual(Float64Array.of(2, 2, 2));
    expect(fill({ name: 'identity', gain: 3 }, [2, 3])).toEqual(Float64Array.of(3, 0, 0, 0, 3, 0));
  });

  test.each([
    ['glorot', '"kernelInitializer" must be one of '],
    [{ name: 'randomNormal', stdev: 1 }, 'kernelInitializer: "stdev" is not an option; did you mean "stddev"?'],
    [{ name: 'randomNormal', stddev: 0 }, '"kernelInitializer.stddev" must be a finite number >= 5e-324, got 0'],
    [{ name: 'zeros', seed: -1 }, '"kernelInitializer.seed" must be an integer >= 0, got -1'],
    [
      { name: 'varianceScaling', mode: 'fan_in' },
      '"kernelInitializer.mode" must be one of "fanIn", "fanOut", "fanAvg", got "fan_in"; did you mean "fanIn"?',
    ],
    [7, '"kernelInitializer" must be a name or an object with a name, got 7'],
  ])('refuses %o', (initializer, message) => expect(() => fill(initializer as InitializerLike, [3, 3])).toThrow(`dense: ${message}`));
});

describe('regularizers', () => {
  test('penalties and their gradients', () => {
    const gradient = new Float64Array(3).fill(1);
    const l1l2 = readRegularizer({ l1: 0.5, l2: 0.25 }, 'dense', 'kernelRegularizer')!;
    expect(l1l2.penalty(Float64Array.of(2, -1, 0), gradient)).toBe(0.5 * 3 + 0.25 * 5);
    expect(gradient).toEqual(Float64Array.of(1 + 0.5 + 1, 1 - 0.5 - 0.5, 1));
    expect(readRegularizer('l2', 'dense', 'k')!.config).toEqual({ l1: 0, l2: 0.01 });
    expect(readRegularizer(null, 'dense', 'k')).toBeUndefined();
    expect(() => readRegularizer({ l1: -1 }, 'dense', 'k')).toThrow('dense: "k.l1" must be a finite number >= 0, got -1');
  });
});

describe('constraints', () => {
  const apply = (constraint: Parameters<typeof readConstraint>[0], shape: number[], ...values: number[]): number[] => {
    const x = Float64Array.from(values);
    applyConstraint(readConstraint(constraint, 'dense', 'kernelConstraint')!, x, shape);
    return Array.from(x);
  };
  test('bring norms and signs where they may be', () => {
    // Keras divides by the norm plus 1e-7
    expectClose(apply({ name: 'maxNorm', maxValue: 2 }, [2, 2], 3, 1, 4, 0), [1.2, 1, 1.6, 0], 1e-7);
    expectClose(apply('unitNorm', [2, 2], 3, 1, 4, 0), [0.6, 1, 0.8, 0], 2e-7);
    expectClose(apply({ name: 'unitNorm', axis: 1 }, [2, 2], 3, 4, 0, 2), [0.6, 0.8, 0, 1], 2e-7);
    expectClose(apply({ name: 'unitNorm', axis: [0, 1] }, [2, 2, 1], 1, 1, 1, 1), [0.5, 0.5, 0.5, 0.5], 1e-7);
    expectClose(apply({ name: 'minMaxNorm', minValue: 2, maxValue: 3, rate: 0.5 }, [2, 2], 0.6, 3, 0.8, 4), [0.9, 2.4, 1.2, 3.2], 2e-7);
    expect(apply('nonNeg', [3], -1, 0, 2)).toEqual([0, 0, 2]);
    expect(apply('unitNorm', [2], 0, 0)).toEqual([0, 0]);
  });
  test('refuse what they cannot do', () => {
    expect(() => apply({ name: 'unitNorm', axis: 2 }, [2, 2], 1, 1, 1, 1)).toThrow(
      'dense: "kernelConstraint.axis" must be below 2 for the shape [2, 2], got 2',
    );
    expect(() => apply({ name: 'nonNeg', axis: 0 }, [1], 1)).toThrow('dense: kernelConstraint: "axis" is not an option');
    expect(() => apply({ name: 'maxNorm', maxValue: 0 }, [1], 1)).toThrow('"kernelConstraint.maxValue" must be a finite number > 0, got 0');
  });
});
