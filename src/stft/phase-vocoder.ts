/**
 * The phase vocoder: spectra played faster or slower.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajorComplex } from '../core/nd.js';
import { expectInteger, expectPositive, readOptions } from '../core/options.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { readComplex } from './complex-input.js';
import { resolveNFft } from './spectrogram-origin.js';
import { createVocoder, stretchedFrames } from './vocoder.js';

/** Options of {@link phaseVocoder}. */
export interface PhaseVocoderOptions {
  /** Speed, > 0: 2 leaves half the frames, 0.5 makes twice as many. Must be given. */
  rate?: number | undefined;
  /**
   * Samples from one frame to the next, >= 1. It cancels: analysis and synthesis have the same hop, so no value changes the result.
   * @defaultValue `floor(nFft / 4)`
   */
  hopLength?: number | null | undefined;
  /** FFT size behind the spectra: `2 (bins - 1)` or `2 bins - 1`; it cancels, too. @defaultValue `2 (bins - 1)` */
  nFft?: number | null | undefined;
}

/**
 * Stretches spectra in time by `1 / rate` without moving their frequencies. Magnitudes are interpolated between the two frames around
 * each new time; phases advance as they do from the one frame to the other.
 *
 * @param D - Complex spectra, shape `[...channels, bins, frames, 2]`, as `stft` returns them.
 * @param options - {@link PhaseVocoderOptions}; `rate` must be given.
 * @returns Complex spectra, shape `[...channels, bins, ceil(frames / rate), 2]`, precision as `D`. Frame t looks at the frames
 * `floor(t rate)` and the one behind it; behind the last one there is silence.
 * @throws {@link ParameterError} if an option is unknown or out of range, `rate` is missing, or a value is not finite.
 * @example
 * ```ts
 * const D = stft(tone(440, { sampleRate: 8000, duration: 1 }), { nFft: 512 });
 * D.shape; // [257, 63, 2]
 * phaseVocoder(D, { rate: 2 }).shape; // [257, 32, 2]
 * ```
 * @see librosa 0.11 `phase_vocoder`: same numbers to 1e-11 of the peak, which its running angles lose. M. Dolson, "The phase vocoder: a tutorial", Computer Music
 * Journal 10 (1986).
 */
export function phaseVocoder<T extends FloatArray>(D: NdArray<T>, options: PhaseVocoderOptions): NdArray<T> {
  const caller = 'phaseVocoder';
  const o = readOptions(caller, options, { rate: NaN, hopLength: null as number | null, nFft: null as number | null });
  expectRate(o.rate, caller);
  const { lead, items, bins, frames, data } = readComplex(D, caller);
  if (o.nFft !== null) resolveNFft(o.nFft, bins, caller);
  if (o.hopLength !== null) expectInteger(o.hopLength, caller, 'hopLength', 1);
  const count = stretchedFrames(frames, o.rate);
  const width = 2 * bins;
  const x = widen(data);
  const out = new Float64Array(items * count * width);
  const row = new Float64Array(width);
  const vocoder = createVocoder(bins, frames, o.rate);
  for (let item = 0; item < items; item++) {
    vocoder.start((to, t) => {
      const from = (item * frames + t) * width;
      for (let i = 0; i < width; i++) to[i] = x[from + i]!;
    });
    for (let t = 0; t < count; t++) {
      vocoder.next(row);
      out.set(row, (item * count + t) * width);
    }
  }
  const rounded = roundLike(data, out);
  refuseNonFinite(rounded, [data], caller, 'D');
  return timeMajorComplex(rounded, lead, bins, count);
}

/** Refuses a speed that is none, and one that was not given. */
export function expectRate(rate: number, caller: string): void {
  if (Number.isNaN(rate)) throw new ParameterError(caller, 'rate', 'must be given: 2 is twice as fast, 0.5 half as fast');
  expectPositive(rate, caller, 'rate');
}
