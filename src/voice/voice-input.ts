/**
 * What the functions of this room have in common: one channel, its rate, and frames of 20 and 60 ms every 10 ms.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { expectBoolean, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, widen } from '../core/types.js';

/** Options of the voice features. */
export interface VoiceOptions {
  /** Samples per second, Hz, in [16000, 96000]. Must be given unless the signal carries it. */
  sampleRate?: number | undefined;
  /** `true`: the numbers of openSMILE, what we take for its mistakes included. The guide on voice features lists them. @defaultValue `false` */
  compat?: boolean | undefined;
}

const DEFAULTS = { sampleRate: null as number | null, compat: false };

/** The bands reach 8 kHz, so that a lower rate has no values for them. */
const LOWEST_RATE = 16000;
const HIGHEST_RATE = 96000;

/** A signal, read and measured. */
export interface VoiceInput<T extends FloatArray = FloatArray> {
  /** The samples in double precision. Never write to them. */
  readonly x: Float64Array;
  /** The array they came from, for the precision of results. */
  readonly like: T;
  readonly sampleRate: number;
  readonly compat: boolean;
}

/** Samples of a duration, rounded to the nearest. */
export const samplesOf = (seconds: number, sampleRate: number): number => Math.floor(seconds * sampleRate + 0.5);

/** Frames of `seconds`, 10 ms apart, none of which reaches over the end. */
export function frameCount(samples: number, seconds: number, sampleRate: number): number {
  return 1 + Math.floor((samples - samplesOf(seconds, sampleRate)) / samplesOf(HOP, sampleRate));
}

/** Seconds from one frame to the next. */
export const HOP = 0.01;
/** Seconds of the frames that spectra are taken from. */
export const SHORT = 0.02;
/** Seconds of the frames that the voice is looked for in. */
export const LONG = 0.06;

/** Reads a mono signal of at least `seconds`. */
export function readVoice<T extends FloatArray>(
  y: SignalInput<T>,
  options: VoiceOptions | undefined,
  caller: string,
  seconds: number,
): VoiceInput<T> {
  const { sampleRate: option, compat } = readOptions(caller, options, DEFAULTS);
  expectBoolean(compat, caller, 'compat');
  const { channels, length, sampleRate: carried } = readSignal(y, caller);
  const sampleRate = resolveSampleRate(carried, option, caller);
  if (!(sampleRate >= LOWEST_RATE && sampleRate <= HIGHEST_RATE)) {
    throw new ParameterError(
      caller,
      'sampleRate',
      `must be in [${LOWEST_RATE}, ${HIGHEST_RATE}], since the bands reach 8000 Hz, got ${sampleRate}; resample to 16000`,
    );
  }
  if (channels.length > 1) throw new ParameterError(caller, 'y', `must have one channel, got ${channels.length}; mix them, or take one`);
  const needed = samplesOf(seconds, sampleRate);
  if (length < needed) {
    throw new ParameterError(
      caller,
      'y',
      `must have at least ${needed} samples (${seconds * 1000} ms at ${sampleRate} Hz, one frame), got ${length}`,
    );
  }
  const like = channels[0]!;
  expectAllFinite(like, caller, 'y');
  return { x: widen(like), like, sampleRate, compat };
}
