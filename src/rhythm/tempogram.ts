/**
 * Tempograms: how an envelope repeats itself about each frame.
 * @module
 */
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type WindowSpec } from '../window/window-spec.js';
import { readAggregate } from './aggregate.js';
import { ENVELOPE_DEFAULTS, type EnvelopeOptions, type Envelopes, hearEnvelopes, readEnvelopes } from './envelope.js';
import { planLocalAutocorrelation, TEMPOGRAM_DEFAULTS, type TempogramSettings } from './local-autocorrelation.js';
import { type OnsetCompat } from './onset-strength-multi.js';

/** Options of {@link tempogramFromEnvelope}. */
export interface TempogramFromEnvelopeOptions {
  /** Frames of the envelope that are looked at at once, and lags of the result, >= 1. @defaultValue `384` */
  winLength?: number | undefined;
  /** `true`: the window is centred on its frame, beyond the ends the envelope falls to 0 along a line. `false`: it begins there. @defaultValue `true` */
  center?: boolean | undefined;
  /** Name, `[name, ...parameters]`, samples or function of the length; see `getWindow`. @defaultValue `'hann'` */
  window?: WindowSpec | undefined;
  /** What each frame is divided by: `Infinity` its largest magnitude, p > 0 its p-norm, `null` nothing; see `normalize`. @defaultValue `Infinity` */
  norm?: number | null | undefined;
}

/** Options of {@link tempogram}. */
export interface TempogramOptions extends EnvelopeOptions, TempogramFromEnvelopeOptions, OnsetCompat {}

/**
 * The tempogram: the autocorrelation of the windowed onset strength about each frame. Lag k stands for the tempo
 * `60 sampleRate / (hopLength k)`; see {@link tempoFrequencies}.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link TempogramOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Shape `[...channels, winLength, frames]`, `frames` that of {@link onsetStrength}, less `winLength - 1` without `center`. Silence is 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or there are fewer frames than
 * `winLength` without `center`.
 * @example
 * ```ts
 * const y = clicks({ times: [0, 1, 2, 3, 4, 5], sampleRate: 8000 });
 * const T = tempogram(y, { sampleRate: 8000, hopLength: 400, winLength: 100 }); // 50 ms a frame: a second is 20 frames
 * T.shape; // [100, 103]
 * T.get(20, 50) > 5 * T.get(10, 50); // true
 * ```
 * @see librosa 0.11 `feature.tempogram`; P. Grosche, M. Müller and F. Kurth, Cyclic tempogram, ICASSP 2010. Looks `ceil(winLength / 2) - 1`
 * frames ahead.
 */
export function tempogram<T extends FloatArray>(y: SignalInput<T>, options?: TempogramOptions): NdArray<T> {
  const caller = 'tempogram';
  const o = readOptions(caller, options, { ...ENVELOPE_DEFAULTS, ...TEMPOGRAM_DEFAULTS, compat: null as 'librosa' | null });
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
  const heard = hearEnvelopes(y, o, readAggregate('mean', caller), caller, o.compat === 'librosa');
  return tempogramOf(heard, o, caller);
}

/**
 * The tempogram of a given onset envelope.
 *
 * @param onsetEnvelope - Onset strength, shape `[...channels, frames]`.
 * @param options - {@link TempogramFromEnvelopeOptions}.
 * @returns Shape `[...channels, winLength, frames]`, or `[..., frames - winLength + 1]` without `center`. Precision as the envelope.
 * @throws {@link ParameterError} if an option is unknown or out of range, a value is not finite, or there are fewer frames than
 * `winLength` without `center`.
 * @example
 * ```ts
 * const envelope = Float64Array.from({ length: 60 }, (_, t) => (t % 6 === 0 ? 1 : 0));
 * const T = tempogramFromEnvelope(envelope, { winLength: 30, window: 'boxcar' });
 * T.shape; // [30, 60]
 * T.get(6, 30); // 0.8
 * T.get(12, 30); // 0.6
 * ```
 * @see librosa 0.11 `feature.tempogram(onset_envelope=)`.
 */
export function tempogramFromEnvelope<T extends FloatArray>(
  onsetEnvelope: SignalInput<T>,
  options?: TempogramFromEnvelopeOptions,
): NdArray<T> {
  const caller = 'tempogramFromEnvelope';
  const o = readOptions(caller, options, TEMPOGRAM_DEFAULTS);
  return tempogramOf(readEnvelopes(onsetEnvelope, caller), o, caller);
}

/** The tempograms of envelopes. */
export function tempogramOf<T extends FloatArray>(input: Envelopes<T>, o: TempogramSettings, caller: string): NdArray<T> {
  const plan = planLocalAutocorrelation(o, caller);
  const { winLength } = plan;
  const frames = plan.frames(input.frames);
  const out = new Float64Array(input.each.length * frames * winLength);
  for (const [c, envelope] of input.each.entries()) plan.each(envelope, (lags, t) => out.set(lags, (c * frames + t) * winLength));
  return timeMajor(roundLike(input.like, out), input.lead, winLength, frames);
}
