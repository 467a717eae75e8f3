/**
 * Magnitude and power spectrograms.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectPositive, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { expectUnreadFinite, resolveFraming, STFT_DEFAULTS, type StftOptions } from './framing.js';
import { isSingle, type RowPlan, writeRows } from './lane-frames.js';
import { type Spectra, spectraOf } from './spectra.js';

/** Options of {@link spectrogram}. */
export interface SpectrogramOptions extends StftOptions {
  /** Exponent of the magnitude, > 0: 1 for magnitudes, 2 for power. @defaultValue `1` */
  power?: number | undefined;
}

/**
 * The spectrogram of a signal: `|stft|` to a power, computed frame by frame without keeping the complex spectra.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - Framing as in {@link stft}, and the power.
 * @returns Shape `[...channels, 1 + floor(nFft / 2), frames]`, `frames = 1 + floor(samples / hopLength)` for even `nFft` (see {@link stft}).
 * Precision as `y`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame that is
 * not centred.
 * @example
 * ```ts
 * const y = Float64Array.of(1, 0, -1, 0, 1, 0, -1, 0);
 * const S = spectrogram(y, { nFft: 4, window: 'boxcar', power: 2, center: false, hopLength: 4 });
 * S.shape; // [3, 2]
 * S.get(1, 0); // 4
 * ```
 * @see librosa 0.11 `abs(stft(y)) ** power`.
 */
export function spectrogram<T extends FloatArray>(y: SignalInput<T>, options?: SpectrogramOptions): NdArray<T> {
  const settings = readOptions('spectrogram', options, { ...STFT_DEFAULTS, power: 1 });
  const { power } = settings;
  expectPositive(power, 'spectrogram', 'power');
  const { lead, channels, length } = readSignal(y, 'spectrogram');
  const spectra = spectraOf(resolveFraming(settings, 'spectrogram'), 'spectrogram');
  const frames = spectra.frames(length, 'spectrogram');
  const { framing, bins } = spectra;
  expectUnreadFinite(framing, channels, frames, 'spectrogram');
  const out = arrayLike(channels[0]!, channels.length * frames * bins);
  const row = new Float64Array(bins);
  const plan = planSpectrogramRows(spectra, power, isSingle(out));
  let sure = true;
  for (const [c, x] of channels.entries()) sure = writeRows(out, c * frames * bins, x, frames, plan, row) && sure;
  if (!sure) refuseNonFinite(out, channels, 'spectrogram', 'y');
  return timeMajor(out, lead, bins, frames);
}

/** Magnitudes to a power as rows of `bins` numbers. */
export const planSpectrogramRows = (spectra: Spectra, power: number, single: boolean): RowPlan => ({
  framing: spectra.framing,
  width: spectra.bins,
  into: (row, y, t) => spectra.magnitude(row, y, t, power),
  lanes: single ? spectra.lanes(power) : undefined,
});
