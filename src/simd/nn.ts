/**
 * Dense layers and convolutions on the SIMD kernels.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { Arena } from './arena.js';
import { type Activation, ACTIVATIONS, blockLength, packBlocks, roundUp } from './blocks.js';
import { nnWasm } from './generated/nn.js';
import { instantiate, withinMemory } from './instantiate.js';

/** Weights that windows are multiplied with. */
export interface WindowSpec {
  /** Values of a window: rows of the weights. */
  depth: number;
  /** Values of an output. */
  columns: number;
  /** [depth, columns]. */
  weights: FloatArray;
  bias: FloatArray | undefined;
  activation: Activation;
}

/** What computes: SIMD or TypeScript. */
export interface WindowEngine<T extends FloatArray = FloatArray> {
  readonly name: 'simd' | 'js';
  /** Values from one output to the next: the columns, rounded up to eights. */
  readonly stride: number;
  /** Input and output, at least as long as was asked for. */
  readonly x: T;
  readonly y: T;
  /** Makes room for so many values, and sets where the runs of a window begin, counted from its first value. */
  prepare(inputs: number, outputs: number, offsets: readonly number[], run: number): void;
  /** `lines` lines of `count` windows: windows are `step` values apart, lines `lineStep`. Outputs lie in `y` without gaps. */
  run(lines: number, count: number, lineStep: number, step: number): void;
}

interface Exports {
  windows(lines: number, count: number, lineStep: number, step: number): void;
}

/** Packed weights and bias. */
export function packWindows<T extends FloatArray>(spec: WindowSpec, make: (length: number) => T): { weights: T; bias: T } {
  const { depth, columns } = spec;
  const order = Int32Array.from({ length: columns }, (_, k) => k);
  const weights = make(blockLength(depth, columns));
  packBlocks(weights, spec.weights, depth, columns, order);
  const bias = make(blockLength(1, columns));
  if (spec.bias) packBlocks(bias, spec.bias, 1, columns, order);
  return { weights, bias };
}

/** The SIMD engine, or undefined where it cannot run. */
export const createSimdWindows = (spec: WindowSpec): WindowEngine<Float32Array> | undefined => withinMemory(() => create(spec));

function create(spec: WindowSpec): WindowEngine<Float32Array> | undefined {
  const length = blockLength(spec.depth, spec.columns);
  const kernels = instantiate<Exports>(nnWasm, 4 * length + 65536);
  if (!kernels) return undefined;
  const { exports, memory } = kernels;
  const arena = new Arena(memory, 0);
  const stride = roundUp(spec.columns, 8);
  const settings = 9;
  const plan = arena.take(4 * settings);
  const packed = packWindows(spec, (n) => arena.floats(arena.take(4 * n), n));
  const [weights, bias] = [packed.weights.byteOffset, packed.bias.byteOffset];
  const floor = arena.top;
  let x: Float32Array = new Float32Array(0);
  let y: Float32Array = new Float32Array(0);
  return {
    name: 'simd',
    stride,
    get x() {
      return x;
    },
    get y() {
      return y;
    },
    prepare(inputs, outputs, offsets, run) {
      const longest = [Math.max(inputs, x.length), Math.max(outputs, y.length)] as const;
      arena.top = floor;
      const places = [arena.take(4 * longest[0]), arena.take(4 * longest[1]), arena.take(4 * offsets.length)] as const;
      x = arena.floats(places[0], longest[0]);
      y = arena.floats(places[1], longest[1]);
      arena.words(places[2], offsets.length).set(offsets.map((offset) => 4 * offset));
      arena
        .words(plan, settings)
        .set([stride / 8, ACTIVATIONS.indexOf(spec.activation), weights, bias, places[0], places[1], places[2], offsets.length, 4 * run]);
    },
    run(lines, count, lineStep, step) {
      exports.windows(lines, count, 4 * lineStep, 4 * step);
    },
  };
}
