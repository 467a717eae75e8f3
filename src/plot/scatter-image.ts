/**
 * A scatter plot as pixels.
 * @module
 */
import { columnsOf, eachDot } from './font.js';
import { type Image } from './image.js';
import { type Shape } from './palette.js';
import { DOT, LETTER_HEIGHT, type PlacedMarker, type ScatterLayout } from './scatter-layout.js';

const GREY = [128, 128, 128] as const;
const DARK = [32, 32, 32] as const;
type Rgb = readonly [number, number, number];

/** Whether a pixel belongs to a marker: `dx` and `dy` are from the marker's middle to the pixel's. */
const INSIDE: Record<Shape, (dx: number, dy: number, r: number) => boolean> = {
  disc: (dx, dy, r) => dx * dx + dy * dy <= r * r,
  square: (dx, dy, r) => Math.abs(dx) <= r && Math.abs(dy) <= r,
  triangle: (dx, dy, r) => dy <= r && 2 * Math.abs(dx) <= dy + r,
};

/** Draws it on white. Edges are hard, so that few colours make a small file. */
export function scatterToImage(layout: ScatterLayout): Image {
  const { width, height, radius, markers, lines, points, legend, texts } = layout;
  const pixels = new Uint8Array(3 * width * height).fill(255);
  const fill = (x0: number, y0: number, w: number, h: number, colour: Rgb): void => {
    for (let y = Math.max(0, y0); y < Math.min(height, y0 + h); y++)
      for (let x = Math.max(0, x0); x < Math.min(width, x0 + w); x++) pixels.set(colour, 3 * (y * width + x));
  };
  const mark = ({ x, y, kind }: PlacedMarker): void => {
    const { shape, colour } = markers[kind]!;
    const inside = INSIDE[shape];
    for (let row = Math.floor(y - radius); row <= y + radius; row++)
      for (let column = Math.floor(x - radius); column <= x + radius; column++)
        if (inside(column + 0.5 - x, row + 0.5 - y, radius)) fill(column, row, 1, 1, colour);
  };
  for (const line of lines) fill(line.x, line.y, line.width, line.height, GREY);
  points.forEach(mark);
  legend.forEach(mark);
  for (const { text, x, y, align } of texts) {
    const shift = DOT * columnsOf(text) * (align === 'start' ? 0 : align === 'middle' ? 0.5 : 1);
    const [left, top] = [Math.round(x - shift), Math.round(y - LETTER_HEIGHT / 2)];
    eachDot(text, (column, row) => fill(left + DOT * column, top + DOT * row, DOT, DOT, DARK));
  }
  return { pixels, width, height };
}
