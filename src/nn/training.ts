/**
 * The gradients of recurrent layers, apart from the layers: who only infers does not load them.
 * @module
 */
import { type Tensor } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { type Activation } from '../simd/blocks.js';
import { createSimdTrainer } from '../simd/rnn-train.js';
import { type TrainerSpec, type TrainerWeights } from '../simd/trainer.js';
import { onKernels } from './cell-activations.js';
import { type RecurrentTraining, type Step } from './layer.js';
import { unpackGradients } from './recurrent-gradients.js';
import { runSequences, type Sequences, type SequencesResult } from './recurrent-sequences.js';
import { createJsTrainer } from './recurrent-trainer.js';
import { swapAxes } from './time-major.js';

/** What trains one layer. */
export interface LayerTrainer {
  /** Takes weights of another version; steps that wait for their `backward` go on with these. */
  load(version: number, weights: () => TrainerWeights): void;
  /** Runs a batch and keeps what its gradients need. */
  run(sequences: Sequences, make: (length: number) => FloatArray): SequencesResult;
  /**
   * The `backward` of a layer's step that `trace` came out of. `pull` is added to the gradients of the outputs: what a penalty on them
   * gives. `weights` are the gradients to which those of the weights are added; frozen layers have none.
   */
  backward(
    trace: SequencesResult,
    sequences: Sequences,
    inputs: readonly Tensor[],
    pull: FloatArray | undefined,
    weights: () => TrainerWeights | undefined,
  ): NonNullable<Step['backward']>;
}

const TRAINING: RecurrentTraining = {
  recurrent(spec, dtype) {
    const { cell, activation, recurrentActivation, peepholes, projected } = spec;
    const simd = dtype === 'float32' && !peepholes && !projected && onKernels(activation) && onKernels(recurrentActivation);
    const trainer = (simd ? createSimdTrainer(spec as TrainerSpec<Activation>) : undefined) ?? createJsTrainer(spec);
    const sizes = { ...spec, states: cell === 'lstm' ? 2 : 1 };
    let loaded = -1;
    return {
      load(version, weights) {
        if (loaded !== version) trainer.load(weights());
        loaded = version;
      },
      run: (sequences, make) => runSequences(trainer, sizes, sequences, true, make),
      backward: (trace, { batch, time, sequences }, [x, ...initial], pull, weights) => {
        const { timeMajor, inputs, outputs } = spec;
        return (gradients, wanted) => {
          let dy = gradients[0]?.data;
          if (pull) dy = dy ? dy.map((g, i) => g + pull[i]!) : pull;
          if (dy && timeMajor && sequences) dy = swapAxes(dy, time, batch, outputs);
          const { dx, dStates } = trace.backward(
            dy,
            gradients.slice(1).map((g) => g?.data),
            wanted?.[0] !== false,
          );
          const to = weights();
          if (to) unpackGradients(to, trainer.gradients, trainer.layout, spec);
          return [
            dx && { data: timeMajor ? swapAxes(dx, batch, time, inputs) : dx, shape: x!.shape },
            ...initial.map(({ shape }, s) => ({ data: dStates[s]!, shape })),
          ];
        };
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
