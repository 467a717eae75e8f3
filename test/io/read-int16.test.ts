import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeWav, encodeWav } from '../../src/index.js';
import { nd } from '../../src/core/nd.js';

const bits = (x: unknown): unknown => ('data' in (x as object) ? (x as { data: unknown }).data : x);

test('samples at an even address, read at once, are those at an odd address, read one by one', () => {
  const settings = fc.record({
    channels: fc.integer({ min: 1, max: 3 }),
    frames: fc.integer({ min: 1, max: 40 }),
    dtype: fc.constantFrom('float32' as const, 'float64' as const),
    offset: fc.nat(3),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(settings, ({ channels, frames, dtype, offset, seed }) => {
      const all = Float64Array.from({ length: channels * (frames + offset) }, (_, n) => Math.sin(seed + n * n));
      const file = encodeWav(nd(all, [channels, frames + offset]), { sampleRate: 8000 });
      const odd = new Uint8Array(file.length + 1).subarray(1);
      odd.set(file);
      const options = { dtype, offset: offset / 8000 };
      expect(bits(decodeWav(file, options).samples)).toEqual(bits(decodeWav(odd, options).samples));
    }),
  );
});

test('the whole range is exact', () => {
  const integers = [-32768, -32767, -1, 0, 1, 32767];
  const file = encodeWav(
    Float32Array.from(integers, (x) => x / 32768),
    { sampleRate: 8000 },
  );
  for (const dtype of ['float32', 'float64'] as const) {
    expect([...(decodeWav(file, { dtype }).samples as Float32Array)]).toEqual(integers.map((x) => x / 32768));
  }
});
