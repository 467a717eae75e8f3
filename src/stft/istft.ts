/**
 * The inverse short-time Fourier transform.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFftSize } from '../core/expect-fft-size.js';
import { refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { planReal } from '../fft/real-plan.js';
import { readComplex } from './complex-input.js';
import { type Framing, frameStart, resolveFraming, sampleWindow, STFT_DEFAULTS, type StftOptions } from './framing.js';

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
  const { lead, items, bins, frames, data } = readComplex(D, 'istft');
  const nFft = settings.nFft ?? 2 * (bins - 1);
  if (settings.nFft !== null) expectFftSize(nFft, 'istft', 'nFft');
  if (nFft === 0 || (nFft >> 1) + 1 !== bins) {
    const fitting = bins === 1 ? '1' : `${2 * bins - 2} or ${2 * bins - 1}`;
    throw new ParameterError('istft', 'nFft', `must be ${fitting} for ${bins} bins, got ${nFft}`);
  }
  const framing = resolveFraming({ ...settings, nFft, padMode: 'constant' }, 'istft');
  const length = resolveLength(settings.length, framing, frames);
  const window = sampleWindow(framing, 'istft');
  const gain = inverseEnvelope(framing, window, frames, length, data.BYTES_PER_ELEMENT === 4 ? 2 ** -126 : 2 ** -1022);
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
      if (frameStart(framing, t) >= length) break;
      spectrum.set(data.subarray(from, from + spectrum.length));
      fft.inverse(frame, spectrum, scratch);
      overlapAdd(sum, frame, window, frameStart(framing, t));
    }
    for (let n = 0; n < length; n++) sum[n]! *= gain[n]!;
    out.set(sum, item * length);
  }
  refuseNonFinite(out, [data], 'istft', 'D');
  return lead.length === 0 ? out : nd(out, [...lead, length]);
}

/** Refuses spectra that say nothing about any sample, as one centred frame of even length does. */
function resolveLength(length: number | null, { nFft, hopLength, center }: Framing, frames: number): number {
  if (length !== null) {
    expectInteger(length, 'istft', 'length', 1);
    return length;
  }
  const reach = nFft + hopLength * (frames - 1) - (center ? 2 * (nFft >> 1) : 0);
  if (reach > 0) return reach;
  throw new ParameterError(
    'istft',
    'length',
    `must be given, since ${frames} centred frame of nFft = ${nFft} ends where the signal begins`,
  );
}

function overlapAdd(sum: Float64Array, frame: Float64Array, window: Float64Array, start: number): void {
  const end = Math.min(frame.length, sum.length - start);
  for (let n = Math.max(0, -start); n < end; n++) sum[start + n]! += window[n]! * frame[n]!;
}

/** 1 over the sum of the squared windows; 1 where that is below the smallest normal number `tiny` of the result's precision. */
function inverseEnvelope(framing: Framing, window: Float64Array, frames: number, length: number, tiny: number): Float64Array {
  const envelope = new Float64Array(length);
  for (let t = 0; t < frames; t++) overlapAdd(envelope, window, window, frameStart(framing, t));
  for (let n = 0; n < length; n++) envelope[n] = envelope[n]! > tiny ? 1 / envelope[n]! : 1;
  return envelope;
}
