/**
 * Onset strength.
 * @module
 */
import { nd, type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { melDecibelDefaults, type MelDecibelOptions } from './mel-decibels.js';
import {
  FLUX_DEFAULTS,
  type FluxOptions,
  type OnsetCompat,
  SPECTROGRAM_DEFAULTS,
  strengthOfSignal,
  strengthOfSpectrogram,
} from './onset-strength-multi.js';

/** Options of {@link onsetStrength}. */
export interface OnsetStrengthOptions extends MelDecibelOptions, FluxOptions, OnsetCompat {}

/** Options of {@link onsetStrengthFromSpectrogram}. */
export interface OnsetStrengthFromSpectrogramOptions extends FluxOptions {
  /** What the spectrogram is compared with, of its shape, instead of itself filtered by `maxSize`. @defaultValue `null` */
  ref?: NdArray<FloatArray> | null | undefined;
  /** FFT size behind the spectrogram, >= 1, for `center`. @defaultValue `2048` */
  nFft?: number | undefined;
  /** Samples from one frame to the next, >= 1, for `center`. @defaultValue `512` */
  hopLength?: number | undefined;
}

/**
 * Onset strength: how far the decibels of the mel bands rise from frame to frame, falls counting as 0, the mean over all bands:
 * `out[t + delay] = mean_f max(0, S[f, t] - max_(g near f) S[g, t - lag])`.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link OnsetStrengthOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Decibels >= 0 (of any sign with `detrend`), shape `[...channels, frames]`, `frames = 1 + floor(samples / hopLength)` for even
 * `nFft`; a typed array for one channel. The first `lag` frames, and `delay = floor(nFft / (2 hopLength))` more with `center`, are 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = clicks({ times: [0.5], sampleRate: 8000, length: 8000 });
 * const strength = onsetStrength(y, { sampleRate: 8000, hopLength: 160, nFft: 400 }); // 20 ms a frame
 * strength.length; // 51
 * strength.indexOf(Math.max(...strength)); // 25
 * ```
 * @see librosa 0.11 `onset.onset_strength`, where the cut by 80 dB looks at all channels together (`compat: 'librosa'`); Böck and Widmer,
 * Maximum filter vibrato suppression for onset detection, DAFx 2013. A frame needs no samples behind its own window, but `topDb` looks at
 * the whole channel: a stream uses `topDb: null`.
 */
export function onsetStrength<T extends FloatArray>(y: T, options?: OnsetStrengthOptions): T;
export function onsetStrength<T extends FloatArray>(
  y: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  options?: OnsetStrengthOptions,
): T | NdArray<T>;
export function onsetStrength<T extends FloatArray>(y: SignalInput<T>, options?: OnsetStrengthOptions): T | NdArray<T> {
  const caller = 'onsetStrength';
  const defaults = { ...melDecibelDefaults(), ...FLUX_DEFAULTS, compat: null as 'librosa' | null };
  return withoutRow(strengthOfSignal(y, { ...readOptions(caller, options, defaults), channels: null }, caller));
}

/**
 * Onset strength of a given spectrogram in decibels.
 *
 * @param S - Spectrogram in decibels, of any bands, shape `[...channels, bins, frames]`.
 * @param options - {@link OnsetStrengthFromSpectrogramOptions}.
 * @returns Shape `[...channels, frames]`, unit and precision of `S`; a typed array for one channel.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(0, 0, 9, 1, 5, 6), shape: [2, 3], stride: [1, 2], offset: 0 } as NdArray<Float64Array>;
 * onsetStrengthFromSpectrogram(S, { center: false }); // [0, 5, 2.5]
 * ```
 * @see librosa 0.11 `onset.onset_strength(S=)`.
 */
export function onsetStrengthFromSpectrogram<T extends FloatArray>(
  S: NdArray<T>,
  options?: OnsetStrengthFromSpectrogramOptions,
): T | NdArray<T> {
  const caller = 'onsetStrengthFromSpectrogram';
  const o = readOptions(caller, options, { ...FLUX_DEFAULTS, ...SPECTROGRAM_DEFAULTS });
  return withoutRow(strengthOfSpectrogram(S, { ...o, channels: null }, caller));
}

/** `[...channels, 1, frames]` without the axis of one row. */
function withoutRow<T extends FloatArray>(strength: NdArray<T>): T | NdArray<T> {
  const { data, shape } = strength;
  return shape.length === 2 ? data : nd(data, [...shape.slice(0, -2), shape.at(-1)!]);
}
