/**
 * Features from within a network.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { type Model } from '../nn/model-core.js';
import { sequential } from '../nn/sequential.js';
import { flatten, permute } from '../nn/shaping.js';
import { blocksOf } from './blocks.js';

/** Options of {@link dropLayers}. */
export interface DropLayersOptions {
  /** So many of the last blocks are left out: an integer >= 1, less than there are. */
  layersDropped: number;
}

/**
 * A network of `deepAudioFeaturesCnn` without its last blocks: what it gives are features for other classifiers.
 *
 * @param net - The network. Its weights are shared, not copied.
 * @param options - {@link DropLayersOptions}: with 1 there are as many features as units in the second linear layer; with all three
 * linear blocks dropped, those of the last convolution, channel after channel.
 * @returns A model of the same input, to `[batch, features]`.
 * @throws `ParameterError` for another network, an unknown option or one out of range.
 * @example
 * ```ts
 * const net = deepAudioFeaturesCnn({ classes: 4, height: 32, width: 16, firstChannels: 2, units: [8, 6] });
 * dropLayers(net, { layersDropped: 1 }).outputShapes([[32, 16, 1]]); // [[6]]
 * dropLayers(net, { layersDropped: 4 }).outputShapes([[32, 16, 1]]); // [[64]]
 * ```
 * @see deep_audio_features `drop_layers`
 */
export function dropLayers(net: Model, options: DropLayersOptions): Model {
  const caller = 'dropLayers';
  const blocks = blocksOf(net, caller);
  const { layersDropped } = readOptions(caller, options, { layersDropped: 0 });
  expectInteger(layersDropped, caller, 'layersDropped', 1, blocks.length - 1);
  const last = blocks.at(-1 - layersDropped)!;
  const kept = net.layers.slice(0, net.layers.indexOf(last.layers.at(-1)!) + 1);
  return sequential(last.linear ? kept : [...kept, permute({ dims: [3, 1, 2] }), flatten()], {
    inputShape: net.inputShapes![0]!,
    dtype: net.dtype,
    seed: net.config['seed'] as number, // the same fresh weights, whoever makes them first
  });
}
