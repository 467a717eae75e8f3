/**
 * The same layer at every frame.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import { type Tensor } from '../core/tensor.js';
import { type FinishedLayer, finishLayer } from './finish-layer.js';
import { type Layer, type Shape } from './layer.js';

/** Options of `timeDistributed`. */
export interface TimeDistributedOptions {
  /** The layer for one frame. */
  layer: Layer;
  /** Name of the layer. @defaultValue none */
  name?: string | undefined;
}

/** A layer at every frame. */
export interface TimeDistributedLayer extends Layer {
  /** The layer for one frame. */
  readonly layer: Layer;
}

/**
 * Applies a layer to each frame on its own: `[batch, time, ...]` goes through it as `[batch x time, ...]`.
 *
 * @param options - `layer`.
 * @returns A layer that takes `[batch, time, ...]` and gives `[batch, time, ...]` for each input and output of `layer`. A mask is passed on
 * to the layers behind; `layer` does not see it.
 * @throws TypeError if `layer` is no layer; `ParameterError` for an unknown option.
 * @example
 * ```ts
 * const layer = timeDistributed({ layer: lstm({ units: 4 }) });
 * layer.call(tensor(new Float32Array(2 * 3 * 5 * 6), [2, 3, 5, 6])).shape; // [2, 3, 4]
 * ```
 * @see Keras `TimeDistributed`.
 */
export function timeDistributed(options: TimeDistributedOptions): FinishedLayer<TimeDistributedLayer> {
  const caller = 'timeDistributed';
  const { layer: given, name } = readOptions(caller, options, { layer: undefined as Layer | undefined, name: '' });
  if (typeof given !== 'object' || given === null || typeof given.forward !== 'function') {
    throw new TypeError(`${caller}: "layer" must be a layer, got ${show(given)}`);
  }
  const layer: Layer = given;
  const inner = (shapes: readonly Shape[]): Shape[] =>
    shapes.map((shape) => {
      if (shape.length < 2)
        throw new ParameterError(caller, 'x', `must have the shape [batch, time, ...], got [batch, ${shape.join(', ')}]`);
      if (shape[0] !== shapes[0]![0])
        throw new ParameterError(caller, 'x', `must have as many frames as the first, ${shapes[0]![0]}, got ${shape[0]}`);
      return shape.slice(1);
    });
  const join = ({ data, shape }: Tensor): Tensor => ({ data, shape: [shape[0]! * shape[1]!, ...shape.slice(2)] });
  const self: TimeDistributedLayer = {
    kind: caller,
    name,
    layer,
    config: Object.freeze({ layer: { kind: layer.kind, ...layer.config } }),
    get trainable() {
      return layer.trainable;
    },
    set trainable(value) {
      layer.trainable = value;
    },
    get parameters() {
      return layer.parameters;
    },
    outputShapes: (shapes) => layer.outputShapes(inner(shapes)).map((shape) => [shapes[0]![0]!, ...shape]),
    weightShapes: (shapes) => layer.weightShapes?.(inner(shapes)) ?? [],
    build(shapes, settings) {
      layer.build(inner(shapes), settings);
    },
    forward(inputs, pass, mask) {
      const [batch, time] = inputs[0]!.shape as [number, number];
      const step = layer.forward(inputs.map(join), pass);
      const part = ({ data, shape }: Tensor): Tensor => ({ data, shape: [batch, time, ...shape.slice(1)] });
      const { backward } = step;
      return {
        outputs: step.outputs.map(part),
        mask,
        penalty: step.penalty,
        backward:
          backward &&
          ((gradients, wanted) =>
            backward(
              gradients.map((g) => g && join(g)),
              wanted,
            ).map((g) => g && part(g))),
      };
    },
    resetStates: () => layer.resetStates?.(),
  };
  return finishLayer(self);
}
