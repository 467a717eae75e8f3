import { expect, test } from 'vitest';
import { betaCdf } from '../../src/pitch/beta-distribution.js';

test('the shares that are known in closed form', () => {
  for (const x of [0, 1e-9, 0.01, 0.1, 0.5, 0.77, 0.99, 1]) {
    expect(betaCdf(x, 1, 1)).toBeCloseTo(x, 14);
    expect(betaCdf(x, 3, 1)).toBeCloseTo(x ** 3, 14);
    expect(betaCdf(x, 1, 3)).toBeCloseTo(1 - (1 - x) ** 3, 14);
    expect(betaCdf(x, 2, 18)).toBeCloseTo(1 - (1 - x) ** 18 * (1 + 18 * x), 14);
    expect(betaCdf(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 13);
    expect(betaCdf(x, 300, 200) + betaCdf(1 - x, 200, 300)).toBeCloseTo(1, 12);
  }
});
