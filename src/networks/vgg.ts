/**
 * The very deep networks for images.
 * @module
 */
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { conv2d } from '../nn/convolution.js';
import { dense } from '../nn/dense.js';
import { dropout } from '../nn/dropout.js';
import { type Layer } from '../nn/layer.js';
import { checkModelOptions, type Model, MODEL_DEFAULTS, type ModelOptions } from '../nn/model-core.js';
import { maxPooling2d } from '../nn/pooling.js';
import { sequential } from '../nn/sequential.js';
import { flatten } from '../nn/shaping.js';
import { readImageShape } from './image-shape.js';

/** Columns of the table of the paper, but A-LRN, which differs from A by a layer without weights. */
const COLUMNS = ['A', 'B', 'C', 'D', 'E'] as const;

/** Options of {@link vgg}. */
export interface VggOptions extends ModelOptions {
  /** Column of the paper's table: 11 layers with weights, 13, 16 (three of them of one point), 16, 19. */
  column: 'A' | 'B' | 'C' | 'D' | 'E';
  /** Classes to tell apart, >= 1. @defaultValue `1000` */
  classes?: number | undefined;
  /** Height, width and channels of the input; height and width >= 32. @defaultValue `[224, 224, 3]` */
  inputShape?: readonly [number, number, number] | undefined;
}

/** Filters of the five blocks. */
const FILTERS = [64, 128, 256, 512, 512];

/** Kernel sizes of the convolutions of each block. */
const KERNELS: Readonly<Record<VggOptions['column'], readonly (readonly number[])[]>> = {
  A: [[3], [3], [3, 3], [3, 3], [3, 3]],
  B: [
    [3, 3],
    [3, 3],
    [3, 3],
    [3, 3],
    [3, 3],
  ],
  C: [
    [3, 3],
    [3, 3],
    [3, 3, 1],
    [3, 3, 1],
    [3, 3, 1],
  ],
  D: [
    [3, 3],
    [3, 3],
    [3, 3, 3],
    [3, 3, 3],
    [3, 3, 3],
  ],
  E: [
    [3, 3],
    [3, 3],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
  ],
};

/**
 * VGG: five blocks of convolutions, each ended by a maximum of 2 x 2, then dense layers of 4096, 4096 and `classes` units.
 *
 * @param options - {@link VggOptions}.
 * @returns A model from `[batch, height, width, channels]` to probabilities `[batch, classes]`. Counting and printing it makes no weights.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * vgg({ column: 'D' }).countParams().total; // 138357544
 * ```
 * @see Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", 2014, tables 1 and 2.
 */
export function vgg(options: VggOptions): Model {
  const caller = 'vgg';
  const read = readOptions(caller, options, {
    ...MODEL_DEFAULTS,
    column: undefined as unknown as VggOptions['column'],
    classes: 1000,
    inputShape: [224, 224, 3] as readonly [number, number, number],
  });
  checkModelOptions(read, caller);
  const { column, classes, inputShape, ...rest } = read;
  expectOneOf(column, caller, 'column', COLUMNS);
  expectInteger(classes, caller, 'classes', 1);
  const layers: Layer[] = KERNELS[column].flatMap((block, i) => [
    ...block.map((kernelSize) => conv2d({ filters: FILTERS[i]!, kernelSize, padding: 'same', activation: 'relu' })),
    maxPooling2d(),
  ]);
  layers.push(flatten());
  for (const units of [4096, 4096]) layers.push(dense({ units, activation: 'relu' }), dropout({ rate: 0.5 }));
  layers.push(dense({ units: classes, activation: 'softmax' }));
  return sequential(layers, { inputShape: readImageShape(inputShape, caller, 32), ...rest });
}
