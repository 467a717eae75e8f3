/**
 * Layers and models from plain data.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { didYouMean } from '../core/options.js';
import { activation, elu, leakyRelu, relu, softmax } from './activation-layers.js';
import { batchNormalization } from './batch-normalization.js';
import { bidirectional } from './bidirectional.js';
import { conv1d, conv2d } from './convolution.js';
import { dense } from './dense.js';
import { dropout, gaussianNoise, spatialDropout1d } from './dropout.js';
import { embedding } from './embedding.js';
import { globalAveragePooling1d, globalAveragePooling2d, globalMaxPooling1d, globalMaxPooling2d } from './global-pooling.js';
import { applyAll, type GraphNode, input } from './graph.js';
import { gru } from './gru.js';
import { layerNormalization } from './layer-normalization.js';
import { type Layer, type Shape } from './layer.js';
import { lstm } from './lstm.js';
import { masking } from './masking.js';
import { maxUnpooling2d } from './max-unpooling.js';
import { add, average, concatenate, multiply } from './merging.js';
import { type Model } from './model-core.js';
import { model } from './model.js';
import { averagePooling1d, averagePooling2d, maxPooling1d, maxPooling2d } from './pooling.js';
import { depthwiseConv2d, separableConv1d, separableConv2d } from './separable.js';
import { sequential } from './sequential.js';
import { flatten, permute, reshape, zeroPadding1d, zeroPadding2d } from './shaping.js';
import { simpleRnn } from './simple-rnn.js';
import { timeDistributed } from './time-distributed.js';
import { conv1dTranspose, conv2dTranspose } from './transposed-convolution.js';
import { upSampling1d, upSampling2d } from './up-sampling.js';

/** Makes a layer from its options. */
export type LayerMaker = (options: never) => Layer;

/** All layers by their kinds. */
const MAKERS: Readonly<Record<string, LayerMaker>> = {
  activation,
  add,
  average,
  averagePooling1d,
  averagePooling2d,
  batchNormalization,
  bidirectional,
  concatenate,
  conv1d,
  conv1dTranspose,
  conv2d,
  conv2dTranspose,
  dense,
  depthwiseConv2d,
  dropout,
  elu,
  embedding,
  flatten,
  gaussianNoise,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  gru,
  layerNormalization,
  leakyRelu,
  lstm,
  masking,
  maxPooling1d,
  maxPooling2d,
  maxUnpooling2d,
  multiply,
  permute,
  relu,
  reshape,
  separableConv1d,
  separableConv2d,
  simpleRnn,
  softmax,
  spatialDropout1d,
  timeDistributed,
  upSampling1d,
  upSampling2d,
  zeroPadding1d,
  zeroPadding2d,
};

type Config = Readonly<Record<string, unknown>>;

function expectObject(config: unknown, caller: string, name: string): asserts config is Config {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new TypeError(`${caller}: "${name}" must be an object, got ${show(config)}`);
  }
}

function expectList(list: unknown, caller: string, name: string): asserts list is readonly unknown[] {
  if (!Array.isArray(list)) throw new TypeError(`${caller}: "${name}" must be an array, got ${show(list)}`);
}

/**
 * The layer that a config describes: its `kind`, its `name`, and its options.
 *
 * @param config - Plain data: `{ kind, ...layer.config }`, perhaps read from JSON.
 * @param custom - Functions that make layers of your own, by their kinds.
 * @returns A layer without weights.
 * @throws `ParameterError` for a kind or an option that is not known; TypeError for what is no object.
 * @example
 * ```ts
 * const layer = layerFromConfig({ kind: 'dense', units: 3 });
 * layer.kind; // 'dense'
 * ```
 */
export function layerFromConfig(config: Readonly<Record<string, unknown>>, custom: Readonly<Record<string, LayerMaker>> = {}): Layer {
  const caller = 'layerFromConfig';
  expectObject(config, caller, 'config');
  const { kind, trainable, ...options }: Record<string, unknown> = config;
  if (typeof kind !== 'string') throw new TypeError(`${caller}: "kind" must be a string, got ${show(kind)}`);
  if (kind === 'sequential' || kind === 'model') return modelFromConfig(config, custom);
  const maker = Object.hasOwn(custom, kind) ? custom[kind] : Object.hasOwn(MAKERS, kind) ? MAKERS[kind] : undefined;
  if (!maker) throw new ParameterError(caller, 'kind', `must be a layer, got ${show(kind)}${didYouMean(kind, Object.keys(MAKERS))}`);
  // a wrapper holds the configs of its layers
  for (const name of ['layer', 'backwardLayer']) {
    const inner = options[name];
    if (typeof inner === 'object' && inner !== null) options[name] = layerFromConfig(inner as Config, custom);
  }
  const layer = maker(options as never);
  if (trainable === false) layer.trainable = false;
  return layer;
}

/**
 * The model that `model.config` describes, with fresh weights.
 *
 * @param config - Plain data, perhaps read from JSON.
 * @param custom - Functions that make layers of your own, by their kinds.
 * @returns The same network: same layers, same names, same seed.
 * @throws `ParameterError` for layers and settings that are not known; TypeError for what has another type.
 * @example
 * ```ts
 * const net = sequential([dense({ units: 3 })], { inputShape: [4] });
 * const copy = modelFromConfig(JSON.parse(JSON.stringify(net.config)));
 * copy.countParams().total; // 15
 * ```
 */
export function modelFromConfig(config: Readonly<Record<string, unknown>>, custom: Readonly<Record<string, LayerMaker>> = {}): Model {
  const caller = 'modelFromConfig';
  expectObject(config, caller, 'config');
  const { kind, trainable, layers, inputShape, inputs, calls, outputs, ...options } = config;
  if (kind !== 'sequential' && kind !== 'model') {
    throw new ParameterError(caller, 'kind', `must be "sequential" or "model", got ${show(kind)}`);
  }
  expectList(layers, caller, 'layers');
  const made = layers.map((layer) => layerFromConfig(layer as Config, custom));
  let net: Model;
  if (kind === 'sequential') net = sequential(made, { ...options, inputShape: (inputShape ?? undefined) as Shape | undefined });
  else {
    for (const [name, list] of Object.entries({ inputs, calls, outputs })) expectList(list, caller, name);
    const first = (inputs as { name?: string; shape: Shape }[]).map((one) => {
      expectObject(one, caller, 'inputs');
      return input(one.shape, { name: one.name });
    });
    const given: GraphNode[][] = [];
    const find = (place: unknown): GraphNode => {
      const [call, output] = Array.isArray(place) ? (place as [number, number]) : [NaN, NaN];
      const node = (call === -1 ? first : given[call])?.[output];
      if (!node) throw new ParameterError(caller, 'calls', `must read what comes before, got ${JSON.stringify(place)}`);
      return node;
    };
    for (const call of calls as { layer: number; inputs: unknown[] }[]) {
      expectObject(call, caller, 'calls');
      expectList(call['inputs'], caller, 'inputs');
      const layer = made[call['layer'] as number];
      if (!layer) throw new ParameterError(caller, 'calls', `must name one of ${made.length} layers, got ${show(call['layer'])}`);
      given.push(applyAll(layer, call['inputs'].map(find)));
    }
    net = model({ ...options, inputs: first, outputs: (outputs as unknown[]).map(find) });
  }
  if (trainable === false) net.trainable = false;
  return net;
}
