/**
 * Tonal centroids of a signal.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { CHROMA_CQT_DEFAULTS, chromaOf, type ChromaCqtOptions } from './chroma-cqt.js';
import { finishChroma } from './chroma-map.js';
import { tonnetzFromChroma } from './tonnetz-from-chroma.js';

/** Options of {@link tonnetz}: those of the chromagram inside. */
export type TonnetzOptions = ChromaCqtOptions;

/**
 * Tonal centroid features of a signal: where its chroma vectors lie on the circles of fifths, minor thirds and major thirds.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link ChromaCqtOptions}; `sampleRate` must be known.
 * @returns Shape `[...channels, 6, frames]`, `frames = 1 + floor(samples / hopLength)`: see {@link tonnetzFromChroma}.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * tonnetz(y, { sampleRate: 22050, tuning: 0 }).shape; // [6, 44]
 * ```
 * @see librosa 0.11 `feature.tonnetz`; Harte, Sandler and Gasser, Detecting harmonic change in musical audio, 2006.
 */
export function tonnetz<T extends FloatArray>(y: SignalInput<T>, options?: TonnetzOptions): NdArray<T> {
  const o = readOptions('tonnetz', options, CHROMA_CQT_DEFAULTS);
  return tonnetzFromChroma(chromaOf(y, o, 'tonnetz', (out) => finishChroma(out, o.nChroma, o.norm, o.threshold)));
}
