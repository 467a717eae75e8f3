import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { encodePng } from '../../src/plot/index.js';
import { decodePng } from './decode-png.js';

describe('encodePng', () => {
  test('a red and a blue pixel', async () => {
    const png = await encodePng({ pixels: Uint8Array.of(255, 0, 0, 0, 0, 255), width: 2, height: 1 });
    expect(decodePng(png)).toEqual({ width: 2, height: 1, colourType: 3, depth: 3, pixels: Uint8Array.of(255, 0, 0, 0, 0, 255) });
  });

  test('every picture comes back from an independent reader', async () => {
    const size = fc.integer({ min: 1, max: 40 });
    await fc.assert(
      fc.asyncProperty(
        size,
        size,
        fc.constantFrom(1, 3, 4),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(),
        async (width, height, depth, mask, seed) => {
          const pixels = new Uint8Array(width * height * depth);
          for (let i = 0, x = seed; i < pixels.length; i++) pixels[i] = ((x = (Math.imul(x, 1664525) + 1013904223) >>> 0) >>> 24) & mask;
          const decoded = decodePng(await encodePng({ pixels, width, height }));
          expect(decoded).toMatchObject({ width, height, depth, pixels });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('256 colours are indexed, 257 are not', async () => {
    const colours = (n: number) =>
      Uint8Array.from({ length: 3 * n }, (_, i) => [Math.floor(i / 3) & 255, Math.floor(i / 3) >> 8, 7][i % 3]!);
    expect(decodePng(await encodePng({ pixels: colours(256), width: 256, height: 1 })).colourType).toBe(3);
    const many = decodePng(await encodePng({ pixels: colours(257), width: 257, height: 1 }));
    expect(many).toMatchObject({ colourType: 2, pixels: colours(257) });
  });

  test('a flat picture of a megapixel takes a few kilobytes', async () => {
    const png = await encodePng({ pixels: new Uint8Array(3_000_000), width: 1000, height: 1000 });
    expect(png.length).toBeLessThan(5000);
  });

  test.each([
    [new Uint8Array(5), 2, 1, 'encodePng: "image.pixels" must hold 1, 3 or 4 bytes for each of 2 x 1 pixels, got 5'],
    [new Uint8Array(0), 0, 1, 'encodePng: "image.width" must be an integer in [1, 2147483647], got 0'],
    [new Uint8Array(2), 2, 0.5, 'encodePng: "image.height" must be an integer in [1, 2147483647], got 0.5'],
  ])('refuses %o of %d x %d', async (pixels, width, height, message) => {
    const refused = await encodePng({ pixels, width, height }).catch((error: unknown) => error as Error);
    expect(refused).toBeInstanceOf(ParameterError);
    expect((refused as Error).message).toBe(message);
  });

  test('refuses what is no byte array', async () => {
    // @ts-expect-error the compiler refuses it too
    await expect(encodePng({ pixels: [0], width: 1, height: 1 })).rejects.toThrow('encodePng: "image.pixels" must be a Uint8Array');
  });
});
