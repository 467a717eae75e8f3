/**
 * Playing faster or slower.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectFinite, expectInteger, readOptions } from '../core/options.js';
import { createRandom } from '../core/random.js';
import { type AudioBufferLike, type AudioSignal, readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { resample } from './resample.js';

/** Options of {@link speed}. */
export interface SpeedOptions {
  /** How many times as fast, in [0.01, 100]: above 1 shorter and higher, below 1 longer and lower. Must be given. */
  factor?: number | undefined;
}

/** Options of {@link speedPerturbation}. */
export interface SpeedPerturbationOptions {
  /** The factors to choose from, each as likely as it stands often. Must be given. */
  factors?: readonly number[] | undefined;
  /** Seed of the choice, an integer in [0, 2^32). Must be given. */
  seed?: number | undefined;
}

/** What {@link speedPerturbation} returns. */
export interface Perturbed<R> {
  /** The signal at its new speed. */
  y: R;
  /** The factor that was chosen. */
  factor: number;
}

/** One channel or many at another speed. */
function atSpeed<T extends FloatArray>(y: SignalInput<T>, factor: number, caller: string): T | NdArray<T> {
  expectFinite(factor, caller, 'factor', 0.01, 100);
  const { lead, channels, length } = readSignal(y, caller);
  const all = arrayLike(channels[0]!, channels.length * length);
  channels.forEach((x, c) => all.set(x, c * length));
  expectAllFinite(all, caller, 'y');
  const signal = lead.length === 0 ? all : nd(all, [...lead, length]);
  // A factor with up to six decimals is an exact ratio: 1.1 is 11 to 10.
  return resample(signal as NdArray<T>, { origSr: Number((1e6 * factor).toFixed(3)), targetSr: 1e6 });
}

/**
 * Plays a signal faster or slower, as a tape does: length and pitch change together.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link SpeedOptions}; `factor` must be given.
 * @returns New array of the same type, shape `[...channels, ceil(samples / factor)]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * speed(new Float32Array(1100), { factor: 1.1 }).length; // 1000
 * ```
 * @see torchaudio 2.11 `functional.speed`, with the filter of {@link resample} in place of its own.
 */
export function speed<T extends FloatArray>(y: T, options: SpeedOptions): T;
export function speed<T extends FloatArray>(y: NdArray<T> | AudioSignal<T> | AudioBufferLike, options: SpeedOptions): T | NdArray<T>;
export function speed<T extends FloatArray>(y: SignalInput<T>, options: SpeedOptions): T | NdArray<T> {
  return atSpeed(y, readOptions('speed', options, { factor: NaN }).factor, 'speed');
}

/**
 * Plays a signal at a speed drawn from a list, the same for the same seed: more data for a model to learn from.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link SpeedPerturbationOptions}; `factors` and `seed` must be given.
 * @returns The signal at its new speed, shape `[...channels, ceil(samples / factor)]`, and the factor.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const { y, factor } = speedPerturbation(new Float32Array(990), { factors: [0.9, 1, 1.1], seed: 1 });
 * y.length === Math.ceil(990 / factor); // true
 * ```
 * @see torchaudio 2.11 `transforms.SpeedPerturbation`. T. Ko and others, Audio augmentation for speech recognition, Interspeech 2015.
 */
export function speedPerturbation<T extends FloatArray>(y: T, options: SpeedPerturbationOptions): Perturbed<T>;
export function speedPerturbation<T extends FloatArray>(
  y: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  options: SpeedPerturbationOptions,
): Perturbed<T | NdArray<T>>;
export function speedPerturbation<T extends FloatArray>(y: SignalInput<T>, options: SpeedPerturbationOptions): Perturbed<T | NdArray<T>> {
  const caller = 'speedPerturbation';
  const { factors, seed } = readOptions(caller, options, { factors: [] as readonly number[], seed: NaN });
  expectInteger(seed, caller, 'seed', 0, 2 ** 32 - 1);
  if (factors.length === 0) throw new ParameterError(caller, 'factors', 'must be given, one or more');
  for (const factor of factors) expectFinite(factor, caller, 'factors', 0.01, 100);
  const factor = factors[Math.floor(createRandom(seed).uniform() * factors.length)]!;
  return { y: atSpeed(y, factor, caller), factor };
}
