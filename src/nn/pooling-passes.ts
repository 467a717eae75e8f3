/**
 * Pooling forward and backward over [batch, height, width, channels].
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Geometry } from './convolution-geometry.js';
import { type ImageSize } from './convolution-passes.js';

/** What is pooled. */
export interface PoolingWindows {
  down: Geometry;
  across: Geometry;
  size: ImageSize;
  channels: number;
}

/** Calls `visit` for every window: its output, its first point, and how much of it lies inside of the image. */
function eachWindow(
  { down, across, size: [batch, height, width], channels }: PoolingWindows,
  visit: (to: number, from: number, rows: number, columns: number) => void,
): void {
  let to = 0;
  for (let item = 0; item < batch; item++) {
    for (let r = 0; r < down.outputs; r++) {
      const y = r * down.stride - down.before;
      const top = Math.max(0, y);
      const rows = Math.min(height, y + down.extent) - top;
      for (let k = 0; k < across.outputs; k++, to += channels) {
        const x = k * across.stride - across.before;
        const left = Math.max(0, x);
        visit(to, ((item * height + top) * width + left) * channels, rows, Math.min(width, x + across.extent) - left);
      }
    }
  }
}

/** The largest values; NaN wins. */
export function maxWindows(windows: PoolingWindows, y: FloatArray, x: FloatArray): void {
  const { channels } = windows;
  const line = windows.size[2] * channels;
  eachWindow(windows, (to, from, rows, columns) => largest(y, to, x, from, rows, columns, line, channels));
}

function largest(
  y: FloatArray,
  to: number,
  x: FloatArray,
  from: number,
  rows: number,
  columns: number,
  line: number,
  channels: number,
): void {
  for (let c = 0; c < channels; c++) {
    let most = x[from + c]!;
    for (let r = 0, first = from + c; r < rows; r++, first += line) {
      for (let k = 0, p = first; k < columns; k++, p += channels) {
        const value = x[p]!;
        if (!(value <= most)) most = value;
      }
    }
    y[to + c] = most;
  }
}

/** Gradients go to the first of the largest values. */
export function maxBack(windows: PoolingWindows, dx: FloatArray, x: FloatArray, y: FloatArray, dy: FloatArray): void {
  const { channels } = windows;
  const line = windows.size[2] * channels;
  eachWindow(windows, (to, from, rows, columns) => giveToLargest(dx, x, y, dy, to, from, rows, columns, line, channels));
}

function giveToLargest(
  dx: FloatArray,
  x: FloatArray,
  y: FloatArray,
  dy: FloatArray,
  to: number,
  from: number,
  rows: number,
  columns: number,
  line: number,
  channels: number,
): void {
  for (let c = 0; c < channels; c++) {
    const most = y[to + c]!;
    search: for (let r = 0, first = from + c; r < rows; r++, first += line) {
      for (let k = 0, p = first; k < columns; k++, p += channels) {
        if (x[p] === most) {
          dx[p]! += dy[to + c]!;
          break search;
        }
      }
    }
  }
}

/** The means of what lies inside. */
export function averageWindows(windows: PoolingWindows, y: FloatArray, x: FloatArray): void {
  const { channels } = windows;
  const line = windows.size[2] * channels;
  eachWindow(windows, (to, from, rows, columns) => {
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let r = 0, first = from + c; r < rows; r++, first += line) {
        for (let k = 0, p = first; k < columns; k++, p += channels) sum += x[p]!;
      }
      y[to + c] = sum / (rows * columns);
    }
  });
}

/** Each value of a window gets its share. */
export function averageBack(windows: PoolingWindows, dx: FloatArray, dy: FloatArray): void {
  const { channels } = windows;
  const line = windows.size[2] * channels;
  eachWindow(windows, (to, from, rows, columns) => {
    for (let c = 0; c < channels; c++) {
      const share = dy[to + c]! / (rows * columns);
      for (let r = 0, first = from + c; r < rows; r++, first += line) {
        for (let k = 0, p = first; k < columns; k++, p += channels) dx[p]! += share;
      }
    }
  });
}
