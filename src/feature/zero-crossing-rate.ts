/**
 * How often a signal changes its sign.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { markZeroCrossings } from '../frame/zero-crossings.js';

/** Options of {@link zeroCrossingRate}. */
export interface ZeroCrossingRateOptions {
  /** Samples per frame, >= 1. @defaultValue `2048` */
  frameLength?: number | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
  /** `true`: frame t is centred on sample `t hopLength`, and the end samples go on outside. `false`: it begins there. @defaultValue `true` */
  center?: boolean | undefined;
  /** Magnitudes up to it count as 0, >= 0. @defaultValue `1e-10` */
  threshold?: number | undefined;
  /** The threshold is multiplied by it: a number, or a function of the magnitudes of one channel; `null`: 1. @defaultValue `null` */
  refMagnitude?: number | ((magnitudes: Float64Array) => number) | null | undefined;
  /** Whether the first sample of each frame counts as a crossing. @defaultValue `false` */
  pad?: boolean | undefined;
  /** Whether 0 counts as positive; otherwise it is a third sign, and both the way to 0 and away from it cross. @defaultValue `true` */
  zeroPos?: boolean | undefined;
}

const DEFAULTS = {
  frameLength: 2048,
  hopLength: 512,
  center: true,
  threshold: 1e-10,
  refMagnitude: null as number | ((magnitudes: Float64Array) => number) | null,
  pad: false,
  zeroPos: true,
};

/**
 * Zero-crossing rate: the share of the samples of each frame whose sign differs from that of the sample before.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link ZeroCrossingRateOptions}.
 * @returns Values in [0, 1], shape `[...channels, 1, frames]`, where
 * `frames = 1 + floor((samples + 2 floor(frameLength / 2) - frameLength) / hopLength)` for centred frames and
 * `1 + floor((samples - frameLength) / hopLength)` otherwise.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame that is
 * not centred.
 * @example
 * ```ts
 * const y = Float64Array.of(1, -1, 1, -1, 1, 1, 1, 1);
 * zeroCrossingRate(y, { frameLength: 4, hopLength: 4, center: false }).get(0, 0); // 0.75
 * ```
 * @see librosa 0.11 `feature.zero_crossing_rate`; its function `ref_magnitude` sees all channels at once.
 */
export function zeroCrossingRate<T extends FloatArray>(y: SignalInput<T>, options?: ZeroCrossingRateOptions): NdArray<T> {
  const o = readOptions('zeroCrossingRate', options, DEFAULTS);
  const { frameLength, hopLength, center } = o;
  expectInteger(frameLength, 'zeroCrossingRate', 'frameLength', 1);
  expectInteger(hopLength, 'zeroCrossingRate', 'hopLength', 1);
  expectBoolean(center, 'zeroCrossingRate', 'center');
  expectFinite(o.threshold, 'zeroCrossingRate', 'threshold', 0);
  expectBoolean(o.pad, 'zeroCrossingRate', 'pad');
  expectBoolean(o.zeroPos, 'zeroCrossingRate', 'zeroPos');
  const { lead, channels, length } = readSignal(y, 'zeroCrossingRate');
  const outside = center ? frameLength >> 1 : 0;
  const frames = 1 + Math.floor((length + 2 * outside - frameLength) / hopLength);
  if (frames < 1) {
    throw new ParameterError(
      'zeroCrossingRate',
      'frameLength',
      `must be <= y.length = ${length} unless frames are centred, got ${frameLength}`,
    );
  }
  const out = new Float64Array(channels.length * frames);
  const marks = new Float64Array(length);
  const counts = new Float64Array(length); // crossings from sample 1 up to and with n
  for (const [c, samples] of channels.entries()) {
    expectAllFinite(samples, 'zeroCrossingRate', 'y');
    const x = new Float64Array(samples);
    markZeroCrossings(marks, x, levelOf(x, o.threshold, o.refMagnitude), o.zeroPos, 0);
    for (let n = 1; n < length; n++) counts[n] = counts[n - 1]! + marks[n]!;
    for (let t = 0; t < frames; t++) {
      const first = Math.max(t * hopLength - outside, 0);
      const last = Math.min(t * hopLength - outside + frameLength - 1, length - 1);
      const inside = last > first ? counts[last]! - counts[first]! : 0; // the first of a frame has none before it
      out[c * frames + t] = (inside + (o.pad ? 1 : 0)) / frameLength;
    }
  }
  return timeMajor(roundLike(channels[0]!, out), lead, 1, frames);
}

function levelOf(x: Float64Array, threshold: number, reference: typeof DEFAULTS.refMagnitude): number {
  if (reference === null) return threshold;
  if (typeof reference === 'function') {
    const value = reference(x.map(Math.abs));
    expectFinite(value, 'zeroCrossingRate', 'refMagnitude()', 0);
    return threshold * value;
  }
  if (typeof reference !== 'number' || !(reference >= 0 && reference < Infinity)) {
    throw new ParameterError(
      'zeroCrossingRate',
      'refMagnitude',
      `must be null, a finite number >= 0 or a function, got ${show(reference)}`,
    );
  }
  return threshold * reference;
}
