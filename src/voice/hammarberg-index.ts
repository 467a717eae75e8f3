/**
 * Spectral balance in one number: the strongest partials below and above 2 kHz.
 * @module
 */
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { POWER_FLOOR, TO_DB } from './alpha-ratio.js';
import { type FrameSpectra } from './frame-spectra.js';
import { mapSpectra, type SpectrumKernel } from './loudness.js';
import { type VoiceOptions } from './voice-input.js';

/** Plans the Hammarberg index. */
export function hammarbergIndexKernel({ binWidth }: FrameSpectra): SpectrumKernel {
  const split = Math.ceil(2000 / binWidth);
  const end = Math.floor(5000 / binWidth) + 1;
  return (power) => {
    let low = POWER_FLOOR;
    let high = POWER_FLOOR;
    for (let k = 0; k < split; k++) low = Math.max(low, power[k]!);
    for (let k = split; k < end; k++) high = Math.max(high, power[k]!);
    return TO_DB * Math.log(low / high);
  };
}

/**
 * Hammarberg index of frames of 20 ms, 10 ms apart: the strongest bin below 2 kHz over the strongest from 2 to 5 kHz, in dB.
 *
 * @param y - Signal of one channel, shape `[samples]`.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns dB, one a frame, `1 + floor((samples - 20 ms) / 10 ms)` of them, not smoothed; 0 for silence. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 20 ms.
 * @example
 * ```ts
 * import { hammarbergIndex } from '@audiolab/dsp/voice';
 * const sine = (f: number, n: number) => Math.sin((2 * Math.PI * f * n) / 16000);
 * const y = Float64Array.from({ length: 16000 }, (_, n) => sine(500, n) + 0.1 * sine(3000, n));
 * hammarbergIndex(y, { sampleRate: 16000 })[50]; // 20.0
 * ```
 * @see B. Hammarberg et al., "Perceptual and acoustic correlates of abnormal voice qualities", Acta Otolaryngologica 90 (1980); Eyben et
 * al., "GeMAPS", 2016.
 */
export function hammarbergIndex<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): T {
  return mapSpectra(y, options, 'hammarbergIndex', hammarbergIndexKernel);
}
