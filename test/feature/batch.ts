/**
 * What every feature must keep: a batch is the loop over its items, whatever lies in memory around them.
 */
import { expect } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { flatten } from '../support/golden.js';

/** Seeded noise of both signs. */
export function noise(length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => 0.3 * random.normal());
}

/** A spectrogram `[bins, frames]` of seeded numbers >= 0, time-major. */
export const spectra = (bins: number, frames: number, seed = 3): NdArray<Float64Array> =>
  nd(noise(bins * frames, seed).map(Math.abs), [bins, frames], [1, bins]);

/** A spectrogram of these frames. */
export const framesOf = (...frames: number[][]): NdArray<Float64Array> =>
  nd(Float64Array.from(frames.flat()), [frames[0]!.length, frames.length], [1, frames[0]!.length]);

/** All values, row-major. */
export const numbers = (result: unknown): number[] => Array.from(flatten(result).data);

/** Loud, silent and between, so that whatever looks across items shows. */
const GAINS = [1000, 1, 1e-3, 1, 1e-6, 0];

type Run<X> = (x: X) => NdArray<Float64Array>;

/** `run` over `[2, 3, samples]` gives the bits of `run` over each of the six signals, and writes to none. */
export function expectBatchOfSignals(run: Run<Float64Array | NdArray<Float64Array>>, samples: number): void {
  const items = GAINS.map((gain, i) => noise(samples, i + 1).map((v) => v * gain));
  const y = nd(Float64Array.from(items.flatMap((item) => [...item])), [2, 3, samples]);
  const before = y.data.slice();
  const batch = run(y);
  const each = items.map((item) => run(item));
  expect(batch.shape).toEqual([2, 3, ...each[0]!.shape]);
  expect(numbers(batch)).toEqual(each.flatMap(numbers));
  expect(y.data).toEqual(before);
}

/** The same for `[2, 3, bins, frames]`, given in three orders of memory with NaN around. `signed` draws values of both signs. */
export function expectBatchOfSpectrograms(run: Run<NdArray<Float64Array>>, bins: number, frames: number, signed = false): void {
  const size = bins * frames;
  const flat = noise(6 * size, 7).map((v, i) => (signed ? v : Math.abs(v)) * GAINS[Math.floor(i / size)]!);
  const items = GAINS.map((_, i) => flat.slice(i * size, (i + 1) * size));
  const each = items.map((item) => run(nd(item, [bins, frames], [1, bins])));
  const rows = items.flatMap((item) => Array.from({ length: size }, (_, i) => item[(i % frames) * bins + Math.floor(i / frames)]!));
  const shape = [2, 3, bins, frames];
  const timeMajor = nd(Float64Array.of(NaN, ...flat), shape, [3 * size, size, 1, bins], 1);
  const rowMajor = nd(Float64Array.of(NaN, NaN, ...rows), shape, [3 * size, size, frames, 1], 2);
  const backwards = nd(Float64Array.of(...[...rows].reverse(), NaN), shape, [-3 * size, -size, -frames, -1], 6 * size - 1);
  for (const S of [timeMajor, rowMajor, backwards]) {
    const before = S.data.slice();
    const batch = run(S);
    expect(batch.shape).toEqual([2, 3, ...each[0]!.shape]);
    expect(numbers(batch)).toEqual(each.flatMap(numbers));
    expect(S.data).toEqual(before);
  }
}

/** Single precision in, single precision out: the double result, rounded once. */
export function expectRounded(single: NdArray<Float32Array>, double: NdArray<Float64Array>): void {
  expect(single.data).toBeInstanceOf(Float32Array);
  expect(numbers(single)).toEqual(Array.from(Float32Array.from(numbers(double))));
}

/** The same samples as a subarray with NaN around, in shared memory, and as what carries its rate. */
export function disguises(y: Float64Array, sampleRate = 22050): (Float64Array | { samples: Float64Array; sampleRate: number })[] {
  const shared = new Float64Array(new SharedArrayBuffer(8 * y.length));
  shared.set(y);
  return [Float64Array.of(NaN, ...y, NaN).subarray(1, y.length + 1), shared, { samples: y, sampleRate }];
}
