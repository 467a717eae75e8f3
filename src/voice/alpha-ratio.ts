/**
 * Spectral balance in one number: above and below 1 kHz.
 * @module
 */
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type FrameSpectra } from './frame-spectra.js';
import { mapSpectra, type SpectrumKernel } from './loudness.js';
import { type VoiceOptions } from './voice-input.js';

/** 10 / ln 10. */
export const TO_DB = 4.342944819032518;
/** Power below it counts as it in logarithms: -140 dB. */
export const POWER_FLOOR = 1e-14;

/** Plans the alpha ratio. */
export function alphaRatioKernel({ binWidth }: FrameSpectra): SpectrumKernel {
  const split = Math.ceil(1000 / binWidth);
  const end = Math.floor(5000 / binWidth) + 1;
  return (power) => {
    let low = 0;
    let high = 0;
    for (let k = 0; k < split; k++) low += power[k]!;
    for (let k = split; k < end; k++) high += power[k]!;
    return low === high ? 0 : TO_DB * Math.log(Math.max(high, POWER_FLOOR) / Math.max(low, POWER_FLOOR));
  };
}

/**
 * Alpha ratio of frames of 20 ms, 10 ms apart: energy from 1 to 5 kHz over energy below 1 kHz, in dB. Negative for most voices, the more so
 * the softer they are.
 *
 * @param y - Signal of one channel, shape `[samples]`.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns dB, one a frame, `1 + floor((samples - 20 ms) / 10 ms)` of them, not smoothed; 0 for silence. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 20 ms.
 * @example
 * ```ts
 * import { alphaRatio } from '@audiolab/dsp/voice';
 * const sine = (f: number, n: number) => Math.sin((2 * Math.PI * f * n) / 16000);
 * const y = Float64Array.from({ length: 16000 }, (_, n) => sine(500, n) + 0.1 * sine(3000, n));
 * alphaRatio(y, { sampleRate: 16000 })[50]; // -20.0
 * ```
 * @see Eyben et al., "GeMAPS", 2016: its text divides low by high, openSMILE prints high over low, as here.
 */
export function alphaRatio<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): T {
  return mapSpectra(y, options, 'alphaRatio', alphaRatioKernel);
}
