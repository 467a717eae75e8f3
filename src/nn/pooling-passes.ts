/**
 * Pooling forward and backward over [batch, height, width, channels].
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Geometry } from './convolution-geometry.js';
import { type ImageSize } from './convolution-passes.js';
import { matrices } from './matrices.js';

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

/** Numbers of an image in the memory of the kernels, about. */
const ROOM = 1 << 20;

/** Lines of windows, `lines` from `first` on, and the rows of the image under them, that fit into the memory of the kernels. */
function eachBlock(
  { down, size: [, height, width], channels }: PoolingWindows,
  visit: (first: number, lines: number, top: number, rows: number) => void,
): void {
  const most = Math.max(1, Math.floor((ROOM / (width * channels) - down.extent) / down.stride) + 1);
  for (let first = 0; first < down.outputs; first += most) {
    const lines = Math.min(most, down.outputs - first);
    const top = Math.max(0, first * down.stride - down.before);
    visit(first, lines, top, Math.min(height, (first + lines - 1) * down.stride - down.before + down.extent) - top);
  }
}

/** Runs of windows that look alike: `n` of them from `window` on; `from` is where the first begins, both counted within the block. */
function eachRun(
  { down, across, size: [, height, width], channels }: PoolingWindows,
  first: number,
  lines: number,
  visit: (window: number, from: number, n: number, rows: number, columns: number) => void,
): void {
  const { outputs, stride, before, extent } = across;
  // windows [inner, outer) lie inside of the image
  const inner = Math.min(outputs, Math.ceil(before / stride));
  const outer = Math.max(inner, Math.min(outputs, Math.floor((width + before - extent) / stride) + 1));
  const start = Math.max(0, first * down.stride - down.before);
  for (let r = 0; r < lines; r++) {
    const y = (first + r) * down.stride - down.before;
    const top = Math.max(0, y);
    const rows = Math.min(height, y + down.extent) - top;
    const run = (k: number, n: number): void => {
      const left = Math.max(0, k * stride - before);
      const columns = Math.min(width, k * stride - before + extent) - left;
      visit(r * outputs + k, ((top - start) * width + left) * channels, n, rows, columns);
    };
    for (let k = 0; k < inner; k++) run(k, 1);
    if (outer > inner) run(inner, outer - inner);
    for (let k = outer; k < outputs; k++) run(k, 1);
  }
}

/** The largest values; NaN wins. */
export function maxWindows(windows: PoolingWindows, y: FloatArray, x: FloatArray): void {
  const { channels, size, down, across } = windows;
  const line = size[2] * channels;
  const engine = matrices(y.BYTES_PER_ELEMENT === 4);
  if (!engine.largest) {
    eachWindow(windows, (to, from, rows, columns) => largest(y, to, x, from, rows, columns, line, channels));
    return;
  }
  const lineOut = across.outputs * channels;
  eachBlock(windows, (first, lines, top, height) => {
    const [inputs, outputs] = [height * line, lines * lineOut];
    const [atX, atY] = engine.places([inputs, outputs]) as [number, number];
    for (let item = 0; item < size[0]; item++) {
      const [from, to] = [(item * size[1] + top) * line, (item * down.outputs + first) * lineOut];
      engine.memory.set(x.subarray(from, from + inputs), atX);
      eachRun(windows, first, lines, (window, at, n, rows, columns) => {
        engine.largest!(atY + window * channels, atX + at, n, across.stride * channels, rows, columns, line, channels);
      });
      y.set(engine.memory.subarray(atY, atY + outputs), to);
    }
  });
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

/** Gradients go to the first of the largest values. `dx` is zeros before. */
export function maxBack(windows: PoolingWindows, dx: FloatArray, x: FloatArray, y: FloatArray, dy: FloatArray): void {
  const { channels, size, down, across } = windows;
  const line = size[2] * channels;
  const engine = matrices(dy.BYTES_PER_ELEMENT === 4);
  if (!engine.toLargest) {
    eachWindow(windows, (to, from, rows, columns) => giveToLargest(dx, x, y, dy, to, from, rows, columns, line, channels));
    return;
  }
  const lineOut = across.outputs * channels;
  eachBlock(windows, (first, lines, top, height) => {
    const [inputs, outputs] = [height * line, lines * lineOut];
    const [atX, atDx, atY, atDy] = engine.places([inputs, inputs, outputs, outputs]) as [number, number, number, number];
    const { memory } = engine;
    for (let item = 0; item < size[0]; item++) {
      const [from, to] = [(item * size[1] + top) * line, (item * down.outputs + first) * lineOut];
      memory.set(x.subarray(from, from + inputs), atX);
      memory.set(dx.subarray(from, from + inputs), atDx); // blocks may overlap
      memory.set(y.subarray(to, to + outputs), atY);
      memory.set(dy.subarray(to, to + outputs), atDy);
      eachRun(windows, first, lines, (window, at, n, rows, columns) => {
        const output = window * channels;
        engine.toLargest!(atDx + at, atX + at, atY + output, atDy + output, n, across.stride * channels, rows, columns, line, channels);
      });
      dx.set(memory.subarray(atDx, atDx + inputs), from);
    }
  });
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
