/**
 * Sound from mel spectrograms and from cepstral coefficients.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { griffinLim, type GriffinLimOptions } from '../stft/griffin-lim.js';
import { STFT_DEFAULTS } from '../stft/framing.js';
import { invertMel, MEL_TO_STFT_DEFAULTS, type MelToStftOptions } from './mel-to-stft.js';
import { invertCepstrum, MFCC_TO_MEL_DEFAULTS, type MfccToMelOptions } from './mfcc-to-mel.js';

/** Options of {@link melToAudio}. */
export interface MelToAudioOptions extends MelToStftOptions, Omit<GriffinLimOptions, 'nFft'> {}

/** Options of {@link mfccToAudio}; `norm` is that of the cosine transform, `melNorm` that of the bands. */
export interface MfccToAudioOptions extends MfccToMelOptions, Omit<MelToAudioOptions, 'norm'> {
  /** What the bands were divided by; see `mel`. @defaultValue `'slaney'` */
  melNorm?: MelToStftOptions['norm'];
}

const SEARCH = {
  hopLength: null as number | null,
  winLength: null as number | null,
  window: STFT_DEFAULTS.window,
  center: true,
  padMode: STFT_DEFAULTS.padMode,
  nIter: 32,
  length: null as number | null,
  momentum: 0.99,
  init: 'random' as 'random' | null,
  seed: 0,
};

/**
 * A signal with a given mel spectrogram: its spectrum by {@link melToStft}, phases by {@link griffinLim}.
 *
 * @param M - Mel spectrogram, shape `[...channels, nMels, frames]`, all values >= 0.
 * @param options - {@link MelToAudioOptions}; `sampleRate` must be given. `hopLength` is a quarter of the window unless given, as in `stft`.
 * @returns Signal: `[samples]` as a typed array, or an ndarray `[...channels, samples]`, with the precision of `M`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 8000, duration: 0.5 });
 * const M = melSpectrogram(y, { sampleRate: 8000, nFft: 512, hopLength: 128, nMels: 64 });
 * melToAudio(M, { sampleRate: 8000, nFft: 512, nIter: 8, length: 4000 }).length; // 4000
 * ```
 * @see librosa 0.11 `feature.inverse.mel_to_audio`.
 */
export function melToAudio<T extends FloatArray>(M: NdArray<T>, options?: MelToAudioOptions): T | NdArray<T> {
  const caller = 'melToAudio';
  return sing(M, readOptions(caller, options, { ...MEL_TO_STFT_DEFAULTS, ...SEARCH }), caller);
}

/**
 * A signal with given cepstral coefficients: mel bands by {@link mfccToMel}, sound by {@link melToAudio}. Pitch is not in the coefficients;
 * the result sounds whispered.
 *
 * @param mfcc - Coefficients, shape `[...channels, nMfcc, frames]`, of librosa's kind.
 * @param options - {@link MfccToAudioOptions}; `sampleRate` must be given.
 * @returns Signal: `[samples]` as a typed array, or an ndarray `[...channels, samples]`, with the precision of `mfcc`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 8000, duration: 0.5 });
 * const framing = { sampleRate: 8000, nFft: 512, hopLength: 128, nMels: 64 };
 * mfccToAudio(mfcc(y, { ...framing, nMfcc: 30 }), { ...framing, nIter: 8, length: 4000 }).length; // 4000
 * ```
 * @see librosa 0.11 `feature.inverse.mfcc_to_audio`.
 */
export function mfccToAudio<T extends FloatArray>(mfcc: NdArray<T>, options?: MfccToAudioOptions): T | NdArray<T> {
  const caller = 'mfccToAudio';
  const { nMels, dctType, norm, ref, lifter, melNorm, ...rest } = readOptions(caller, options, {
    ...MEL_TO_STFT_DEFAULTS,
    ...SEARCH,
    ...MFCC_TO_MEL_DEFAULTS,
    melNorm: MEL_TO_STFT_DEFAULTS.norm,
  });
  return sing(invertCepstrum(mfcc, { nMels, dctType, norm, ref, lifter }, caller), { ...rest, norm: melNorm }, caller);
}

function sing<T extends FloatArray>(M: NdArray<T>, o: typeof MEL_TO_STFT_DEFAULTS & typeof SEARCH, caller: string): T | NdArray<T> {
  const { sampleRate, power, fmin, fmax, htk, norm, nFft, ...search } = o;
  return griffinLim(invertMel(M, { sampleRate, power, fmin, fmax, htk, norm, nFft }, caller), { nFft, ...search });
}
