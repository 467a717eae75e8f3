/**
 * Pitch of signals that arrive in chunks.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectPositive, readOptions } from '../core/options.js';
import { type EdgeMode } from '../frame/edge.js';
import { planYin, resolveYin, YIN_DEFAULTS, type YinOptions } from '../pitch/yin.js';
import { type FeatureStream, type StreamArray, type StreamDtype, type StreamOptions } from './feature-stream.js';
import { createRowStream, isSingleDtype } from './row-stream.js';

/** Options of {@link createYinStream}: those of {@link yin}, and what streams need. */
export interface YinStreamOptions<D extends StreamDtype = StreamDtype>
  extends Omit<YinOptions, 'padMode' | 'sampleRate'>, StreamOptions<D> {
  /** Samples per second, Hz. Must be given. */
  sampleRate: number;
  /** What lies outside the signal, for centred frames. The other modes of {@link PadMode} need the whole signal. @defaultValue `'constant'` */
  padMode?: Exclude<EdgeMode, 'wrap'> | undefined;
}

const WHOLE: readonly string[] = ['wrap', 'mean', 'maximum', 'minimum', 'median'];

/**
 * Pitch of each frame of a signal that arrives in chunks: {@link yin}, bit for bit, as soon as it can be known. Computed in double precision
 * for either `dtype`.
 *
 * @param options - {@link YinStreamOptions}; `sampleRate`, `fmin` and `fmax` must be given.
 * @returns The stream. Frames have shape `[1, frames]`: Hz, 0 where the frame is silent.
 * @throws {@link ParameterError} if an option is missing, unknown or out of range.
 * @example
 * ```ts
 * const stream = createYinStream({ sampleRate: 16000, fmin: 60, fmax: 500, frameLength: 1024 });
 * stream.latency; // 511
 * const f0 = stream.push(Float32Array.from(tone(200, { sampleRate: 16000, duration: 0.1 })));
 * f0.shape; // [1, 5]
 * f0.get(0, 3).toFixed(1); // '200.0'
 * ```
 * @see {@link yin}
 */
export function createYinStream<D extends StreamDtype = 'float32'>(
  options: YinStreamOptions<D>,
): FeatureStream<StreamArray<D>, YinStreamOptions<D>> {
  const caller = 'createYinStream';
  const defaults = { ...YIN_DEFAULTS, sampleRate: NaN, padMode: 'constant' as Exclude<EdgeMode, 'wrap'>, dtype: 'float32' as D };
  const settings = readOptions(caller, options, defaults);
  const { sampleRate, padMode, dtype } = settings;
  if (Number.isNaN(sampleRate)) throw new ParameterError(caller, 'sampleRate', 'must be given in Hz');
  expectPositive(sampleRate, caller, 'sampleRate');
  const range = resolveYin(settings, sampleRate, caller);
  if (WHOLE.includes(padMode))
    throw new ParameterError(caller, 'padMode', `cannot be "${padMode}" in a stream, since it needs the whole signal`);
  isSingleDtype(dtype, caller);
  const { frameLength, hopLength, center } = range;
  const kernel = planYin(range, settings);
  return createRowStream({
    name: 'YinStream',
    options: { ...settings, hopLength },
    dtype,
    sampleRate,
    framing: { nFft: frameLength, hopLength, center, padMode },
    rows: { width: 1, into: (row, x) => kernel(row, 0, x as Float64Array, 0), lanes: undefined },
  });
}
