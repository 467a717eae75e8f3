/**
 * Images larger than the room of an engine, tile by tile: as many whole lines of windows as fit, or a piece of one line.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Geometry } from './convolution-geometry.js';
import { copyRows } from './copy-rows.js';

/** Values that lie in an engine at once, about. */
export const ROOM = 131072;

/** How an image is cut. */
export interface Tiling {
  down: Geometry;
  across: Geometry;
  /** Lines of windows in a tile, and windows in a line, at most. */
  lines: number;
  count: number;
  /** Rows and columns of image under a whole tile. */
  height: number;
  width: number;
}

/** A tile of windows. */
export interface Tile {
  item: number;
  /** Its first window. */
  top: number;
  left: number;
  lines: number;
  count: number;
  /** Row and column of the image of the first value under it; negative in the padding. */
  y: number;
  x: number;
}

/** Values from the first to the last under `n` windows. */
const under = (axis: Geometry, n: number): number => (n - 1) * axis.stride + axis.extent;

/** Cuts an image for an engine that holds `inputs` values for each of its points, and `outputs` for each window. */
export function planTiles(down: Geometry, across: Geometry, inputs: number, outputs: number): Tiling {
  const lineRoom = (n: number): number => down.stride * under(across, n) * inputs + n * outputs;
  const all = across.outputs;
  const count = Math.min(all, Math.max(4, Math.floor((ROOM * all) / lineRoom(all))));
  const lines = count < all ? 1 : Math.min(down.outputs, Math.max(1, Math.floor(ROOM / lineRoom(count))));
  return { down, across, lines, count, height: under(down, lines), width: under(across, count) };
}

/**
 * Calls `run` for every tile of a batch of images [height, width, channels], when the values under it are in `room`,
 * [tiling.height, tiling.width, inputs] with zeros outside of the image and after the channels.
 */
export function eachTile(
  { down, across, lines, count, width: tileWidth }: Tiling,
  room: FloatArray,
  inputs: number,
  image: FloatArray,
  [batch, height, width, channels]: readonly [number, number, number, number],
  run: (tile: Tile) => void,
): void {
  for (let item = 0; item < batch; item++) {
    for (let top = 0; top < down.outputs; top += lines) {
      for (let left = 0; left < across.outputs; left += count) {
        const y = top * down.stride - down.before;
        const x = left * across.stride - across.before;
        const tile = { item, top, left, lines: Math.min(lines, down.outputs - top), count: Math.min(count, across.outputs - left), y, x };
        const first = Math.max(0, x);
        const inside = Math.max(0, Math.min(width, x + under(across, tile.count)) - first);
        for (let r = 0; r < under(down, tile.lines); r++) {
          const to = r * tileWidth * inputs;
          const within = y + r >= 0 && y + r < height && inside > 0;
          const start = within ? to + (first - x) * inputs : to;
          const end = within ? start + inside * inputs : to;
          room.fill(0, to, start);
          room.fill(0, end, to + tileWidth * inputs);
          if (within)
            copyRows(room, start, inputs, image, ((item * height + y + r) * width + first) * channels, channels, inside, channels);
        }
        run(tile);
      }
    }
  }
}
