/**
 * Blocks of a stream: where each begins, in frames, samples and seconds.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { bounded, type Converted, mapValues, type Values } from './map.js';
import { expectSampleRate } from './sample-rate.js';

/** Options of {@link blocksToFrames}. */
export interface BlocksToFramesOptions {
  /** Frames per block, >= 1. Must be given. */
  blockLength: number;
}

/** Options of {@link blocksToSamples}. */
export interface BlocksToSamplesOptions extends BlocksToFramesOptions {
  /** Samples from one frame start to the next, >= 1. Must be given. */
  hopLength: number;
}

/** Options of {@link blocksToTime}. */
export interface BlocksToTimeOptions extends BlocksToSamplesOptions {
  /** Samples per second, Hz, > 0. Must be given. */
  sampleRate: number;
}

const FRAMES = { blockLength: undefined as number | undefined };
const SAMPLES = { blockLength: undefined as number | undefined, hopLength: undefined as number | undefined };

/**
 * Converts block numbers to the number of their first frame: `blocks blockLength`.
 *
 * @param blocks - One number or many.
 * @param options - Frames per block.
 * @returns Frame numbers, same kind and shape as `blocks` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a block is not finite, or an option is unknown or out of range.
 * @example
 * ```ts
 * blocksToFrames([0, 1, 7], { blockLength: 16 }); // [0, 16, 112]
 * ```
 * @see librosa 0.11 `blocks_to_frames`.
 */
export function blocksToFrames<V extends Values>(blocks: V, options: BlocksToFramesOptions): Converted<V> {
  const { blockLength } = readOptions('blocksToFrames', options, FRAMES);
  expectInteger(blockLength, 'blocksToFrames', 'blockLength', 1);
  const f = bounded(blocks, 'blocksToFrames', 'blocks', (b) => b * blockLength, true);
  return mapValues(blocks, 'blocksToFrames', 'blocks', f);
}

/**
 * Converts block numbers to the number of their first sample: `blocks blockLength hopLength`. Frames begin there; they are not centred on it.
 *
 * @param blocks - One number or many. Fractions of a sample are cut off (towards zero).
 * @param options - Frames per block and hop.
 * @returns Sample numbers, same kind and shape as `blocks` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a block is not finite, an option is unknown or out of range, or a result cannot be held exactly.
 * @example
 * ```ts
 * blocksToSamples([0, 1, 7], { blockLength: 16, hopLength: 512 }); // [0, 8192, 57344]
 * ```
 * @see librosa 0.11 `blocks_to_samples`.
 */
export function blocksToSamples<V extends Values>(blocks: V, options: BlocksToSamplesOptions): Converted<V> {
  const { blockLength, hopLength } = readOptions('blocksToSamples', options, SAMPLES);
  expectInteger(blockLength, 'blocksToSamples', 'blockLength', 1);
  expectInteger(hopLength, 'blocksToSamples', 'hopLength', 1);
  const f = bounded(blocks, 'blocksToSamples', 'blocks', (b) => Math.trunc(b * blockLength * hopLength) + 0, true);
  return mapValues(blocks, 'blocksToSamples', 'blocks', f);
}

/**
 * Converts block numbers to the time of their first sample: {@link blocksToSamples} divided by `sampleRate`.
 *
 * @param blocks - One number or many.
 * @param options - Frames per block, hop and rate.
 * @returns Seconds, same kind and shape as `blocks` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a block is not finite, the rate is missing, or an option is unknown or out of range.
 * @example
 * ```ts
 * blocksToTime([0, 1], { blockLength: 16, hopLength: 500, sampleRate: 16000 }); // [0, 0.5]
 * ```
 * @see librosa 0.11 `blocks_to_time`.
 */
export function blocksToTime<V extends Values>(blocks: V, options: BlocksToTimeOptions): Converted<V> {
  const defaults = { ...SAMPLES, sampleRate: undefined as number | undefined };
  const { blockLength, hopLength, sampleRate } = readOptions('blocksToTime', options, defaults);
  expectInteger(blockLength, 'blocksToTime', 'blockLength', 1);
  expectInteger(hopLength, 'blocksToTime', 'hopLength', 1);
  expectSampleRate(sampleRate, 'blocksToTime');
  const f = bounded(blocks, 'blocksToTime', 'blocks', (b) => (Math.trunc(b * blockLength * hopLength) + 0) / sampleRate);
  return mapValues(blocks, 'blocksToTime', 'blocks', f);
}
