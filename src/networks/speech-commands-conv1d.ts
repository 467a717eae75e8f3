/**
 * Words from raw samples: the one-dimensional convolutional network of the Speech Commands tutorials.
 * @module
 */
import { expectFinite, expectInteger, readOptions } from '../core/options.js';
import { conv1d } from '../nn/convolution.js';
import { dense } from '../nn/dense.js';
import { dropout } from '../nn/dropout.js';
import { type Layer } from '../nn/layer.js';
import { checkModelOptions, type Model, MODEL_DEFAULTS, type ModelOptions } from '../nn/model-core.js';
import { maxPooling1d } from '../nn/pooling.js';
import { sequential } from '../nn/sequential.js';
import { flatten } from '../nn/shaping.js';

/** Options of {@link speechCommandsConv1d}. */
export interface SpeechCommandsConv1dOptions extends ModelOptions {
  /** Samples of a clip, >= 1,106, below which nothing is left behind the fourth maximum. @defaultValue `8000`, one second at 8 kHz */
  samples?: number | undefined;
  /** Words to tell apart, >= 1. @defaultValue `10` */
  classes?: number | undefined;
  /** Share of values that is dropped behind each convolution, in [0, 1). @defaultValue `0.25` */
  convDropout?: number | undefined;
  /** Share of values that is dropped behind the two hidden dense layers, in [0, 1). @defaultValue `0.5` */
  denseDropout?: number | undefined;
}

/** Samples that leave one value behind the fourth maximum: 1 * 4 + 10 = 14, 14 * 4 + 10 = 66, 66 * 4 + 10 = 274, 274 * 4 + 10. */
const LEAST = 1106;

/**
 * The network that reads one second of samples at 8 kHz: four times a convolution of 11 samples (8, 16, 32 and 64 filters) and a maximum of
 * four, then dense layers of 256, 128 and `classes` units.
 *
 * @param options - {@link SpeechCommandsConv1dOptions}.
 * @returns A model from `[batch, samples, 1]` to probabilities `[batch, classes]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const net = speechCommandsConv1d();
 * net.countParams().total; // 506586
 * net.getLayer('dense').kind; // 'dense'
 * ```
 * @see `examples/speech-commands/` trains it. The text that describes it prints 44264 weights for the first dense layer; it has
 * 1728 * 256 + 256 = 442,624, without which its own total does not come out.
 */
export function speechCommandsConv1d(options?: SpeechCommandsConv1dOptions): Model {
  const caller = 'speechCommandsConv1d';
  const read = readOptions(caller, options, { ...MODEL_DEFAULTS, samples: 8000, classes: 10, convDropout: 0.25, denseDropout: 0.5 });
  checkModelOptions(read, caller);
  const { samples, classes, convDropout, denseDropout, ...rest } = read;
  expectInteger(samples, caller, 'samples', LEAST);
  expectInteger(classes, caller, 'classes', 1);
  expectFinite(convDropout, caller, 'convDropout', 0, 1 - 2 ** -52);
  expectFinite(denseDropout, caller, 'denseDropout', 0, 1 - 2 ** -52);
  const layers: Layer[] = [];
  for (const filters of [8, 16, 32, 64]) {
    layers.push(conv1d({ filters, kernelSize: 11, activation: 'relu' }), maxPooling1d({ poolSize: 4 }));
    if (convDropout) layers.push(dropout({ rate: convDropout }));
  }
  layers.push(flatten());
  for (const units of [256, 128]) {
    layers.push(dense({ units, activation: 'relu' }));
    if (denseDropout) layers.push(dropout({ rate: denseDropout }));
  }
  layers.push(dense({ units: classes, activation: 'softmax' }));
  return sequential(layers, { inputShape: [samples, 1], ...rest });
}
