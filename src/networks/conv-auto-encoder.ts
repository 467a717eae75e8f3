/**
 * Representations of spectrograms that are learnt without labels.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { activation } from '../nn/activation-layers.js';
import { batchNormalization } from '../nn/batch-normalization.js';
import { conv2d } from '../nn/convolution.js';
import { apply, type GraphNode, input } from '../nn/graph.js';
import { maxUnpooling2d } from '../nn/max-unpooling.js';
import { checkModelOptions, type Model, MODEL_DEFAULTS, type ModelOptions } from '../nn/model-core.js';
import { model } from '../nn/model.js';
import { maxPooling2d } from '../nn/pooling.js';
import { flatten, permute, zeroPadding2d } from '../nn/shaping.js';

/** Options of {@link convAutoEncoder}. */
export interface ConvAutoEncoderOptions extends ModelOptions {
  /** Frames of the spectrogram, >= 1. */
  height: number;
  /** Its bands, >= 1. */
  width: number;
  /** Channels of the representation, >= 1. @defaultValue `10` */
  representationChannels?: number | undefined;
  /** Filters of the first convolution, >= 1; the second has twice as many, the third four times. @defaultValue `32` */
  firstChannels?: number | undefined;
}

/** Both halves, which share their weights. */
export interface ConvAutoEncoder {
  /** From `[batch, height, width, 1]` to the same, which is to be like it: what `fit` trains. */
  readonly autoEncoder: Model;
  /** From `[batch, height, width, 1]` to the representation, `[batch, values]`. Learns with `autoEncoder`. */
  readonly encoder: Model;
}

/**
 * The convolutional autoencoder of deep_audio_features: four convolutions of 3 x 3 with a maximum of 2 x 2 behind each, and the way back,
 * in which every maximum returns to where it was found. Height and width need not be even.
 *
 * @param options - {@link ConvAutoEncoderOptions}.
 * @returns {@link ConvAutoEncoder}.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const { autoEncoder, encoder } = convAutoEncoder({ height: 201, width: 128 });
 * autoEncoder.countParams(); // { total: 210187, trainable: 209291, notTrainable: 896 }
 * encoder.outputShapes([[201, 128, 1]]); // [[1260]]
 * ```
 * @see deep_audio_features `ConvAutoEncoder`: same numbers. Its transposed convolutions of stride 1 and padding 2 are written as what they
 * are, convolutions without padding: the weight `[in, out, k, k]` there is `[out, in, k, k]` here, with both last axes reversed.
 */
export function convAutoEncoder(options: ConvAutoEncoderOptions): ConvAutoEncoder {
  const caller = 'convAutoEncoder';
  const read = readOptions(caller, options, { ...MODEL_DEFAULTS, height: 0, width: 0, representationChannels: 10, firstChannels: 32 });
  checkModelOptions(read, caller);
  const { height, width, representationChannels, firstChannels, ...rest } = read;
  for (const [name, n] of Object.entries({ height, width, representationChannels, firstChannels })) expectInteger(n, caller, name, 1);
  const image = input([height, width, 1]);
  const filters = [firstChannels, 2 * firstChannels, 4 * firstChannels, representationChannels];
  /** Normalisation and activation, which the last convolution of each half does without. */
  const finish = (x: GraphNode, name: string, last: boolean): GraphNode => {
    if (last) return x;
    const normal = apply(batchNormalization({ epsilon: 1e-5, momentum: 0.9, name: `${name}_batchNormalization` }), x);
    return apply(activation({ activation: 'gelu', name: `${name}_gelu` }), normal);
  };
  const read4: GraphNode[] = []; // what each maximum was taken of
  let x = image;
  filters.forEach((n, i) => {
    const name = `conv${i + 1}`;
    const padded = apply(zeroPadding2d({ padding: 2, name: `${name}_zeroPadding2d` }), x);
    const y = finish(apply(conv2d({ filters: n, kernelSize: 3, name }), padded), name, i === 3);
    read4.push(y);
    x = apply(maxPooling2d({ name: `pool${i + 1}` }), y);
  });
  const representation = apply(flatten({ name: 'flatten' }), apply(permute({ dims: [3, 1, 2], name: 'permute' }), x));
  [filters[2]!, filters[1]!, filters[0]!, 1].forEach((n, i) => {
    const name = `unconv${i + 1}`;
    const wide = apply(maxUnpooling2d({ name: `unpool${i}` }), [x, read4[3 - i]!]);
    x = finish(apply(conv2d({ filters: n, kernelSize: 3, name }), wide), name, i === 3);
  });
  const { name, dtype, seed } = rest;
  return {
    autoEncoder: model({ inputs: image, outputs: x, name: name || 'autoEncoder', dtype, seed }),
    encoder: model({ inputs: image, outputs: representation, name: name ? `${name}_encoder` : 'encoder', dtype, seed }),
  };
}
