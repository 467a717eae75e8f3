/**
 * Root mean squares of signals that arrive in chunks.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { createFrameLevel, RMS_DEFAULTS, type RmsOptions } from '../feature/rms.js';
import { type EdgeMode } from '../frame/edge.js';
import { PAD_MODES } from '../frame/pad.js';
import { type FeatureStream, type StreamArray, type StreamDtype, type StreamOptions, type StreamRateOptions } from './feature-stream.js';
import { createRowStream, expectRate, isSingleDtype } from './row-stream.js';

/** Options of {@link createRmsStream}: those of {@link rms}, and what streams need. */
export interface RmsStreamOptions<D extends StreamDtype = StreamDtype>
  extends Omit<RmsOptions, 'padMode'>, StreamOptions<D>, StreamRateOptions {
  /** What lies outside the signal, for centred frames. The other modes of {@link PadMode} need the whole signal. @defaultValue `'constant'` */
  padMode?: Exclude<EdgeMode, 'wrap'> | undefined;
}

const WHOLE: readonly string[] = ['wrap', 'mean', 'maximum', 'minimum', 'median'];

/**
 * Root mean square of each frame of a signal that arrives in chunks: {@link rms}, bit for bit, as soon as it can be known.
 *
 * @param options - {@link RmsStreamOptions}.
 * @returns The stream. Frames have shape `[1, frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * const stream = createRmsStream({ frameLength: 4, hopLength: 2, center: false });
 * stream.push(Float32Array.of(3, -3, 3)).shape; // [1, 0]
 * stream.push(Float32Array.of(-3, 5, 5)).data; // [3, 4.123]
 * ```
 * @see {@link rms}
 */
export function createRmsStream<D extends StreamDtype = 'float32'>(
  options?: RmsStreamOptions<D>,
): FeatureStream<StreamArray<D>, RmsStreamOptions<D>> {
  const caller = 'createRmsStream';
  const defaults = {
    ...RMS_DEFAULTS,
    padMode: 'constant' as Exclude<EdgeMode, 'wrap'>,
    sampleRate: null as number | null,
    dtype: 'float32' as D,
  };
  const settings = readOptions(caller, options, defaults);
  const { frameLength, hopLength, center, padMode, dtype, sampleRate } = settings;
  expectInteger(frameLength, caller, 'frameLength', 1);
  expectInteger(hopLength, caller, 'hopLength', 1);
  expectBoolean(center, caller, 'center');
  expectOneOf(padMode, caller, 'padMode', PAD_MODES);
  if (WHOLE.includes(padMode))
    throw new ParameterError(caller, 'padMode', `cannot be "${padMode}" in a stream, since it needs the whole signal`);
  isSingleDtype(dtype, caller);
  expectRate(sampleRate, caller);
  const level = createFrameLevel(frameLength, hopLength);
  return createRowStream({
    name: 'RmsStream',
    options: settings,
    dtype,
    sampleRate,
    framing: { nFft: frameLength, hopLength, center, padMode },
    rows: { width: 1, into: (row, x) => level(row, x as Float64Array), lanes: undefined },
  });
}
