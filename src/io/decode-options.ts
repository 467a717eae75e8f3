/**
 * The options all decoders share, and the piece of a file they select.
 * @module
 */
import { DecodeError, ParameterError, type Warning } from '../core/errors.js';
import { expectFinite, expectInteger, expectOneOf, expectPositive, type Options, readOptions } from '../core/options.js';
import { type AudioFormat, type DecodedAudio } from './audio-format.js';
import { nd } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';

/** Options of {@link decodeWav} and {@link decodeAudio}. */
export interface DecodeOptions {
  /** Precision of the samples. `'float64'` keeps every bit of 32-bit integers and 64-bit floats. @defaultValue `'float32'` */
  dtype?: 'float32' | 'float64' | undefined;
  /** Start reading here, in seconds, >= 0; rounded down to a sample. @defaultValue `0` */
  offset?: number | undefined;
  /** Read at most so many seconds, > 0; `null` reads to the end. @defaultValue `null` */
  duration?: number | null | undefined;
  /** Refuse to return more samples per channel than this; `null` for no limit but the file's size. @defaultValue `null` */
  maxFrames?: number | null | undefined;
  /** Refuse files of more channels. @defaultValue `1024` */
  maxChannels?: number | undefined;
  /** Refuse to look at more chunks. @defaultValue `10000` */
  maxChunks?: number | undefined;
  /** Called for everything odd that was read nevertheless; the result lists the same in `warnings`. */
  onWarning?: ((warning: Warning) => void) | undefined;
}

/** The options in force. */
export interface DecodeSettings {
  dtype: 'float32' | 'float64';
  offset: number;
  duration: number | null;
  maxFrames: number | null;
  maxChannels: number;
  maxChunks: number;
  onWarning: ((warning: Warning) => void) | undefined;
}

const DEFAULTS: DecodeSettings = {
  dtype: 'float32',
  offset: 0,
  duration: null,
  maxFrames: null,
  maxChannels: 1024,
  maxChunks: 10_000,
  onWarning: undefined,
};

/** Checks the options; `own` are those that the caller has besides, with their defaults. */
export function readDecodeOptions<E extends object = object>(
  caller: string,
  options: (DecodeOptions & Options<E>) | undefined,
  own?: E,
): DecodeSettings & E {
  const settings = readOptions<DecodeSettings & E>(caller, options as Options<DecodeSettings & E>, { ...DEFAULTS, ...own! });
  expectOneOf(settings.dtype, caller, 'dtype', ['float32', 'float64']);
  expectFinite(settings.offset, caller, 'offset', 0);
  if (settings.duration !== null) expectPositive(settings.duration, caller, 'duration');
  if (settings.maxFrames !== null) expectInteger(settings.maxFrames, caller, 'maxFrames', 1);
  expectInteger(settings.maxChannels, caller, 'maxChannels', 1);
  expectInteger(settings.maxChunks, caller, 'maxChunks', 1);
  if (settings.onWarning !== undefined && typeof settings.onWarning !== 'function') {
    throw new TypeError(`${caller}: "onWarning" must be a function`);
  }
  return settings;
}

/** The piece `[start, start + count)` that `offset` and `duration` select, in samples rounded down, as librosa's `load` does. */
export function selectFrames(
  caller: string,
  settings: DecodeSettings,
  sampleRate: number,
  frames: number,
): { start: number; count: number } {
  const { offset, duration, maxFrames } = settings;
  const start = Math.floor(offset * sampleRate);
  if (start > 0 && start >= frames) {
    throw new ParameterError(caller, 'offset', `must be < the length of ${frames / sampleRate} s, got ${offset}`);
  }
  const wanted = duration === null ? Infinity : Math.floor(duration * sampleRate);
  if (wanted === 0) throw new ParameterError(caller, 'duration', `must be at least one sample of ${1 / sampleRate} s, got ${duration}`);
  const count = Math.min(frames - start, wanted);
  if (maxFrames !== null && count > maxFrames) {
    throw new DecodeError('too-many-frames', 0, `${caller}: ${count} frames to read, and "maxFrames" allows ${maxFrames}`);
  }
  return { start, count };
}

/** Zeroed samples of the wanted precision. */
export const allocate = (dtype: 'float32' | 'float64', length: number): FloatArray =>
  dtype === 'float64' ? new Float64Array(length) : new Float32Array(length);

/** The result of every decoder: planar samples of `channels` x `frames`, mono as a plain array. */
export function decoded(
  data: FloatArray,
  about: { sampleRate: number; channels: number; frames: number; format: AudioFormat; truncated: boolean; warnings: readonly Warning[] },
): DecodedAudio {
  const { sampleRate, channels, frames, format, truncated, warnings } = about;
  const samples = channels === 1 ? data : nd(data, [channels, frames]);
  return { samples, sampleRate, channels, frames, duration: frames / sampleRate, format, truncated, warnings };
}
