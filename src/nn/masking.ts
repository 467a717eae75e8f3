/**
 * Telling padding from frames by its values.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFinite, readOptions } from '../core/options.js';
import { type Tensor, zeros } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { type FinishedLayer, finishLayer } from './finish-layer.js';
import { type Layer, type Mask } from './layer.js';

/** Options of `masking`. */
export interface MaskingOptions {
  /** A frame of nothing but this value is padding. @defaultValue `0` */
  maskValue?: number | undefined;
  /** Name of the layer. @defaultValue none */
  name?: string | undefined;
}

/**
 * Makes the mask for the layers behind: frames whose values all are `maskValue` are padding, and become zeros.
 *
 * @param options - `maskValue`.
 * @returns A layer that takes and gives `[batch, time, ...]`. Frames that a mask excludes already stay excluded.
 * @throws `ParameterError` if an option is unknown or not a finite number.
 * @example
 * ```ts
 * const layer = masking({ maskValue: -1 });
 * layer.call(tensor(Float32Array.of(3, 0, -1, -1), [1, 2, 2])).data; // [3, 0, 0, 0]
 * ```
 * @see Keras `Masking`.
 */
export function masking(options?: MaskingOptions): FinishedLayer<Layer> {
  const { maskValue, name } = readOptions('masking', options, { maskValue: 0, name: '' });
  expectFinite(maskValue, 'masking', 'maskValue');
  const layer: Layer = {
    kind: 'masking',
    name,
    config: Object.freeze({ maskValue }),
    trainable: true,
    parameters: [],
    outputShapes(inputs) {
      const shape = inputs[0];
      if (inputs.length !== 1 || !shape || shape.length < 2) {
        throw new ParameterError(
          'masking',
          'x',
          `must be one input of the shape [batch, time, ...], got [${['batch', ...(shape ?? [])].join(', ')}]`,
        );
      }
      return [shape];
    },
    weightShapes: () => [],
    build(inputs) {
      this.outputShapes(inputs);
    },
    forward([x], pass, before) {
      const { data, shape } = x!;
      const rows = shape[0]! * shape[1]!;
      const mask: Mask = new Uint8Array(rows);
      const length = data.length / rows;
      for (let r = 0; r < rows; r++) {
        if (before && !before[r]) continue;
        for (let i = r * length; i < (r + 1) * length && !mask[r]; i++) if (data[i] !== maskValue) mask[r] = 1;
      }
      return {
        outputs: [keep(x!, mask, length)],
        mask,
        backward: pass.gradients ? ([g]) => [g && keep(g, mask, length)] : undefined,
      };
    },
  };
  return finishLayer(layer);
}

/** The frames that count; the rest zeros. */
function keep({ data, shape }: Tensor, mask: Mask, length: number): Tensor {
  const out = zeros(data, shape);
  for (let r = 0; r < mask.length; r++) if (mask[r]) out.data.set(data.subarray(r * length, (r + 1) * length) as FloatArray, r * length);
  return out;
}
