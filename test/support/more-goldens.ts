/**
 * Cases in the short form of `test/goldens/<folder>/more.json`: arguments, options and answer as plain JSON, arrays as nested lists.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { isNdArray, toRowMajor } from '../../src/core/nd.js';
import { fold, GOLDENS } from './golden.js';

export interface ShortCase {
  args: unknown[];
  options: Record<string, unknown>;
  answer: unknown;
}

const infinities = (_: string, v: unknown): unknown => (v === 'Infinity' ? Infinity : v === '-Infinity' ? -Infinity : v);

/** The cases of one name, with the names of the options folded. */
export function shortCases(folder: string, name: string): [string, ShortCase][] {
  const { cases } = JSON.parse(readFileSync(join(GOLDENS, folder, 'more.json'), 'utf8'), infinities) as {
    cases: Record<string, ShortCase[]>;
  };
  return cases[name]!.map((c, i) => {
    const options = Object.fromEntries(Object.entries(c.options).map(([k, v]) => [fold(k), v]));
    return [`${i}: ${JSON.stringify(c.options)}`, { ...c, options }];
  });
}

/** A nested list as an ndarray. */
export function table(rows: unknown): NdArray<Float64Array> {
  const list = rows as number[][];
  return nd(Float64Array.from(list.flat()), [list.length, list[0]!.length]);
}

/** Nested lists as ndarrays, anything else as it is. */
export const asArgument = (x: unknown): unknown => (Array.isArray(x) && Array.isArray(x[0]) ? table(x) : x);

/** Expects numbers within `relative` of the largest expected one, anything else equal; objects member by member, with folded names. */
export function expectAnswer(got: unknown, want: unknown, relative = 1e-9, where = ''): void {
  if (typeof want === 'object' && want !== null && !Array.isArray(want)) {
    for (const [k, v] of Object.entries(want)) expectAnswer((got as Record<string, unknown>)[fold(k)], v, relative, `${where}.${k}`);
    return;
  }
  if (want === null) return;
  const flat = [want].flat(3);
  const mine = (
    isNdArray(got)
      ? [...toRowMajor(got)]
      : ArrayBuffer.isView(got)
        ? [...(got as Float64Array)]
        : [got].flat(3).flatMap((x) => (ArrayBuffer.isView(x) ? [...(x as Float64Array)] : [x]))
  ) as unknown[];
  expect(mine.length, `length${where}`).toBe(flat.length);
  const peak = Math.max(0, ...flat.filter((v): v is number => typeof v === 'number' && Number.isFinite(v)).map(Math.abs));
  flat.forEach((w, i) => {
    const g = mine[i];
    if (typeof w === 'number' && Number.isFinite(w)) {
      worst.error = Math.max(worst.error, Math.abs((g as number) - w) / (peak || 1));
      expect(Math.abs((g as number) - w), `${where}[${i}]: got ${String(g)}, expected ${w}`).toBeLessThanOrEqual(relative * (peak || 1));
    } else expect(g, `${where}[${i}]`).toBe(w);
  });
}

/** Largest error so far, relative to the peak. */
export const worst = { error: 0 };
