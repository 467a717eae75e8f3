/**
 * kapre's inverse short-time Fourier transform.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { planReal } from '../fft/real-plan.js';
import { type FrameSizes, resolveSizes } from './analysis.js';
import { type DataFormat, expectFormat, type Format, readSpectra, shapeWaveform } from './data-format.js';
import { type WindowName, windowByName } from './window-by-name.js';

/** Options of {@link inverseStft}: those the spectra were made with. */
export interface InverseStftOptions {
  /** Length of the FFT, samples, >= 2. @defaultValue `2048` */
  nFft?: number | undefined;
  /** Length of the window, samples, in [1, nFft]. @defaultValue `nFft` */
  winLength?: number | null | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `floor(winLength / 4)` */
  hopLength?: number | null | undefined;
  /** Name of the window of the forward transform. @defaultValue `'hann_window'` */
  forwardWindowName?: WindowName | null | undefined;
  /** How `D` lies; `null`: `[...channels, bins, frames, 2]`. @defaultValue `null` */
  inputDataFormat?: DataFormat | null | undefined;
  /** How the result lies; `null`: `[...channels, samples]`. @defaultValue `null` */
  outputDataFormat?: DataFormat | null | undefined;
  /** `true`: Hann and Hamming windows of odd length are symmetric, as in `tf.signal`. @defaultValue `false` */
  compat?: boolean | undefined;
}

const DEFAULTS = {
  nFft: 2048,
  winLength: null as number | null,
  hopLength: null as number | null,
  forwardWindowName: null as WindowName | null,
  inputDataFormat: null as Format,
  outputDataFormat: null as Format,
  compat: false,
};

/**
 * The signal of complex spectra: inverse transforms, each times `window / (sum of the squared windows that lie over a sample)`, added up.
 *
 * The sum is that in the midst of a signal. At both ends, where fewer frames lie over a sample, the result fades: transform with `padBegin`
 * and `padEnd`, or take both from {@link perfectlyReconstructingStftIstft}. What no window sees is 0.
 *
 * @param D - Complex spectra, as {@link stft} returns them. The imaginary parts of DC and Nyquist are not read.
 * @param options - {@link InverseStftOptions}.
 * @returns Signal: `[samples]` as a typed array, or an ndarray `[...channels, samples]`, or a batch in `outputDataFormat`;
 * `samples = winLength + hopLength (frames - 1)`. Precision as `D`.
 * @throws `ParameterError` if an option is unknown or out of range, `nFft` does not fit the bins, or a value is not finite.
 * @example
 * ```ts
 * import { inverseStft, stft } from '@audiolab/dsp/kapre';
 *
 * const y = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
 * const z = inverseStft(stft(y, { nFft: 4, padBegin: true, padEnd: true }), { nFft: 4 });
 * (z as Float64Array).subarray(3, 11); // [3, 1, 4, 1, 5, 9, 2, 6]
 * ```
 * @see kapre 0.4.0 `InverseSTFT` on TensorFlow 2.21 `tf.signal.inverse_stft`. D. W. Griffin and J. S. Lim, "Signal estimation from modified
 * short-time Fourier transform", IEEE Trans. ASSP 32 (1984), equation 7.
 */
export function inverseStft<T extends FloatArray>(D: NdArray<T>, options?: InverseStftOptions): T | NdArray<T> {
  const caller = 'inverseStft';
  const settings = readOptions(caller, options, DEFAULTS);
  const sizes = resolveSizes({ ...settings, windowName: settings.forwardWindowName }, caller, 'forwardWindowName');
  expectFormat(settings.inputDataFormat, caller, 'inputDataFormat');
  expectFormat(settings.outputDataFormat, caller, 'outputDataFormat');
  const { data, lead, items, bins, frames } = readSpectra(D, caller, settings.inputDataFormat, 'inputDataFormat');
  const { nFft, winLength, hopLength } = sizes;
  if ((nFft >> 1) + 1 !== bins) {
    throw new ParameterError(caller, 'nFft', `must be ${2 * bins - 2} or ${2 * bins - 1} for ${bins} bins, got ${nFft}`);
  }
  const { window } = synthesisWindow(sizes, caller);
  const length = winLength + hopLength * (frames - 1);
  const fft = planReal(nFft);
  const scratch = new Float64Array(fft.scratchLength);
  const spectrum = new Float64Array(2 * bins);
  const frame = new Float64Array(nFft);
  const sum = new Float64Array(length);
  const out = arrayLike(data, items * length);
  for (let item = 0; item < items; item++) {
    sum.fill(0);
    for (let t = 0; t < frames; t++) {
      const from = (item * frames + t) * spectrum.length;
      spectrum.set(data.subarray(from, from + spectrum.length));
      fft.inverse(frame, spectrum, scratch);
      for (let n = 0, to = t * hopLength; n < winLength; n++, to++) sum[to]! += window[n]! * frame[n]!;
    }
    out.set(sum, item * length);
  }
  refuseNonFinite(out, [data], caller, 'D');
  return shapeWaveform(out, lead, length, settings.outputDataFormat, caller, 'outputDataFormat');
}

/** The window that undoes the one of the forward transform, and whether it undoes it for each sample. */
export function synthesisWindow(sizes: FrameSizes, caller: string): { window: Float64Array; complete: boolean } {
  const { winLength, hopLength, windowName, compat } = sizes;
  const window = windowByName(windowName, winLength, compat, caller);
  const weights = new Float64Array(hopLength);
  for (let n = 0; n < winLength; n++) weights[n % hopLength]! += window[n]! * window[n]!;
  for (let n = 0; n < winLength; n++) if (weights[n % hopLength]! > 0) window[n]! /= weights[n % hopLength]!;
  return { window, complete: weights.every((w) => w > 0) };
}
