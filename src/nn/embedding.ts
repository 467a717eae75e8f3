/**
 * A row of numbers for every index.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { arrayLike } from '../core/types.js';
import { type ConstraintLike } from './constraints.js';
import { type FinishedLayer } from './finish-layer.js';
import { type InitializerLike } from './initializers.js';
import { type Parameter } from './layer.js';
import { makeLayer, type NamedOptions } from './make-layer.js';
import { type RegularizerLike } from './regularizers.js';
import { readRules } from './weight-rules.js';

/** Options of {@link embedding}. */
export interface EmbeddingOptions extends NamedOptions {
  /** Indices there are, >= 1: they go from 0 to one less. */
  inputDim: number;
  /** Values of an index, >= 1. */
  outputDim: number;
  /** @defaultValue `'randomUniform'` */
  embeddingsInitializer?: InitializerLike | undefined;
  /** @defaultValue `null` */
  embeddingsRegularizer?: RegularizerLike | undefined;
  /** @defaultValue `null` */
  embeddingsConstraint?: ConstraintLike | undefined;
  /** Whether index 0 is padding, which the layers behind pass by. @defaultValue `false` */
  maskZero?: boolean | undefined;
}

/**
 * Looks up a row of weights for every index.
 *
 * @param options - Indices, values of each, and how weights are made and kept.
 * @returns A layer from indices `[batch, ...]` to `[batch, ..., outputDim]`, with the weights `embeddings` `[inputDim, outputDim]`.
 * @throws `ParameterError` for an unknown option or one out of range, and for values of x that are no index.
 * @example
 * ```ts
 * const layer = embedding({ inputDim: 3, outputDim: 2, embeddingsInitializer: 'identity' });
 * layer.call(tensor(Float32Array.of(1, 0), [1, 2])).data; // [0, 1, 1, 0]
 * ```
 * @see `keras.layers.Embedding`
 */
export function embedding(options: EmbeddingOptions): FinishedLayer {
  const caller = 'embedding';
  const read = readOptions(caller, options, {
    name: '',
    inputDim: 0,
    outputDim: 0,
    embeddingsInitializer: 'randomUniform' as InitializerLike,
    embeddingsRegularizer: null as RegularizerLike,
    embeddingsConstraint: null as ConstraintLike,
    maskZero: false,
  });
  const { inputDim, outputDim, maskZero, name } = read;
  expectInteger(inputDim, caller, 'inputDim', 1);
  expectInteger(outputDim, caller, 'outputDim', 1);
  expectBoolean(maskZero, caller, 'maskZero');
  const rules = readRules(read, caller, 'embeddings');
  return makeLayer({
    kind: caller,
    name,
    config: { inputDim, outputDim, maskZero, ...rules.config },
    outputShape: ([shape]) => [...shape!, outputDim],
    weights: () => [{ name: 'embeddings', shape: [inputDim, outputDim], ...rules.settings }],
    run([x], pass, layer, mask) {
      const [rows] = layer.parameters as [Parameter];
      const { data, shape } = x!;
      const y = arrayLike(rows.value, data.length * outputDim);
      for (let i = 0; i < data.length; i++) {
        const index = data[i]!;
        if (!(Number.isInteger(index) && index >= 0 && index < inputDim)) {
          throw new ParameterError(caller, 'x', `must hold integers in [0, ${inputDim - 1}], got ${index} at index ${i}`);
        }
        y.set(rows.value.subarray(index * outputDim, (index + 1) * outputDim), i * outputDim);
      }
      const seen = maskZero && shape.length === 2 ? Uint8Array.from(data, (v) => (v === 0 ? 0 : 1)) : mask;
      const output = { data: y, shape: [...shape, outputDim] };
      if (!pass.gradients) return { outputs: [output], mask: seen };
      return {
        outputs: [output],
        mask: seen,
        backward([dy]) {
          if (!dy || !layer.trainable) return [undefined];
          for (let i = 0; i < data.length; i++) {
            const to = data[i]! * outputDim;
            for (let k = 0; k < outputDim; k++) rows.gradient[to + k]! += dy.data[i * outputDim + k]!;
          }
          return [undefined]; // indices have no gradient
        },
      };
    },
  });
}
