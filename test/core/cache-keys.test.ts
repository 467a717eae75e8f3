import { describe, expect, test } from 'vitest';
import { keyOfSettings, memoize } from '../../src/core/cache.js';

describe('keyOfSettings', () => {
  test('differs wherever settings differ, also for what JSON writes alike', () => {
    const values = [null, NaN, Infinity, 0, 1, '1', 'null', true, 'true', [1], ['1'], [1, 2], [[1], 2], '[1,]', undefined];
    const keys = values.map((a) => keyOfSettings({ a, b: 0 }));
    expect(new Set(keys).size).toBe(values.length);
    expect(keyOfSettings({ a: ['kaiser', NaN] })).not.toBe(keyOfSettings({ a: ['kaiser', null] }));
  });

  test('is missing where a value cannot be written down', () => {
    for (const a of [() => 1, {}, new Float64Array(2), [() => 1], ['x', [{}]]]) expect(keyOfSettings({ a })).toBeUndefined();
  });

  test('what has no key is made anew', () => {
    let made = 0;
    const make = memoize(2, keyOfSettings, () => ++made);
    expect([make({ a: 1 }), make({ a: 1 }), make({ a: make }), make({ a: make })]).toEqual([1, 1, 2, 3]);
  });
});
