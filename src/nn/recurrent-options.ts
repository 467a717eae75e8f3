/**
 * The options of the recurrent layers: those of Keras, and what they mean.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, type Options, readOptions } from '../core/options.js';
import { type Cell } from '../simd/recurrent-weights.js';
import { CELL_ACTIVATIONS, type CellActivation } from './cell-activations.js';
import { type ConstraintLike } from './constraints.js';
import { type InitializerLike } from './initializers.js';
import { type Regularizer } from './layer.js';
import { type RecurrentFamily } from './recurrent-family.js';
import { readRegularizer, type RegularizerLike } from './regularizers.js';
import { readRules, type WeightRules } from './weight-rules.js';

/** Options of `simpleRnn`. */
export interface SimpleRnnOptions {
  /** Values of an output, an integer >= 1. */
  units: number;
  /** Activation of the output. @defaultValue `'tanh'` */
  activation?: CellActivation | undefined;
  /** @defaultValue `true` */
  useBias?: boolean | undefined;
  /** Of the weights that meet the frames. @defaultValue `'glorotUniform'` */
  kernelInitializer?: InitializerLike | undefined;
  /** Of the weights that meet the state. @defaultValue `'orthogonal'` */
  recurrentInitializer?: InitializerLike | undefined;
  /** @defaultValue `'zeros'` */
  biasInitializer?: InitializerLike | undefined;
  /** @defaultValue `null` */
  kernelRegularizer?: RegularizerLike | undefined;
  /** @defaultValue `null` */
  recurrentRegularizer?: RegularizerLike | undefined;
  /** @defaultValue `null` */
  biasRegularizer?: RegularizerLike | undefined;
  /** Of the outputs (not of the states). @defaultValue `null` */
  activityRegularizer?: RegularizerLike | undefined;
  /** @defaultValue `null` */
  kernelConstraint?: ConstraintLike | undefined;
  /** @defaultValue `null` */
  recurrentConstraint?: ConstraintLike | undefined;
  /** @defaultValue `null` */
  biasConstraint?: ConstraintLike | undefined;
  /** Share of the input values that is dropped in training, in [0, 1): the same ones in all frames of a sequence. @defaultValue `0` */
  dropout?: number | undefined;
  /** The same for the state on its way into the recurrent weights. @defaultValue `0` */
  recurrentDropout?: number | undefined;
  /** Gives the output of every frame; else only the last. @defaultValue `false` */
  returnSequences?: boolean | undefined;
  /** Gives the last states as further outputs. @defaultValue `false` */
  returnState?: boolean | undefined;
  /** Reads sequences from their last frame to their first; outputs are in that order. @defaultValue `false` */
  goBackwards?: boolean | undefined;
  /** Goes on in the next batch from where this one ended, until `resetStates`. @defaultValue `false` */
  stateful?: boolean | undefined;
  /** Inputs and outputs (and a mask) are [time, batch, ...]. @defaultValue `false` */
  timeMajor?: boolean | undefined;
  /** Accepted; loops are never unrolled, and results are the same. @defaultValue `false` */
  unroll?: boolean | undefined;
  /** The output of a masked frame is zeros; else that of the frame before. @defaultValue `false` */
  zeroOutputForMask?: boolean | undefined;
  /** Gradients go back through blocks of so many frames, not from one to the block before; an integer >= 1. @defaultValue `null`: all */
  truncate?: number | null | undefined;
  /** Seed of this layer's dropout; else it draws from the stream of the pass. @defaultValue `null` */
  seed?: number | null | undefined;
  /** Name of the layer. @defaultValue none */
  name?: string | undefined;
}

/** Options of `lstm`. */
export interface LstmOptions extends SimpleRnnOptions {
  /** Activation of the gates. @defaultValue `'sigmoid'` */
  recurrentActivation?: CellActivation | undefined;
  /** Starts with ones as the bias of the forget gate, and zeros elsewhere (Jozefowicz et al. 2015). @defaultValue `true` */
  unitForgetBias?: boolean | undefined;
  /** Gates see the cell's state c, too (Gers and Schmidhuber 2000). @defaultValue `false` */
  peepholes?: boolean | undefined;
  /** Outputs and states h are projections of so many values, fewer than `units` (PyTorch's `proj_size`). @defaultValue `null`: none */
  projection?: number | null | undefined;
}

/** Options of `gru`. */
export interface GruOptions extends SimpleRnnOptions {
  /** Activation of the gates. @defaultValue `'sigmoid'` */
  recurrentActivation?: CellActivation | undefined;
  /** Where the reset gate multiplies: after the product with the recurrent weights, or before. @defaultValue `true` */
  resetAfter?: boolean | undefined;
}

const COMMON = {
  units: undefined as number | undefined,
  activation: 'tanh' as CellActivation,
  useBias: true,
  kernelInitializer: 'glorotUniform' as InitializerLike,
  recurrentInitializer: 'orthogonal' as InitializerLike,
  biasInitializer: 'zeros' as InitializerLike,
  kernelRegularizer: null as RegularizerLike,
  recurrentRegularizer: null as RegularizerLike,
  biasRegularizer: null as RegularizerLike,
  activityRegularizer: null as RegularizerLike,
  kernelConstraint: null as ConstraintLike,
  recurrentConstraint: null as ConstraintLike,
  biasConstraint: null as ConstraintLike,
  dropout: 0,
  recurrentDropout: 0,
  returnSequences: false,
  returnState: false,
  goBackwards: false,
  stateful: false,
  timeMajor: false,
  unroll: false,
  zeroOutputForMask: false,
  truncate: null as number | null,
  seed: null as number | null,
  name: '',
};
/** Options that some kinds have. */
export type OwnOptions = Pick<LstmOptions, 'recurrentActivation' | 'unitForgetBias' | 'peepholes' | 'projection'> &
  Pick<GruOptions, 'resetAfter'>;

/** The kinds of recurrent layers: the functions that make them. */
export type RecurrentKind = 'simpleRnn' | 'lstm' | 'gru';

/** Options that were read. */
export interface RecurrentSettings {
  kind: RecurrentKind;
  cell: Cell;
  units: number;
  /** Values of an output: `units`, or the projection's. */
  outputs: number;
  projected: boolean;
  peepholes: boolean;
  activation: CellActivation;
  recurrentActivation: CellActivation;
  useBias: boolean;
  unitForgetBias: boolean;
  /** How weights are made and kept. */
  rules: Record<'kernel' | 'recurrent' | 'bias', WeightRules>;
  activity: Regularizer | undefined;
  dropout: number;
  recurrentDropout: number;
  returnSequences: boolean;
  returnState: boolean;
  goBackwards: boolean;
  stateful: boolean;
  timeMajor: boolean;
  zeroOutputForMask: boolean;
  /** 0 is all. */
  truncate: number;
  seed: number | null;
  name: string;
  /** Plain data that makes the same layer. */
  config: Readonly<Record<string, unknown>>;
}

/** Reads and checks the options of a layer. */
export function readRecurrent(
  { kind, defaults: own }: Pick<RecurrentFamily, 'kind' | 'defaults'>,
  given: SimpleRnnOptions | LstmOptions | GruOptions,
): RecurrentSettings {
  const defaults: typeof COMMON & OwnOptions = { ...COMMON, ...own };
  const read = readOptions(kind, given as Options<typeof defaults>, defaults);
  const { units, activation, recurrentActivation = 'linear', dropout, recurrentDropout, truncate, seed, name, projection = null } = read;
  expectInteger(units, kind, 'units', 1);
  expectOneOf(activation, kind, 'activation', CELL_ACTIVATIONS);
  expectOneOf(recurrentActivation, kind, 'recurrentActivation', CELL_ACTIVATIONS);
  for (const [key, usual] of Object.entries(defaults)) {
    if (typeof usual === 'boolean') expectBoolean((read as Record<string, unknown>)[key], kind, key);
  }
  for (const [key, rate] of Object.entries({ dropout, recurrentDropout })) {
    expectFinite(rate, kind, key, 0);
    if (rate >= 1) throw new ParameterError(kind, key, `must be in [0, 1), got ${rate}`);
  }
  if (truncate !== null) expectInteger(truncate, kind, 'truncate', 1);
  if (seed !== null) expectInteger(seed, kind, 'seed', 0);
  if (typeof name !== 'string') throw new TypeError(`${kind}: "name" must be a string`);
  if (projection !== null) {
    expectInteger(projection, kind, 'projection', 1);
    if (projection >= units) throw new ParameterError(kind, 'projection', `must be below units = ${units}, got ${projection}`);
  }
  const [kernel, recurrent, bias] = ['kernel', 'recurrent', 'bias'].map((part) => readRules(read, kind, part)) as [
    WeightRules,
    WeightRules,
    WeightRules,
  ];
  const activity = readRegularizer(read.activityRegularizer, kind, 'activityRegularizer');
  const plain = { ...kernel.config, ...recurrent.config, ...bias.config, activityRegularizer: activity?.config ?? null };
  const config: Record<string, unknown> = { ...read, ...plain };
  delete config['name'];
  return {
    ...read,
    kind,
    cell: kind === 'lstm' ? 'lstm' : kind === 'simpleRnn' ? 'simple' : read.resetAfter ? 'gru' : 'gruResetBefore',
    units,
    outputs: projection ?? units,
    projected: projection !== null,
    peepholes: read.peepholes ?? false,
    recurrentActivation,
    unitForgetBias: read.useBias && read.unitForgetBias === true,
    rules: { kernel, recurrent, bias },
    activity,
    truncate: truncate ?? 0,
    config: Object.freeze(config),
  };
}
