/**
 * Frames of signals that arrive in chunks.
 * @module
 */
import { expectInteger, readOptions } from '../core/options.js';
import { type FrameOptions } from '../frame/frame.js';
import { type FeatureStream, type StreamArray, type StreamDtype, type StreamOptions, type StreamRateOptions } from './feature-stream.js';
import { createRowStream, expectRate, isSingleDtype } from './row-stream.js';

/** Options of {@link createFrameStream}: those of {@link frame}, and what streams need. */
export interface FrameStreamOptions<D extends StreamDtype = StreamDtype>
  extends Omit<FrameOptions, 'axis'>, StreamOptions<D>, StreamRateOptions {}

/**
 * Overlapping frames of a signal that arrives in chunks: {@link frame}, but copies.
 *
 * @param options - {@link FrameStreamOptions}.
 * @returns The stream. Frames have shape `[frameLength, frames]`; samples behind the last whole one do not come out.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * const stream = createFrameStream({ frameLength: 3, hopLength: 2 });
 * stream.push(Float32Array.of(0, 1, 2, 3)).data; // [0, 1, 2]
 * stream.push(Float32Array.of(4)).data; // [2, 3, 4]
 * ```
 * @see {@link frame}
 */
export function createFrameStream<D extends StreamDtype = 'float32'>(
  options?: FrameStreamOptions<D>,
): FeatureStream<StreamArray<D>, FrameStreamOptions<D>> {
  const caller = 'createFrameStream';
  const defaults = { frameLength: 2048, hopLength: 512, sampleRate: null as number | null, dtype: 'float32' as D };
  const settings = readOptions(caller, options, defaults);
  const { frameLength, hopLength, dtype, sampleRate } = settings;
  expectInteger(frameLength, caller, 'frameLength', 1);
  expectInteger(hopLength, caller, 'hopLength', 1);
  isSingleDtype(dtype, caller);
  expectRate(sampleRate, caller);
  return createRowStream({
    name: 'FrameStream',
    options: settings,
    dtype,
    sampleRate,
    framing: { nFft: frameLength, hopLength, center: false, padMode: 'constant' },
    rows: { width: frameLength, into: (row, x) => row.set(x), lanes: undefined },
  });
}
