/**
 * From mel spectrograms back to spectrograms.
 * @module
 */
import { expectFftSize } from '../core/expect-fft-size.js';
import { type NdArray } from '../core/nd.js';
import { expectPositive, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { melBank } from '../filterbank/mel-bank.js';
import { MEL_DEFAULTS, type MelNorm, type MelOptions, resolveMel } from '../filterbank/mel-options.js';
import { mapFrames, spectrogramSource } from '../stft/frame-source.js';
import { spectrogramRate } from '../stft/spectrogram-origin.js';
import { planMelInverse } from './non-negative-mel.js';

/** Options of {@link melToStft}: those that the mel spectrogram was made with. */
export interface MelToStftOptions extends Pick<MelOptions, 'fmin' | 'fmax' | 'htk'> {
  /** Samples per second of the signal behind it, Hz. Needed. */
  sampleRate?: number | null | undefined;
  /** Length of a frame, samples, >= 1. @defaultValue `2048` */
  nFft?: number | undefined;
  /** Exponent of the spectrogram that the bands were summed over, > 0. @defaultValue `2` */
  power?: number | undefined;
  /** What the bands were divided by; see `mel`. @defaultValue `'slaney'` */
  norm?: MelNorm | undefined;
}

/** The defaults of {@link MelToStftOptions}. */
export const MEL_TO_STFT_DEFAULTS = {
  sampleRate: null as number | null,
  nFft: 2048,
  power: 2,
  fmin: 0,
  fmax: null as number | null,
  htk: false,
  norm: 'slaney' as MelNorm,
};

/**
 * The magnitude spectrogram whose mel bands are nearest to `M`, by non-negative least squares.
 *
 * @param M - Mel spectrogram, shape `[...channels, nMels, frames]`, all values >= 0.
 * @param options - {@link MelToStftOptions}; `sampleRate` must be given.
 * @returns Magnitudes (power 1), shape `[...channels, 1 + floor(nFft / 2), frames]`, precision as `M`. Bins in no band are 0.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const y = tone(1000, { sampleRate: 8000, duration: 0.5 });
 * const M = melSpectrogram(y, { sampleRate: 8000, nFft: 512, nMels: 40 });
 * const S = melToStft(M, { sampleRate: 8000, nFft: 512 });
 * S.shape; // [257, 8]
 * S.get(64, 4) > S.get(80, 4); // true
 * ```
 * @see librosa 0.11 `feature.inverse.mel_to_stft`: the same problem. Many spectra have the same bands: ours is smooth within them, and its bands
 * are nearer to `M` than those that L-BFGS-B finds, and do not depend on how loud `M` is. Each frame by itself.
 */
export function melToStft<T extends FloatArray>(M: NdArray<T>, options?: MelToStftOptions): NdArray<T> {
  const caller = 'melToStft';
  return invertMel(M, readOptions(caller, options, MEL_TO_STFT_DEFAULTS), caller);
}

/** The same with options read. */
export function invertMel<T extends FloatArray>(M: NdArray<T>, o: typeof MEL_TO_STFT_DEFAULTS, caller: string): NdArray<T> {
  expectPositive(o.power, caller, 'power');
  expectFftSize(o.nFft, caller, 'nFft');
  const source = spectrogramSource(M, caller, 'M');
  const sampleRate = spectrogramRate(o.sampleRate, caller);
  const choices = { ...MEL_DEFAULTS, nMels: source.bins, fmin: o.fmin, fmax: o.fmax, htk: o.htk };
  const bank = melBank(resolveMel(choices, o.norm, sampleRate, o.nFft, caller));
  const inverse = planMelInverse(bank);
  const exponent = 1 / o.power;
  return mapFrames(source, bank.bins, (x, from, out, to) => {
    inverse(out, to, x, from);
    if (exponent === 0.5) for (let k = to; k < to + bank.bins; k++) out[k] = Math.sqrt(out[k]!);
    else if (exponent !== 1) for (let k = to; k < to + bank.bins; k++) out[k] = Math.pow(out[k]!, exponent);
  });
}
