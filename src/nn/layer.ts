/**
 * What every layer is. Models, optimisers, files and summaries know layers by this alone.
 * @module
 */
import { type Random } from '../core/random.js';
import { type Tensor } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { type TrainerSpec } from '../simd/trainer.js';
import { type CellActivation } from './cell-activations.js';
import { type NamedConstraint } from './constraints.js';
import { type LayerTrainer } from './training.js';

/** Shape without the batch; `null` is a length that may differ from call to call (time). */
export type Shape = readonly (number | null)[];

/** Adds its penalty's gradient to `gradient` and returns the penalty. */
export interface Regularizer {
  /** Plain data from which the same can be made. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The penalty of these values. */
  penalty(value: FloatArray, gradient: FloatArray): number;
}

/** Brings values back to where they may be, after a step of the optimiser. `shape` is that of the parameter. */
export interface Constraint {
  /** Plain data from which the same can be made. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Changes values in place. */
  apply(value: FloatArray, shape: readonly number[]): void;
}

/** Weights of a layer. Optimisers write into `value` and then add 1 to `version`, so that layers pack their kernels anew. */
export interface Parameter {
  /** As Keras calls it: `kernel`, `recurrentKernel`, `bias`, `gamma`, `movingMean`, ... */
  readonly name: string;
  /** Length of each axis. */
  readonly shape: readonly number[];
  /** The numbers, row by row. */
  readonly value: FloatArray;
  /** Gradients of the batch so far, added up by `backward`. Zeroed by who takes the step. Empty (length 0) where never trained. */
  readonly gradient: FloatArray;
  /** Whether gradients exist: moving averages have none. */
  readonly trained: boolean;
  /** Changes whenever `value` does. */
  version: number;
  /** What the loss gets added for it. */
  readonly regularizer?: Regularizer | undefined;
  /** Where it may be. */
  readonly constraint?: Constraint | NamedConstraint | undefined;
}

/** What computes the gradients of recurrent layers. `training()` gives it. */
export interface RecurrentTraining {
  /** Makes what trains one layer. @internal */
  recurrent(spec: TrainerSpec<CellActivation> & { timeMajor: boolean }, dtype: 'float32' | 'float64'): LayerTrainer;
}

/** What one pass through a network shares. */
export interface Pass {
  /** Dropout drops, batch normalisation uses the batch. */
  readonly training: boolean;
  /** Whether `backward` will be called: layers then keep what it needs. */
  readonly gradients: boolean;
  /** Gradients of recurrent layers, from `training()`: needed where `gradients` are asked for, so that who only infers does not load them. */
  readonly trainer?: RecurrentTraining | undefined;
  /** For dropout: the same stream for all layers, in the order in which they run. */
  readonly random: Random;
}

/** `[batch, time]`: 0 where a frame is padding. */
export type Mask = Uint8Array;

/** What a layer gives back. */
export interface Step {
  /** Layers with one result have one output. */
  readonly outputs: readonly Tensor[];
  /** For the layers behind, where the output still has the time axis. */
  readonly mask?: Mask | undefined;
  /** What a regularizer of the outputs adds to the loss; `backward` adds its gradients. */
  readonly penalty?: number | undefined;
  /**
   * From the gradients of the outputs (`undefined` is zeros) to those of the inputs; adds those of the weights to `gradient` of the
   * parameters. At most once for a step. Exists where the pass asks for gradients. Does not write to what it is given. `wanted` says of
   * each input whether its gradient is asked for: the others may come out `undefined`.
   */
  readonly backward?:
    ((gradients: readonly (Tensor | undefined)[], wanted?: readonly boolean[]) => readonly (Tensor | undefined)[]) | undefined;
}

/** A parameter that is not there yet. */
export interface WeightShape {
  /** As Keras calls it. */
  readonly name: string;
  /** Length of each axis. */
  readonly shape: readonly number[];
  /** Whether gradients will exist. */
  readonly trained: boolean;
}

/** Precision and random numbers for fresh weights. */
export interface BuildSettings {
  /** Precision of the weights. */
  readonly dtype: 'float32' | 'float64';
  /** Where they come from. */
  readonly random: Random;
  /** Zeros will do: weights from a file are about to replace them. */
  readonly blank?: boolean | undefined;
}

/** A layer, with or without weights yet. */
export interface Layer {
  /** What it is: the name of the function that makes it, e.g. `lstm`. */
  readonly kind: string;
  /** Unique in a model; empty until somebody gives one. */
  name: string;
  /** The options it was made with, defaults included: plain data, `kind` and this make the same layer again. */
  readonly config: Readonly<Record<string, unknown>>;
  /** False freezes the weights: optimisers pass them by, batch normalisation uses its moving averages. */
  trainable: boolean;
  /** In Keras' order of `get_weights()`; empty until built. */
  readonly parameters: readonly Parameter[];
  /** Shape of each output for these inputs; refuses shapes that the layer cannot take. */
  outputShapes(inputs: readonly Shape[]): readonly Shape[];
  /** What `build` would make, so that weights can be counted without making them. */
  weightShapes?(inputs: readonly Shape[]): readonly WeightShape[];
  /** Makes the weights. A layer that has them only checks that they fit. */
  build(inputs: readonly Shape[], settings: BuildSettings): void;
  /** Computes. `mask` is that of the first input. Inputs and outputs have a leading batch axis. */
  forward(inputs: readonly Tensor[], pass: Pass, mask?: Mask): Step;
  /** Forgets states kept from batch to batch (`stateful`), where there are any. */
  resetStates?(): void;
}
