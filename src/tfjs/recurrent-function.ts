/**
 * Recurrent layers as functions of tensors: what is common to `simpleRnn`, `lstm`, `gru` and `bidirectional`.
 * @module
 */
import { getBackend, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { ParameterError, show } from '../core/errors.js';
import { expectBoolean, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { createRandom } from '../core/random.js';
import { expectShape, type Tensor as Values } from '../core/tensor.js';
import { bidirectional } from '../nn/bidirectional.js';
import { type CellActivation } from '../nn/cell-activations.js';
import { type Layer } from '../nn/layer.js';
import { type MergeMode } from '../nn/merge-pair.js';
import { RECURRENT_FAMILIES } from '../nn/recurrent-families.js';
import { createRecurrentLayer } from '../nn/recurrent-layer.js';
import { type LstmOptions, readRecurrent, type RecurrentKind, type RecurrentSettings } from '../nn/recurrent-options.js';
import { recurrentShapes } from '../nn/recurrent-parameters.js';
import { expectWeights, readLayerWeights } from './apply-layer.js';
import { fused } from './fused.js';
import { giveLayer, takeLayer } from './layer-pool.js';
import { bidirectionalOps, recurrentOps } from './recurrent-ops.js';
import { CALL_DEFAULTS, type CallSettings, frameMask, runLayer } from './run-layer.js';
import { isTensor, readFloats } from './tensors.js';

/** What computes: our kernels, or operations of TensorFlow.js one by one. */
export type Engine = 'kernels' | 'ops';

/** Backends whose values are in reach of the processor: reading them waits for nothing. */
const NEAR = ['cpu', 'wasm', 'tensorflow'];

/** Options of the function that are no options of the layer. */
export interface FunctionSettings extends CallSettings {
  initialStates: readonly Tensor[] | null;
  engine: Engine | null;
}

/** Options that the layer has, too; `undefined` where it has them not. */
export interface CellSettings {
  activation: CellActivation;
  dropout: number;
  recurrentDropout: number;
  returnSequences: boolean;
  returnState: boolean;
  goBackwards: boolean;
  timeMajor: boolean;
  zeroOutputForMask: boolean;
  truncate: number | null;
}

const FUNCTION_DEFAULTS: FunctionSettings = { ...CALL_DEFAULTS, initialStates: null, engine: null };
const CELL_DEFAULTS: CellSettings = {
  activation: 'tanh',
  dropout: 0,
  recurrentDropout: 0,
  returnSequences: false,
  returnState: false,
  goBackwards: false,
  timeMajor: false,
  zeroOutputForMask: false,
  truncate: null,
};
const GATE_DEFAULTS = { recurrentActivation: 'sigmoid' as CellActivation };
const OWN_DEFAULTS = {
  simpleRnn: {},
  lstm: { ...GATE_DEFAULTS, peepholes: false },
  gru: { ...GATE_DEFAULTS, resetAfter: true },
};

/** What a call is about. */
interface Call {
  caller: string;
  kind: RecurrentKind;
  /** `undefined`: one direction. */
  mergeMode: MergeMode | null | undefined;
}

/** Runs the function. */
export function recurrentFunction(call: Call, x: Tensor, weights: readonly Tensor[], options: object | undefined): Tensor[] {
  const { caller, kind, mergeMode } = call;
  const defaults = { ...FUNCTION_DEFAULTS, ...CELL_DEFAULTS, ...OWN_DEFAULTS[kind] };
  const read = readOptions<typeof defaults>(caller, options as Partial<typeof defaults>, defaults);
  const { mask, lengths, padding, training, seed, initialStates, engine, ...cell } = read;
  expectOneOf(engine, caller, 'engine', ['kernels', 'ops', null]);
  expectBoolean(training, caller, 'training');
  expectInteger(seed, caller, 'seed', 0);
  if (!isTensor(x)) readFloats(x, caller, 'x'); // says what it is
  expectShape(x.shape, [null, null, null], caller, 'x');
  if (!Array.isArray(weights)) throw new TypeError(`${caller}: "weights" must be an array of tensors, got ${show(weights)}`);
  const halves = mergeMode === undefined ? [weights] : splitWeights(weights, caller);
  const settings = halves.map((half, back) => settingsFor(kind, half, { ...cell, goBackwards: cell.goBackwards !== (back === 1) }, caller));
  const shapes = settings.map((each) => recurrentShapes(each, x.shape[2]!));
  halves.forEach((half, i) => expectWeights(shapes[i]!, half, caller));
  const states = initialStates ?? [];
  expectStates(states, settings, x.shape[cell.timeMajor ? 1 : 0]!, caller);
  const frames = frameMask({ mask, lengths, padding, training, seed }, x.shape, cell.timeMajor, caller);
  const callSettings: CallSettings = { ...CALL_DEFAULTS, training, seed };
  if ((engine ?? (NEAR.includes(getBackend()) ? 'kernels' : 'ops')) === 'ops') {
    if (cell.truncate !== null) throw new ParameterError(caller, 'truncate', 'must be null for engine "ops"');
    const run = { x, states, mask: frames, training, random: createRandom(seed) };
    return tidy(() =>
      mergeMode === undefined
        ? recurrentOps(settings[0]!, halves[0]!, run)
        : bidirectionalOps(settings as [RecurrentSettings, RecurrentSettings], halves as [Tensor[], Tensor[]], mergeMode, run),
    );
  }
  const inputs = [x, ...states];
  const values: Values[] = inputs.map((t, i) => ({ data: readFloats(t, caller, i ? `initialStates[${i - 1}]` : 'x'), shape: t.shape }));
  const numbers = halves.flatMap((half, i) => readLayerWeights(shapes[i]!, half, caller));
  const key = JSON.stringify([kind, mergeMode ?? 'one', mergeMode === null, cell, x.shape[2], shapes]);
  return fused([...inputs, ...weights], (gradients) => {
    const layer = takeLayer(key, () => makeLayer(settings, mergeMode, x.shape[2]!));
    return runLayer(layer, values, numbers, callSettings, frames, gradients, () => giveLayer(key, layer));
  });
}

/** The layer's settings, as far as weights tell them. */
function settingsFor(kind: RecurrentKind, weights: readonly Tensor[], cell: object, caller: string): RecurrentSettings {
  const shapeOf = (i: number): readonly number[] => (isTensor(weights[i]) ? weights[i].shape : []);
  const [kernel, recurrent] = [shapeOf(0), shapeOf(1)];
  const gates = kind === 'lstm' ? 4 : kind === 'gru' ? 3 : 1;
  const units = (kernel[1] ?? 0) / gates;
  if (kernel.length !== 2 || !Number.isInteger(units) || units < 1 || recurrent.length !== 2) {
    const shapes = `kernel [inputs, ${gates > 1 ? `${gates} ` : ''}units] and recurrentKernel [units, ${gates > 1 ? `${gates} ` : ''}units]`;
    throw new ParameterError(caller, 'weights', `must begin with ${shapes}, got [${kernel.join(', ')}] and [${recurrent.join(', ')}]`);
  }
  const projection = kind === 'lstm' && recurrent[0] !== units ? { projection: recurrent[0] } : {};
  const more = weights.length - 2 - ('projection' in projection ? 1 : 0) - ((cell as LstmOptions).peepholes === true ? 1 : 0);
  return readRecurrent(RECURRENT_FAMILIES[kind], { ...cell, ...projection, units, useBias: more > 0 });
}

function splitWeights(weights: readonly Tensor[], caller: string): Tensor[][] {
  if (weights.length % 2) {
    throw new ParameterError(
      caller,
      'weights',
      `must be those of the forward layer, then those of the backward one, got ${weights.length}`,
    );
  }
  return [weights.slice(0, weights.length / 2), weights.slice(weights.length / 2)];
}

function expectStates(states: readonly Tensor[], settings: readonly RecurrentSettings[], batch: number, caller: string): void {
  if (!Array.isArray(states)) throw new TypeError(`${caller}: "initialStates" must be an array of tensors, got ${show(states)}`);
  if (states.length === 0) return;
  const sizes = settings.flatMap(({ kind, outputs, units }) => (kind === 'lstm' ? [outputs, units] : [outputs]));
  if (states.length !== sizes.length) throw new ParameterError(caller, 'initialStates', `must be ${sizes.length}, got ${states.length}`);
  states.forEach((state, i) => expectShape(isTensor(state) ? state.shape : [], [batch, sizes[i]!], caller, `initialStates[${i}]`));
}

function makeLayer(settings: readonly RecurrentSettings[], mergeMode: MergeMode | null | undefined, inputs: number): Layer {
  const [first, second] = settings.map(({ kind, config }) => {
    return createRecurrentLayer(RECURRENT_FAMILIES[kind], {
      ...config,
      kernelInitializer: 'zeros',
      recurrentInitializer: 'zeros',
    } as unknown as LstmOptions);
  });
  const layer: Layer = mergeMode === undefined ? first! : bidirectional({ layer: first!, backwardLayer: second!, mergeMode });
  const random = { uniform: () => 0 } as never; // zeros draw nothing
  layer.build([[null, inputs]], { dtype: 'float32', random });
  return layer;
}
