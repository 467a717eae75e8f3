/**
 * Any layer or model of `@audiolab/dsp/nn` as a function of tensors.
 * @module
 */
import { type Tensor, type Variable, variable } from '@tensorflow/tfjs-core';
import { ParameterError, show } from '../core/errors.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { createRandom } from '../core/random.js';
import { expectShape, toNd } from '../core/tensor.js';
import { isTimeMajor } from '../nn/finish-layer.js';
import { type Layer, type Shape } from '../nn/layer.js';
import { type MaskLike, type Padding } from '../nn/sequence-mask.js';
import { fused } from './fused.js';
import { CALL_DEFAULTS, type CallSettings, frameMask, runLayer, trainedOf } from './run-layer.js';
import { readFloats, toTensor } from './tensors.js';

/** Options of {@link applyLayer}. */
export interface ApplyOptions {
  /** `[batch, time]`: 0 where a frame is padding. @defaultValue all frames count */
  mask?: MaskLike | Tensor | undefined;
  /** The same as frames of each sequence; not together with `mask`. */
  lengths?: ArrayLike<number> | Tensor | undefined;
  /** Where the padding stands that `lengths` speaks of. @defaultValue `'post'` */
  padding?: Padding | undefined;
  /** Dropout drops, batch normalisation uses the batch. @defaultValue `false` */
  training?: boolean | undefined;
  /** What dropout draws from: give another number at every step. @defaultValue `0` */
  seed?: number | undefined;
}

/** Reads them. */
export function readCall(options: ApplyOptions | undefined, caller: string): CallSettings {
  const settings = readOptions<CallSettings>(caller, options, CALL_DEFAULTS);
  expectBoolean(settings.training, caller, 'training');
  expectInteger(settings.seed, caller, 'seed', 0);
  return settings;
}

/**
 * Runs a layer or a whole model on tensors, with gradients with respect to its inputs and weights. Both ways go through our kernels, so
 * that convolutions, too, can be trained where TensorFlow.js has no gradients for them (`wasm`), and none need be registered.
 *
 * @param layer - A layer of `@audiolab/dsp/nn`, or a model; built here if it has no weights. It holds the last weights it ran with.
 * @param x - The input, the batch first, or several.
 * @param weights - Those that are trained, in Keras' order: what {@link layerVariables} makes. Moving averages stay with the layer.
 * @param options - {@link ApplyOptions}.
 * @returns The output. A layer with several is for {@link applyLayerAll}.
 * @throws `ParameterError` if shapes do not fit, a value is not finite or the layer has several outputs.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * const layer = conv1d({ filters: 8, kernelSize: 3 });
 * const weights = layerVariables(layer, [100, 40]);
 * const y = applyLayer(layer, tf.ones([2, 100, 40]), weights);
 * y.shape; // [2, 98, 8]
 * ```
 */
export function applyLayer(layer: Layer, x: Tensor | readonly Tensor[], weights: readonly Tensor[], options?: ApplyOptions): Tensor {
  const outputs = applyLayerAll(layer, x, weights, options);
  if (outputs.length === 1) return outputs[0]!;
  for (const output of outputs) output.dispose();
  throw new ParameterError('applyLayer', 'layer', `gives ${outputs.length} outputs here: use "applyLayerAll"`);
}

/**
 * The same for any number of outputs.
 *
 * @param layer - A layer or a model.
 * @param x - The input, the batch first, or several: a sequence and the states to start from.
 * @param weights - Those that are trained, in Keras' order.
 * @param options - {@link ApplyOptions}.
 * @returns All outputs.
 * @throws `ParameterError` if shapes do not fit or a value is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * const layer = gru({ units: 8, returnSequences: true, returnState: true });
 * const [y, h] = applyLayerAll(layer, tf.ones([2, 100, 40]), layerVariables(layer, [null, 40]));
 * y.shape; // [2, 100, 8]
 * h.shape; // [2, 8]
 * ```
 */
export function applyLayerAll(layer: Layer, x: Tensor | readonly Tensor[], weights: readonly Tensor[], options?: ApplyOptions): Tensor[] {
  const caller = 'applyLayer';
  expectLayer(layer, caller);
  const settings = readCall(options, caller);
  const inputs = Array.isArray(x) ? (x as readonly Tensor[]) : [x as Tensor];
  const values = inputs.map((t, i) => ({ data: readFloats(t, caller, inputs.length > 1 ? `x[${i}]` : 'x'), shape: t.shape }));
  build(
    layer,
    values.map(({ shape }) => shape.slice(1)),
    0,
  );
  const read = readLayerWeights(trainedOf(layer), weights, caller);
  const mask = frameMask(settings, values[0]?.shape ?? [], isTimeMajor(layer.config), caller);
  return fused([...inputs, ...weights], (gradients) => runLayer(layer, values, read, settings, mask, gradients));
}

/** Options of {@link layerVariables}. */
export interface VariableOptions {
  /** Seed of fresh weights, an integer >= 0. @defaultValue `0` */
  seed?: number | undefined;
}

/**
 * Makes variables of a layer's weights, for {@link applyLayer} and the optimisers of TensorFlow.js. `layer.setWeights` with
 * {@link fromTensor} of each brings them back.
 *
 * @param layer - A layer of `@audiolab/dsp/nn`, or a model; weights are made if it has none.
 * @param inputShape - Shape of its input without the batch, `null` for a length that varies: `[null, 40]`; a list of them for several.
 * @param options - {@link VariableOptions}.
 * @returns One variable for each weight that is trained, in Keras' order, with the values that the layer has.
 * @throws `ParameterError` if the layer cannot take that shape.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * const weights = layerVariables(lstm({ units: 64 }), [null, 40]);
 * weights.map((w) => w.shape.join()); // ['40,256', '64,256', '256']
 * ```
 */
export function layerVariables(layer: Layer, inputShape: Shape | readonly Shape[], options?: VariableOptions): Variable[] {
  const caller = 'layerVariables';
  expectLayer(layer, caller);
  const { seed } = readOptions(caller, options, { seed: 0 });
  expectInteger(seed, caller, 'seed', 0);
  const several = Array.isArray(inputShape[0]);
  build(layer, several ? (inputShape as readonly Shape[]) : [inputShape as Shape], seed);
  return trainedOf(layer).map(({ value, shape }) => {
    const fresh = toTensor(toNd({ data: value.slice(), shape }));
    const result = variable(fresh);
    fresh.dispose(); // the variable has a reference of its own
    return result;
  });
}

const build = (layer: Layer, shapes: readonly Shape[], seed: number): void =>
  layer.build(shapes, { dtype: 'float32', random: createRandom(seed) });

function expectLayer(layer: unknown, caller: string): asserts layer is Layer {
  if (typeof layer !== 'object' || layer === null || typeof (layer as Layer).forward !== 'function') {
    throw new TypeError(`${caller}: "layer" must be a layer or a model, got ${show(layer)}`);
  }
}

/** The values of weights that fit. */
export function readLayerWeights(
  parameters: readonly { name: string; shape: readonly number[] }[],
  weights: readonly Tensor[],
  caller: string,
): Float32Array[] {
  expectWeights(parameters, weights, caller);
  return parameters.map(({ name }, i) => readFloats(weights[i], caller, name));
}

/** Refuses weights of other shapes. */
export function expectWeights(
  parameters: readonly { name: string; shape: readonly number[] }[],
  weights: readonly Tensor[],
  caller: string,
): void {
  if (!Array.isArray(weights)) throw new TypeError(`${caller}: "weights" must be an array of tensors, got ${show(weights)}`);
  if (weights.length !== parameters.length) {
    const names = parameters.map(({ name }) => name).join(', ');
    throw new ParameterError(caller, 'weights', `must be ${parameters.length} tensors (${names}), got ${weights.length}`);
  }
  parameters.forEach(({ name, shape }, i) => {
    const got: unknown = (weights[i] as Tensor | undefined)?.shape;
    if (Array.isArray(got)) expectShape(got as number[], shape, caller, name);
  });
}
