/**
 * Complex spectra taken apart into tones and clicks.
 * @module
 */
import { type NdArray, timeMajor, timeMajorComplex } from '../core/nd.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { arrayLike, type FloatArray, widen } from '../core/types.js';
import { readComplex } from '../stft/complex-input.js';
import { magnitudes } from '../stft/spectra.js';
import { type HpssFromSpectrogramOptions, type HpssParts, MASK_DEFAULTS } from './hpss-from-spectrogram.js';
import { planHpss, readHpss } from './hpss-kernel.js';

/**
 * Takes complex spectra apart into a harmonic and a percussive part, as {@link hpssFromSpectrogram} does with their magnitudes; both parts
 * keep the phases.
 *
 * @param D - Complex spectra, shape `[...channels, bins, frames, 2]`, as `stft` returns them.
 * @param options - {@link HpssFromSpectrogramOptions}.
 * @returns `{ harmonic, percussive }`, both of the shape and precision of `D`; with `mask: true` the masks, shape
 * `[...channels, bins, frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * const D = stft(tone(440, { sampleRate: 8000, duration: 1 }), { nFft: 512 });
 * hpssFromStft(D).harmonic.shape; // [257, 63, 2]
 * hpssFromStft(D, { mask: true, power: Infinity }).harmonic.get(28, 30); // 1
 * ```
 * @see librosa 0.11 `decompose.hpss` of a complex spectrogram.
 */
export function hpssFromStft<T extends FloatArray>(D: NdArray<T>, options?: HpssFromSpectrogramOptions): HpssParts<NdArray<T>> {
  const caller = 'hpssFromStft';
  const o = readOptions(caller, options, MASK_DEFAULTS);
  const settings = readHpss(o, caller);
  expectBoolean(o.mask, caller, 'mask');
  const { lead, items, bins, frames, data } = readComplex(D, caller);
  const x = widen(data);
  const width = o.mask ? bins : 2 * bins;
  const harmonic = arrayLike(data, items * frames * width);
  const percussive = arrayLike(data, items * frames * width);
  const S = new Float64Array(frames * bins);
  const row = new Float64Array(2 * bins);
  const separate = planHpss(bins, frames, settings);
  for (let item = 0; item < items; item++) {
    const part = x.subarray(2 * item * S.length, 2 * (item + 1) * S.length);
    magnitudes(S, part);
    const put = (out: T, mask: Float64Array, t: number): void => {
      if (!o.mask) maskPairs(row, part, 2 * t * bins, mask);
      out.set(o.mask ? mask : row, (item * frames + t) * width);
    };
    separate(S, (t, forTones, forClicks) => {
      put(harmonic, forTones, t);
      put(percussive, forClicks, t);
    });
  }
  const shape = o.mask ? timeMajor : timeMajorComplex;
  return { harmonic: shape(harmonic, lead, bins, frames), percussive: shape(percussive, lead, bins, frames) };
}

/** `out[k] = mask[k] x[k]` for complex x that begins at `from`. */
export function maskPairs(out: Float64Array, x: Float64Array, from: number, mask: Float64Array): void {
  for (let k = 0; k < mask.length; k++) {
    out[2 * k] = mask[k]! * x[from + 2 * k]!;
    out[2 * k + 1] = mask[k]! * x[from + 2 * k + 1]!;
  }
}
