/**
 * Normalisation of every item, frame or point by itself.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { readOptions } from '../core/options.js';
import { zeros } from '../core/tensor.js';
import { sizeOf } from '../core/view.js';
import { readScale, SCALE_DEFAULTS, type ScaleOptions } from './batch-normalization.js';
import { type FinishedLayer } from './finish-layer.js';
import { type Shape } from './layer.js';
import { known, makeLayer, oneToOne } from './make-layer.js';

/** Options of {@link layerNormalization}. */
export interface LayerNormalizationOptions extends ScaleOptions {
  /** The last axis, or a list of the last axes, the batch being axis 0; negative ones count from the end. @defaultValue `-1` */
  axis?: number | readonly number[] | undefined;
}

/**
 * Layer normalisation: `gamma (x - mean) / sqrt(variance + epsilon) + beta` along the last axis or axes.
 *
 * @param options - Axes, epsilon, and how weights are made and kept.
 * @returns A layer that keeps the shape, with the weights `gamma` and `beta`, whose shape are the axes.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = layerNormalization();
 * layer.call(tensor(Float64Array.of(1, 3, 11, 13), [2, 2])).data; // [-0.9995, 0.9995, -0.9995, 0.9995]
 * ```
 * @see `keras.layers.LayerNormalization`: same weights, same defaults; Ba, Kiros and Hinton, 2016.
 */
export function layerNormalization(options?: LayerNormalizationOptions): FinishedLayer {
  const caller = 'layerNormalization';
  const read = readOptions(caller, options, { ...SCALE_DEFAULTS, axis: -1 as number | readonly number[] });
  const { axis, epsilon, name } = read;
  const rules = readScale(read, caller);
  const axes = typeof axis === 'number' ? [axis] : axis;
  if (!Array.isArray(axes) || axes.length < 1)
    throw new ParameterError(caller, 'axis', `must be an axis or a list of axes, got ${show(axis)}`);
  /** The axes that are normalised. */
  const shapeOf = (shape: Shape): number[] => {
    const rank = shape.length + 1;
    const places = (axes as number[]).map((a) => (a < 0 ? rank + a : a)).sort((a, b) => a - b);
    const first = rank - places.length;
    if (first < 1 || places.some((place, i) => place !== first + i)) {
      throw new ParameterError(caller, 'axis', `must be the last axes of x, got [${axes.join(', ')}] for ${rank} axes`);
    }
    return shape.slice(first - 1).map((n) => known(n, caller, 'values in the axes that are normalised'));
  };
  return makeLayer({
    kind: caller,
    name,
    config: { axis, ...rules.config },
    outputShape: ([shape]) => {
      shapeOf(shape!);
      return shape!;
    },
    weights: ([shape]) => rules.plan(shapeOf(shape!)),
    run([x], pass, layer, mask) {
      const { gamma, beta } = rules.of(layer.parameters);
      const width = sizeOf(shapeOf(x!.shape.slice(1)));
      const rows = x!.data.length / width;
      const y = zeros(x!.data, x!.shape);
      const mean = new Float64Array(rows);
      const factor = new Float64Array(rows);
      for (let r = 0, at = 0; r < rows; r++, at += width) {
        let sum = 0;
        for (let i = 0; i < width; i++) sum += x!.data[at + i]!;
        const middle = sum / width;
        let square = 0;
        for (let i = 0; i < width; i++) square += (x!.data[at + i]! - middle) * (x!.data[at + i]! - middle);
        mean[r] = middle;
        factor[r] = 1 / Math.sqrt(square / width + epsilon);
        for (let i = 0; i < width; i++) {
          y.data[at + i] = (x!.data[at + i]! - middle) * factor[r]! * (gamma?.value[i] ?? 1) + (beta?.value[i] ?? 0);
        }
      }
      return oneToOne(y, mask, pass, (dy, wanted) => {
        const dx = wanted ? zeros(x!.data, x!.shape) : undefined;
        const dGamma = new Float64Array(width);
        const dBeta = new Float64Array(width);
        for (let r = 0, at = 0; r < rows; r++, at += width) {
          let sum = 0;
          let product = 0;
          for (let i = 0; i < width; i++) {
            const g = dy.data[at + i]!;
            const hat = (x!.data[at + i]! - mean[r]!) * factor[r]!;
            dBeta[i]! += g;
            dGamma[i]! += g * hat;
            sum += g * (gamma?.value[i] ?? 1);
            product += g * (gamma?.value[i] ?? 1) * hat;
          }
          if (!dx) continue;
          for (let i = 0; i < width; i++) {
            const hat = (x!.data[at + i]! - mean[r]!) * factor[r]!;
            dx.data[at + i] = factor[r]! * (dy.data[at + i]! * (gamma?.value[i] ?? 1) - (sum + hat * product) / width);
          }
        }
        if (layer.trainable) {
          if (gamma) for (let i = 0; i < width; i++) gamma.gradient[i]! += dGamma[i]!;
          if (beta) for (let i = 0; i < width; i++) beta.gradient[i]! += dBeta[i]!;
        }
        return dx;
      });
    },
  });
}
