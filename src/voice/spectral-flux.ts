/**
 * How fast the spectrum changes.
 * @module
 */
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type FrameSpectra } from './frame-spectra.js';
import { mapSpectra, type SpectrumKernel } from './loudness.js';
import { type VoiceOptions } from './voice-input.js';

/** Plans spectral flux: it remembers the frame before. */
export function spectralFluxKernel({ binWidth, bins }: FrameSpectra): SpectrumKernel {
  const end = Math.min(bins, Math.ceil(5000 / binWidth));
  let before: Float64Array | undefined;
  return (power) => {
    const known = before !== undefined;
    const last = (before ??= new Float64Array(end));
    let sum = 0;
    for (let k = 0; k < end; k++) {
      const magnitude = Math.sqrt(power[k]!);
      const change = magnitude - last[k]!;
      sum += change * change;
      last[k] = magnitude;
    }
    return known ? Math.sqrt(sum / end) : 0;
  };
}

/**
 * Spectral flux of frames of 20 ms, 10 ms apart: the root mean square, over the bins below 5 kHz, of the change of magnitude since the
 * frame before.
 *
 * @param y - Signal of one channel, shape `[samples]`.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Values >= 0, one a frame, the first 0; `1 + floor((samples - 20 ms) / 10 ms)` of them, not smoothed. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 20 ms.
 * @example
 * ```ts
 * import { spectralFlux } from '@audiolab/dsp/voice';
 * const click = Float64Array.from({ length: 960 }, (_, n) => (n === 480 ? 0.5 : 0));
 * spectralFlux(click, { sampleRate: 16000 }); // [0, 0, 0.49999, 0.45999, 0.04]
 * ```
 * @see Eyben et al., "GeMAPS", 2016; openSMILE does not normalise the spectra here.
 */
export function spectralFlux<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): T {
  return mapSpectra(y, options, 'spectralFlux', spectralFluxKernel);
}
