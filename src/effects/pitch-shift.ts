/**
 * Moving a signal up or down in pitch at the same speed.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { type AudioBufferLike, type AudioSignal, readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { resample } from '../signal/resample.js';
import { STFT_DEFAULTS, type StftOptions } from '../stft/framing.js';
import { stretch, stretchedLength } from './time-stretch.js';

/** Options of {@link pitchShift}. */
export interface PitchShiftOptions extends StftOptions {
  /** Samples per second, Hz. Needed unless the signal carries it. @defaultValue that of the signal */
  sampleRate?: number | null | undefined;
  /** Steps up, or down if negative; need not be whole, within 13 octaves. Must be given. */
  nSteps?: number | undefined;
  /** Steps in an octave, >= 1. @defaultValue `12` */
  binsPerOctave?: number | undefined;
  /** How to resample, see `resample`: the types that take rates which are no integers. @defaultValue `'sinc'` */
  resType?: 'sinc' | 'fft' | 'scipy' | undefined;
  /** Whether to keep the energy of the stretched signal instead of its amplitude, see `resample`. @defaultValue `false` */
  scale?: boolean | undefined;
}

const DEFAULTS = {
  ...STFT_DEFAULTS,
  sampleRate: null as number | null,
  nSteps: NaN,
  binsPerOctave: 12,
  resType: 'sinc' as 'sinc' | 'fft' | 'scipy',
  scale: false,
};

/**
 * Changes the pitch of a signal and keeps its speed: it is stretched in time ({@link timeStretch}) and resampled back to its length.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link PitchShiftOptions}; `nSteps` must be given.
 * @returns New signal of the shape and precision of `y`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, a sample is not finite, `y` is too short to be played
 * that fast, or shorter than a frame that is not centred.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 8000, duration: 1 });
 * const up = pitchShift(y, { sampleRate: 8000, nSteps: 12 });
 * up.length; // 8000
 * zeroCrossings(up.subarray(2000, 6000), { pad: false }).filter(Boolean).length; // 880
 * ```
 * @see librosa 0.11 `effects.pitch_shift`: same numbers with the same resampler (`'scipy'`); its default is soxr, ours `'sinc'`.
 */
export function pitchShift<T extends FloatArray>(y: T, options: PitchShiftOptions): T;
export function pitchShift<T extends FloatArray>(
  y: NdArray<T> | AudioSignal<T> | AudioBufferLike,
  options: PitchShiftOptions,
): T | NdArray<T>;
export function pitchShift<T extends FloatArray>(y: SignalInput<T>, options: PitchShiftOptions): T | NdArray<T> {
  const caller = 'pitchShift';
  const o = readOptions(caller, options, DEFAULTS);
  expectInteger(o.binsPerOctave, caller, 'binsPerOctave', 1);
  if (Number.isNaN(o.nSteps)) throw new ParameterError(caller, 'nSteps', `must be given: ${o.binsPerOctave} is an octave up`);
  expectFinite(o.nSteps, caller, 'nSteps', -13 * o.binsPerOctave, 13 * o.binsPerOctave);
  expectOneOf(o.resType, caller, 'resType', ['sinc', 'fft', 'scipy']);
  expectBoolean(o.scale, caller, 'scale');
  const signal = readSignal(y, caller);
  const targetSr = resolveSampleRate(signal.sampleRate, o.sampleRate, caller);
  const { channels, lead, length } = signal;
  const rate = 2 ** (-o.nSteps / o.binsPerOctave);
  if (stretchedLength(length, rate) === 0) throw new ParameterError(caller, 'nSteps', `leaves none of ${length} samples, got ${o.nSteps}`);
  const slow = stretch(signal, rate, o, caller);
  const moved = resample(nd(slow.out, [channels.length, slow.length]), {
    origSr: targetSr / rate,
    targetSr,
    resType: o.resType,
    scale: o.scale,
  }) as NdArray<T>;
  const width = moved.shape[1]!;
  const out = arrayLike(slow.out, channels.length * length);
  for (let c = 0; c < channels.length; c++) {
    const from = c * width;
    out.set(moved.data.subarray(from, from + Math.min(width, length)), c * length);
  }
  return lead.length === 0 ? out : nd(out, [...lead, length]);
}
