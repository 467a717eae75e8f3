/**
 * How much of a voice repeats.
 * @module
 */
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { planReal } from '../fft/real-plan.js';
import { TO_DB } from './alpha-ratio.js';
import { planLong } from './frame-spectra.js';
import { mapVoiced, type VoicedKernel } from './voiced-input.js';
import { type VoiceOptions } from './voice-input.js';

const LEAST = -100; // dB

/** Plans the ratio of one frame: autocorrelation as the inverse transform of the power spectrum. */
export function harmonicsToNoiseKernel(sampleRate: number): VoicedKernel {
  const spectra = planLong(sampleRate);
  const kernel = planReal(spectra.nFft);
  const spectrum = new Float64Array(2 * spectra.bins);
  const correlation = new Float64Array(spectra.nFft);
  const scratch = new Float64Array(kernel.scratchLength);
  const reach = Math.round(sampleRate / 8000); // the fundamental is known to about an eighth of a millisecond
  return (x, t, f0) => {
    const power = spectra.power(x, t);
    for (let k = 0; k < spectra.bins; k++) spectrum[2 * k] = power[k]!;
    kernel.inverse(correlation, spectrum, scratch);
    const period = Math.round(sampleRate / f0);
    let peak = 0;
    for (let lag = Math.max(1, period - reach); lag <= period + reach; lag++) peak = Math.max(peak, correlation[lag]!);
    const noise = correlation[0]! - peak;
    if (!(peak > 0 && noise > 0)) return noise > 0 ? LEAST : -LEAST;
    return Math.min(-LEAST, Math.max(LEAST, TO_DB * Math.log(peak / noise)));
  };
}

/**
 * Harmonics-to-noise ratio of frames of 60 ms, 10 ms apart: `10 log10(r(T) / (r(0) - r(T)))` dB, where r is the autocorrelation under a
 * Gaussian window and T the period. The window lets the correlation fall, so that low voices have low values even without noise: 2.2 dB at
 * 60 Hz, 13.4 dB at 200 Hz.
 *
 * @param y - Signal of one channel, shape `[samples]`.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns dB in [-100, 100], one a frame, `1 + floor((samples - 60 ms) / 10 ms)` of them, not smoothed; 0 where unvoiced. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 60 ms.
 * @example
 * ```ts
 * import { harmonicsToNoiseRatio } from '@audiolab/dsp/voice';
 * const y = Float64Array.from({ length: 8000 }, (_, n) => Math.sin((2 * Math.PI * 200 * n) / 16000));
 * harmonicsToNoiseRatio(y, { sampleRate: 16000 })[20]; // 13.4
 * ```
 * @see P. Boersma, "Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled sound", IFA
 * Proceedings 17 (1993), without its division by the window's own correlation; Eyben et al., "GeMAPS", 2016.
 */
export function harmonicsToNoiseRatio<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): T {
  return mapVoiced(y, options, 'harmonicsToNoiseRatio', harmonicsToNoiseKernel);
}
