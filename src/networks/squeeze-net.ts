/**
 * A network for images with few weights.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { softmax } from '../nn/activation-layers.js';
import { conv2d } from '../nn/convolution.js';
import { dropout } from '../nn/dropout.js';
import { globalAveragePooling2d } from '../nn/global-pooling.js';
import { apply, type GraphNode, input } from '../nn/graph.js';
import { concatenate } from '../nn/merging.js';
import { checkModelOptions, type Model, MODEL_DEFAULTS, type ModelOptions } from '../nn/model-core.js';
import { model } from '../nn/model.js';
import { maxPooling2d } from '../nn/pooling.js';
import { readImageShape } from './image-shape.js';

/** Options of {@link squeezeNet}. */
export interface SqueezeNetOptions extends ModelOptions {
  /** Classes to tell apart, >= 1. @defaultValue `1000` */
  classes?: number | undefined;
  /** Height, width and channels of the input; height and width >= 35. @defaultValue `[227, 227, 3]` */
  inputShape?: readonly [number, number, number] | undefined;
}

/** Filters of the fire modules: those that squeeze, and those of each of the two that expand; `'pool'` is a maximum of 3 x 3. */
const MODULES = [[16, 64], [16, 64], [32, 128], 'pool', [32, 128], [48, 192], [48, 192], [64, 256], 'pool', [64, 256]] as const;

/**
 * SqueezeNet 1.0: eight fire modules, each a convolution of one point that squeezes, and beside each other one of 1 x 1 and one of 3 x 3
 * that expand; a convolution instead of dense layers, and the mean over the image.
 *
 * @param options - {@link SqueezeNetOptions}.
 * @returns A model from `[batch, height, width, channels]` to probabilities `[batch, classes]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * squeezeNet().countParams().total; // 1248424
 * squeezeNet({ classes: 10, inputShape: [128, 44, 1] }).outputShapes([[128, 44, 1]]); // [[10]]
 * ```
 * @see Iandola et al., "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and < 0.5 MB model size", 2016, table 1.
 */
export function squeezeNet(options?: SqueezeNetOptions): Model {
  const caller = 'squeezeNet';
  const read = readOptions(caller, options, {
    ...MODEL_DEFAULTS,
    classes: 1000,
    inputShape: [227, 227, 3] as readonly [number, number, number],
  });
  checkModelOptions(read, caller);
  const { classes, inputShape, ...rest } = read;
  expectInteger(classes, caller, 'classes', 1);
  const image = input(readImageShape(inputShape, caller, 35));
  const conv = (x: GraphNode, filters: number, kernelSize: number): GraphNode =>
    apply(conv2d({ filters, kernelSize, padding: 'same', activation: 'relu' }), x);
  const pool = (x: GraphNode): GraphNode => apply(maxPooling2d({ poolSize: 3, strides: 2 }), x);
  let x = pool(apply(conv2d({ filters: 96, kernelSize: 7, strides: 2, activation: 'relu' }), image));
  for (const module of MODULES) {
    if (module === 'pool') x = pool(x);
    else {
      const small = conv(x, module[0], 1);
      x = apply(concatenate(), [conv(small, module[1], 1), conv(small, module[1], 3)]);
    }
  }
  x = apply(dropout({ rate: 0.5 }), x);
  x = apply(globalAveragePooling2d(), conv(x, classes, 1));
  return model({ inputs: image, outputs: apply(softmax(), x), ...rest });
}
