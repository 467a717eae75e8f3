/**
 * A trained network for other classes.
 * @module
 */
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { type Model } from '../nn/model-core.js';
import { modelFromConfig } from '../nn/model-from-config.js';
import { blocksOf } from './blocks.js';

/** Options of {@link transferLearning}. */
export interface TransferLearningOptions {
  /** Classes of the new head, >= 1. */
  classes: number;
  /** Whether only the linear layers are to learn: convolutions and their normalisations are frozen. @defaultValue `false` */
  strategy?: boolean | undefined;
  /** So many of the first blocks are frozen, an integer in [0, 6]. @defaultValue `0` */
  layersFreezed?: number | undefined;
  /** Seed of the weights of the new head: an integer >= 0. @defaultValue `0` */
  seed?: number | undefined;
}

/**
 * A copy of a network of `deepAudioFeaturesCnn` with a new head: its last linear layer has fresh weights, all others those of the network,
 * and what is frozen stays as it is when the copy is trained.
 *
 * @param net - The network, trained or loaded. It is left as it is.
 * @param options - {@link TransferLearningOptions}.
 * @returns A model with weights of its own. What does not learn has `trainable` false; the head always learns.
 * @throws `ParameterError` for another network, an unknown option or one out of range.
 * @example
 * ```ts
 * const net = deepAudioFeaturesCnn({ classes: 4, height: 32, width: 16, firstChannels: 2, units: [8, 6] });
 * const other = transferLearning(net, { classes: 3, strategy: true });
 * net.countParams().trainable; // 4686
 * other.countParams().trainable; // 339
 * other.outputShapes([[32, 16, 1]]); // [[3]]
 * ```
 * @see deep_audio_features `transfer_learning` with `strategy` and `layers_freezed`. A frozen normalisation uses its moving averages here,
 * as in Keras; PyTorch's goes on averaging unless it is told to `eval()`.
 */
export function transferLearning(net: Model, options: TransferLearningOptions): Model {
  const caller = 'transferLearning';
  const blocks = blocksOf(net, caller);
  const read = readOptions(caller, options, { classes: 0, strategy: false, layersFreezed: 0, seed: 0 });
  const { classes, strategy, layersFreezed, seed } = read;
  expectInteger(classes, caller, 'classes', 1);
  expectBoolean(strategy, caller, 'strategy');
  expectInteger(layersFreezed, caller, 'layersFreezed', 0, blocks.length - 1);
  expectInteger(seed, caller, 'seed', 0);
  const head = blocks.at(-1)!.layers.find(({ kind }) => kind === 'dense')!;
  const frozen = new Set(
    blocks.flatMap((block, i) => (i < layersFreezed || (strategy && !block.linear) ? block.layers.map(({ name }) => name) : [])),
  );
  const { config } = net;
  const layers = (config['layers'] as readonly Record<string, unknown>[]).map(({ trainable: _, ...layer }) => ({
    ...layer,
    ...(layer['name'] === head.name ? { units: classes } : {}),
    ...(frozen.has(layer['name'] as string) ? { trainable: false } : {}),
  }));
  const copy = modelFromConfig({ ...config, layers, seed });
  const [from, to] = [net.parameters, copy.parameters]; // made now where they were not
  const fresh = new Set(copy.getLayer(head.name).parameters);
  to.forEach((parameter, i) => {
    if (fresh.has(parameter)) return;
    parameter.value.set(from[i]!.value);
    parameter.version++;
  });
  return copy;
}
