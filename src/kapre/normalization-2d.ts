/**
 * The layer `Normalization2D` of kapre 0.1.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFiniteFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { type NdArray } from '../core/nd.js';
import { expectFinite, expectOneOf, readOptions } from '../core/options.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type DataFormat, expectFormat, type Format } from './data-format.js';
import { readOld, shapeOld } from './old-format.js';

/** What has a mean and a deviation of its own: all together, each item, channel, bin or frame. */
export type NormalizationAxis = 'batch' | 'data_sample' | 'channel' | 'freq' | 'time';

/** Options of {@link normalization2D}. */
export interface Normalization2DOptions {
  /** What has a mean and a deviation of its own. All but `'data_sample'` look at the whole batch. Must be given. */
  strAxis: NormalizationAxis;
  /** Added to the deviation, >= 0. @defaultValue `1e-10` */
  eps?: number | undefined;
  /**
   * How `x` lies. `null`: `[...channels, bins, frames]`, each channel an item. `'channels_first'`: `[batch, channels, bins, frames]`,
   * `'channels_last'`: `[batch, bins, frames, channels]`. @defaultValue `null`
   */
  imageDataFormat?: DataFormat | null | undefined;
}

const AXES: readonly NormalizationAxis[] = ['batch', 'data_sample', 'channel', 'freq', 'time'];

/**
 * `(x - mean) / (deviation + eps)`, where mean and (population) deviation are those of all values with the same item, channel, bin or frame.
 *
 * @param x - Spectrogram, shape `[...channels, bins, frames]`, or a batch in `imageDataFormat`.
 * @param options - {@link Normalization2DOptions}; `strAxis` must be given.
 * @returns Shape and precision as `x`. Values that are all alike become 0.
 * @throws `ParameterError` if an option is unknown, missing or out of range, or a value is not finite.
 * @example
 * ```ts
 * import { frame, normalization2D } from '@audiolab/dsp/kapre';
 *
 * const x = frame(Float64Array.of(1, 5, 2, 7, 3, 9), { frameLength: 2, hopLength: 2 });
 * normalization2D(x, { strAxis: 'freq' }).data; // [-1.2247, -1.2247, 0, 0, 1.2247, 1.2247]
 * ```
 * @see kapre 0.1.7 `utils.Normalization2D`.
 */
export function normalization2D<T extends FloatArray>(x: NdArray<T>, options: Normalization2DOptions): NdArray<T> {
  const caller = 'normalization2D';
  const { strAxis, eps, imageDataFormat } = readOptions(caller, options, {
    strAxis: undefined as unknown as NormalizationAxis,
    eps: 1e-10,
    imageDataFormat: null as Format,
  });
  expectOneOf(strAxis, caller, 'strAxis', AXES);
  expectFinite(eps, caller, 'eps', 0);
  expectFormat(imageDataFormat, caller, 'imageDataFormat');
  if (strAxis === 'channel' && imageDataFormat === null) {
    throw new ParameterError(
      caller,
      'strAxis',
      'must not be "channel" without imageDataFormat, for a shape does not tell batch from channels',
    );
  }
  const features = readOld(x, caller, imageDataFormat);
  expectFiniteFeatures(features, caller, 'x');
  const { data, lead, items, bins, frames } = features;
  const channels = imageDataFormat === null ? 1 : lead[1]!;
  const size = frames * bins;
  const [groups, groupOf] = grouping(strAxis, items / channels, channels, bins, size);
  const values = standardize(Float64Array.from(data), groups, groupOf, eps);
  const out = roundLike(data, values);
  refuseNonFiniteFeatures(out, features, caller, 'x');
  return shapeOld(out, lead, bins, frames, imageDataFormat, caller);
}

/** How many groups there are, and which one a place in batch x channels x frames x bins belongs to. */
function grouping(axis: NormalizationAxis, batch: number, channels: number, bins: number, size: number): [number, (i: number) => number] {
  switch (axis) {
    case 'batch':
      return [1, () => 0];
    case 'data_sample':
      return [batch, (i) => Math.floor(i / (channels * size))];
    case 'channel':
      return [channels, (i) => Math.floor(i / size) % channels];
    case 'freq':
      return [bins, (i) => i % bins];
    case 'time':
      return [size / bins, (i) => Math.floor((i % size) / bins)];
  }
}

/** In place. Deviations from a mean that is known, so that nothing cancels. */
function standardize(x: Float64Array, groups: number, groupOf: (i: number) => number, eps: number): Float64Array {
  const count = x.length / groups;
  const means = new Float64Array(groups);
  const squares = new Float64Array(groups);
  for (let i = 0; i < x.length; i++) means[groupOf(i)]! += x[i]! / count;
  for (let i = 0; i < x.length; i++) {
    x[i]! -= means[groupOf(i)]!;
    squares[groupOf(i)]! += (x[i]! * x[i]!) / count;
  }
  for (let i = 0; i < x.length; i++) x[i] = x[i] === 0 ? 0 : x[i]! / (Math.sqrt(squares[groupOf(i)]!) + eps);
  return x;
}
