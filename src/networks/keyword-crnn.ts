/**
 * Small networks that wait for a keyword: a convolution, recurrent layers, a dense layer.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { bidirectional } from '../nn/bidirectional.js';
import { conv2d } from '../nn/convolution.js';
import { dense } from '../nn/dense.js';
import { gru } from '../nn/gru.js';
import { readPair } from '../nn/kernel-options.js';
import { type Layer } from '../nn/layer.js';
import { lstm } from '../nn/lstm.js';
import { checkModelOptions, type Model, MODEL_DEFAULTS, type ModelOptions } from '../nn/model-core.js';
import { sequential } from '../nn/sequential.js';
import { flatten, reshape } from '../nn/shaping.js';

/** What {@link keywordCrnn} is made of. In brackets what the paper calls it. */
export interface KeywordCrnnArchitecture {
  /** Filters of the convolution (N_C), >= 1. */
  filters: number;
  /** Frames and bands of its window (L_T, L_F). */
  kernelSize: readonly [number, number];
  /** Frames and bands from one window to the next (S_T, S_F). */
  strides: readonly [number, number];
  /** Bidirectional recurrent layers (R), >= 1. */
  recurrentLayers: number;
  /** Units of each of their directions (N_R), >= 1. */
  recurrentUnits: number;
  /** What the recurrent layers are. @defaultValue `'gru'` */
  cell?: 'gru' | 'lstm' | undefined;
  /** Units of the dense layer (N_F), >= 1. */
  denseUnits: number;
  /** Frames of a window of the input (T), >= 1. @defaultValue `151`, 1.5 s every 10 ms */
  frames?: number | undefined;
  /** Mel bands, >= 1. @defaultValue `40` */
  bands?: number | undefined;
  /** What is told apart, >= 2: no keyword, then keywords. @defaultValue `2` */
  classes?: number | undefined;
}

/** Options of {@link keywordCrnn}. */
export interface KeywordCrnnOptions extends KeywordCrnnArchitecture, ModelOptions {}

const DEFAULTS = {
  filters: 0,
  kernelSize: 0 as unknown as readonly [number, number],
  strides: 0 as unknown as readonly [number, number],
  recurrentLayers: 0,
  recurrentUnits: 0,
  cell: 'gru' as 'gru' | 'lstm',
  denseUnits: 0,
  frames: 151,
  bands: 40,
  classes: 2,
};

function check(read: typeof DEFAULTS, caller: string): void {
  for (const name of ['filters', 'recurrentLayers', 'recurrentUnits', 'denseUnits', 'frames', 'bands'] as const)
    expectInteger(read[name], caller, name, 1);
  for (const name of ['kernelSize', 'strides'] as const) readPair(read[name], caller, name);
  expectOneOf(read.cell, caller, 'cell', ['gru', 'lstm']);
  expectInteger(read.classes, caller, 'classes', 2);
}

/**
 * A convolutional recurrent network for spotting keywords: one convolution over mel bands and time, bidirectional GRU or LSTM layers over the
 * steps that are left, a dense layer over all of them, and the probabilities of "no keyword" and of the keywords.
 *
 * @param options - {@link KeywordCrnnOptions}.
 * @returns A model from `[batch, frames, bands, 1]` to probabilities `[batch, classes]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const small = { filters: 32, kernelSize: [20, 5], strides: [8, 2], recurrentLayers: 2, recurrentUnits: 32, denseUnits: 64 } as const;
 * const net = keywordCrnn(small);
 * net.countParams().total; // 229090
 * net.predict(tensor(new Float32Array(151 * 40), [1, 151, 40, 1])).shape; // [1, 2]
 * ```
 * @see Arik et al., "Convolutional recurrent neural networks for small-footprint keyword spotting", 2017, table 1, whose chosen network this
 * one is (229k). GRUs reset before the product and have one bias, which is what its numbers of parameters say.
 */
export function keywordCrnn(options: KeywordCrnnOptions): Model {
  const caller = 'keywordCrnn';
  const read = readOptions(caller, options, { ...MODEL_DEFAULTS, ...DEFAULTS });
  checkModelOptions(read, caller);
  check(read, caller);
  const { filters, kernelSize, strides, frames, bands, cell, name, dtype, seed } = read;
  const [steps, columns] = stepsOf(read);
  const layers: Layer[] = [
    conv2d({ filters, kernelSize, strides, padding: 'same', activation: 'relu' }),
    reshape({ targetShape: [steps, columns * filters] }),
  ];
  for (let i = 0; i < read.recurrentLayers; i++) {
    const given = { units: read.recurrentUnits, returnSequences: true };
    layers.push(bidirectional({ layer: cell === 'gru' ? gru({ ...given, resetAfter: false }) : lstm(given) }));
  }
  layers.push(flatten(), dense({ units: read.denseUnits, activation: 'relu' }), dense({ units: read.classes, activation: 'softmax' }));
  return sequential(layers, { inputShape: [frames, bands, 1], name, dtype, seed });
}

/** Steps and columns behind the convolution. */
const stepsOf = ({ frames, bands, strides }: Pick<typeof DEFAULTS, 'frames' | 'bands' | 'strides'>): [number, number] => [
  Math.ceil(frames / strides[0]),
  Math.ceil(bands / strides[1]),
];

/**
 * How many weights {@link keywordCrnn} has, by the formula.
 *
 * @param architecture - {@link KeywordCrnnArchitecture}.
 * @returns The number, which is that of `countParams().total`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const row = { filters: 256, kernelSize: [20, 5], strides: [8, 2], recurrentLayers: 4, recurrentUnits: 64, denseUnits: 128 } as const;
 * keywordCrnnParams(row); // 2550914
 * ```
 * @see {@link keywordCrnn}
 */
export function keywordCrnnParams(architecture: KeywordCrnnArchitecture): number {
  const caller = 'keywordCrnnParams';
  const read = readOptions(caller, architecture, DEFAULTS);
  check(read, caller);
  const { filters, kernelSize, recurrentLayers, recurrentUnits: units, denseUnits, classes } = read;
  const [steps, columns] = stepsOf(read);
  const gates = read.cell === 'gru' ? 3 : 4;
  let total = filters * (kernelSize[0] * kernelSize[1] + 1);
  let width = columns * filters;
  for (let i = 0; i < recurrentLayers; i++, width = 2 * units) total += 2 * gates * units * (width + units + 1);
  total += (steps * width + 1) * denseUnits + (denseUnits + 1) * classes;
  if (!Number.isSafeInteger(total)) throw new ParameterError(caller, 'architecture', 'has more weights than can be counted');
  return total;
}
