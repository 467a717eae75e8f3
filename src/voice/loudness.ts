/**
 * Loudness: how strong a frame sounds, from an auditory spectrum.
 * @module
 */
import { log } from '../core/math.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { applyAuditoryBank, auditoryBank, BANDS, equalLoudness } from './auditory-bank.js';
import { type FrameSpectra, planShort } from './frame-spectra.js';
import { readVoice, SHORT, type VoiceOptions } from './voice-input.js';

/** What one power spectrum gives. */
export type SpectrumKernel = (power: Float64Array) => number;

const FLOOR = 9.3e-10; // a band of digital silence counts as this
const COMPRESSION = 0.33;

/** Plans loudness on the spectra of 20 ms frames. */
export function loudnessKernel({ bins, binWidth }: FrameSpectra): SpectrumKernel {
  const bank = auditoryBank(bins, binWidth);
  const logGain = bank.centres.map((f) => log(equalLoudness(f)));
  const bands = new Float64Array(BANDS);
  return (power) => {
    applyAuditoryBank(bands, power, bank);
    let sum = 0;
    for (let b = 0; b < BANDS; b++) sum += Math.exp(COMPRESSION * (Math.log(Math.max(bands[b]!, FLOOR)) + logGain[b]!));
    return sum;
  };
}

/** One number of each 20 ms frame. */
export function mapSpectra<T extends FloatArray>(
  y: SignalInput<T>,
  options: VoiceOptions | undefined,
  caller: string,
  plan: (spectra: FrameSpectra, compat: boolean) => SpectrumKernel,
): T {
  const { x, like, sampleRate, compat } = readVoice(y, options, caller, SHORT);
  const spectra = planShort(sampleRate);
  const kernel = plan(spectra, compat);
  const out = new Float64Array(spectra.frames(x.length));
  for (let t = 0; t < out.length; t++) out[t] = kernel(spectra.power(x, t));
  return roundLike(like, out);
}

/**
 * Loudness of frames of 20 ms, 10 ms apart: 26 mel bands from 20 to 8000 Hz, weighted as the ear hears them, raised to the power 0.33
 * and added up. Ten times the amplitude gives 10^0.66 = 4.57 times the loudness.
 *
 * @param y - Signal of one channel, shape `[samples]`, full scale at 1.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Values >= 0.001 (digital silence), one a frame, `1 + floor((samples - 20 ms) / 10 ms)` of them, not smoothed. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 20 ms.
 * @example
 * ```ts
 * import { loudness } from '@audiolab/dsp/voice';
 * const y = Float64Array.from({ length: 16000 }, (_, n) => 0.5 * Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const loud = loudness(y, { sampleRate: 16000 });
 * loud.length; // 99
 * loud[50]; // 1.014
 * ```
 * @see F. Eyben et al., "The Geneva Minimalistic Acoustic Parameter Set (GeMAPS) for Voice Research and Affective Computing", IEEE Trans.
 * Affective Computing 7 (2016). H. Hermansky, "Perceptual linear predictive (PLP) analysis of speech", JASA 87 (1990).
 */
export function loudness<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): T {
  return mapSpectra(y, options, 'loudness', loudnessKernel);
}
