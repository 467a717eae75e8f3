import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { planArrays, planForward } from '../../src/fft/real-forward.js';
import { planReal } from '../../src/fft/real-plan.js';
import { planRoom } from '../../src/fft/room.js';

const noise = (length: number) => {
  const random = createRandom(length);
  return Float64Array.from({ length }, () => random.normal());
};
const SIZES = Array.from({ length: 9 }, (_, k) => 32 << k);

describe('planRoom', () => {
  test('has a place for powers of two from 32 to 8192', () => {
    for (const size of SIZES) expect(planRoom(size)?.input).toHaveLength(size);
    for (const size of [1, 2, 16, 48, 96, 400, 2047, 2050, 16384, 65536]) expect(planRoom(size)).toBeUndefined();
  });

  test('the transforms of all sizes, in turn, are those outside the room, bit for bit', () => {
    const plans = [...SIZES, ...SIZES.slice().reverse()].map((size) => ({ size, inside: planForward(size), outside: planArrays(size) }));
    for (const { size, inside, outside } of plans) {
      const x = noise(size);
      const scratch = new Float64Array(outside.scratchLength);
      for (const method of ['forward', 'power'] as const) {
        const [a, b] = [new Float64Array(size + 2), new Float64Array(size + 2)];
        inside[method](a, x, scratch);
        outside[method](b, x, scratch);
        if (method === 'power') b.fill(0, size / 2 + 1); // the others need room for both halves
        expect(a).toEqual(b);
      }
    }
  });

  test('samples may be written to `input`, and bins are written where they shall be', () => {
    const { room } = planForward(64);
    const [there, back] = [new Float64Array(66), new Float64Array(200).fill(7)];
    planReal(64).forward(there, noise(64), new Float64Array(0));
    room!.input.set(noise(64));
    expect(room!.bins(back, 100)).toBe(true);
    expect(back.subarray(100, 166)).toEqual(there);
    expect(back.fill(7, 100, 166)).toEqual(new Float64Array(200).fill(7));
  });

  test.each([NaN, Infinity, -Infinity, 1e308])('says so when a sample of %d leaves a result that is not finite', (bad) => {
    const { input, bins, squares } = planRoom(32)!;
    const out = new Float64Array(34);
    for (const run of [bins, squares]) {
      input.fill(1);
      expect(run(out, 0)).toBe(true);
      input.fill(1).fill(bad, 9, 12);
      expect(run(out, 0)).toBe(false);
      expect(out.some((v) => !Number.isFinite(v))).toBe(true);
    }
  });
});
