/**
 * The blocks of a network whose layers are named `<block>_<kind>`.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type Layer } from '../nn/layer.js';
import { type Model } from '../nn/model-core.js';

/** A block: what begins its layers' names, and the layers. */
export interface Block {
  readonly name: string;
  readonly layers: readonly Layer[];
  /** Linear layers, or convolutions. */
  readonly linear: boolean;
}

/** The blocks of a network that `deepAudioFeaturesCnn` made, perhaps with a new head, or loaded from a file; refuses others. */
export function blocksOf(net: Model, caller: string): Block[] {
  if (typeof net !== 'object' || net === null || !Array.isArray(net.layers))
    throw new TypeError(`${caller}: "net" must be a model, got ${show(net)}`);
  const blocks = new Map<string, Layer[]>();
  for (const layer of net.layers as readonly Layer[]) {
    const [, name] = /^((?:conv|linear)Layer\d+)_/.exec(layer.name) ?? [];
    if (name) blocks.set(name, [...(blocks.get(name) ?? []), layer]);
  }
  const list = [...blocks].map(([name, layers]) => ({ name, layers, linear: name.startsWith('linear') }));
  const head = list.at(-1);
  if (!net.inputShapes || !head?.linear || !head.layers.some(({ kind }) => kind === 'dense'))
    throw new ParameterError(caller, 'net', 'must be a network of "deepAudioFeaturesCnn"');
  return list;
}
