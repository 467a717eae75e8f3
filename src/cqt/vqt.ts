/**
 * The variable-Q transform.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajorComplex } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { CQT_DEFAULTS, type VqtOptions, type VqtSettings } from './cqt-options.js';
import { transformSignal } from './transform-signal.js';

/**
 * The variable-Q transform: as {@link cqt}, but the filters of low bins are wider by `gamma` Hz, so that they follow faster; and the bins
 * may follow other tunings than the equal one.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link VqtOptions}; `sampleRate` must be known.
 * @returns Complex values, shape `[...channels, nBins, frames, 2]` with real and imaginary parts along the last axis,
 * `frames = 1 + floor(samples / hopLength)`.
 * @throws {@link ParameterError} if an option is unknown or out of range, the highest filter ends above half the sample rate (the message
 * says how many bins fit), or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(220, { sampleRate: 8000, duration: 1 });
 * const V = vqt(y, { sampleRate: 8000, fmin: 110, nBins: 24, intervals: 'ji5' });
 * V.shape; // [24, 16, 2]
 * ```
 * @see librosa 0.11 `vqt`: see {@link cqt}. C. Schörkhuber, A. Klapuri, N. Holighaus and M. Dörfler, "A Matlab toolbox for efficient
 * perfect reconstruction time-frequency transforms with log-frequency resolution", AES 53, 2014.
 */
export function vqt<T extends FloatArray>(y: SignalInput<T>, options?: VqtOptions): NdArray<T> {
  const defaults: VqtSettings = { ...CQT_DEFAULTS, intervals: 'equal', gamma: null };
  return complexOf(y, readOptions('vqt', options, defaults), 'vqt');
}

/** The transform of all channels as an ndarray. */
export function complexOf<T extends FloatArray>(y: SignalInput<T>, settings: VqtSettings, caller: string): NdArray<T> {
  const signal = transformSignal(y, settings, caller);
  const { channels, lead, frames } = signal;
  const { nBins } = settings;
  const size = frames * nBins * 2;
  const out = arrayLike(channels[0]!, channels.length * size);
  for (let item = 0; item < channels.length; item++) {
    signal.each(item, (row, count, first, t) => {
      const to = item * size + 2 * (t * nBins + first);
      for (let i = 0; i < 2 * count; i++) out[to + i] = row[i]!;
    });
  }
  refuseNonFinite(out, channels, caller, 'y');
  return timeMajorComplex(out, lead, nBins, frames);
}
