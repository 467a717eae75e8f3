/**
 * The gradients of recurrent layers, apart from the layers: who only infers does not load them.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Activation } from '../simd/blocks.js';
import { createSimdTrainer } from '../simd/rnn-train.js';
import { type TrainerSpec, type TrainerWeights } from '../simd/trainer.js';
import { onKernels } from './cell-activations.js';
import { type RecurrentTraining } from './layer.js';
import { unpackGradients } from './recurrent-gradients.js';
import { runSequences, type Sequences, type SequencesResult } from './recurrent-sequences.js';
import { createJsTrainer } from './recurrent-trainer.js';

/** What trains one layer. */
export interface LayerTrainer {
  /** Takes weights; steps that wait for their `backward` go on with these. */
  load(weights: TrainerWeights): void;
  /** Runs a batch and keeps what its gradients need. */
  run(sequences: Sequences, make: (length: number) => FloatArray): SequencesResult;
  /** Adds the gradients of the last `backward` to those of the weights. */
  addTo(gradients: TrainerWeights): void;
}

const TRAINING: RecurrentTraining = {
  recurrent(spec, dtype) {
    const { cell, activation, recurrentActivation, peepholes, projected } = spec;
    const simd = dtype === 'float32' && !peepholes && !projected && onKernels(activation) && onKernels(recurrentActivation);
    const trainer = (simd ? createSimdTrainer(spec as TrainerSpec<Activation>) : undefined) ?? createJsTrainer(spec);
    const sizes = { ...spec, states: cell === 'lstm' ? 2 : 1 };
    return {
      load(weights) {
        trainer.load(weights);
      },
      run: (sequences, make) => runSequences(trainer, sizes, sequences, true, make),
      addTo(gradients) {
        unpackGradients(gradients, trainer.gradients, trainer.layout, spec);
      },
    };
  },
};

/**
 * What a pass needs so that recurrent layers give gradients. `fit` and `trainOnBatch` bring it along; loops of your own that ask layers
 * for gradients put it into their pass.
 *
 * @returns The `trainer` of a pass.
 * @example
 * ```ts
 * const layer = lstm({ units: 2 });
 * const x = { data: new Float64Array(15), shape: [1, 5, 3] };
 * layer.call(tensor(x.data, x.shape)).shape; // [1, 2]
 * const random = { uint32: () => 0, uniform: () => 0.5, normal: () => 0 };
 * const step = layer.forward([x], { training: true, gradients: true, trainer: training(), random });
 * step.backward!([{ data: Float64Array.of(1, 1), shape: [1, 2] }])[0]!.shape; // [1, 5, 3]
 * ```
 */
export function training(): RecurrentTraining {
  return TRAINING;
}
