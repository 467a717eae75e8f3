/**
 * Poolings and scalings of channels-last data on the SIMD kernels.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { Arena } from './arena.js';
import { roundUp } from './blocks.js';
import { nnWasm } from './generated/nn.js';
import { instantiate, withinMemory } from './instantiate.js';

/** What computes: SIMD or TypeScript. Channels are padded to fours. */
export interface ChannelEngine<T extends FloatArray = FloatArray> {
  readonly name: 'simd' | 'js';
  /** Channels, padded. */
  readonly width: number;
  /** Input and output, at least as long as was asked for. */
  readonly x: T;
  readonly y: T;
  /** Makes room for so many values. */
  prepare(inputs: number, outputs: number): void;
  /** The largest value or the mean of `rows` x `columns` points from `x[from]` on, lines `rowStep` values apart, to `y[to]`. */
  pool(to: number, from: number, rows: number, columns: number, rowStep: number, average: boolean): void;
  /** y = scale x + shift for `rows` points. */
  scaleShift(rows: number): void;
}

interface Exports {
  pool(y: number, x: number, rows: number, columns: number, rowStep: number, width: number, average: number): void;
  scaleShift(y: number, x: number, rows: number, width: number, scale: number, shift: number): void;
}

/** The SIMD engine, or undefined where it cannot run. `scale` and `shift` are those of `scaleShift`, one for each channel. */
export const createSimdChannels = (channels: number, scale?: FloatArray, shift?: FloatArray): ChannelEngine<Float32Array> | undefined =>
  withinMemory(() => create(channels, scale, shift));

function create(channels: number, scale?: FloatArray, shift?: FloatArray): ChannelEngine<Float32Array> | undefined {
  const kernels = instantiate<Exports>(nnWasm, 1);
  if (!kernels) return undefined;
  const { exports, memory } = kernels;
  const arena = new Arena(memory, 0);
  const width = roundUp(channels, 4);
  const [scaleAt, shiftAt] = [arena.take(4 * width), arena.take(4 * width)];
  if (scale) arena.floats(scaleAt, channels).set(scale);
  if (shift) arena.floats(shiftAt, channels).set(shift);
  const floor = arena.top;
  let x: Float32Array = new Float32Array(0);
  let y: Float32Array = new Float32Array(0);
  let [xAt, yAt] = [0, 0];
  return {
    name: 'simd',
    width,
    get x() {
      return x;
    },
    get y() {
      return y;
    },
    prepare(inputs, outputs) {
      const [most, all] = [Math.max(inputs, x.length), Math.max(outputs, y.length)];
      arena.top = floor;
      xAt = arena.take(4 * most);
      yAt = arena.take(4 * all);
      x = arena.floats(xAt, most);
      y = arena.floats(yAt, all);
    },
    pool(to, from, rows, columns, rowStep, average) {
      exports.pool(yAt + 4 * to, xAt + 4 * from, rows, columns, 4 * rowStep, 4 * width, Number(average));
    },
    scaleShift(rows) {
      exports.scaleShift(yAt, xAt, rows, 4 * width, scaleAt, shiftAt);
    },
  };
}
