/**
 * What every feature must keep: a batch is the loop over its items, whatever lies in memory around them.
 */
import { expect } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { nd, type NdArray } from '../../src/core/nd.js';
import { flatten } from '../support/golden.js';

/** Seeded noise. */
export function noise(length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => 0.3 * random.normal());
}

const numbers = (result: unknown): number[] => Array.from(flatten(result).data);

/**
 * `run` over `[2, 3, samples]` gives the bits of `run` over each of the six signals. Item 0 is loud and item 5 silent, so that whatever
 * looks across items shows.
 */
export function expectBatchOfSignals(run: (y: Float64Array | NdArray<Float64Array>) => NdArray<Float64Array>, samples: number): void {
  const items = Array.from({ length: 6 }, (_, i) => noise(samples, i + 1).map((v) => v * [1000, 1, 1e-3, 1, 1e-6, 0][i]!));
  const y = nd(Float64Array.from(items.flatMap((item) => [...item])), [2, 3, samples]);
  const before = y.data.slice();
  const batch = run(y);
  const each = items.map((item) => run(item));
  expect(batch.shape).toEqual([2, 3, ...each[0]!.shape]);
  expect(numbers(batch)).toEqual(each.flatMap(numbers));
  expect(y.data).toEqual(before); // inputs are never written to
}

/**
 * The same for `[2, 3, bins, frames]`, given in three memory orders, each with an offset. `signed` draws values of both signs.
 */
export function expectBatchOfSpectrograms(
  run: (S: NdArray<Float64Array>) => NdArray<Float64Array>,
  bins: number,
  frames: number,
  signed = false,
): void {
  const size = bins * frames;
  const flat = noise(6 * size, 7).map((v, i) => (signed ? v : Math.abs(v)) * [1000, 1, 1e-3, 1, 1e-6, 0][Math.floor(i / size)]!);
  const items = Array.from({ length: 6 }, (_, i) => flat.slice(i * size, (i + 1) * size));
  // Time-major items: frame after frame. The same values row-major, and row-major backwards.
  const each = items.map((item) => run(nd(item, [bins, frames], [1, bins])));
  const timeMajor = nd(Float64Array.of(NaN, ...flat), [2, 3, bins, frames], [3 * size, size, 1, bins], 1);
  const rows = items.flatMap((item) => Array.from({ length: size }, (_, i) => item[(i % frames) * bins + Math.floor(i / frames)]!));
  const rowMajor = nd(Float64Array.of(NaN, NaN, ...rows), [2, 3, bins, frames], [3 * size, size, frames, 1], 2);
  const backwards = nd(
    Float64Array.of(...rows.reverse(), NaN),
    [2, 3, bins, frames],
    [-3 * size, -size, -frames, -1],
    6 * size - 1,
  );
  for (const S of [timeMajor, rowMajor, backwards]) {
    const before = S.data.slice();
    const batch = run(S);
    expect(batch.shape).toEqual([2, 3, ...each[0]!.shape]);
    expect(numbers(batch)).toEqual(each.flatMap(numbers));
    expect(S.data).toEqual(before);
  }
}

/** Single precision in, single precision out, and the double result rounded once. */
export function expectRounded<T extends Float32Array | Float64Array>(single: NdArray<T>, double: NdArray<Float64Array>): void {
  expect(single.data).toBeInstanceOf(Float32Array);
  expect(numbers(single)).toEqual(Array.from(Float32Array.from(numbers(double))));
}
