/**
 * Second-order filters by torchaudio's names.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { biquadOf, type BiquadType } from './design-biquad.js';
import { transferDesign } from './lfilter.js';
import { FILTER_DEFAULTS, type FilterInput, runFilter } from './run-filter.js';

/** What all biquads take. */
export interface BiquadOptions {
  /** Samples per second, Hz; may be left out when the signal carries it. */
  sampleRate?: number | null | undefined;
  /** Whether results beyond 1 and -1 are cut off there, as torchaudio and SoX do. @defaultValue `false` */
  clamp?: boolean | undefined;
}

/** Options of {@link lowpassBiquad} and {@link highpassBiquad}. */
export interface CutoffBiquadOptions extends BiquadOptions {
  /** Edge, Hz, below half the sample rate. Must be given. */
  cutoffFreq?: number | undefined;
  /** Quality, > 0: the gain at the edge. @defaultValue `0.707` */
  q?: number | undefined;
}

/** Options of biquads about one frequency. */
export interface CentralBiquadOptions extends BiquadOptions {
  /** Centre, Hz, below half the sample rate. Must be given, but for shelves. */
  centralFreq?: number | undefined;
  /** Quality, > 0: centre divided by width. @defaultValue `0.707` */
  q?: number | undefined;
}

/** Options of {@link bandpassBiquad}. */
export interface BandpassBiquadOptions extends CentralBiquadOptions {
  /** Whether the gain at the centre is `q` instead of 1. @defaultValue `false` */
  constSkirtGain?: boolean | undefined;
}

/** Options of {@link bandBiquad}. */
export interface BandBiquadOptions extends CentralBiquadOptions {
  /** Whether it is scaled for noise instead of tones. @defaultValue `false` */
  noise?: boolean | undefined;
}

/** Options of {@link equalizerBiquad}. */
export interface EqualizerBiquadOptions extends BiquadOptions {
  /** Centre, Hz, below half the sample rate. Must be given. */
  centerFreq?: number | undefined;
  /** Gain at the centre, dB, in [-400, 400]. Must be given. */
  gain?: number | undefined;
  /** Quality, > 0: centre divided by width. @defaultValue `0.707` */
  q?: number | undefined;
}

/** Options of {@link bassBiquad} and {@link trebleBiquad}. */
export interface ShelfBiquadOptions extends CentralBiquadOptions {
  /** Gain of the shelf, dB, in [-400, 400]. Must be given. */
  gain?: number | undefined;
}

/** Designs and runs one; `defaults` lists the options it has besides, with the frequency under the name `frequencyName`. */
function biquad<T extends FloatArray>(
  type: BiquadType,
  y: SignalInput<T>,
  options: object | undefined,
  defaults: Readonly<Record<string, unknown>> = {},
  frequencyName = 'frequency',
): T | NdArray<T> {
  const caller = `${type}Biquad`;
  const settings = readOptions<Record<string, unknown>>(caller, options as Record<string, unknown>, {
    sampleRate: null,
    clamp: false,
    ...defaults,
  });
  const { clamp, sampleRate, [frequencyName]: frequency, ...rest } = settings;
  expectBoolean(clamp, caller, 'clamp');
  const rate = resolveSampleRate(readSignal(y, caller).sampleRate, sampleRate as number | null, caller);
  const filter = biquadOf({ ...rest, type, sampleRate: rate, frequency: (frequency ?? null) as number | null }, caller, frequencyName);
  const result = runFilter(y, transferDesign(filter, caller), FILTER_DEFAULTS, caller, 'y') as T | NdArray<T>;
  if (clamp) {
    const data = ('data' in result ? result.data : result) as FloatArray;
    for (let n = 0; n < data.length; n++) data[n] = Math.min(1, Math.max(-1, data[n]!));
  }
  return result;
}

/**
 * Takes out what lies above a frequency, 12 dB an octave; at the edge the gain is `q`.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link CutoffBiquadOptions}; `cutoffFreq` must be given.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = lowpassBiquad(new Float32Array(400).fill(0.5), { sampleRate: 8000, cutoffFreq: 2000 });
 * y[399]!.toFixed(3); // '0.500'
 * ```
 * @see torchaudio 2.11 `functional.lowpass_biquad`. {@link designBiquad} for its coefficients.
 */
export function lowpassBiquad<T extends FloatArray>(y: T, options: CutoffBiquadOptions): T;
export function lowpassBiquad<T extends FloatArray>(y: FilterInput<T>, options: CutoffBiquadOptions): T | NdArray<T>;
export function lowpassBiquad<T extends FloatArray>(y: SignalInput<T>, options: CutoffBiquadOptions): T | NdArray<T> {
  return biquad('lowpass', y, options, { cutoffFreq: null, q: 0.707 }, 'cutoffFreq');
}

/**
 * Takes out what lies below a frequency, 12 dB an octave; at the edge the gain is `q`.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link CutoffBiquadOptions}; `cutoffFreq` must be given.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = highpassBiquad(new Float32Array(400).fill(0.5), { sampleRate: 8000, cutoffFreq: 2000 });
 * y[399]!.toFixed(3); // '0.000'
 * ```
 * @see torchaudio 2.11 `functional.highpass_biquad`. {@link designBiquad} for its coefficients.
 */
export function highpassBiquad<T extends FloatArray>(y: T, options: CutoffBiquadOptions): T;
export function highpassBiquad<T extends FloatArray>(y: FilterInput<T>, options: CutoffBiquadOptions): T | NdArray<T>;
export function highpassBiquad<T extends FloatArray>(y: SignalInput<T>, options: CutoffBiquadOptions): T | NdArray<T> {
  return biquad('highpass', y, options, { cutoffFreq: null, q: 0.707 }, 'cutoffFreq');
}

/**
 * Keeps a band about a frequency; the gain at the centre is 1, or `q` with `constSkirtGain`.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link BandpassBiquadOptions}; `centralFreq` must be given.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = bandpassBiquad(new Float32Array(400).fill(0.5), { sampleRate: 8000, centralFreq: 2000 });
 * y[399]!.toFixed(3); // '0.000'
 * ```
 * @see torchaudio 2.11 `functional.bandpass_biquad`. {@link designBiquad} for its coefficients.
 */
export function bandpassBiquad<T extends FloatArray>(y: T, options: BandpassBiquadOptions): T;
export function bandpassBiquad<T extends FloatArray>(y: FilterInput<T>, options: BandpassBiquadOptions): T | NdArray<T>;
export function bandpassBiquad<T extends FloatArray>(y: SignalInput<T>, options: BandpassBiquadOptions): T | NdArray<T> {
  return biquad('bandpass', y, options, { centralFreq: null, q: 0.707, constSkirtGain: false }, 'centralFreq');
}

/**
 * Takes out a band about a frequency.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link CentralBiquadOptions}; `centralFreq` must be given.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = bandrejectBiquad(new Float32Array(400).fill(0.5), { sampleRate: 8000, centralFreq: 2000 });
 * y[399]!.toFixed(3); // '0.500'
 * ```
 * @see torchaudio 2.11 `functional.bandreject_biquad`. {@link designBiquad} for its coefficients.
 */
export function bandrejectBiquad<T extends FloatArray>(y: T, options: CentralBiquadOptions): T;
export function bandrejectBiquad<T extends FloatArray>(y: FilterInput<T>, options: CentralBiquadOptions): T | NdArray<T>;
export function bandrejectBiquad<T extends FloatArray>(y: SignalInput<T>, options: CentralBiquadOptions): T | NdArray<T> {
  return biquad('bandreject', y, options, { centralFreq: null, q: 0.707 }, 'centralFreq');
}

/**
 * Leaves every amplitude and turns the phase, by half a turn at a frequency.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link CentralBiquadOptions}; `centralFreq` must be given.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = allpassBiquad(new Float32Array(400).fill(0.5), { sampleRate: 8000, centralFreq: 2000 });
 * y[399]!.toFixed(3); // '0.500'
 * ```
 * @see torchaudio 2.11 `functional.allpass_biquad`. {@link designBiquad} for its coefficients.
 */
export function allpassBiquad<T extends FloatArray>(y: T, options: CentralBiquadOptions): T;
export function allpassBiquad<T extends FloatArray>(y: FilterInput<T>, options: CentralBiquadOptions): T | NdArray<T>;
export function allpassBiquad<T extends FloatArray>(y: SignalInput<T>, options: CentralBiquadOptions): T | NdArray<T> {
  return biquad('allpass', y, options, { centralFreq: null, q: 0.707 }, 'centralFreq');
}

/**
 * Keeps what is near a frequency by one resonance, as SoX's `band` does.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link BandBiquadOptions}; `centralFreq` must be given.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = bandBiquad(new Float32Array(400).fill(0.5), { sampleRate: 8000, centralFreq: 2000 });
 * y[399]!.toFixed(3); // '0.402'
 * ```
 * @see torchaudio 2.11 `functional.band_biquad`. {@link designBiquad} for its coefficients.
 */
export function bandBiquad<T extends FloatArray>(y: T, options: BandBiquadOptions): T;
export function bandBiquad<T extends FloatArray>(y: FilterInput<T>, options: BandBiquadOptions): T | NdArray<T>;
export function bandBiquad<T extends FloatArray>(y: SignalInput<T>, options: BandBiquadOptions): T | NdArray<T> {
  return biquad('band', y, options, { centralFreq: null, q: 0.707, noise: false }, 'centralFreq');
}

/**
 * Lifts or lowers a band about a frequency by `gain` dB.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link EqualizerBiquadOptions}; `centerFreq` and `gain` must be given.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = equalizerBiquad(new Float32Array(400).fill(0.5), { sampleRate: 8000, centerFreq: 2000, gain: 6 });
 * y[399]!.toFixed(3); // '0.500'
 * ```
 * @see torchaudio 2.11 `functional.equalizer_biquad`. {@link designBiquad} for its coefficients.
 */
export function equalizerBiquad<T extends FloatArray>(y: T, options: EqualizerBiquadOptions): T;
export function equalizerBiquad<T extends FloatArray>(y: FilterInput<T>, options: EqualizerBiquadOptions): T | NdArray<T>;
export function equalizerBiquad<T extends FloatArray>(y: SignalInput<T>, options: EqualizerBiquadOptions): T | NdArray<T> {
  return biquad('equalizer', y, options, { centerFreq: null, q: 0.707, gain: NaN }, 'centerFreq');
}

/**
 * Lifts or lowers what lies below a frequency, 100 Hz unless told, by `gain` dB: a shelf.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link ShelfBiquadOptions}; `gain` must be given.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = bassBiquad(new Float32Array(400).fill(0.5), { sampleRate: 8000, gain: 6 });
 * y[399]!.toFixed(3); // '0.998'
 * ```
 * @see torchaudio 2.11 `functional.bass_biquad`. {@link designBiquad} for its coefficients.
 */
export function bassBiquad<T extends FloatArray>(y: T, options: ShelfBiquadOptions): T;
export function bassBiquad<T extends FloatArray>(y: FilterInput<T>, options: ShelfBiquadOptions): T | NdArray<T>;
export function bassBiquad<T extends FloatArray>(y: SignalInput<T>, options: ShelfBiquadOptions): T | NdArray<T> {
  return biquad('bass', y, options, { centralFreq: 100, q: 0.707, gain: NaN }, 'centralFreq');
}

/**
 * Lifts or lowers what lies above a frequency, 3000 Hz unless told, by `gain` dB: a shelf.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link ShelfBiquadOptions}; `gain` must be given.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = trebleBiquad(new Float32Array(400).fill(0.5), { sampleRate: 8000, gain: 6 });
 * y[399]!.toFixed(3); // '0.500'
 * ```
 * @see torchaudio 2.11 `functional.treble_biquad`. {@link designBiquad} for its coefficients.
 */
export function trebleBiquad<T extends FloatArray>(y: T, options: ShelfBiquadOptions): T;
export function trebleBiquad<T extends FloatArray>(y: FilterInput<T>, options: ShelfBiquadOptions): T | NdArray<T>;
export function trebleBiquad<T extends FloatArray>(y: SignalInput<T>, options: ShelfBiquadOptions): T | NdArray<T> {
  return biquad('treble', y, options, { centralFreq: 3000, q: 0.707, gain: NaN }, 'centralFreq');
}

/**
 * Undoes the pre-emphasis of old CDs (ISO 908, 50 and 15 microseconds); for 44100 and 48000 Hz.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link BiquadOptions}.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = deemphBiquad(new Float32Array(400).fill(0.5), { sampleRate: 44100 });
 * y[399]!.toFixed(3); // '0.500'
 * ```
 * @see torchaudio 2.11 `functional.deemph_biquad`. {@link designBiquad} for its coefficients.
 */
export function deemphBiquad<T extends FloatArray>(y: T, options: BiquadOptions): T;
export function deemphBiquad<T extends FloatArray>(y: FilterInput<T>, options: BiquadOptions): T | NdArray<T>;
export function deemphBiquad<T extends FloatArray>(y: SignalInput<T>, options: BiquadOptions): T | NdArray<T> {
  return biquad('deemph', y, options);
}

/**
 * Undoes the equalisation of records (RIAA), 0 dB at 1 kHz; for 44100, 48000, 88200 and 96000 Hz. The
 * numbers are those of SoX, up to 0.45 dB off the curve at 44100 Hz, 0.28 at 48000, 0.07 above.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - See {@link BiquadOptions}.
 * @returns New array of the same type and shape.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const y = riaaBiquad(new Float32Array(400).fill(0.5), { sampleRate: 44100 });
 * y[399]!.toFixed(3); // '4.731'
 * ```
 * @see torchaudio 2.11 `functional.riaa_biquad`. {@link designBiquad} for its coefficients.
 */
export function riaaBiquad<T extends FloatArray>(y: T, options: BiquadOptions): T;
export function riaaBiquad<T extends FloatArray>(y: FilterInput<T>, options: BiquadOptions): T | NdArray<T>;
export function riaaBiquad<T extends FloatArray>(y: SignalInput<T>, options: BiquadOptions): T | NdArray<T> {
  return biquad('riaa', y, options);
}
