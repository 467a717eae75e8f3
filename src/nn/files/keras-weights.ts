/**
 * Where Keras keeps the weights of a layer in HDF5 files.
 * @module
 */
import { DecodeError } from '../../core/errors.js';
import { printable } from '../../io/bytes.js';
import { type Layer, type Parameter } from '../layer.js';
import { type Model } from '../model-core.js';
import { type Assignment, type FileArray, layersOf, pair } from './fill-weights.js';
import { type Hdf5Group } from './hdf5.js';
import { fromKeras1 } from './keras1-weights.js';

/** The arrays of a file, and what they are for once the model has room. */
export interface KerasWeights {
  readonly arrays: readonly FileArray[];
  assign(model: Model): Assignment;
}

/** Reads either kind of file. `order` are the layers' names as Keras has them, where that is known. */
export function readKerasWeights(root: Hdf5Group, caller: string, order?: readonly string[]): KerasWeights {
  const legacy = root.group('model_weights') ?? root;
  const names = legacy.texts('layer_names');
  if (names) return readLegacy(legacy, names, caller);
  const layers = root.group('layers');
  if (!layers)
    throw new DecodeError('bad-hdf5', 0, `${caller}: the HDF5 file has neither "layer_names" nor "layers", so it has no Keras weights`);
  return {
    arrays: allArrays(layers, caller),
    assign(model) {
      const rank = new Map(order?.map((name, i) => [name, i]));
      const sorted = [...model.layers].sort((a, b) => (rank.get(a.name) ?? 0) - (rank.get(b.name) ?? 0));
      return assignLayers(layers, sorted, order !== undefined || model.kind === 'sequential', caller);
    },
  };
}

/** Random states are kept beside weights, and are none. */
const isState = (name: string): boolean => /^(seed_generator|optimizer|optimizer_vars)(_\d+)?$/.test(name);

function allArrays(group: Hdf5Group, caller: string, depth = 0): FileArray[] {
  if (depth > 50) throw new DecodeError('too-large', 0, `${caller}: the groups of the HDF5 file are nested too deep`);
  return group.names().flatMap((name) => {
    if (isState(name)) return [];
    const inner = group.group(name);
    if (inner) return allArrays(inner, caller, depth + 1);
    return [group.array(name)!];
  });
}

/** `Conv2D` -> `conv2d`, `SimpleRNN` -> `simple_rnn`: names of groups are those of classes, with a number from the second on. */
const GROUPS: Readonly<Record<string, string>> = {
  batchNormalization: 'batch_normalization',
  depthwiseConv2d: 'depthwise_conv2d',
  layerNormalization: 'layer_normalization',
  model: 'functional',
  separableConv1d: 'separable_conv1d',
  separableConv2d: 'separable_conv2d',
  simpleRnn: 'simple_rnn',
  timeDistributed: 'time_distributed',
};

/** Groups have the names of layers in them; where those are others than ours, classes count. */
function assignLayers(group: Hdf5Group, layers: readonly Layer[], ordered: boolean, caller: string): Assignment {
  const weighted = layers.filter(({ parameters }) => parameters.length);
  const byName = new Map<string, Hdf5Group>();
  for (const name of group.names()) {
    const child = group.group(name);
    const told = child?.group('vars')?.text('name');
    if (child && told !== undefined) byName.set(told, child);
  }
  const named = weighted.every(({ name }) => byName.has(name));
  const counts = new Map<string, number>();
  return weighted.flatMap((layer) => {
    const base = GROUPS[layer.kind] ?? layer.kind;
    const count = counts.get(base) ?? 0;
    counts.set(base, count + 1);
    if (!named && !ordered && count) refuseOrder(layer, caller);
    const path = count ? `${base}_${count}` : base;
    const found = named ? byName.get(layer.name) : group.group(path);
    if (!found)
      throw new DecodeError('missing-weights', 0, `${caller}: the file has no ${printable(path)} for the layer ${printable(layer.name)}`);
    return assignLayer(found, layer, caller);
  });
}

/** In a graph, layers of a class are in the order of Keras, which may be another than ours. */
function refuseOrder({ name, kind }: Layer, caller: string): never {
  const cure = 'give layers the names that they have in Keras, or use "loadModel" on the whole model';
  throw new DecodeError('ambiguous', 0, `${caller}: the file does not say which ${kind} is ${printable(name)}: ${cure}`);
}

function assignLayer(group: Hdf5Group, layer: Layer, caller: string): Assignment {
  const within = (path: string): Hdf5Group => {
    const found = group.group(path);
    if (!found) throw new DecodeError('missing-weights', 0, `${caller}: the layer ${printable(layer.name)} has no ${path} in the file`);
    return found;
  };
  const inner = layersOf(layer);
  if (inner.length) return assignLayers(within('layers'), inner, layer.kind === 'sequential', caller);
  const {
    forwardLayer,
    backwardLayer,
    layer: wrapped,
  } = layer as Layer & Partial<Record<'forwardLayer' | 'backwardLayer' | 'layer', Layer>>;
  if (forwardLayer && backwardLayer) {
    return [...assignLayer(within('forward_layer'), forwardLayer, caller), ...assignLayer(within('backward_layer'), backwardLayer, caller)];
  }
  if (wrapped) return assignLayer(within('layer'), wrapped, caller);
  const vars = 'recurrent' in layer ? within('cell/vars') : within('vars');
  const names = vars.names().sort((a, b) => Number(a) - Number(b));
  return pair(
    layer.parameters,
    names.map((name) => vars.array(name)!),
    layer.name,
    caller,
  );
}

/** Keras 2 and before: the layers in order, each with its weights in order. */
function readLegacy(root: Hdf5Group, names: readonly string[], caller: string): KerasWeights {
  const layers = names.map((name) => {
    const group = root.group(name);
    const list = group?.texts('weight_names');
    if (!group || !list) throw new DecodeError('bad-hdf5', 0, `${caller}: the layer ${printable(name)} is named, but not there`);
    const arrays = list.map((path) => {
      const array = group.array(path);
      if (!array) throw new DecodeError('bad-hdf5', 0, `${caller}: the weights ${printable(path)} are named, but not there`);
      return { ...array, name: path };
    });
    return { name, arrays };
  });
  const full = layers.filter(({ arrays }) => arrays.length);
  const keras1 = root.text('keras_version') === undefined || root.text('keras_version')!.startsWith('1');
  return {
    arrays: full.flatMap(({ arrays }) => arrays),
    assign(model) {
      const weighted = model.layers.filter(({ parameters }) => parameters.length);
      if (weighted.length !== full.length) {
        const message = `the model has ${weighted.length} layers with weights, and the file ${full.length}`;
        throw new DecodeError('bad-shape', 0, `${caller}: ${message}`);
      }
      const byName = new Map(full.map((layer) => [layer.name, layer]));
      const named = weighted.every(({ name }) => byName.has(name));
      if (!named && model.kind !== 'sequential' && weighted.length > 1) refuseOrder(weighted[0]!, caller);
      return weighted.flatMap((layer, i) => {
        const { name, arrays } = named ? byName.get(layer.name)! : full[i]!;
        return pair(inLegacyOrder(layer), keras1 ? fromKeras1(layer, arrays) : arrays, name, caller);
      });
    },
  };
}

/** The weights of a model within a model: first those that learn, then the others. */
function inLegacyOrder(layer: Layer): readonly Parameter[] {
  const flat = (one: Layer): [Parameter, boolean][] => {
    const inner = layersOf(one);
    return inner.length ? inner.flatMap(flat) : one.parameters.map((parameter) => [parameter, parameter.trained && one.trainable]);
  };
  if (!layersOf(layer).length) return layer.parameters;
  const all = flat(layer);
  return [...all.filter(([, learns]) => learns), ...all.filter(([, learns]) => !learns)].map(([parameter]) => parameter);
}
