import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planBatches, streamOf, takeBatch } from '../../src/nn/batches.js';
import { sequenceMask } from '../../src/nn/sequence-mask.js';
import { splitOff } from '../../src/nn/split-off.js';
import { type TrainingData } from '../../src/nn/training-data.js';

/** Items whose values tell their number and frame: 100 item + frame. */
function numbered(lengths: readonly number[]): TrainingData {
  const time = Math.max(...lengths);
  const data = Float32Array.from({ length: lengths.length * time }, (_, k) => 100 * Math.floor(k / time) + (k % time));
  return {
    items: lengths.length,
    inputs: [{ data, shape: [lengths.length, time, 1] }],
    targets: [
      { data: Float64Array.from(lengths, (_, i) => i), shape: [lengths.length] },
      { data: Float64Array.from(data), shape: [lengths.length, time] },
    ],
    mask: sequenceMask(lengths, time),
    weights: Float64Array.from(lengths, (_, i) => i),
  };
}
const lengthsArb = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 });

describe('batches', () => {
  test('hold every item once, and with its own arrays, however they are cut', () => {
    const some = fc.record({
      lengths: lengthsArb,
      size: fc.integer({ min: 1, max: 12 }),
      bucketing: fc.option(fc.integer({ min: 1, max: 5 })),
      seed: fc.option(fc.nat()),
    });
    fc.assert(
      fc.property(some, ({ lengths, size, bucketing, seed }) => {
        const data = numbered(lengths);
        const plans = planBatches(data, size, seed === null ? undefined : streamOf(seed, 0, -1), bucketing);
        expect(plans.flatMap(({ items }) => [...items]).sort((a, b) => a - b)).toEqual(lengths.map((_, i) => i));
        expect(plans.length).toBe(Math.ceil(lengths.length / size));
        for (const plan of plans) {
          const longest = Math.max(...Array.from(plan.items, (i) => lengths[i]!));
          expect(plan.time).toBe(bucketing === null ? undefined : longest);
          const batch = takeBatch(data, plan, [false, true]);
          const time = plan.time ?? Math.max(...lengths);
          expect(batch.inputs[0]!.shape).toEqual([plan.items.length, time, 1]);
          plan.items.forEach((item, b) => {
            expect(batch.targets[0]!.data[b]).toBe(item);
            expect(batch.weights![b]).toBe(item);
            for (let t = 0; t < time; t++) {
              expect(batch.inputs[0]!.data[b * time + t]).toBe(100 * item + t);
              expect(batch.targets[1]!.data[b * time + t]).toBe(100 * item + t);
              expect(batch.mask![b * time + t]).toBe(Number(t < lengths[item]!));
            }
          });
        }
      }),
    );
  });

  test('with buckets are nearly all of one length', () => {
    const lengths = Array.from({ length: 640 }, (_, i) => 1 + ((i * 37) % 90));
    const frames = (bucketing: number): number =>
      planBatches(numbered(lengths), 16, streamOf(1, 0, -1), bucketing).reduce((sum, { items, time }) => sum + items.length * time!, 0);
    const real = lengths.reduce((a, b) => a + b);
    expect(frames(10)).toBeLessThan(1.15 * real);
    expect(frames(1)).toBeGreaterThan(1.6 * real);
  });

  test('come in another order in each epoch, the same for one seed', () => {
    const order = (seed: number, epoch: number): number[] =>
      planBatches(numbered(new Array<number>(50).fill(2)), 10, streamOf(seed, epoch, -1), null).flatMap(({ items }) => [...items]);
    expect(order(1, 0)).toEqual(order(1, 0));
    expect(order(1, 0)).not.toEqual(order(1, 1));
    expect(order(1, 0)).not.toEqual(order(2, 0));
  });

  test('streams of neighbouring seeds, epochs and batches have nothing in common', () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < 10; seed++)
      for (let epoch = 0; epoch < 20; epoch++) for (let batch = -1; batch < 50; batch++) seen.add(streamOf(seed, epoch, batch).uint32());
    expect(seen.size).toBeGreaterThan(10 * 20 * 51 - 5); // of 2^32, a few may meet
  });

  test('validation keeps the last items, as many as Keras', () => {
    const [train, test] = splitOff(numbered([1, 2, 3, 4, 5, 6, 7]), 0.3, 'fit');
    expect([train.items, test.items]).toEqual([4, 3]);
    expect(test.targets[0]!.data).toEqual(Float64Array.of(4, 5, 6));
    expect(test.inputs[0]!.data[0]).toBe(400);
    expect([...test.mask!.subarray(0, 7)]).toEqual([1, 1, 1, 1, 1, 0, 0]);
  });
});
