/**
 * PyTorch's state dicts: names and layouts of its layers for ours, and back.
 * @module
 */
import { ParameterError, show } from '../../core/errors.js';
import { isNdArray, nd, type NdArray, toRowMajor } from '../../core/nd.js';
import { expectInteger, readOptions } from '../../core/options.js';
import { type FloatArray, isFloatArray } from '../../core/types.js';
import { type Layer } from '../layer.js';
import { expectModel, layersOf } from './fill-weights.js';
import { type Storable } from './write-safetensors.js';
import { type Slot, torchSlots } from './torch-slots.js';

/** What a layer is called in PyTorch: `'encoder.lstm'`, or with its place in a stack, `['encoder.lstm', 1]`. */
export type TorchName = string | readonly [name: string, stack: number];

/** Options of {@link setTorchWeights} and {@link getTorchWeights}. */
export interface TorchWeightsOptions {
  /** What every name begins with, such as `'model.'`; of a single layer all of it, such as `'lstm.'`. @defaultValue `''` */
  prefix?: string | undefined;
  /** Of a single recurrent layer: its place in a stack (`num_layers`), an integer >= 0. @defaultValue `0` */
  stack?: number | undefined;
  /** What layers of a model are called in PyTorch, by their names here. @defaultValue the same names */
  names?: Readonly<Record<string, TorchName>> | undefined;
}

const DEFAULTS = { prefix: '', stack: 0, names: {} as Readonly<Record<string, TorchName>> };

/** All weights of a layer or of a model, with what they are called there. */
function slotsOf(target: Layer, options: TorchWeightsOptions | undefined, caller: string): Slot[] {
  const { prefix, stack, names } = readOptions(caller, options, DEFAULTS);
  if (typeof prefix !== 'string') throw new TypeError(`${caller}: "prefix" must be a string, got ${show(prefix)}`);
  expectInteger(stack, caller, 'stack', 0);
  if (typeof target !== 'object' || target === null || !('parameters' in target)) {
    throw new TypeError(`${caller}: "target" must be a layer or a model, got ${show(target)}`);
  }
  if ('predictAll' in target) {
    expectModel(target, caller);
    target.getWeights(); // makes them where they are not there yet
    const known = new Set(target.layers.map(({ name }) => name));
    for (const name of Object.keys(names))
      if (!known.has(name)) throw new ParameterError(caller, `names.${name}`, 'is no layer of the model');
    return modelSlots(target.layers, prefix, names, caller);
  }
  if (!target.parameters.length) throw new ParameterError(caller, 'target', 'has no weights until it was built or called');
  return torchSlots(target, prefix, stack, caller);
}

function modelSlots(layers: readonly Layer[], prefix: string, names: Readonly<Record<string, TorchName>>, caller: string): Slot[] {
  return layers
    .filter(({ parameters }) => parameters.length)
    .flatMap((layer) => {
      const given = Object.hasOwn(names, layer.name) ? names[layer.name]! : layer.name;
      const [name, stack] = typeof given === 'string' ? [given, 0] : given;
      const inner = layersOf(layer);
      return inner.length ? modelSlots(inner, `${prefix}${name}.`, {}, caller) : torchSlots(layer, `${prefix}${name}.`, stack, caller);
    });
}

/** Numbers and shape of whatever is given. */
function readGiven(value: Storable, caller: string, name: string): { data: ArrayLike<number>; shape: readonly number[] } {
  if (isFloatArray(value)) return { data: value, shape: [value.length] };
  if (isNdArray(value)) return { data: toRowMajor(value), shape: value.shape };
  const { data, shape } = (typeof value === 'object' && value !== null ? value : {}) as { data?: unknown; shape?: unknown };
  if (!isFloatArray(data) || !Array.isArray(shape))
    throw new TypeError(`${caller}: "${name}" must be an array of floats, got ${show(value)}`);
  return { data, shape: shape as number[] };
}

/**
 * Gives a layer or a model the weights of a PyTorch state dict, saved with `safetensors.torch.save_file(net.state_dict(), path)`.
 *
 * Recurrent layers, `Linear`, `Conv1d`, `Conv2d`, `BatchNorm`, `LayerNorm` and `Embedding` are known. Weights are all there is: the layers
 * must be made as PyTorch's are (`batchNormalization({ epsilon: 1e-5 })`; before a `Flatten` that PyTorch has behind a convolution,
 * `permute({ dims: [3, 1, 2] })`, for its channels come first).
 *
 * @param target - A layer that has weights already, or a model that knows its input.
 * @param tensors - What `readSafetensors` gives. Every array must belong to a layer, but for `num_batches_tracked`.
 * @throws `ParameterError` for what is missing, left over, has another shape or is not finite; nothing is changed then.
 * @example
 * ```ts
 * const net = sequential([dense({ units: 1, name: 'fc' })], { inputShape: [2] });
 * setTorchWeights(net, { 'fc.weight': tensor(Float32Array.of(1, 2), [1, 2]), 'fc.bias': Float32Array.of(3) });
 * net.predict(tensor(Float32Array.of(1, 1), [1, 2])).data; // [6]
 * ```
 * @see {@link getTorchWeights}, {@link readSafetensors}; `torch.nn.Module.load_state_dict`.
 */
export function setTorchWeights(target: Layer, tensors: Readonly<Record<string, Storable>>, options?: TorchWeightsOptions): void {
  const caller = 'setTorchWeights';
  const slots = slotsOf(target, options, caller);
  if (typeof tensors !== 'object' || tensors === null)
    throw new TypeError(`${caller}: "tensors" must be an object of arrays, got ${show(tensors)}`);
  const used = new Set<string>();
  const values = slots.map(({ parts, read }) =>
    read(
      parts.map(({ name, shape }) => {
        if (!Object.hasOwn(tensors, name)) throw new ParameterError(caller, name, 'is missing');
        used.add(name);
        const given = readGiven(tensors[name]!, caller, name);
        if (given.shape.length !== shape.length || shape.some((n, d) => n !== given.shape[d])) {
          throw new ParameterError(caller, name, `must have the shape [${shape.join(', ')}], got [${given.shape.join(', ')}]`);
        }
        for (let i = 0; i < given.data.length; i++) {
          if (!Number.isFinite(given.data[i])) throw new ParameterError(caller, name, `must be finite, got ${given.data[i]} at index ${i}`);
        }
        return given.data;
      }),
    ),
  );
  const prefix = options?.prefix ?? '';
  const stacks = 'predictAll' in target ? undefined : new RegExp(`_l${options?.stack ?? 0}(_reverse)?$`);
  for (const name of Object.keys(tensors)) {
    const meant = name.startsWith(prefix) && (!stacks || !/_l\d+(_reverse)?$/.test(name) || stacks.test(name));
    if (meant && !used.has(name) && !name.endsWith('num_batches_tracked')) throw new ParameterError(caller, name, 'belongs to no layer');
  }
  slots.forEach(({ parameter }, i) => {
    parameter.value.set(values[i]!);
    parameter.version++;
  });
}

/**
 * The weights of a layer or a model as PyTorch has them: `net.load_state_dict(load_file(path))` takes what `writeSafetensors` makes of it.
 *
 * @param target - A layer that has weights already, or a model that knows its input.
 * @returns Copies, by PyTorch's names. The one bias of our recurrent layers becomes `bias_ih`, and `bias_hh` zeros.
 * @throws `ParameterError` for layers and settings that PyTorch does not have.
 * @example
 * ```ts
 * const net = sequential([dense({ units: 3, name: 'fc' })], { inputShape: [2] });
 * getTorchWeights(net)['fc.weight']!.shape; // [3, 2]
 * ```
 * @see {@link setTorchWeights}, {@link writeSafetensors}
 */
export function getTorchWeights(target: Layer, options?: TorchWeightsOptions): Record<string, NdArray<FloatArray>> {
  const result: Record<string, NdArray<FloatArray>> = {};
  for (const { parameter, parts, write } of slotsOf(target, options, 'getTorchWeights')) {
    write(parameter.value).forEach((data, i) => {
      const { name, shape } = parts[i]!;
      result[name] = nd(data, shape);
    });
  }
  return result;
}
