/**
 * Shuffling channels, to train networks that shall not care for their order.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { createRandom, type Random } from '../core/random.js';
import { readTensor } from '../core/tensor.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { isNdArray, sizeOf } from '../core/view.js';
import { type DataFormat, expectFormat, type Format } from './data-format.js';

/** Options of {@link channelSwap}. */
export interface ChannelSwapOptions {
  /** Seed of the random order, integer in [0, 2^32): the same seed gives the same order everywhere. Must be given. */
  seed: number;
  /** The axis of the channels, unless `dataFormat` says it; axes before it count the items of a batch. @defaultValue that of `dataFormat` */
  axis?: number | null | undefined;
  /** How `x` lies: a batch of signals (three axes) or of spectrograms (four). @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
  /** `true`: one order for the whole batch, as in kapre. `false`: each item has its own. @defaultValue `false` */
  compat?: boolean | undefined;
}

/**
 * Puts the channels of each item in a random order.
 *
 * @param x - Signals or spectrograms of any shape, whose channels are found by `axis` or `dataFormat`.
 * @param options - {@link ChannelSwapOptions}; `seed` must be given, and `axis` or `dataFormat`.
 * @returns A copy, shape and precision as `x`, row-major.
 * @throws `ParameterError` if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * import { channelSwap, frame } from '@audiolab/dsp/kapre';
 *
 * const x = frame(Float64Array.of(1, 2, 3, 4, 5, 6), { frameLength: 2, hopLength: 2 }); // [2, 3]
 * channelSwap(x, { seed: 2, axis: 0 }).data; // [2, 4, 6, 1, 3, 5]
 * ```
 * @see kapre 0.4.0 `ChannelSwap`, which draws one order for a batch, and inside a compiled graph only once for all batches.
 */
export function channelSwap<T extends FloatArray>(x: NdArray<T>, options: ChannelSwapOptions): NdArray<T> {
  const caller = 'channelSwap';
  const { seed, axis, dataFormat, compat } = readOptions(caller, options, {
    seed: undefined as unknown as number,
    axis: null as number | null,
    dataFormat: null as Format,
    compat: false,
  });
  expectInteger(seed, caller, 'seed', 0, 2 ** 32 - 1);
  expectBoolean(compat, caller, 'compat');
  expectFormat(dataFormat, caller, 'dataFormat');
  if (!isNdArray(x)) throw new TypeError(`${caller}: "x" must be an ndarray of floats, got ${show(x)}`);
  const { data, shape } = readTensor(x, caller, 'x');
  const at = channelAxis(axis, dataFormat, shape, caller);
  const channels = shape[at]!;
  const batch = sizeOf(shape.slice(0, at));
  const inner = sizeOf(shape.slice(at + 1));
  // With the channels last, frames and bins come between the batch and the channels: all of an item have one order.
  const perItem = dataFormat === 'channels_last' ? sizeOf(shape.slice(1, at)) : 1;
  const random = createRandom(seed);
  const out = arrayLike(data, data.length);
  let order: number[] = [];
  for (let b = 0; b < batch; b++) {
    if (b === 0 || (!compat && b % perItem === 0)) order = permutation(channels, random);
    for (let c = 0; c < channels; c++) {
      const from = (b * channels + order[c]!) * inner;
      out.set(data.subarray(from, from + inner), (b * channels + c) * inner);
    }
  }
  return nd(out, shape);
}

function channelAxis(axis: number | null, format: Format, shape: readonly number[], caller: string): number {
  const rank = shape.length;
  if (format !== null) {
    if (axis !== null) throw new ParameterError(caller, 'axis', `must not be given with dataFormat, which says it, got ${axis}`);
    if (rank === 3 || rank === 4) return format === 'channels_first' ? 1 : rank - 1;
    throw new ParameterError(
      caller,
      'x',
      `must have three or four axes with dataFormat: ${JSON.stringify(format)}, got shape [${shape.join(', ')}]`,
    );
  }
  if (axis === null) throw new ParameterError(caller, 'axis', 'must be given, for a shape does not tell where its channels are');
  expectInteger(axis, caller, 'axis', -rank, rank - 1);
  return axis < 0 ? axis + rank : axis;
}

/** R. A. Fisher and F. Yates' shuffle. */
function permutation(n: number, random: Random): number[] {
  const order = [...Array(n).keys()];
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random.uniform() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
