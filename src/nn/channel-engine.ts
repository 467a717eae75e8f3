/**
 * Poolings and scalings of channels-last data in plain TypeScript, in double.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type ChannelEngine, createSimdChannels } from '../simd/channels.js';

/** The engine: SIMD for single precision where it runs, else TypeScript. */
export function createChannels(single: boolean, channels: number, scale?: FloatArray, shift?: FloatArray): ChannelEngine {
  return (single ? createSimdChannels(channels, scale, shift) : undefined) ?? createJsChannels(channels, scale, shift);
}

function createJsChannels(width: number, scale?: FloatArray, shift?: FloatArray): ChannelEngine<Float64Array> {
  const [a, b] = [Float64Array.from(scale ?? []), Float64Array.from(shift ?? [])];
  let [x, y] = [new Float64Array(0), new Float64Array(0)];
  return {
    name: 'js',
    width,
    get x() {
      return x;
    },
    get y() {
      return y;
    },
    prepare(inputs, outputs) {
      if (x.length < inputs) x = new Float64Array(inputs);
      if (y.length < outputs) y = new Float64Array(outputs);
    },
    pool(to, from, rows, columns, rowStep, average) {
      if (average) meanOf(y, to, x, from, rows, columns, rowStep, width);
      else largestOf(y, to, x, from, rows, columns, rowStep, width);
    },
    scaleShift(rows) {
      for (let i = 0; i < rows * width; i += width) for (let c = 0; c < width; c++) y[i + c] = x[i + c]! * a[c]! + b[c]!;
    },
  };
}

function largestOf(
  y: Float64Array,
  to: number,
  x: Float64Array,
  from: number,
  rows: number,
  columns: number,
  rowStep: number,
  width: number,
): void {
  for (let c = 0; c < width; c++) {
    let value = x[from + c]!;
    for (let r = 0; r < rows; r++) {
      for (let k = 0, p = from + c + r * rowStep; k < columns; k++, p += width) value = Math.max(value, x[p]!); // NaN wins
    }
    y[to + c] = value;
  }
}

function meanOf(
  y: Float64Array,
  to: number,
  x: Float64Array,
  from: number,
  rows: number,
  columns: number,
  rowStep: number,
  width: number,
): void {
  for (let c = 0; c < width; c++) {
    let sum = 0;
    for (let r = 0; r < rows; r++) for (let k = 0, p = from + c + r * rowStep; k < columns; k++, p += width) sum += x[p]!;
    y[to + c] = sum / (rows * columns);
  }
}
