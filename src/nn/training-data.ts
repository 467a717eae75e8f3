/**
 * Reading what a network is trained on: inputs, targets, padding, weights. All of it is checked before the first step.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray, type NdData } from '../core/nd.js';
import { expectInteger } from '../core/options.js';
import { expectShape, readTensor, type Tensor } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { isNdArray, sizeOf, toRowMajor } from '../core/view.js';
import { inPrecision, type LayerInput } from './finish-layer.js';
import { type Mask, type Shape } from './layer.js';
import { type Model } from './model-core.js';
import { type MaskLike, type Padding, readMask, sequenceMask } from './sequence-mask.js';
import { type LossPlan } from './training-loss.js';

/** What a network is to answer: class numbers or values, as a list (one an item) or an ndarray, the items first. */
export type TrainingTarget = ArrayLike<number> | NdArray<NdData>;

/** Options of everything that reads data. */
export interface TrainingDataOptions {
  /** `[items, time]`: 0 where a frame of the first input is padding. @defaultValue all frames count */
  mask?: MaskLike | undefined;
  /** The same as frames of each sequence, >= 1; not together with `mask`. */
  lengths?: ArrayLike<number> | undefined;
  /** Where the padding stands that `lengths` speaks of. @defaultValue `'post'` */
  padding?: Padding | undefined;
  /** How much each item counts, >= 0. @defaultValue 1 each */
  sampleWeights?: ArrayLike<number> | undefined;
}

/** Options as `readOptions` fills them in. */
export const DATA_DEFAULTS = {
  mask: undefined as MaskLike | undefined,
  lengths: undefined as ArrayLike<number> | undefined,
  padding: 'post' as Padding,
  sampleWeights: undefined as ArrayLike<number> | undefined,
};

/** Data of a network, read. */
export interface TrainingData {
  readonly items: number;
  readonly inputs: readonly Tensor[];
  readonly targets: readonly Tensor<Float64Array>[];
  /** `[items, time]`. */
  readonly mask: Mask | undefined;
  readonly weights: Float64Array | undefined;
}

/** Reads inputs, and makes the weights of a network that has none. */
function readInputs(model: Model, x: LayerInput | readonly LayerInput[], padded: boolean, caller: string, name: string): Tensor[] {
  const list = Array.isArray(x) ? (x as readonly LayerInput[]) : [x as LayerInput];
  const nameOf = (i: number): string => (list.length > 1 ? `${name}[${i}]` : name);
  const read = list.map((value, i) => readTensor(value as NdArray<FloatArray>, caller, nameOf(i)));
  const items = read[0]?.shape[0];
  if (!items) throw new ParameterError(caller, name, `must have at least one item, got [${read[0]?.shape.join(', ') ?? ''}]`);
  if (!model.inputShapes) {
    const shapes: Shape[] = read.map(({ shape }, i) => (padded && i === 0 ? [null, ...shape.slice(2)] : shape.slice(1)));
    model.outputShapes(shapes); // from now on the network knows its inputs
  }
  const shapes = model.inputShapes ?? read.map(({ shape }) => shape.slice(1));
  if (read.length !== shapes.length) {
    throw new ParameterError(caller, name, `must be ${shapes.length} input${shapes.length === 1 ? '' : 's'}, got ${read.length}`);
  }
  return read.map((value, i) => {
    expectShape(value.shape, [i ? items : null, ...shapes[i]!], caller, nameOf(i));
    if (value.data.length === 0) throw new ParameterError(caller, nameOf(i), `must not be empty, got [${value.shape.join(', ')}]`);
    expectAllFinite(value.data, caller, nameOf(i));
    return inPrecision(value, model.dtype);
  });
}

function readNumbers(y: unknown, caller: string, name: string): Tensor<Float64Array> {
  if (isNdArray(y)) {
    const data = Float64Array.from(toRowMajor(y));
    expectAllFinite(data, caller, name);
    return { data, shape: [...y.shape] };
  }
  if (!Array.isArray(y) && !ArrayBuffer.isView(y))
    throw new TypeError(`${caller}: "${name}" must be a list of numbers or an ndarray, got ${show(y)}`);
  const list = y as unknown as ArrayLike<unknown>;
  const data = Float64Array.from({ length: list.length }, (_, i) => {
    const value = list[i];
    if (typeof value !== 'number') throw new TypeError(`${caller}: "${name}" must hold numbers, got ${show(value)} at index ${i}`);
    return value;
  });
  expectAllFinite(data, caller, name);
  return { data, shape: [data.length] };
}

/** Reads the targets of one output, whose shape is `output`, the items not counted. */
function readTarget(
  y: TrainingTarget,
  items: number,
  output: Shape,
  loss: LossPlan,
  mask: Mask | undefined,
  caller: string,
  name: string,
): Tensor<Float64Array> {
  const target = readNumbers(y, caller, name);
  const { data, shape } = target;
  if (shape[0] !== items) throw new ParameterError(caller, name, `must have ${items} items, as "x" has, got ${shape[0] ?? 0}`);
  if (loss.targets === 'any') return target;
  if (loss.targets === 'values') {
    if (output.length === 1 && output[0] === 1 && shape.length === 1) return { data, shape: [items, 1] };
    expectShape(shape, [items, ...output], caller, name);
    return target;
  }
  const rows = [items, ...output.slice(0, -1)];
  const column = shape.length === rows.length + 1 && shape.at(-1) === 1; // [items, 1] instead of [items]
  if (!column) expectShape(shape, rows, caller, name);
  const classes = output.at(-1)!;
  const share = mask && mask.length ? data.length / mask.length : 0;
  for (let i = 0; i < data.length; i++) {
    if (share >= 1 && Number.isInteger(share) && !mask![Math.floor(i / share)]) {
      data[i] = 0; // padding may hold any label: it does not count
      continue;
    }
    if (!Number.isInteger(data[i]) || data[i]! < 0 || data[i]! >= classes) {
      throw new ParameterError(caller, name, `must be integers in [0, ${classes - 1}], got ${data[i]} at index ${i}`);
    }
  }
  return { data, shape: column ? shape.slice(0, -1) : shape };
}

function readPadding(options: typeof DATA_DEFAULTS, x: Tensor, caller: string): Mask | undefined {
  const { mask, lengths, padding } = options;
  const [items, time = 1] = x.shape as [number, number?];
  if (mask !== undefined && lengths !== undefined) throw new ParameterError(caller, 'lengths', 'must not be given together with "mask"');
  if (mask === undefined && lengths === undefined) return undefined;
  if (x.shape.length < 2) throw new ParameterError(caller, mask ? 'mask' : 'lengths', 'needs inputs with a time axis');
  if (lengths !== undefined) {
    if (lengths.length !== items) throw new ParameterError(caller, 'lengths', `must have ${items} values, got ${lengths.length}`);
    for (let i = 0; i < items; i++) expectInteger(lengths[i], caller, 'lengths', 1, time);
    return sequenceMask(lengths, time, padding);
  }
  const frames = readMask(mask!, caller, items, time);
  for (let i = 0; i < items; i++) {
    if (frames.indexOf(1, i * time) >= (i + 1) * time || frames.indexOf(1, i * time) < 0) {
      throw new ParameterError(caller, 'mask', `must leave at least one frame of each item, but item ${i} is all padding`);
    }
  }
  return frames;
}

function readWeights(weights: ArrayLike<number> | undefined, items: number, caller: string): Float64Array | undefined {
  if (weights === undefined) return undefined;
  const { data } = readNumbers(weights, caller, 'sampleWeights');
  if (data.length !== items) throw new ParameterError(caller, 'sampleWeights', `must have ${items} values, got ${data.length}`);
  const bad = data.findIndex((w) => w < 0);
  if (bad >= 0) throw new ParameterError(caller, 'sampleWeights', `must be >= 0, got ${data[bad]} at index ${bad}`);
  return data;
}

/** Reads a data set. */
export function readTrainingData(
  model: Model,
  x: LayerInput | readonly LayerInput[],
  y: TrainingTarget | readonly TrainingTarget[],
  losses: readonly LossPlan[],
  options: typeof DATA_DEFAULTS,
  caller: string,
): TrainingData {
  const inputs = readInputs(model, x, options.lengths !== undefined || options.mask !== undefined, caller, 'x');
  const items = inputs[0]!.shape[0]!;
  const mask = readPadding(options, inputs[0]!, caller);
  const outputs = model.outputShapes(model.inputShapes ?? inputs.map(({ shape }) => shape.slice(1)));
  if (losses.length !== outputs.length) {
    throw new ParameterError(caller, 'loss', `must be ${outputs.length}, one for each output of the model, got ${losses.length}`);
  }
  if (outputs.length > 1 && (!Array.isArray(y) || y.length !== outputs.length)) {
    throw new ParameterError(
      caller,
      'y',
      `must be an array of ${outputs.length} targets, one for each output of the model, got ${show(y)}`,
    );
  }
  const list = (outputs.length > 1 ? y : [y]) as readonly TrainingTarget[];
  const targets = list.map((target, o) => {
    const known = outputs[o]!.map((n, d) => n ?? (d === 0 ? (timeOf(inputs) ?? null) : n));
    return readTarget(
      target,
      items,
      known,
      losses[o]!,
      outputs[o]!.length > 1 ? mask : undefined,
      caller,
      outputs.length > 1 ? `y[${o}]` : 'y',
    );
  });
  return { items, inputs, targets, mask, weights: readWeights(options.sampleWeights, items, caller) };
}

const timeOf = (inputs: readonly Tensor[]): number | undefined => inputs[0]!.shape[1];

/** Multiplies the weight of each item by that of its class. `'balanced'`: items / (classes x items of the class). */
export function weighClasses(
  data: TrainingData,
  classWeights: ArrayLike<number> | 'balanced',
  outputs: readonly Shape[],
  losses: readonly LossPlan[],
  caller: string,
): TrainingData {
  const [target] = data.targets;
  const [shape] = outputs;
  if (outputs.length > 1 || losses[0]!.targets === 'any' || shape!.length !== 1) {
    throw new ParameterError(caller, 'classWeights', 'needs a model of one output, a class for each item, and a loss by name');
  }
  const classes = shape![0] === 1 ? 2 : shape![0]!;
  const classOf = (item: number): number => {
    const width = sizeOf(target!.shape.slice(1));
    if (width === 1) return Math.round(target!.data[item]!);
    let best = 0;
    for (let k = 1; k < width; k++) if (target!.data[item * width + k]! > target!.data[item * width + best]!) best = k;
    return best;
  };
  const labels = Int32Array.from({ length: data.items }, (_, i) => classOf(i));
  let factors: ArrayLike<number>;
  if (classWeights === 'balanced') {
    const counts = new Float64Array(classes);
    for (const label of labels) counts[label]!++;
    factors = counts.map((n) => (n ? data.items / (classes * n) : 0));
  } else {
    factors = readNumbers(classWeights, caller, 'classWeights').data;
    if (factors.length !== classes) throw new ParameterError(caller, 'classWeights', `must have ${classes} values, got ${factors.length}`);
    const bad = (factors as Float64Array).findIndex((w) => w < 0);
    if (bad >= 0) throw new ParameterError(caller, 'classWeights', `must be >= 0, got ${factors[bad]} at index ${bad}`);
  }
  return { ...data, weights: Float64Array.from(labels, (label, i) => factors[label]! * (data.weights?.[i] ?? 1)) };
}
