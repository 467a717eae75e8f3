import { nd, type NdArray } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';
import { encodePng, heatmap, type Image } from '../plot/index.js';
import { type Format } from './format.js';

/** A picture: time to the right, low bins at the bottom, channels one below the other. */
export const png: Format = {
  many: false,
  info: false,
  async *item(result) {
    if (result.kind === 'info') throw new Error('info has no picture');
    const levels = result.picture();
    const [bins, frames] = levels.shape.slice(-2) as [number, number];
    const size = { width: pixels(frames, 900, 4000), height: pixels(bins, 384, 1025) };
    yield await encodePng(stack(panels(levels).map((panel) => heatmap(panel, size))));
  },
};

/** A whole number of pixels a cell, so that no stripes appear: at least `least` pixels if that is possible, at most `most`. */
function pixels(cells: number, least: number, most: number): number {
  return Math.min(most, cells * Math.max(1, Math.round(least / cells)));
}

/** The `[bins, frames]` views of each channel. */
function panels(values: NdArray<FloatArray>): NdArray<FloatArray>[] {
  const { data, shape, stride, offset } = values;
  if (shape.length === 2) return [values];
  return Array.from({ length: shape[0]! }, (_, c) => nd(data, shape.slice(-2), stride.slice(-2), offset + c * stride[0]!));
}

function stack(images: readonly Image[]): Image {
  const { width, height } = images[0]!;
  if (images.length === 1) return images[0]!;
  const gap = 4;
  const rows = images.length * (height + gap) - gap;
  const out = new Uint8Array(3 * width * rows).fill(255);
  for (const [i, { pixels }] of images.entries()) out.set(pixels, 3 * width * i * (height + gap));
  return { pixels: out, width, height: rows };
}
