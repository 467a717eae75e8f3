/**
 * The kernel of batch normalisation at inference: one factor and one summand for each channel.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectInteger, expectPositive } from '../core/options.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { createChannels } from './channel-engine.js';
import { copyRows } from './copy-rows.js';
import { type DenseKernel } from './dense-kernel.js';
import { ROOM } from './tiles.js';
import { expectLength, expectWeights } from './weights.js';

/** Statistics and weights, [channels] each. */
export interface BatchNormWeights {
  channels: number;
  mean: FloatArray;
  variance: FloatArray;
  /** @defaultValue ones */
  gamma?: FloatArray | undefined;
  /** @defaultValue zeros */
  beta?: FloatArray | undefined;
  /** @defaultValue `1e-3` */
  epsilon?: number | undefined;
}

/**
 * gamma (x - mean) / sqrt(variance + epsilon) + beta as scale x + shift. Multiplying the columns of a dense layer or convolution before
 * it by `scale`, and its bias, and adding `shift` saves the pass.
 */
export function foldBatchNorm(weights: BatchNormWeights): { scale: FloatArray; shift: FloatArray } {
  const caller = 'foldBatchNorm';
  const { channels, mean, variance, gamma, beta, epsilon = 1e-3 } = weights;
  expectInteger(channels, caller, 'channels', 1);
  expectPositive(epsilon, caller, 'epsilon');
  expectWeights(mean, caller, 'mean', [channels]);
  expectWeights(variance, caller, 'variance', [channels]);
  for (const [name, array] of Object.entries({ gamma, beta })) if (array) expectWeights(array, caller, name, [channels]);
  const scale = arrayLike(mean, channels);
  const shift = arrayLike(mean, channels);
  for (let c = 0; c < channels; c++) {
    if (variance[c]! < 0) throw new ParameterError(caller, 'variance', `must be >= 0, got ${variance[c]} at index ${c}`);
    const factor = (gamma?.[c] ?? 1) / Math.sqrt(variance[c]! + epsilon);
    scale[c] = factor;
    shift[c] = (beta?.[c] ?? 0) - mean[c]! * factor;
  }
  return { scale, shift };
}

/** Builds the kernel; `units` and `inputs` of its rows are the channels. Single precision for Float32Array statistics. */
export function createBatchNormKernel(weights: BatchNormWeights): DenseKernel {
  const caller = 'createBatchNormKernel';
  const { scale, shift } = foldBatchNorm(weights);
  const { channels } = weights;
  const engine = createChannels(scale.BYTES_PER_ELEMENT === 4, channels, scale, shift);
  const { width } = engine;
  const most = Math.max(1, Math.floor(ROOM / width));
  return {
    engine: engine.name,
    run(out, x, rows) {
      expectInteger(rows, caller, 'rows', 1);
      expectLength(x, caller, 'x', [rows, channels]);
      expectLength(out, caller, 'out', [rows, channels]);
      const chunk = Math.min(rows, most);
      engine.prepare(chunk * width, chunk * width);
      for (let done = 0; done < rows; done += chunk) {
        const n = Math.min(chunk, rows - done);
        copyRows(engine.x, 0, width, x, done * channels, channels, n, channels);
        engine.scaleShift(n);
        copyRows(out, done * channels, channels, engine.y, 0, width, n, channels);
      }
    },
  };
}
