/**
 * Where PyTorch keeps each weight of a layer, and how it lies there.
 * @module
 */
import { ParameterError } from '../../core/errors.js';
import { nd, toRowMajor } from '../../core/nd.js';
import { type FloatArray } from '../../core/types.js';
import { type Layer, type Parameter } from '../layer.js';
import { type RecurrentLayer } from '../recurrent-layer.js';

/** A weight of ours and the arrays of PyTorch that it is made of. */
export interface Slot {
  readonly parameter: Parameter;
  readonly parts: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** From theirs to ours. */
  read(parts: readonly ArrayLike<number>[]): ArrayLike<number>;
  /** From ours to theirs. */
  write(value: FloatArray): FloatArray[];
}

/** An array as it is. */
const same = (parameter: Parameter, name: string): Slot => ({
  parameter,
  parts: [{ name, shape: parameter.shape }],
  read: ([x]) => x!,
  write: (value) => [value.slice() as FloatArray],
});

/** An array with its axes in another order: axis `order[d]` of ours is axis d of theirs. `shape`, where it is written with other axes. */
function turned(parameter: Parameter, name: string, order: readonly number[], shape?: readonly number[]): Slot {
  const theirs = order.map((d) => parameter.shape[d]!);
  const back = order.map((_, d) => order.indexOf(d));
  return {
    parameter,
    parts: [{ name, shape: shape ?? theirs }],
    read: ([x]) => toRowMajor(nd(Float64Array.from(x!), theirs), back),
    write: (value) => [toRowMajor(nd(value, parameter.shape), order)],
  };
}

/** PyTorch's gates in the order of ours: r, z, n of a GRU become z, r, h. */
const GATES: Readonly<Record<string, readonly number[]>> = { lstm: [0, 1, 2, 3], gru: [1, 0, 2], simpleRnn: [0] };

/** `[gates x units, width]` of PyTorch and `[width, gates x units]` of ours; a bias has the width 1. */
function byGates(x: ArrayLike<number>, out: FloatArray, gates: readonly number[], width: number, toOurs: boolean): FloatArray {
  const units = x.length / width / gates.length;
  const row = gates.length * units;
  gates.forEach((gate, g) => {
    for (let u = 0; u < units; u++) {
      for (let i = 0; i < width; i++) {
        const theirs = (gate * units + u) * width + i;
        const ours = i * row + g * units + u;
        if (toOurs) out[ours] = x[theirs]!;
        else out[theirs] = x[ours]!;
      }
    }
  });
  return out;
}

const like = (value: FloatArray, length: number): FloatArray => new (value.constructor as new (n: number) => FloatArray)(length);

/** Of one direction; `end` is `l0`, `l1_reverse`, ... */
function recurrentSlots(layer: RecurrentLayer, prefix: string, end: string, caller: string): Slot[] {
  const { kind, parameters } = layer;
  const refuse = (option: string, rule: string): never => {
    throw new ParameterError(caller, `${layer.name || kind}.${option}`, `${rule}: PyTorch has nothing else`);
  };
  const { config } = layer;
  if (config['peepholes'] === true) refuse('peepholes', 'must be false');
  if (config['resetAfter'] === false) refuse('resetAfter', 'must be true');
  if (kind !== 'simpleRnn' && config['recurrentActivation'] !== 'sigmoid') refuse('recurrentActivation', 'must be "sigmoid"');
  if (config['activation'] !== 'tanh' && !(kind === 'simpleRnn' && config['activation'] === 'relu')) {
    refuse('activation', kind === 'simpleRnn' ? 'must be "tanh" or "relu"' : 'must be "tanh"');
  }
  const gates = GATES[kind]!;
  return parameters.map((parameter): Slot => {
    const [rows, columns] = parameter.shape as [number, number];
    if (parameter.name === 'projectionKernel') return turned(parameter, `${prefix}weight_hr_${end}`, [1, 0]);
    if (parameter.name !== 'bias') {
      const name = `${prefix}weight_${parameter.name === 'kernel' ? 'ih' : 'hh'}_${end}`;
      return {
        parameter,
        parts: [{ name, shape: [columns, rows] }],
        read: ([x]) => byGates(x!, new Float64Array(x!.length), gates, rows, true),
        write: (value) => [byGates(value, like(value, value.length), gates, rows, false)],
      };
    }
    const width = kind === 'gru' ? columns : rows;
    return {
      parameter,
      parts: ['ih', 'hh'].map((part) => ({ name: `${prefix}bias_${part}_${end}`, shape: [width] })),
      // two biases that are always added are one of ours, but for a GRU's, where the reset gate comes between
      read(parts) {
        const [a, b] = parts.map((x) => byGates(x, new Float64Array(width), gates, 1, true));
        return kind === 'gru' ? Float64Array.from([...a!, ...b!]) : a!.map((x, i) => x + b![i]!);
      },
      write(value) {
        const halves = kind === 'gru' ? [value.subarray(0, width), value.subarray(width)] : [value, like(value, width)];
        return halves.map((half) => byGates(half, like(value, width), gates, 1, false));
      },
    };
  });
}

/** By our kinds, then by the names of our weights. */
const PLAIN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  dense: { bias: 'bias' },
  conv1d: { bias: 'bias' },
  conv2d: { bias: 'bias' },
  depthwiseConv2d: { bias: 'bias' },
  embedding: { embeddings: 'weight' },
  layerNormalization: { gamma: 'weight', beta: 'bias' },
  batchNormalization: { gamma: 'weight', beta: 'bias', movingMean: 'running_mean', movingVariance: 'running_var' },
};
const KERNELS: Readonly<Record<string, readonly number[]>> = { dense: [1, 0], conv1d: [2, 1, 0], conv2d: [3, 2, 0, 1] };

/** All weights of a layer; names begin with `prefix`, `stack` is the number of a layer in a stack of recurrent ones. */
export function torchSlots(layer: Layer, prefix: string, stack: number, caller: string): Slot[] {
  const { kind } = layer;
  const {
    forwardLayer,
    backwardLayer,
    layer: inner,
  } = layer as Layer & Partial<Record<'forwardLayer' | 'backwardLayer', RecurrentLayer>> & { layer?: Layer };
  if (forwardLayer && backwardLayer) {
    return [
      ...recurrentSlots(forwardLayer, prefix, `l${stack}`, caller),
      ...recurrentSlots(backwardLayer, prefix, `l${stack}_reverse`, caller),
    ];
  }
  if (Object.hasOwn(GATES, kind)) return recurrentSlots(layer as RecurrentLayer, prefix, `l${stack}`, caller);
  if (kind === 'timeDistributed' && inner) return torchSlots(inner, prefix, stack, caller);
  if (!Object.hasOwn(PLAIN, kind))
    throw new ParameterError(caller, layer.name || kind, `is a ${kind} layer, which PyTorch does not have as one`);
  return layer.parameters.map((parameter) => {
    const name = PLAIN[kind]![parameter.name];
    if (name) return same(parameter, prefix + name);
    const [rows, columns, channels, times] = parameter.shape as [number, number, number, number];
    if (kind === 'depthwiseConv2d') return turned(parameter, `${prefix}weight`, [2, 3, 0, 1], [channels * times, 1, rows, columns]);
    return turned(parameter, `${prefix}weight`, KERNELS[kind]!);
  });
}
