/**
 * Layers at rest, so that a function of tensors need not make one at each call, and so that no two calls on their way share one.
 * @module
 */
import { type Layer } from '../nn/layer.js';

/** A layer keeps the memory of its last batch: only a few are kept. */
const MOST = 8;
const resting: { key: string; layer: Layer }[] = /* @__PURE__ */ [];

/** Takes a layer of this kind, or makes one. */
export function takeLayer(key: string, make: () => Layer): Layer {
  const at = resting.findIndex((one) => one.key === key);
  return at < 0 ? make() : resting.splice(at, 1)[0]!.layer;
}

/** Gives it back. */
export function giveLayer(key: string, layer: Layer): void {
  resting.push({ key, layer });
  if (resting.length > MOST) resting.shift();
}
