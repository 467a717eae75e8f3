/**
 * The pseudo constant-Q transform.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { CONSTANT_Q, CQT_DEFAULTS, type PseudoCqtOptions, type VqtSettings } from './cqt-options.js';
import { type VqtDesign } from './plan-vqt.js';
import { pseudoInto } from './pseudo.js';
import { transformSignal } from './transform-signal.js';

/**
 * The pseudo constant-Q transform: magnitudes of one short-time Fourier transform, gathered by the magnitudes of constant-Q filters. One
 * FFT for all octaves instead of one for each, no phases, and high notes blurred in time by the long window.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link PseudoCqtOptions}; `sampleRate` must be known.
 * @returns Magnitudes, shape `[...channels, nBins, frames]`, `frames = 1 + floor(samples / hopLength)`.
 * @throws {@link ParameterError} if an option is unknown or out of range, the highest filter ends above half the sample rate, or a sample
 * is not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const C = pseudoCqt(y, { sampleRate: 22050, fmin: 220, nBins: 24 });
 * C.shape; // [24, 44]
 * C.get(12, 20) > C.get(10, 20); // true
 * ```
 * @see librosa 0.11 `pseudo_cqt`.
 */
export function pseudoCqt<T extends FloatArray>(y: SignalInput<T>, options?: PseudoCqtOptions): NdArray<T> {
  const { resType, ...defaults } = CQT_DEFAULTS;
  const o = { ...readOptions('pseudoCqt', options, defaults), resType, ...CONSTANT_Q };
  return magnitudesOf(y, o, 'pseudoCqt', (out, first, x, frames, design) =>
    pseudoInto(out, first, o.nBins, x, frames, design, 'pseudoCqt'),
  );
}

/** Writes the magnitudes of a channel from `out[first]` on, frame after frame. */
export type MagnitudeWriter = (out: Float64Array, first: number, x: FloatArray, frames: number, design: VqtDesign, item: number) => void;

/** The magnitudes of all channels as an ndarray. */
export function magnitudesOf<T extends FloatArray>(y: SignalInput<T>, o: VqtSettings, caller: string, write: MagnitudeWriter): NdArray<T> {
  const { channels, lead, frames, design } = transformSignal(y, o, caller);
  const out = new Float64Array(channels.length * frames * o.nBins);
  for (const [item, x] of channels.entries()) write(out, item * frames * o.nBins, x, frames, design(item), item);
  refuseNonFinite(out, channels, caller, 'y');
  return timeMajor(roundLike(channels[0]!, out), lead, o.nBins, frames);
}
