/**
 * The layers of Keras that we have, and how their settings are called here.
 * @module
 */
import { DecodeError, show } from '../../core/errors.js';
import { printable } from '../../io/bytes.js';
import { isObject, type JsonObject } from './json.js';
import {
  foldName,
  type Place,
  readKerasActivation,
  readKerasConstraint,
  readKerasInitializer,
  readKerasRegularizer,
  refuse,
  single,
} from './keras-settings.js';

/** How a layer differs from having its settings folded. */
interface Rule {
  readonly kind: string;
  /** Settings of one axis, which files hold as lists of one. */
  readonly single?: readonly string[];
  /** Settings that have another name here. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Settings that must have one of these values, since we have nothing else, and are then dropped. */
  readonly only?: Readonly<Record<string, readonly unknown[]>>;
  /** Settings that others of the same layer make void. */
  readonly idle?: readonly string[];
  /** What a file means that does not say it. */
  readonly missing?: Readonly<Record<string, unknown>>;
}

const LAST = { data_format: ['channels_last', null] };
const CONV1 = { single: ['kernel_size', 'strides', 'dilation_rate'], only: { ...LAST, activity_regularizer: [null] } };
const CONV2 = { only: { ...LAST, activity_regularizer: [null] } };
const NO_ACTIVITY = { only: { activity_regularizer: [null] } };
/** Kernels that are made by an initializer of another name are stated twice in some files. */
const KERNEL = ['kernel_initializer', 'kernel_regularizer', 'kernel_constraint'];

/** By class name. */
const RULES: Readonly<Record<string, Rule>> = {
  Activation: { kind: 'activation' },
  Add: { kind: 'add' },
  Average: { kind: 'average' },
  AveragePooling1D: { kind: 'averagePooling1d', single: ['pool_size', 'strides'], only: LAST },
  AveragePooling2D: { kind: 'averagePooling2d', only: LAST },
  BatchNormalization: {
    kind: 'batchNormalization',
    single: ['axis'],
    only: { renorm: [false], virtual_batch_size: [null], synchronized: [false], fused: [null, true, false], adjustment: [null] },
    idle: ['renorm_clipping', 'renorm_momentum'], // of renorm, which is off
  },
  Bidirectional: { kind: 'bidirectional' },
  Concatenate: { kind: 'concatenate' },
  Conv1D: { kind: 'conv1d', ...CONV1 },
  Conv1DTranspose: {
    kind: 'conv1dTranspose',
    single: CONV1.single,
    only: { ...CONV1.only, output_padding: [null], groups: [1] },
  },
  Conv2DTranspose: { kind: 'conv2dTranspose', only: { ...CONV2.only, output_padding: [null], groups: [1] } },
  Conv2D: { kind: 'conv2d', ...CONV2 },
  Dense: { kind: 'dense', only: { activity_regularizer: [null], quantization_config: [null], lora_rank: [null], lora_alpha: [null] } },
  DepthwiseConv2D: {
    kind: 'depthwiseConv2d',
    only: { ...CONV2.only, groups: [1, null], filters: [null] },
    idle: KERNEL,
  },
  Dropout: { kind: 'dropout', only: { noise_shape: [null] } },
  ELU: { kind: 'elu' },
  Embedding: {
    kind: 'embedding',
    only: { ...NO_ACTIVITY.only, sparse: [false], lora_rank: [null], lora_alpha: [null], quantization_config: [null] },
  },
  Flatten: { kind: 'flatten', only: LAST },
  GaussianNoise: { kind: 'gaussianNoise' },
  GlobalAveragePooling1D: { kind: 'globalAveragePooling1d', only: LAST },
  GlobalAveragePooling2D: { kind: 'globalAveragePooling2d', only: LAST },
  GlobalMaxPooling1D: { kind: 'globalMaxPooling1d', only: LAST },
  GlobalMaxPooling2D: { kind: 'globalMaxPooling2d', only: LAST },
  GRU: { kind: 'gru', missing: { resetAfter: false } }, // files that do not say are older than the option
  LayerNormalization: { kind: 'layerNormalization', only: { rms_scaling: [false] } },
  LeakyReLU: { kind: 'leakyRelu', rename: { alpha: 'negativeSlope' } },
  LSTM: { kind: 'lstm' },
  Masking: { kind: 'masking' },
  MaxPooling1D: { kind: 'maxPooling1d', single: ['pool_size', 'strides'], only: LAST },
  MaxPooling2D: { kind: 'maxPooling2d', only: LAST },
  Multiply: { kind: 'multiply' },
  Permute: { kind: 'permute' },
  ReLU: { kind: 'relu' },
  Reshape: { kind: 'reshape' },
  SeparableConv1D: {
    kind: 'separableConv1d',
    ...CONV1,
    only: { ...CONV1.only, groups: [1] },
    idle: KERNEL,
  },
  SeparableConv2D: {
    kind: 'separableConv2d',
    ...CONV2,
    only: { ...CONV2.only, groups: [1] },
    idle: KERNEL,
  },
  SimpleRNN: { kind: 'simpleRnn' },
  Softmax: { kind: 'softmax', single: ['axis'] },
  SpatialDropout1D: { kind: 'spatialDropout1d', only: { noise_shape: [null] } },
  TimeDistributed: { kind: 'timeDistributed' },
  UpSampling1D: { kind: 'upSampling1d' },
  UpSampling2D: { kind: 'upSampling2d', only: { ...LAST, interpolation: ['nearest'] } },
  ZeroPadding1D: { kind: 'zeroPadding1d', only: LAST },
  ZeroPadding2D: { kind: 'zeroPadding2d', only: LAST },
};

/** Settings of no meaning here: shapes that are stated elsewhere, and how Keras computes. */
const IDLE: readonly string[] = [
  'dtype',
  'batch_input_shape',
  'batch_shape',
  'input_shape',
  'input_length',
  'implementation',
  'use_cudnn',
  'autocast',
];

/** Refuses a layer by the name of its class. */
export function refuseClass(className: string, layer: string, caller: string): never {
  const what = `the layer ${printable(layer.slice(0, 80))} is of the class ${printable(className.slice(0, 80))}`;
  throw new DecodeError('unsupported-layer', 0, `${caller}: ${what}, which is not supported`);
}

/** The config of one of our layers. `inner` reads the layers that wrappers hold. */
export function readKerasLayer(
  className: string,
  config: JsonObject,
  place: Place,
  inner: (layer: unknown) => JsonObject,
  custom: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const own = Object.hasOwn(custom, className);
  const rule: Rule | undefined = own ? { kind: className } : Object.hasOwn(RULES, className) ? RULES[className] : undefined;
  if (!rule) return refuseClass(className, place.layer, place.caller);
  const result: Record<string, unknown> = { ...rule.missing, kind: rule.kind };
  for (const [key, given] of Object.entries(config)) {
    if (key === 'name' || IDLE.includes(key) || rule.idle?.includes(key)) continue;
    if (key === 'trainable') {
      if (given === false) result['trainable'] = false;
      continue;
    }
    const allowed = rule.only && Object.hasOwn(rule.only, key) ? rule.only[key] : undefined;
    if (allowed) {
      if (!allowed.includes(given)) refuse(place, key, `must be ${allowed.map(show).join(' or ')}, got ${show(given)}`);
      continue;
    }
    const name = rule.rename && Object.hasOwn(rule.rename, key) ? rule.rename[key]! : foldName(key);
    const value = rule.single?.includes(key) ? single(given) : given;
    if (key === 'layer' || key === 'backward_layer') {
      if (isObject(value)) result[name] = inner(value);
    } else if (own) result[name] = value;
    else if (key.endsWith('_initializer')) result[name] = readKerasInitializer(value, place, key);
    else if (key.endsWith('_regularizer')) result[name] = readKerasRegularizer(value, place, key);
    else if (key.endsWith('_constraint')) result[name] = readKerasConstraint(value, place, key);
    else if (key === 'activation' || key === 'recurrent_activation') result[name] = readKerasActivation(value, place, key);
    else result[name] = value;
  }
  return result;
}
