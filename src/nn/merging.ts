/**
 * Several inputs to one output.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type Tensor, zeros } from '../core/tensor.js';
import { arrayLike } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { type FinishedLayer } from './finish-layer.js';
import { type Mask, type Pass, type Shape, type Step } from './layer.js';
import { makeLayer, type NamedOptions, showShape } from './make-layer.js';

/** Options of {@link concatenate}. */
export interface ConcatenateOptions extends NamedOptions {
  /** Axis along which the inputs follow each other, the batch being axis 0; negative ones count from the end. @defaultValue `-1` */
  axis?: number | undefined;
}

/** Refuses inputs of different shapes; a length that is not known fits any. */
function common(inputs: readonly Shape[], caller: string, but = -1): Shape {
  const [first, ...rest] = inputs as readonly [Shape, ...Shape[]];
  const shape = [...first];
  for (const other of rest) {
    if (other.length !== first.length || other.some((n, d) => d !== but && n !== null && shape[d] !== null && n !== shape[d])) {
      throw new ParameterError(caller, 'x', `must be inputs of the same shape, got ${inputs.map(showShape).join(' and ')}`);
    }
    other.forEach((n, d) => (shape[d] ??= n));
  }
  return shape;
}

/** A step of several inputs. */
function manyToOne(
  output: Tensor,
  mask: Mask | undefined,
  pass: Pass,
  backward: (dy: Tensor) => (i: number) => Tensor,
  inputs: number,
): Step {
  if (!pass.gradients) return { outputs: [output], mask };
  return {
    outputs: [output],
    mask,
    backward([dy], wanted) {
      const to = dy && backward(dy);
      return Array.from({ length: inputs }, (_, i) => (to && (wanted?.[i] ?? true) ? to(i) : undefined));
    },
  };
}

/**
 * Puts inputs side by side.
 *
 * @param options - The axis.
 * @returns A layer of several inputs that differ in one axis at most.
 * @throws `ParameterError` for inputs that do not fit.
 * @example
 * ```ts
 * const [a, b] = [tensor(Float32Array.of(1, 2), [1, 2]), tensor(Float32Array.of(3), [1, 1])];
 * concatenate().call([a, b]).data; // [1, 2, 3]
 * ```
 * @see `keras.layers.Concatenate`
 */
export function concatenate(options?: ConcatenateOptions): FinishedLayer {
  const caller = 'concatenate';
  const { axis, name } = readOptions(caller, options, { name: '', axis: -1 });
  expectInteger(axis, caller, 'axis', -8, 8);
  const placeOf = (rank: number): number => {
    const place = axis < 0 ? rank + axis : axis;
    if (place < 1 || place >= rank)
      throw new ParameterError(caller, 'axis', `must name an axis of x other than the batch, got ${axis} for ${rank} axes`);
    return place;
  };
  return makeLayer({
    kind: caller,
    name,
    config: { axis },
    takes: 'several',
    outputShape: (inputs) => {
      const d = placeOf(inputs[0]!.length + 1) - 1;
      const shape = [...common(inputs, caller, d)];
      const lengths = inputs.map((input) => input[d] as number);
      shape[d] = lengths.some((n) => n === null) ? null : sum(lengths);
      return shape;
    },
    run(inputs, pass, _, mask) {
      const place = placeOf(inputs[0]!.shape.length);
      const outer = sizeOf(inputs[0]!.shape.slice(0, place));
      const runs = inputs.map(({ shape }) => sizeOf(shape.slice(place)));
      const width = sum(runs);
      const starts = runs.map((_, i) => sum(runs.slice(0, i)));
      const shape = [...inputs[0]!.shape];
      shape[place] = sum(inputs.map((input) => input.shape[place]!));
      const y = zeros(inputs[0]!.data, shape);
      inputs.forEach(({ data }, i) => {
        for (let o = 0; o < outer; o++) y.data.set(data.subarray(o * runs[i]!, (o + 1) * runs[i]!), o * width + starts[i]!);
      });
      const backward = (dy: Tensor) => (i: number) => {
        const dx = zeros(dy.data, inputs[i]!.shape);
        for (let o = 0; o < outer; o++) {
          const from = o * width + starts[i]!;
          dx.data.set(dy.data.subarray(from, from + runs[i]!), o * runs[i]!);
        }
        return dx;
      };
      return manyToOne(y, place > 1 ? mask : undefined, pass, backward, inputs.length);
    },
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** A layer that makes one value of the values at the same place. */
function pointwise(caller: string, options: NamedOptions | undefined, how: 'add' | 'average' | 'multiply'): FinishedLayer {
  const { name } = readOptions(caller, options, { name: '' });
  return makeLayer({
    kind: caller,
    name,
    config: {},
    takes: 'several',
    outputShape: (inputs) => common(inputs, caller),
    run(inputs, pass, _, mask) {
      const share = how === 'average' ? 1 / inputs.length : 1;
      const y: Tensor = { data: inputs[0]!.data.slice(), shape: inputs[0]!.shape };
      for (const { data } of inputs.slice(1)) {
        if (how === 'multiply') for (let i = 0; i < data.length; i++) y.data[i]! *= data[i]!;
        else for (let i = 0; i < data.length; i++) y.data[i]! += data[i]!;
      }
      if (how === 'average') for (let i = 0; i < y.data.length; i++) y.data[i]! *= share;
      const backward = (dy: Tensor) => (i: number) => {
        if (how === 'add') return dy;
        const dx = { data: arrayLike(dy.data, dy.data.length), shape: dy.shape };
        for (let k = 0; k < dx.data.length; k++) dx.data[k] = dy.data[k]! * share;
        if (how === 'multiply') {
          inputs.forEach(({ data }, j) => {
            if (j !== i) for (let k = 0; k < data.length; k++) dx.data[k]! *= data[k]!;
          });
        }
        return dx;
      };
      return manyToOne(y, mask, pass, backward, inputs.length);
    },
  });
}

/**
 * Adds inputs of the same shape.
 *
 * @param options - Only a name.
 * @returns A layer of several inputs.
 * @throws `ParameterError` for inputs of different shapes.
 * @example
 * ```ts
 * const x = tensor(Float32Array.of(1, 2), [1, 2]);
 * add().call([x, x]).data; // [2, 4]
 * ```
 * @see `keras.layers.Add`
 */
export function add(options?: NamedOptions): FinishedLayer {
  return pointwise('add', options, 'add');
}

/**
 * Multiplies inputs of the same shape, value by value.
 *
 * @param options - Only a name.
 * @returns A layer of several inputs.
 * @throws `ParameterError` for inputs of different shapes.
 * @example
 * ```ts
 * const x = tensor(Float32Array.of(2, 3), [1, 2]);
 * multiply().call([x, x]).data; // [4, 9]
 * ```
 * @see `keras.layers.Multiply`
 */
export function multiply(options?: NamedOptions): FinishedLayer {
  return pointwise('multiply', options, 'multiply');
}

/**
 * The mean of inputs of the same shape, value by value.
 *
 * @param options - Only a name.
 * @returns A layer of several inputs.
 * @throws `ParameterError` for inputs of different shapes.
 * @example
 * ```ts
 * const [a, b] = [tensor(Float32Array.of(1, 2), [1, 2]), tensor(Float32Array.of(3, 4), [1, 2])];
 * average().call([a, b]).data; // [2, 3]
 * ```
 * @see `keras.layers.Average`
 */
export function average(options?: NamedOptions): FinishedLayer {
  return pointwise('average', options, 'average');
}
