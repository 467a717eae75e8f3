/**
 * A center loss that trains: it keeps its centers and moves them.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { allFinite } from '../core/finite.js';
import { centerLoss, type CenterLossOptions } from '../loss/center-loss.js';
import { toRowMajor } from '../core/view.js';
import { type TrainingLossObject } from './training-loss.js';

/** Options of {@link createCenterLoss}. */
export interface CreateCenterLossOptions extends Pick<CenterLossOptions, 'factor' | 'update' | 'alpha'> {
  /** Classes, >= 1: one center each. */
  classes: number;
  /** Numbers of an embedding, >= 1. */
  dims: number;
  /** `'mean'` divides by the batch, as the cross-entropies of `fit` do; the paper sums both. @defaultValue `'mean'` */
  reduction?: 'sum' | 'mean' | undefined;
}

/** A center loss with its centers. */
export interface TrainableCenterLoss extends TrainingLossObject {
  /** A copy of the centers, shape `[classes, dims]`. */
  readonly centers: NdArray<Float64Array>;
  /** A copy of the centers. */
  getState(): Float64Array;
  /** Takes centers: `classes * dims` finite numbers, row by row. */
  setState(state: unknown): void;
}

/**
 * Makes a center loss for `fit` and `trainOnBatch`. It starts with centers of zeros, moves them after each step of the optimiser as
 * {@link centerLoss} says, and leaves them alone where a network is only measured. Give it to one output of a network, a cross-entropy to
 * another, and what it counts as one of the `lossWeights` (lambda of the paper).
 *
 * @param options - {@link CreateCenterLossOptions}.
 * @returns The loss, with its `centers`. Its targets are class numbers. It remembers: training another network takes another one.
 * @throws `ParameterError` if an option is missing, unknown or out of range; while it computes also for labels that are no class, for
 * embeddings of another width, and for `sampleWeights`, which centers do not know.
 * @example
 * ```ts
 * const x = input([2]);
 * const embedding = apply(dense({ units: 2, kernelInitializer: 'ones' }), x);
 * const net = model({ inputs: x, outputs: [apply(dense({ units: 2, activation: 'softmax' }), embedding), embedding] });
 * const centers = createCenterLoss({ classes: 2, dims: 2 });
 * const options = { loss: ['sparseCategoricalCrossentropy', centers], lossWeights: [1, 0.1], optimizer: sgd() } as const;
 * const logs = trainOnBatch(net, tensor(Float32Array.of(1, 2, 3, 0), [2, 2]), [[0, 0], [0, 0]], options);
 * logs['loss[1]']; // 9
 * centers.centers.data; // [1, 1, 0, 0]
 * ```
 * @see Wen et al., A Discriminative Feature Learning Approach for Deep Face Recognition, ECCV 2016, algorithm 1.
 */
export function createCenterLoss(options: CreateCenterLossOptions): TrainableCenterLoss {
  const caller = 'createCenterLoss';
  const { classes, dims, ...settings } = readOptions(caller, options, {
    classes: undefined as number | undefined,
    dims: undefined as number | undefined,
    factor: 0.5,
    reduction: 'mean' as 'sum' | 'mean',
    update: 'wen' as 'wen' | 'gradient',
    alpha: 0.5,
  });
  expectInteger(classes, caller, 'classes', 1);
  expectInteger(dims, caller, 'dims', 1);
  expectFinite(settings.factor, caller, 'factor', 0);
  expectOneOf(settings.reduction, caller, 'reduction', ['sum', 'mean']);
  expectOneOf(settings.update, caller, 'update', ['wen', 'gradient']);
  expectFinite(settings.alpha, caller, 'alpha', 0);
  let centers: NdArray<Float64Array> = nd(new Float64Array(classes * dims), [classes, dims]);
  return {
    get centers() {
      return nd(centers.data.slice(), [classes, dims]);
    },
    compute(embeddings, { data: labels }, weights) {
      if (weights) throw new ParameterError(caller, 'sampleWeights', 'must not be given: every item moves its center as far');
      const kept: NdArray<Float64Array> = nd(Float64Array.from(toRowMajor(embeddings)), [...embeddings.shape]); // the network may reuse its memory
      const { loss, gradients } = centerLoss(kept, labels, centers, settings);
      return {
        loss,
        gradient: gradients.embeddings,
        // from where the centers are by then: another batch of the same step may have moved them
        update: () => void (centers = centerLoss(kept, labels, centers, settings).updateCenters()),
      };
    },
    getState: () => centers.data.slice(),
    setState(state) {
      if (!(state instanceof Float64Array) || state.length !== classes * dims || !allFinite(state)) {
        throw new ParameterError(caller, 'state', `must be ${classes * dims} finite numbers in a Float64Array, got ${show(state)}`);
      }
      centers = nd(state.slice(), [classes, dims]);
    },
  };
}
