/**
 * Normalisation of every channel over the batch.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { zeros } from '../core/tensor.js';
import { sizeOf } from '../core/view.js';
import { type ConstraintLike } from './constraints.js';
import { type FinishedLayer } from './finish-layer.js';
import { type InitializerLike, readInitializer } from './initializers.js';
import { type Mask, type Parameter, type Shape } from './layer.js';
import { known, makeLayer, type NamedOptions, oneToOne, type WeightPlan } from './make-layer.js';
import { momentsOf, normalize, normalizeBack, type Layout } from './normalization-passes.js';
import { type RegularizerLike } from './regularizers.js';
import { readRules } from './weight-rules.js';

/** Options of all normalisations. */
export interface ScaleOptions extends NamedOptions {
  /** Added to the variance, > 0. @defaultValue `0.001` */
  epsilon?: number | undefined;
  /** Whether `beta` is added. @defaultValue `true` */
  center?: boolean | undefined;
  /** Whether `gamma` multiplies. @defaultValue `true` */
  scale?: boolean | undefined;
  /** @defaultValue `'zeros'` */
  betaInitializer?: InitializerLike | undefined;
  /** @defaultValue `'ones'` */
  gammaInitializer?: InitializerLike | undefined;
  /** @defaultValue `null` */
  betaRegularizer?: RegularizerLike | undefined;
  /** @defaultValue `null` */
  gammaRegularizer?: RegularizerLike | undefined;
  /** @defaultValue `null` */
  betaConstraint?: ConstraintLike | undefined;
  /** @defaultValue `null` */
  gammaConstraint?: ConstraintLike | undefined;
}

/** Options of {@link batchNormalization}. */
export interface BatchNormalizationOptions extends ScaleOptions {
  /** Axis of the channels, the batch being axis 0; negative ones count from the end. @defaultValue `-1` */
  axis?: number | undefined;
  /** How much of a moving average stays at every batch, in [0, 1]. @defaultValue `0.99` */
  momentum?: number | undefined;
  /** @defaultValue `'zeros'` */
  movingMeanInitializer?: InitializerLike | undefined;
  /** @defaultValue `'ones'` */
  movingVarianceInitializer?: InitializerLike | undefined;
}

/** Defaults of `ScaleOptions`. */
export const SCALE_DEFAULTS = {
  name: '',
  epsilon: 1e-3,
  center: true,
  scale: true,
  betaInitializer: 'zeros' as InitializerLike,
  gammaInitializer: 'ones' as InitializerLike,
  betaRegularizer: null as RegularizerLike,
  gammaRegularizer: null as RegularizerLike,
  betaConstraint: null as ConstraintLike,
  gammaConstraint: null as ConstraintLike,
};

/** gamma and beta of a normalisation. */
export interface ScaleRules {
  config: Record<string, unknown>;
  plan(shape: readonly number[]): WeightPlan[];
  /** The two among the first parameters of a layer. */
  of(parameters: readonly Parameter[]): { gamma: Parameter | undefined; beta: Parameter | undefined };
}

/** Reads what all normalisations take. */
export function readScale(read: typeof SCALE_DEFAULTS, caller: string): ScaleRules {
  const { epsilon, center, scale } = read;
  expectPositive(epsilon, caller, 'epsilon');
  expectBoolean(center, caller, 'center');
  expectBoolean(scale, caller, 'scale');
  const gamma = readRules(read, caller, 'gamma');
  const beta = readRules(read, caller, 'beta');
  return {
    config: { epsilon, center, scale, ...gamma.config, ...beta.config },
    plan: (shape) => [
      ...(scale ? [{ name: 'gamma', shape, ...gamma.settings }] : []),
      ...(center ? [{ name: 'beta', shape, ...beta.settings }] : []),
    ],
    of: (parameters) => ({ gamma: scale ? parameters[0] : undefined, beta: center ? parameters[Number(scale)] : undefined }),
  };
}

/**
 * Batch normalisation: `gamma (x - mean) / sqrt(variance + epsilon) + beta` for every channel. In training the mean and the variance are
 * those of the batch, which move the averages that are used otherwise, and always where the layer is frozen. Frames that a mask hides do not
 * count.
 *
 * @param options - Axis of the channels, momentum, epsilon, and how weights are made and kept.
 * @returns A layer that keeps the shape, with the weights `gamma`, `beta`, `movingMean` and `movingVariance` `[channels]`.
 * @throws `ParameterError` for an unknown option or one out of range.
 * @example
 * ```ts
 * const layer = batchNormalization();
 * layer.call(tensor(Float64Array.of(1, 3), [2, 1]), { training: true }).data; // [-0.9995, 0.9995]
 * ```
 * @see `keras.layers.BatchNormalization`: same weights, same defaults; Ioffe and Szegedy, 2015.
 */
export function batchNormalization(options?: BatchNormalizationOptions): FinishedLayer {
  const caller = 'batchNormalization';
  const read = readOptions(caller, options, {
    ...SCALE_DEFAULTS,
    axis: -1,
    momentum: 0.99,
    movingMeanInitializer: 'zeros' as InitializerLike,
    movingVarianceInitializer: 'ones' as InitializerLike,
  });
  const { axis, momentum, epsilon, name } = read;
  expectInteger(axis, caller, 'axis', -8, 8);
  expectFinite(momentum, caller, 'momentum', 0, 1);
  const rules = readScale(read, caller);
  const movingMean = readInitializer(read.movingMeanInitializer, caller, 'movingMeanInitializer');
  const movingVariance = readInitializer(read.movingVarianceInitializer, caller, 'movingVarianceInitializer');
  /** The channels' axis, the batch counted. */
  const axisOf = (rank: number): number => {
    const place = axis < 0 ? rank + axis : axis;
    if (place < 1 || place >= rank)
      throw new ParameterError(caller, 'axis', `must name an axis of x other than the batch, got ${axis} for ${rank} axes`);
    return place;
  };
  const channelsOf = (shape: Shape): number => known(shape[axisOf(shape.length + 1) - 1], caller, 'channels');
  return makeLayer({
    kind: caller,
    name,
    config: {
      axis,
      momentum,
      ...rules.config,
      movingMeanInitializer: movingMean.config,
      movingVarianceInitializer: movingVariance.config,
    },
    outputShape: ([shape]) => {
      channelsOf(shape!);
      return shape!;
    },
    weights: ([shape]) => {
      const channels = [channelsOf(shape!)];
      return [
        ...rules.plan(channels),
        { name: 'movingMean', shape: channels, initializer: movingMean, trained: false },
        { name: 'movingVariance', shape: channels, initializer: movingVariance, trained: false },
      ];
    },
    run([x], pass, layer, mask) {
      const { gamma, beta } = rules.of(layer.parameters);
      const [mean, variance] = layer.parameters.slice(-2) as [Parameter, Parameter];
      const place = axisOf(x!.shape.length);
      const layout: Layout = {
        outer: sizeOf(x!.shape.slice(0, place)),
        channels: x!.shape[place]!,
        inner: sizeOf(x!.shape.slice(place + 1)),
        mask:
          mask && place >= 2 && mask.length === x!.shape[0]! * x!.shape[1]! ? expand(mask, sizeOf(x!.shape.slice(2, place))) : undefined,
      };
      const fresh = pass.training && layer.trainable;
      const moments = fresh
        ? momentsOf(layout, x!.data)
        : { mean: Float64Array.from(mean.value), variance: Float64Array.from(variance.value), count: 0 };
      if (fresh && moments.count > 0) {
        for (const [average, now] of [[mean, moments.mean] as const, [variance, moments.variance] as const]) {
          for (let c = 0; c < now.length; c++) average.value[c] = momentum * average.value[c]! + (1 - momentum) * now[c]!;
          average.version++;
        }
      }
      const factor = moments.variance.map((v) => 1 / Math.sqrt(v + epsilon));
      const y = zeros(x!.data, x!.shape);
      normalize(layout, y.data, x!.data, moments.mean, factor, gamma?.value, beta?.value);
      return oneToOne(y, mask, pass, (dy, wanted) => {
        const dx = wanted ? zeros(x!.data, x!.shape) : undefined;
        const [dGamma, dBeta] = layer.trainable ? [gamma?.gradient, beta?.gradient] : [];
        normalizeBack(layout, dx?.data, x!.data, dy.data, moments.mean, factor, gamma?.value, dGamma, dBeta, fresh ? moments.count : 0);
        return dx;
      });
    },
  });
}

/** Repeats every value. */
function expand(mask: Mask, times: number): Mask {
  return times === 1 ? mask : Uint8Array.from({ length: mask.length * times }, (_, i) => mask[Math.floor(i / times)]!);
}
