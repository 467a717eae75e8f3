/**
 * The inverse short-time Fourier transform.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFftSize } from '../core/expect-fft-size.js';
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { REACH } from '../fft/room.js';
import { type ComplexFeatures, expectFiniteComplex, readUnchecked } from './complex-input.js';
import { type Framing, frameStart, resolveFraming, STFT_DEFAULTS, type StftOptions } from './framing.js';
import { planSynthesis, resolveLength, type Synthesis } from './synthesis.js';

/** Options of {@link istft}: those the spectra were made with. */
export interface IstftOptions extends Omit<StftOptions, 'nFft' | 'padMode'> {
  /** Length of a frame: `2 (bins - 1)` or `2 bins - 1`, samples. @defaultValue `2 (bins - 1)` */
  nFft?: number | null | undefined;
  /** Samples of the result, >= 1: cut, or filled with zeros. @defaultValue as far as the frames reach */
  length?: number | null | undefined;
}

const DEFAULTS = {
  nFft: null as number | null,
  hopLength: STFT_DEFAULTS.hopLength,
  winLength: STFT_DEFAULTS.winLength,
  window: STFT_DEFAULTS.window,
  center: STFT_DEFAULTS.center,
  length: null as number | null,
};

/**
 * The signal whose short-time Fourier transform is nearest to `D`: windowed inverse transforms are added up where they overlap and
 * divided by the sum of the squared windows.
 *
 * @param D - Complex spectra, shape `[...channels, bins, frames, 2]`, as {@link stft} returns them. The imaginary parts of DC and
 * Nyquist are not read.
 * @param options - The framing of the spectra; `length` restores the samples that lie behind the last whole hop.
 * @returns Signal: `[samples]` as a typed array, or an ndarray `[...channels, samples]`, with the precision of `D`.
 * `samples = nFft + hopLength (frames - 1)`, less `2 floor(nFft / 2)` for centred frames, unless `length` says otherwise.
 * @throws {@link ParameterError} if an option is unknown or out of range, `nFft` does not fit the bins, or a value is not finite.
 * @example
 * ```ts
 * const y = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
 * istft(stft(y, { nFft: 4 }), { length: 8 }); // [3, 1, 4, 1, 5, 9, 2, 6]
 * ```
 * @see librosa 0.11 `istft`: same numbers. D. W. Griffin and J. S. Lim, "Signal estimation from modified short-time Fourier transform",
 * IEEE Trans. ASSP 32 (1984).
 */
export function istft<T extends FloatArray>(D: NdArray<T>, options?: IstftOptions): T | NdArray<T> {
  const settings = readOptions('istft', options, DEFAULTS);
  const features = readUnchecked(D, 'istft');
  const { lead, items, frames, data } = features;
  const { framing, synthesis } = plan(features, settings);
  const { length, spectrum } = synthesis;
  const width = spectrum.length;
  const out = arrayLike(data, items * length);
  const double = out.BYTES_PER_ELEMENT === 8; // then sums are made where they shall be
  const straight = double && data.length < REACH; // and spectra are read where they are
  const own = double ? undefined : new Float64Array(length);
  let sure = true; // that all is finite: looked at while it is in the cache
  for (let item = 0; item < items; item++) {
    const sum = own?.fill(0) ?? (out.subarray(item * length, (item + 1) * length) as Float64Array);
    let t = 0;
    for (; t < frames && frameStart(framing, t) < length; t++) {
      const from = (item * frames + t) * width;
      if (!straight) spectrum.set(data.subarray(from, from + width));
      sure = (straight ? synthesis.add(sum, t, data as Float64Array, from) : synthesis.add(sum, t)) && sure;
    }
    sure = allFinite(data, (item * frames + t) * width, (item + 1) * frames * width) && sure;
    sure = synthesis.finish(sum) && sure;
    if (own) out.set(own, item * length);
  }
  if (!sure) expectFiniteComplex(features, 'istft');
  if (!sure || own) refuseNonFinite(out, [data], 'istft', 'D');
  return lead.length === 0 ? out : nd(out, [...lead, length]);
}

/** The framing and what puts frames together. NaN and Infinity are refused when all is done, but before an option is. */
function plan(features: ComplexFeatures, settings: typeof DEFAULTS): { framing: Framing; synthesis: Synthesis } {
  const { bins, frames, data } = features;
  try {
    const nFft = settings.nFft ?? 2 * (bins - 1);
    if (settings.nFft !== null) expectFftSize(nFft, 'istft', 'nFft');
    if (nFft === 0 || (nFft >> 1) + 1 !== bins) {
      const fitting = bins === 1 ? '1' : `${2 * bins - 2} or ${2 * bins - 1}`;
      throw new ParameterError('istft', 'nFft', `must be ${fitting} for ${bins} bins, got ${nFft}`);
    }
    const framing = resolveFraming({ ...settings, nFft, padMode: 'constant' }, 'istft');
    const length = resolveLength(settings.length, framing, frames, 'istft');
    return { framing, synthesis: planSynthesis(framing, frames, length, data.BYTES_PER_ELEMENT === 4, 'istft') };
  } catch (error) {
    expectFiniteComplex(features, 'istft');
    throw error;
  }
}
