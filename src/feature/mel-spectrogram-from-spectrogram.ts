/**
 * Mel spectrograms of given spectrograms.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { applyMelBank, melBank } from '../filterbank/mel-bank.js';
import { MEL_DEFAULTS, type MelNorm, type MelOptions, resolveMel, warnOfEmptyBands } from '../filterbank/mel-options.js';
import { mapFrames, spectrogramSource } from '../stft/frame-source.js';
import { resolveNFft, spectrogramRate } from './frequencies.js';

/** Options of {@link melSpectrogramFromSpectrogram}. */
export interface MelSpectrogramFromSpectrogramOptions extends MelOptions {
  /** Samples per second of the signal behind the spectrogram, Hz, > 0. Must be given. */
  sampleRate: number;
  /** FFT size behind the spectrogram: `2 (bins - 1)` or `2 bins - 1`. @defaultValue `2 (bins - 1)` */
  nFft?: number | null | undefined;
  /** What each mel band is divided by: `'slaney'` its width, a number the norm of that order, `null` nothing. @defaultValue `'slaney'` */
  norm?: MelNorm | undefined;
}

/**
 * Adds the bins of a spectrogram up in mel bands.
 *
 * @param S - Power spectrogram, shape `[...channels, bins, frames]`, all values >= 0.
 * @param options - {@link MelSpectrogramFromSpectrogramOptions}; `sampleRate` must be given.
 * @returns Shape `[...channels, nMels, frames]`, precision as `S`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const S = spectrogram(new Float64Array(8000).fill(1), { nFft: 512, power: 2 });
 * melSpectrogramFromSpectrogram(S, { sampleRate: 8000, nMels: 20 }).shape; // [20, 63]
 * ```
 * @see librosa 0.11 `feature.melspectrogram(S=)`.
 */
export function melSpectrogramFromSpectrogram<T extends FloatArray>(
  S: NdArray<T>,
  options: MelSpectrogramFromSpectrogramOptions,
): NdArray<T> {
  const caller = 'melSpectrogramFromSpectrogram';
  const settings = readOptions(caller, options, {
    ...MEL_DEFAULTS,
    sampleRate: null as number | null,
    nFft: null as number | null,
    norm: 'slaney' as MelNorm,
  });
  const source = spectrogramSource(S, caller);
  const sampleRate = spectrogramRate(settings.sampleRate, caller);
  const melSettings = resolveMel(settings, settings.norm, sampleRate, resolveNFft(settings.nFft, source.bins, caller), caller);
  const bank = melBank(melSettings);
  warnOfEmptyBands(bank, melSettings, settings, caller);
  return mapFrames(source, settings.nMels, (x, from, out, to) => applyMelBank(out, to, x, from, bank));
}
