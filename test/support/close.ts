import { expect } from 'vitest';
import { flatten } from './golden.js';

/**
 * Expects every element within `relative` of the largest expected magnitude. NaN passes only where NaN is expected.
 * The message names the worst index.
 */
export function expectClose(actual: unknown, expected: unknown, relative: number): void {
  const a = flatten(actual);
  const b = flatten(expected);
  expect(a.data.length, 'length').toBe(b.data.length);
  let peak = 0;
  for (let i = 0; i < b.data.length; i++) if (Number.isFinite(b.data[i]!)) peak = Math.max(peak, Math.abs(b.data[i]!));
  const allowed = relative * peak;
  let worst = -1;
  let at = -1;
  for (let i = 0; i < b.data.length; i++) {
    const got = a.data[i]!;
    const want = b.data[i]!;
    if (got === want || (Number.isNaN(got) && Number.isNaN(want))) continue;
    const error = Math.abs(got - want);
    if (!(error <= worst)) [worst, at] = [error, i];
  }
  if (at >= 0 && !(worst <= allowed)) {
    expect.fail(
      `index ${at}: got ${a.data[at]}, expected ${b.data[at]}; off by ${worst}, allowed ${allowed} (${relative} of the peak ${peak})`,
    );
  }
}
