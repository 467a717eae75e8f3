/**
 * Spectrograms taken apart into tones and clicks.
 * @module
 */
import { expectNonNegative, readFeatures } from '../core/features.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { arrayLike, type FloatArray, widen } from '../core/types.js';
import { HPSS_DEFAULTS, type HpssOptions, planHpss, readHpss } from './hpss-kernel.js';

/** Options of {@link hpssFromSpectrogram}. */
export interface HpssFromSpectrogramOptions extends HpssOptions {
  /** `true`: return the masks, values in [0, 1], and not the masked spectrograms. @defaultValue `false` */
  mask?: boolean | undefined;
}

/** The two parts, or their masks. */
export interface HpssParts<R> {
  /** What sounds on: smooth in time. */
  readonly harmonic: R;
  /** What is short: smooth in frequency. */
  readonly percussive: R;
}

/** The defaults of {@link HpssFromSpectrogramOptions}. */
export const MASK_DEFAULTS: typeof HPSS_DEFAULTS & { mask: boolean } = { ...HPSS_DEFAULTS, mask: false };

/**
 * Takes a magnitude spectrogram apart into a harmonic and a percussive part: a median over neighbouring frames keeps tones, a median over
 * neighbouring bins keeps clicks, and soft masks share each bin between the two.
 *
 * @param S - Magnitude (or power) spectrogram, shape `[...channels, bins, frames]`, all values >= 0.
 * @param options - {@link HpssFromSpectrogramOptions}.
 * @returns `{ harmonic, percussive }`, both of the shape and precision of `S`. Frame t looks at the `floor(kernelSize / 2)` frames on
 * either side of it; the spectrogram is mirrored behind its ends.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const S = spectrogram(tone(440, { sampleRate: 8000, duration: 1 }), { nFft: 512 });
 * const { harmonic, percussive } = hpssFromSpectrogram(S);
 * harmonic.shape; // [257, 63]
 * harmonic.get(28, 30) > 100 * percussive.get(28, 30); // true
 * ```
 * @see librosa 0.11 `decompose.hpss`. D. FitzGerald, "Harmonic/percussive separation using median filtering", DAFx 2010; J. Driedger,
 * M. Müller, S. Disch, "Extending harmonic-percussive separation of audio", ISMIR 2014 (the margin).
 */
export function hpssFromSpectrogram<T extends FloatArray>(S: NdArray<T>, options?: HpssFromSpectrogramOptions): HpssParts<NdArray<T>> {
  const caller = 'hpssFromSpectrogram';
  const o = readOptions(caller, options, MASK_DEFAULTS);
  const settings = readHpss(o, caller);
  expectBoolean(o.mask, caller, 'mask');
  const features = readFeatures(S, caller);
  expectNonNegative(features, caller);
  const { lead, items, bins, frames, data } = features;
  const x = widen(data);
  const harmonic = arrayLike(data, data.length);
  const percussive = arrayLike(data, data.length);
  const separate = planHpss(bins, frames, settings);
  for (let item = 0; item < items; item++) {
    const part = x.subarray(item * frames * bins, (item + 1) * frames * bins);
    separate(part, (t, forTones, forClicks) => {
      if (!o.mask) {
        multiply(forTones, part, t * bins);
        multiply(forClicks, part, t * bins);
      }
      harmonic.set(forTones, (item * frames + t) * bins);
      percussive.set(forClicks, (item * frames + t) * bins);
    });
  }
  return { harmonic: timeMajor(harmonic, lead, bins, frames), percussive: timeMajor(percussive, lead, bins, frames) };
}

function multiply(mask: Float64Array, x: Float64Array, from: number): void {
  for (let k = 0; k < mask.length; k++) mask[k]! *= x[from + k]!;
}
