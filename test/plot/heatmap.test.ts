import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { nd, timeMajor } from '../../src/core/nd.js';
import { colormap } from '../../src/plot/colormap.js';
import { heatmap } from '../../src/plot/index.js';

/** The grey levels of a picture, row by row from the top. */
const greys = ({ pixels, width, height }: { pixels: Uint8Array; width: number; height: number }): number[][] =>
  Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => pixels[3 * (y * width + x)]!));

describe('heatmap', () => {
  const S = nd(Float64Array.of(0, 1, 2, 3, 4, 5), [2, 3]);

  test('one pixel a value, the first bin at the bottom', () => {
    const image = heatmap(S, { colormap: 'gray' });
    expect([image.width, image.height]).toEqual([3, 2]);
    expect(greys(image)).toEqual([
      [153, 204, 255],
      [0, 51, 102],
    ]);
    expect(greys(heatmap(S, { colormap: 'gray', flip: false }))).toEqual([
      [0, 51, 102],
      [153, 204, 255],
    ]);
  });

  test('a larger picture repeats values, a smaller one shows their means', () => {
    expect(greys(heatmap(S, { colormap: 'gray', width: 6, height: 4, flip: false }))).toEqual([
      [0, 0, 51, 51, 102, 102],
      [0, 0, 51, 51, 102, 102],
      [153, 153, 204, 204, 255, 255],
      [153, 153, 204, 204, 255, 255],
    ]);
    expect(greys(heatmap(S, { colormap: 'gray', width: 1, height: 1 }))).toEqual([[128]]); // mean 2.5 of 0 ... 5
    expect(greys(heatmap(nd(Float64Array.of(0, 4, 8, 8), [1, 4]), { colormap: 'gray', width: 2 }))).toEqual([[64, 255]]);
  });

  test('values beyond min and max get the first and the last colour', () => {
    expect(greys(heatmap(S, { colormap: 'gray', min: 1, max: 4, flip: false }))).toEqual([
      [0, 0, 85],
      [170, 255, 255],
    ]);
  });

  test('a constant is drawn in the first colour, not as NaN', () => {
    expect(greys(heatmap(nd(new Float32Array(4).fill(-3), [2, 2]), { colormap: 'gray' }))).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('memory order, offset and precision make no difference', () => {
    const size = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(size, size, size, size, (bins, frames, width, height) => {
        const value = (b: number, t: number) => Math.fround(Math.sin(3 * b + 7 * t));
        const rows = Float64Array.from({ length: bins * frames }, (_, i) => value(Math.floor(i / frames), i % frames));
        const columns = Float32Array.from({ length: bins * frames }, (_, i) => value(i % bins, Math.floor(i / bins)));
        const options = { width, height };
        const want = heatmap(nd(rows, [bins, frames]), options);
        expect(heatmap(timeMajor(columns, [], bins, frames), options)).toEqual(want);
        const shifted = Float64Array.of(NaN, ...rows);
        expect(heatmap(nd(shifted, [bins, frames], [frames, 1], 1), options)).toEqual(want);
      }),
    );
  });

  test.each([
    [{ width: 0 }, 'heatmap: "width" must be an integer in [1, 65535], got 0'],
    [{ height: 1.5 }, 'heatmap: "height" must be an integer in [1, 65535], got 1.5'],
    [{ min: NaN }, 'heatmap: "min" must be a finite number, got NaN'],
    [{ min: 6 }, 'heatmap: "max" must be >= min = 6, got 5'],
    [{ colormap: 'grey' as 'gray' }, 'heatmap: "colormap" must be one of "cubehelix", "gray", got "grey"; did you mean "gray"?'],
    [{ widht: 3 } as object, 'heatmap: "widht" is not an option; did you mean "width"?'],
  ])('refuses %o', (options, message) => {
    const call = () => heatmap(S, options);
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('refuses what is no finite matrix', () => {
    expect(() => heatmap(nd(Float64Array.of(0, 1, NaN, 3), [2, 2]))).toThrow('heatmap: "S" must be finite, got NaN at bin 1, frame 0');
    expect(() => heatmap(nd(new Float64Array(8), [2, 2, 2]))).toThrow(
      'heatmap: "S" must have shape [bins, frames] and not be empty, got [2, 2, 2]',
    );
    expect(() => heatmap(nd(new Float64Array(0), [0, 2]))).toThrow(
      'heatmap: "S" must have shape [bins, frames] and not be empty, got [0, 2]',
    );
    expect(() => heatmap(nd(new Float64Array(3), [2, 2]))).toThrow('heatmap: "S" has shape [2, 2], which reaches outside its 3 elements');
    // @ts-expect-error the compiler refuses it too
    expect(() => heatmap(new Float64Array(4))).toThrow('heatmap: "S" must be an ndarray of floats, got a Float64Array');
  });
});

describe('colormap', () => {
  test('the cubehelix of matplotlib 3.11.2', () => {
    // round(255 * c) for c in matplotlib.colormaps['cubehelix'].resampled(256)(i)
    const want: [number, number[]][] = [
      [0, [0, 0, 0]],
      [32, [27, 30, 59]],
      [64, [22, 83, 76]],
      [100, [78, 121, 47]],
      [128, [161, 121, 74]],
      [160, [212, 132, 169]],
      [192, [198, 180, 238]],
      [224, [203, 232, 240]],
      [255, [255, 255, 255]],
    ];
    const table = colormap('cubehelix');
    for (const [i, rgb] of want) expect([...table.subarray(3 * i, 3 * i + 3)], `colour ${i}`).toEqual(rgb);
  });

  test('gets brighter from colour to colour', () => {
    for (const name of ['cubehelix', 'gray'] as const) {
      const table = colormap(name);
      const brightness = (i: number) => 0.3 * table[3 * i]! + 0.59 * table[3 * i + 1]! + 0.11 * table[3 * i + 2]!;
      for (let i = 4; i < 256; i++) expect(brightness(i), `${name} ${i}`).toBeGreaterThan(brightness(i - 4)); // bytes are rounded: 4 apart
    }
  });
});
