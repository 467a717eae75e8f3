/**
 * A layer of `@audiolab/dsp/nn` on the values of tensors.
 * @module
 */
import { type Tensor } from '@tensorflow/tfjs-core';
import { ParameterError } from '../core/errors.js';
import { firstNonFinite } from '../core/finite.js';
import { createRandom } from '../core/random.js';
import { type Tensor as Values } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { inPrecision, precisionOf } from '../nn/finish-layer.js';
import { type Layer, type Mask, type Parameter, type Step } from '../nn/layer.js';
import { type MaskLike, type Padding, readMask, sequenceMask } from '../nn/sequence-mask.js';
import { swapAxes } from '../nn/time-major.js';
import { training as trainer } from '../nn/training.js';
import { type FusedStep, type Value } from './fused.js';
import { isTensor, readList } from './tensors.js';

/** Which frames count, and what training changes. */
export interface CallSettings {
  mask: MaskLike | Tensor | undefined;
  lengths: ArrayLike<number> | Tensor | undefined;
  padding: Padding;
  training: boolean;
  seed: number;
}

/** The defaults. */
export const CALL_DEFAULTS: CallSettings = { mask: undefined, lengths: undefined, padding: 'post', training: false, seed: 0 };

/** The mask that options ask for, laid out as the first two axes of the input. */
export function frameMask(
  { mask, lengths, padding }: CallSettings,
  shape: readonly number[],
  timeMajor: boolean,
  caller: string,
): Mask | undefined {
  const [rows, columns = 1] = shape as [number, number?];
  if (mask !== undefined) {
    if (lengths !== undefined) throw new ParameterError(caller, 'lengths', 'must not be given together with "mask"');
    if (isTensor(mask) && (mask.shape.length !== 2 || mask.shape[0] !== rows)) {
      throw new ParameterError(caller, 'mask', `must have the shape [${rows}, ${columns}], got [${mask.shape.join(', ')}]`);
    }
    return readMask(readList<MaskLike>(mask), caller, rows, columns);
  }
  if (lengths === undefined) return undefined;
  const list = readList<ArrayLike<number>>(lengths);
  const [batch, time] = timeMajor ? [columns, rows] : [rows, columns];
  if (list.length !== batch) throw new ParameterError(caller, 'lengths', `must have ${batch} values, got ${list.length}`);
  const frames = sequenceMask(list, time, padding);
  return timeMajor ? swapAxes(frames, columns, rows) : frames;
}

/** The parameters that gradients exist for: those that go in as tensors. Others, moving averages, stay with the layer. */
export const trainedOf = (layer: Layer): Parameter[] => layer.parameters.filter(({ trained }) => trained);

/** Writes weights into a layer; does not tell it where they are the same, so that it need not pack them anew. */
function load(parameters: readonly Parameter[], weights: readonly FloatArray[]): void {
  parameters.forEach((parameter, i) => {
    const { value } = parameter;
    const weight = weights[i]!;
    let same = true;
    for (let k = 0; k < value.length && same; k++) same = value[k] === weight[k];
    if (same) return;
    value.set(weight);
    parameter.version++;
  });
}

const versionOf = (parameters: readonly Parameter[]): number => parameters.reduce((sum, { version }) => sum + version, 0);

/** Runs a layer that has been built. `release` is called when it is free again. */
export function runLayer(
  layer: Layer,
  inputs: readonly Values[],
  weights: readonly FloatArray[],
  { training, seed }: CallSettings,
  mask: Mask | undefined,
  gradients: boolean,
  release: () => void = () => undefined,
): FusedStep {
  const { kind } = layer;
  const parameters = trainedOf(layer);
  const dtype = precisionOf(layer, 'float32');
  const given = inputs.map((input) => inPrecision(input, dtype));
  const forward = (): Step => {
    load(parameters, weights);
    const step = layer.forward(given, { training, gradients, trainer: trainer(), random: createRandom(seed) }, mask);
    if (step.penalty !== undefined) {
      throw new ParameterError(kind, 'activityRegularizer', 'must be null here: add its penalty to the loss');
    }
    return step;
  };
  let step = forward();
  let version = versionOf(parameters);
  const outputs: Value[] = step.outputs.map(({ data, shape }) => ({ data, shape }));
  if (outputs.some(({ data }) => firstNonFinite(data) >= 0)) {
    throw new ParameterError(kind, 'x', 'gives values that overflow: scale it or the weights down');
  }
  if (!gradients) {
    release();
    return { outputs };
  }
  return {
    outputs,
    backward(dOutputs) {
      if (versionOf(parameters) !== version) {
        step = forward(); // the layer has run with other weights since
        version = versionOf(parameters);
      }
      for (const { gradient } of parameters) gradient.fill(0);
      const tensors = dOutputs.map((data, i) => inPrecision({ data, shape: outputs[i]!.shape }, dtype));
      const back = step.backward!(tensors);
      const all = [...inputs.map((_, i) => back[i]?.data), ...parameters.map(({ gradient }) => gradient.slice() as FloatArray)];
      release();
      return all;
    },
  };
}
