/**
 * The convolutional network of deep_audio_features, and what that package calls its layers.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectInteger, readOptions } from '../core/options.js';
import { leakyRelu } from '../nn/activation-layers.js';
import { batchNormalization } from '../nn/batch-normalization.js';
import { conv2d } from '../nn/convolution.js';
import { dense } from '../nn/dense.js';
import { dropout } from '../nn/dropout.js';
import { type Layer } from '../nn/layer.js';
import { checkModelOptions, type Model, MODEL_DEFAULTS, type ModelOptions } from '../nn/model-core.js';
import { maxPooling2d } from '../nn/pooling.js';
import { sequential } from '../nn/sequential.js';
import { flatten, permute, zeroPadding2d } from '../nn/shaping.js';

/** Options of {@link deepAudioFeaturesCnn}. */
export interface DeepAudioFeaturesCnnOptions extends ModelOptions {
  /** Classes to tell apart, >= 1. */
  classes: number;
  /** Frames of the mel spectrogram, >= 16. @defaultValue `201` */
  height?: number | undefined;
  /** Its bands, >= 16. @defaultValue `128` */
  width?: number | undefined;
  /** Filters of the first convolution, >= 1; each of the three others has twice as many as the one before. @defaultValue `32` */
  firstChannels?: number | undefined;
  /** Units of the two hidden linear layers, >= 1. @defaultValue `[1024, 256]` */
  units?: readonly [number, number] | undefined;
}

/** PyTorch's settings, in Keras' words. */
const NORM = { epsilon: 1e-5, momentum: 0.9 };
const SLOPE = { negativeSlope: 0.01 };

/**
 * The network that deep_audio_features trains on mel spectrograms: four times a convolution of 5 x 5, normalisation, leaky ReLU and a
 * maximum of 2 x 2; then three linear layers, the last of which has a leaky ReLU, too, so that its outputs are no probabilities.
 *
 * Layers are called as in that package: `convLayer1_conv2d`, ..., `linearLayer3_dense`.
 *
 * @param options - {@link DeepAudioFeaturesCnnOptions}.
 * @returns A model from `[batch, height, width, 1]` to `[batch, classes]`, the logits. `height` is time.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const net = deepAudioFeaturesCnn({ classes: 16 });
 * net.countParams(); // { total: 26511760, trainable: 26510800, notTrainable: 960 }
 * ```
 * @see Theodoros Giannakopoulos' deep_audio_features, `CNN1`: same layers. {@link deepAudioFeaturesTorchNames} loads its weights.
 */
export function deepAudioFeaturesCnn(options: DeepAudioFeaturesCnnOptions): Model {
  const caller = 'deepAudioFeaturesCnn';
  const read = readOptions(caller, options, {
    ...MODEL_DEFAULTS,
    classes: 0,
    height: 201,
    width: 128,
    firstChannels: 32,
    units: [1024, 256] as readonly [number, number],
  });
  checkModelOptions(read, caller);
  const { classes, height, width, firstChannels, units, ...rest } = read;
  expectInteger(classes, caller, 'classes', 1);
  expectInteger(height, caller, 'height', 16);
  expectInteger(width, caller, 'width', 16);
  expectInteger(firstChannels, caller, 'firstChannels', 1);
  if (!Array.isArray(units) || units.length !== 2) throw new ParameterError(caller, 'units', `must be two integers, got ${show(units)}`);
  for (const n of units) expectInteger(n, caller, 'units', 1);
  const layers: Layer[] = [1, 2, 3, 4].flatMap((number) => {
    const named = (kind: string): { name: string } => ({ name: `convLayer${number}_${kind}` });
    return [
      zeroPadding2d({ padding: 2, ...named('zeroPadding2d') }),
      conv2d({ filters: firstChannels * 2 ** (number - 1), kernelSize: 5, ...named('conv2d') }),
      batchNormalization({ ...NORM, ...named('batchNormalization') }),
      leakyRelu({ ...SLOPE, ...named('leakyRelu') }),
      maxPooling2d(named('maxPooling2d')),
    ];
  });
  layers.push(permute({ dims: [3, 1, 2], name: 'permute' }), flatten({ name: 'flatten' })); // PyTorch's channels come first
  [...units, classes].forEach((n, i) => {
    const named = (kind: string): { name: string } => ({ name: `linearLayer${i + 1}_${kind}` });
    if (i < 2) layers.push(dropout({ rate: [0.75, 0.5][i]!, ...named('dropout') }));
    layers.push(dense({ units: n, ...named('dense') }), leakyRelu({ ...SLOPE, ...named('leakyRelu') }));
  });
  return sequential(layers, { inputShape: [height, width, 1], ...rest });
}

/**
 * What the layers of {@link deepAudioFeaturesCnn} are called in the state dict of deep_audio_features: the option `names` of
 * `setTorchWeights`.
 *
 * @returns Names there by names here.
 * @example
 * ```ts
 * deepAudioFeaturesTorchNames()['convLayer1_batchNormalization']; // 'conv_layer1.1'
 * ```
 */
export function deepAudioFeaturesTorchNames(): Record<string, string> {
  const names: Record<string, string> = {};
  for (const n of [1, 2, 3, 4]) {
    names[`convLayer${n}_conv2d`] = `conv_layer${n}.0`;
    names[`convLayer${n}_batchNormalization`] = `conv_layer${n}.1`;
  }
  for (const n of [1, 2, 3]) names[`linearLayer${n}_dense`] = `linear_layer${n}.${n < 3 ? 1 : 0}`; // the third has no dropout before
  return names;
}
