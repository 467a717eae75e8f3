/**
 * What every layer can do beside computing: be called on arrays, and give and take its weights.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { allFinite, expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { createRandom } from '../core/random.js';
import { expectShape, readTensor, type Tensor, toNd } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { type Layer, type Mask, type Shape } from './layer.js';
import { dtypeOf, floats } from './parameter.js';
import { swapAxes } from './time-major.js';
import { type MaskLike, type Padding, readMask, sequenceMask } from './sequence-mask.js';

/** Options of `call` of every layer. */
export interface CallOptions {
  /** `[batch, time]`: 0 where a frame is padding. @defaultValue all frames count */
  mask?: MaskLike | undefined;
  /** The same as frames of each sequence; not together with `mask`. */
  lengths?: ArrayLike<number> | undefined;
  /** Where the padding stands that `lengths` speaks of. @defaultValue `'post'` */
  padding?: Padding | undefined;
  /** Dropout drops, batch normalisation uses the batch. @defaultValue `false` */
  training?: boolean | undefined;
  /** Seed of fresh weights and of dropout. @defaultValue `0` */
  seed?: number | undefined;
  /** Precision of fresh weights. @defaultValue that of the first input */
  dtype?: 'float32' | 'float64' | undefined;
}

/** An input of a layer, the batch first. */
export type LayerInput = FloatArray | NdArray<FloatArray>;

/** A layer as the functions of this module give it. */
export interface LayerTools {
  /**
   * Runs the layer, which makes its weights where it has none. Several inputs (a sequence, states to start from) go as an array.
   * Refuses NaN and a layer with several outputs, for which there is `callAll`.
   */
  call(x: LayerInput | readonly LayerInput[], options?: CallOptions): NdArray<FloatArray>;
  /** The same for every number of outputs. */
  callAll(x: LayerInput | readonly LayerInput[], options?: CallOptions): NdArray<FloatArray>[];
  /** Copies of the weights, in Keras' order. */
  getWeights(): NdArray<FloatArray>[];
  /** Takes weights in the order of `getWeights`; the layer must have been built or called. */
  setWeights(weights: readonly LayerInput[]): void;
  /** How many numbers the weights are. */
  countParams(): number;
}

/** A layer with everything that goes with it. */
export type FinishedLayer<L extends Layer = Layer> = L & LayerTools;

const DEFAULTS = {
  mask: undefined as MaskLike | undefined,
  lengths: undefined as ArrayLike<number> | undefined,
  padding: 'post' as Padding,
  training: false,
  seed: 0,
  dtype: undefined as 'float32' | 'float64' | undefined,
};

/** The precision of a layer's weights, or `otherwise` where it has none. */
export function precisionOf(layer: Layer, otherwise: 'float32' | 'float64'): 'float32' | 'float64' {
  const first = layer.parameters[0];
  return first ? dtypeOf(first.value) : otherwise;
}

/** The values in that precision: the same tensor where it has it. */
export function inPrecision(x: Tensor, dtype: 'float32' | 'float64'): Tensor {
  return dtypeOf(x.data) === dtype ? x : { data: floats(dtype, x.data), shape: x.shape };
}

/** Whether the first axis is time: an option of recurrent layers, and of those they are wrapped in. */
export function isTimeMajor({ timeMajor, layer }: Readonly<Record<string, unknown>>): boolean {
  return timeMajor === true || (typeof layer === 'object' && layer !== null && isTimeMajor(layer as Record<string, unknown>));
}

function readFinite(x: LayerInput, caller: string, name: string): Tensor {
  const tensor = readTensor(x as NdArray<FloatArray>, caller, name);
  expectAllFinite(tensor.data, caller, name);
  return tensor;
}

/** Gives a layer its tools. The object stays the same. */
export function finishLayer<L extends Layer>(layer: L): FinishedLayer<L> {
  const { kind } = layer;
  const callAll = (x: LayerInput | readonly LayerInput[], options?: CallOptions): NdArray<FloatArray>[] => {
    const { mask, lengths, padding, training, seed, dtype } = readOptions(kind, options, DEFAULTS);
    const list = Array.isArray(x) ? (x as readonly LayerInput[]) : [x as LayerInput];
    const name = (i: number): string => (list.length > 1 ? `x[${i}]` : 'x');
    const read = list.map((input, i) => readFinite(input, kind, name(i)));
    const timeFirst = isTimeMajor(layer.config);
    const batch = read[0]?.shape[timeFirst ? 1 : 0];
    if (!batch) throw new ParameterError(kind, 'x', `must have a batch of at least one item, got [${read[0]?.shape.join(', ') ?? ''}]`);
    read.forEach((input, i) => {
      if (input.shape[i === 0 && timeFirst ? 1 : 0] !== batch) expectShape(input.shape, [batch, ...input.shape.slice(1)], kind, name(i));
    });
    const shapes: Shape[] = read.map((input) => input.shape.slice(1));
    const precision = precisionOf(layer, dtype ?? dtypeOf(read[0]!.data));
    layer.build(shapes, { dtype: precision, random: createRandom(seed) });
    if (mask !== undefined && lengths !== undefined) throw new ParameterError(kind, 'lengths', 'must not be given together with "mask"');
    const [rows, columns = 1] = read[0]!.shape as [number, number?];
    let frames: Mask | undefined;
    if (mask !== undefined) frames = readMask(mask, kind, rows, columns);
    else if (lengths !== undefined) {
      if (lengths.length !== batch) throw new ParameterError(kind, 'lengths', `must have ${batch} values, got ${lengths.length}`);
      frames = sequenceMask(lengths, timeFirst ? rows : columns, padding);
      if (timeFirst) frames = swapAxes(frames, columns, rows);
    }
    const { outputs } = layer.forward(
      read.map((input) => inPrecision(input, precision)),
      { training, gradients: false, random: createRandom(seed) },
      frames,
    );
    if (!outputs.every(({ data }) => allFinite(data)))
      throw new ParameterError(kind, 'x', 'gives values that overflow: scale it or the weights down');
    return outputs.map(toNd);
  };
  const tools: LayerTools = {
    callAll,
    call(x, options) {
      const outputs = callAll(x, options);
      if (outputs.length !== 1) throw new ParameterError(kind, 'x', `gives ${outputs.length} outputs here: use "callAll"`);
      return outputs[0]!;
    },
    getWeights: () => layer.parameters.map(({ value, shape }) => toNd({ data: value.slice() as FloatArray, shape })),
    setWeights(weights) {
      if (!Array.isArray(weights)) throw new TypeError(`${kind}: "weights" must be an array of arrays, got ${show(weights)}`);
      const { parameters } = layer;
      if (weights.length !== parameters.length) {
        const hint = parameters.length ? '' : '; weights exist once the layer was built or called';
        throw new ParameterError(kind, 'weights', `must be ${parameters.length} arrays, got ${weights.length}${hint}`);
      }
      const read = parameters.map(({ name, shape }, i) => {
        const tensor = readFinite(weights[i]!, kind, name);
        const flat = tensor.shape.length === 1 && tensor.data.length === sizeOf(shape); // a typed array has no shape of its own
        if (!flat) expectShape(tensor.shape, shape, kind, name);
        return tensor;
      });
      parameters.forEach((parameter, i) => {
        parameter.value.set(read[i]!.data);
        parameter.version++;
      });
    },
    countParams: () => layer.parameters.reduce((sum, { value }) => sum + value.length, 0),
  };
  return Object.assign(layer, tools);
}
