/**
 * Onset strength in several ranges of bands.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectFiniteFeatures, readFeatures } from '../core/features.js';
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { type Aggregate, readAggregate } from './aggregate.js';
import { fluxInto, type FluxRule } from './flux.js';
import { melDecibelDefaults, melDecibels, type MelDecibelOptions, type MelDecibelSettings } from './mel-decibels.js';

/** How rises of bands become onset strength. */
export interface FluxOptions {
  /** Frames between the two spectra that are compared, >= 1. @defaultValue `1` */
  lag?: number | undefined;
  /** Bands whose largest is the reference, >= 1; 3 keeps vibrato from counting as onsets (SuperFlux). @defaultValue `1` */
  maxSize?: number | undefined;
  /** Whether slow changes are filtered out by `(1 - z^-1) / (1 - 0.99 z^-1)`. @defaultValue `false` */
  detrend?: boolean | undefined;
  /** Whether the strength is put off by `floor(nFft / (2 hopLength))` frames, since a centred frame hears an onset before it comes. @defaultValue `true` */
  center?: boolean | undefined;
  /** What makes one number of the rises of a range of bands. @defaultValue `'mean'` */
  aggregate?: Aggregate | undefined;
}

/** Which ranges of bands {@link onsetStrengthMulti} looks at. */
export interface OnsetChannels extends Omit<FluxOptions, 'aggregate'> {
  /** Edges of neighbouring ranges, ascending, such as `[0, 32, 64, 96, 128]`, or pairs `[first, end]`; `null`: one range of all. @defaultValue `null` */
  channels?: readonly number[] | readonly (readonly [number, number])[] | null | undefined;
  /** What makes one number of the rises of a range; `false`: nothing, each band is a row. @defaultValue `'mean'` */
  aggregate?: Aggregate | false | undefined;
}

/** What agrees with librosa where this library does otherwise. */
export interface OnsetCompat {
  /** `'librosa'`: the loudest point of all channels decides where levels are cut off. `null`: that of each channel. @defaultValue `null` */
  compat?: 'librosa' | null | undefined;
}

/** Options of {@link onsetStrengthMulti}. */
export interface OnsetStrengthMultiOptions extends MelDecibelOptions, OnsetChannels, OnsetCompat {}

/** Options of {@link onsetStrengthMultiFromSpectrogram}. */
export interface OnsetStrengthMultiFromSpectrogramOptions extends OnsetChannels {
  /** What the spectrogram is compared with, of its shape, instead of itself filtered by `maxSize`. @defaultValue `null` */
  ref?: NdArray<FloatArray> | null | undefined;
  /** FFT size behind the spectrogram, >= 1, for `center`. @defaultValue `2048` */
  nFft?: number | undefined;
  /** Samples from one frame to the next, >= 1, for `center`. @defaultValue `512` */
  hopLength?: number | undefined;
}

/** {@link FluxOptions} with defaults filled in. */
export interface FluxSettings {
  lag: number;
  maxSize: number;
  detrend: boolean;
  center: boolean;
  aggregate: Aggregate;
}

/** Their defaults. */
export const FLUX_DEFAULTS: FluxSettings = { lag: 1, maxSize: 1, detrend: false, center: true, aggregate: 'mean' };

interface ChannelSettings extends Omit<FluxSettings, 'aggregate'> {
  aggregate: Aggregate | false;
  channels: readonly number[] | readonly (readonly [number, number])[] | null;
}

const CHANNELS: ChannelSettings = { ...FLUX_DEFAULTS, channels: null };

/**
 * Onset strength in several ranges of bands: `out[i, t]` is the mean over range i of how far the decibels of its mel bands rise from frame
 * to frame, falls counting as 0.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link OnsetStrengthMultiOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Decibels >= 0 (of any sign with `detrend`), shape `[...channels, ranges, frames]`, `frames = 1 + floor(samples / hopLength)` for
 * even `nFft`. The first `lag` frames, and `floor(nFft / (2 hopLength))` more with `center`, are 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = clicks({ times: [0.5], sampleRate: 8000, length: 8000 });
 * const strength = onsetStrengthMulti(y, { sampleRate: 8000, channels: [0, 40, 80, 128] });
 * strength.shape; // [3, 16]
 * ```
 * @see librosa 0.11 `onset.onset_strength_multi`, where the cut by 80 dB looks at all channels together (`compat: 'librosa'`); Böck and
 * Widmer, Maximum filter vibrato suppression for onset detection, DAFx 2013.
 */
export function onsetStrengthMulti<T extends FloatArray>(y: SignalInput<T>, options?: OnsetStrengthMultiOptions): NdArray<T> {
  const caller = 'onsetStrengthMulti';
  const defaults = { ...melDecibelDefaults(), ...CHANNELS, compat: null as 'librosa' | null };
  return strengthOfSignal(y, readOptions(caller, options, defaults), caller);
}

/** {@link onsetStrengthMulti} for whoever asks. */
export function strengthOfSignal<T extends FloatArray>(
  y: SignalInput<T>,
  o: MelDecibelSettings & ChannelSettings & { compat: 'librosa' | null },
  caller: string,
): NdArray<T> {
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
  const input = readSignal(y, caller);
  checkFlux(o, caller);
  const S = melDecibels(input, o, caller, o.compat === 'librosa');
  const rule = fluxRule(o, S.bins, S.nFft, S.hopLength, caller);
  const out = runFlux(S.data, S.data, input.channels.length, S.frames, S.bins, rule);
  refuseNonFinite(out, input.channels, caller, 'y');
  return timeMajor(roundLike(input.channels[0]!, out) as T, input.lead, rowsOf(rule, S.bins), S.frames);
}

/**
 * Onset strength of a given spectrogram in decibels, in several ranges of bands.
 *
 * @param S - Spectrogram in decibels, of any bands, shape `[...channels, bins, frames]`.
 * @param options - {@link OnsetStrengthMultiFromSpectrogramOptions}.
 * @returns Shape `[...channels, ranges, frames]`, unit and precision of `S`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is not finite.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(0, 0, 9, 1, 5, 6), shape: [2, 3], stride: [1, 2], offset: 0 } as NdArray<Float64Array>;
 * const rises = onsetStrengthMultiFromSpectrogram(S, { channels: [0, 1, 2], center: false });
 * rises.get(0, 1); // 9
 * rises.get(1, 2); // 5
 * ```
 * @see librosa 0.11 `onset.onset_strength_multi(S=)`.
 */
export function onsetStrengthMultiFromSpectrogram<T extends FloatArray>(
  S: NdArray<T>,
  options?: OnsetStrengthMultiFromSpectrogramOptions,
): NdArray<T> {
  const caller = 'onsetStrengthMultiFromSpectrogram';
  return strengthOfSpectrogram(S, readOptions(caller, options, { ...CHANNELS, ...SPECTROGRAM_DEFAULTS }), caller);
}

/** What the functions of a given spectrogram want to know beside. */
export const SPECTROGRAM_DEFAULTS = { ref: null as NdArray<FloatArray> | null, nFft: 2048, hopLength: 512 };

/** {@link onsetStrengthMultiFromSpectrogram} for whoever asks. */
export function strengthOfSpectrogram<T extends FloatArray>(
  S: NdArray<T>,
  o: ChannelSettings & typeof SPECTROGRAM_DEFAULTS,
  caller: string,
): NdArray<T> {
  checkFlux(o, caller);
  expectInteger(o.nFft, caller, 'nFft', 1);
  expectInteger(o.hopLength, caller, 'hopLength', 1);
  const features = readFeatures(S, caller);
  expectFiniteFeatures(features, caller);
  const { lead, items, bins, frames } = features;
  const rule = fluxRule(o, bins, o.nFft, o.hopLength, caller);
  const data = widen(features.data);
  let ref = data;
  if (o.ref !== null) {
    const given = readFeatures(o.ref, caller, 'ref');
    expectFiniteFeatures(given, caller, 'ref');
    if (o.ref.shape.join() !== S.shape.join()) {
      throw new ParameterError(caller, 'ref', `must have the shape of S, [${S.shape.join(', ')}], got [${o.ref.shape.join(', ')}]`);
    }
    ref = given.data === features.data ? data.slice() : widen(given.data); // the same array would mean "filter it"
  }
  const out = runFlux(data, ref, items, frames, bins, rule);
  refuseNonFinite(out, [features.data], caller, 'S');
  return timeMajor(roundLike(features.data, out), lead, rowsOf(rule, bins), frames);
}

function checkFlux(o: ChannelSettings, caller: string): void {
  expectInteger(o.lag, caller, 'lag', 1);
  expectInteger(o.maxSize, caller, 'maxSize', 1);
  expectBoolean(o.detrend, caller, 'detrend');
  expectBoolean(o.center, caller, 'center');
}

function fluxRule(o: ChannelSettings, bins: number, nFft: number, hopLength: number, caller: string): FluxRule {
  const { lag, maxSize, detrend } = o;
  return {
    lag,
    maxSize,
    detrend,
    delay: o.center ? Math.floor(nFft / (2 * hopLength)) : 0,
    slices: readSlices(o.channels, bins, caller),
    aggregate: o.aggregate === false ? null : readAggregate(o.aggregate, caller),
  };
}

const rowsOf = (rule: FluxRule, bins: number): number => (rule.aggregate ? rule.slices.length : bins);

function runFlux(S: Float64Array, ref: Float64Array, items: number, frames: number, bins: number, rule: FluxRule): Float64Array {
  const rows = rowsOf(rule, bins);
  const out = new Float64Array(items * frames * rows);
  for (let item = 0; item < items; item++) fluxInto(out, item * frames * rows, S, ref, item * frames * bins, frames, bins, rule);
  return out;
}

/** Ranges as pairs; refuses empty ones and what lies outside the bands. */
function readSlices(channels: ChannelSettings['channels'], bins: number, caller: string): (readonly [number, number])[] {
  if (channels === null) return [[0, bins]];
  if (!Array.isArray(channels) || channels.length === 0) {
    throw new TypeError(`${caller}: "channels" must be null, a list of edges or a list of pairs, got ${show(channels)}`);
  }
  const list = channels as readonly (number | readonly [number, number])[];
  const pairs = Array.isArray(list[0])
    ? (list as readonly (readonly [number, number])[])
    : list.slice(1).map((end, i) => [list[i] as number, end as number] as const);
  if (pairs.length === 0) throw new ParameterError(caller, 'channels', 'must hold at least two edges, got 1');
  for (const [first, end] of pairs) {
    if (!(Number.isInteger(first) && Number.isInteger(end) && first >= 0 && first < end && end <= bins)) {
      throw new ParameterError(caller, 'channels', `must be ascending integers in [0, ${bins}], got ${first} and ${end}`);
    }
  }
  return [...pairs];
}
