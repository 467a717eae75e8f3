/**
 * Frames, samples and seconds.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { bounded, type Converted, mapValues, type Values } from './map.js';
import { expectSampleRate } from './sample-rate.js';

/** Options of {@link framesToSamples} and {@link samplesToFrames}. */
export interface FramesToSamplesOptions {
  /** Samples from one frame start to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
  /** Length of the FFT, >= 1, if frames are not centred: frame t stands for the middle of its samples. @defaultValue `null` */
  nFft?: number | null | undefined;
}

/** Options of {@link framesToTime} and {@link timeToFrames}. */
export interface FramesToTimeOptions extends FramesToSamplesOptions {
  /** Samples per second, Hz, > 0. Must be given. */
  sampleRate: number;
}

/** Options of {@link samplesToTime} and {@link timeToSamples}. */
export interface SamplesToTimeOptions {
  /** Samples per second, Hz, > 0. Must be given. */
  sampleRate: number;
}

/** Towards zero, and never -0. */
const truncate = (x: number): number => Math.trunc(x) + 0;

/** The options of frames with their defaults, and those of time. */
export const FRAME_DEFAULTS = { hopLength: 512, nFft: null as number | null };
export const TIME_DEFAULTS = { hopLength: 512, nFft: null as number | null, sampleRate: undefined as number | undefined };

/** Checks hop and FFT length, and returns the offset from the start of a frame to the sample it stands for. */
export function frameOffset({ hopLength, nFft }: { hopLength: number; nFft: number | null }, caller: string): number {
  expectInteger(hopLength, caller, 'hopLength', 1);
  if (nFft === null) return 0;
  expectInteger(nFft, caller, 'nFft', 1);
  return Math.floor(nFft / 2);
}

function readFrames(caller: string, options: FramesToSamplesOptions | undefined): [hopLength: number, offset: number] {
  const read = readOptions(caller, options, FRAME_DEFAULTS);
  return [read.hopLength, frameOffset(read, caller)];
}

function readTime(caller: string, options: FramesToTimeOptions): [hopLength: number, offset: number, sampleRate: number] {
  const read = readOptions(caller, options, TIME_DEFAULTS);
  const { hopLength, sampleRate } = read;
  expectSampleRate(sampleRate, caller);
  return [hopLength, frameOffset(read, caller), sampleRate];
}

function readRate(caller: string, options: SamplesToTimeOptions | undefined): number {
  const { sampleRate } = readOptions(caller, options, { sampleRate: undefined as number | undefined });
  expectSampleRate(sampleRate, caller);
  return sampleRate;
}

/**
 * Converts frame numbers to sample numbers: `frames hopLength`, plus `floor(nFft / 2)` if `nFft` is given.
 *
 * @param frames - One number or many. Fractions of a sample are cut off (towards zero).
 * @param options - Hop and offset.
 * @returns Whole numbers, same kind and shape as `frames` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a frame is not finite, an option is unknown or out of range, or a result cannot be held exactly
 * (Float32Array ends at 2^24 = 16777216).
 * @example
 * ```ts
 * framesToSamples(10); // 5120
 * framesToSamples([0, 1, 5], { hopLength: 160, nFft: 400 }); // [200, 360, 1000]
 * ```
 * @see librosa 0.11 `frames_to_samples`.
 */
export function framesToSamples<V extends Values>(frames: V, options?: FramesToSamplesOptions): Converted<V> {
  const [hopLength, offset] = readFrames('framesToSamples', options);
  const f = bounded(frames, 'framesToSamples', 'frames', (t) => truncate(t * hopLength + offset), true);
  return mapValues(frames, 'framesToSamples', 'frames', f);
}

/**
 * Converts sample numbers to frame numbers: `floor(samples / hopLength)`, with `floor(nFft / 2)` taken off first if `nFft` is given
 * (which may make them negative).
 *
 * @param samples - One number or many.
 * @param options - Hop and offset.
 * @returns Whole numbers, same kind and shape as `samples` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a sample number is not finite, an option is unknown or out of range, or a result cannot be held exactly.
 * @example
 * ```ts
 * samplesToFrames([0, 511, 512, 22050]); // [0, 0, 1, 43]
 * samplesToFrames(0, { nFft: 2048 }); // -2
 * ```
 * @see librosa 0.11 `samples_to_frames`.
 */
export function samplesToFrames<V extends Values>(samples: V, options?: FramesToSamplesOptions): Converted<V> {
  const [hopLength, offset] = readFrames('samplesToFrames', options);
  const f = bounded(samples, 'samplesToFrames', 'samples', (n) => Math.floor((n - offset) / hopLength), true);
  return mapValues(samples, 'samplesToFrames', 'samples', f);
}

/**
 * Converts frame numbers to seconds: {@link framesToSamples} divided by `sampleRate`.
 *
 * @param frames - One number or many.
 * @param options - Rate, hop and offset.
 * @returns Seconds, same kind and shape as `frames` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a frame is not finite, the rate is missing, or an option is unknown or out of range.
 * @example
 * ```ts
 * framesToTime([0, 1, 100], { sampleRate: 16000, hopLength: 160 }); // [0, 0.01, 1]
 * ```
 * @see librosa 0.11 `frames_to_time`.
 */
export function framesToTime<V extends Values>(frames: V, options: FramesToTimeOptions): Converted<V> {
  const [hopLength, offset, sampleRate] = readTime('framesToTime', options);
  const f = bounded(frames, 'framesToTime', 'frames', (t) => truncate(t * hopLength + offset) / sampleRate);
  return mapValues(frames, 'framesToTime', 'frames', f);
}

/**
 * Converts seconds to frame numbers: {@link timeToSamples}, then {@link samplesToFrames}.
 *
 * @param times - One number or many, seconds.
 * @param options - Rate, hop and offset.
 * @returns Whole numbers, same kind and shape as `times` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a time is not finite, the rate is missing, an option is unknown or out of range, or a result cannot be
 * held exactly.
 * @example
 * ```ts
 * timeToFrames([0, 0.1, 0.999], { sampleRate: 22050 }); // [0, 4, 43]
 * ```
 * @see librosa 0.11 `time_to_frames`.
 */
export function timeToFrames<V extends Values>(times: V, options: FramesToTimeOptions): Converted<V> {
  const [hopLength, offset, sampleRate] = readTime('timeToFrames', options);
  const f = bounded(times, 'timeToFrames', 'times', (s) => Math.floor((truncate(s * sampleRate) - offset) / hopLength), true);
  return mapValues(times, 'timeToFrames', 'times', f);
}

/**
 * Converts seconds to sample numbers: `times sampleRate`, fractions cut off (towards zero).
 *
 * @param times - One number or many, seconds.
 * @param options - Rate.
 * @returns Whole numbers, same kind and shape as `times` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a time is not finite, the rate is missing, an option is unknown, or a result cannot be held exactly.
 * @example
 * ```ts
 * timeToSamples([0, 0.1, 2.5], { sampleRate: 22050 }); // [0, 2205, 55125]
 * ```
 * @see librosa 0.11 `time_to_samples`.
 */
export function timeToSamples<V extends Values>(times: V, options: SamplesToTimeOptions): Converted<V> {
  const sampleRate = readRate('timeToSamples', options);
  const f = bounded(times, 'timeToSamples', 'times', (s) => truncate(s * sampleRate), true);
  return mapValues(times, 'timeToSamples', 'times', f);
}

/**
 * Converts sample numbers to seconds: `samples / sampleRate`.
 *
 * @param samples - One number or many.
 * @param options - Rate.
 * @returns Seconds, same kind and shape as `samples` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a sample number is not finite, the rate is missing, or an option is unknown.
 * @example
 * ```ts
 * samplesToTime([0, 11025, 22050], { sampleRate: 22050 }); // [0, 0.5, 1]
 * ```
 * @see librosa 0.11 `samples_to_time`.
 */
export function samplesToTime<V extends Values>(samples: V, options: SamplesToTimeOptions): Converted<V> {
  const sampleRate = readRate('samplesToTime', options);
  const f = bounded(samples, 'samplesToTime', 'samples', (n) => n / sampleRate);
  return mapValues(samples, 'samplesToTime', 'samples', f);
}
