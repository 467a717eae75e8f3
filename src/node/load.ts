/**
 * Audio files from disk.
 * @module
 */
import { DecodeError, show } from '../core/errors.js';
import { expectBoolean, expectPositive } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { isNdArray } from '../core/view.js';
import { type DecodedAudio } from '../io/audio-format.js';
import { decodeAny } from '../io/decode-audio.js';
import { allocate, type DecodeOptions, type DecodeSettings, readDecodeOptions } from '../io/decode-options.js';
import { findDecoder } from '../io/decoders.js';
import { sniff } from '../io/sniff.js';
import { toMono } from '../io/to-mono.js';
import { resample, type ResampleType } from '../signal/resample.js';
import { type FileReader, FRESH } from './file-reader.js';
import { registerInstalled } from './installed-decoder.js';

/** Options of {@link load}. */
export interface LoadOptions extends DecodeOptions {
  /** Resample to this rate, Hz; `null` keeps the file's own. @defaultValue `null` */
  sampleRate?: number | null | undefined;
  /** Average all channels into one, before resampling. @defaultValue `true` */
  mono?: boolean | undefined;
  /** How to resample, as in {@link resample}. @defaultValue `'sinc'` */
  resType?: ResampleType | undefined;
}

const CALLER = 'load';
const OWN: { sampleRate: number | null; mono: boolean; resType: ResampleType } = { sampleRate: null, mono: true, resType: 'sinc' };

/**
 * Loads an audio file as samples in [-1, 1] with their rate.
 *
 * Unlike librosa's, it keeps the file's own rate unless asked. WAV, AIFF, AU and uncompressed CAF are read as they are. For FLAC, MP3,
 * Ogg Vorbis and Opus install `@audio/decode-flac`, `-mp3`, `-vorbis` or `-opus`: they are found without more ado. Any other format
 * goes through `registerDecoder`. The format is told by content, not by name.
 *
 * @param path - The file, as a path or a file: URL.
 * @returns `samples` of shape `[frames]`, or `[channels, frames]` with `mono: false` and more than one channel; `sampleRate` in Hz;
 * `channels`, `frames`, `duration` of these samples; `format`, `truncated` and `warnings` of the file.
 * @throws `DecodeError` as `decodeAudio`; its message ends in the path. `ParameterError` for options. Errors of the
 * file system, with their `code` (`'ENOENT'`, …).
 * @example
 * ```ts
 * await save('silence.wav', new Float32Array(8000), { sampleRate: 8000 });
 * const { samples, sampleRate } = await load('silence.wav', { offset: 0.25, duration: 0.5 });
 * [samples.length, sampleRate]; // [4000, 8000]
 * (await load('silence.wav', { sampleRate: 16000 })).samples.length; // 16000
 * ```
 * @see librosa 0.11 `load` with `sr=None`: same order of steps, same rounding of `offset` and `duration`.
 */
export function load(path: string | URL, options: LoadOptions & { dtype: 'float64' }): Promise<DecodedAudio<Float64Array>>;
export function load(path: string | URL, options?: LoadOptions & { dtype?: 'float32' | undefined }): Promise<DecodedAudio<Float32Array>>;
export function load(path: string | URL, options?: LoadOptions): Promise<DecodedAudio>;
export async function load(path: string | URL, options?: LoadOptions): Promise<DecodedAudio> {
  return loadWith(FRESH, path, options);
}

/** {@link load} for many files, whose bytes `reader` may read into the same memory. */
export async function loadWith(reader: FileReader, path: string | URL, options?: LoadOptions): Promise<DecodedAudio> {
  if (typeof path !== 'string' && !(path instanceof URL))
    throw new TypeError(`${CALLER}: "path" must be a path or a URL, got ${show(path)}`);
  const settings = readLoadOptions(options);
  const { mono, sampleRate } = settings;
  const audio = await decodeFile(reader, path, settings);
  const mixed = mono && audio.channels > 1 ? mix(audio, settings.dtype) : audio.samples;
  const channels = mono ? 1 : audio.channels;
  if (sampleRate === null || sampleRate === audio.sampleRate || audio.frames === 0) {
    return { ...audio, samples: mixed, sampleRate: sampleRate ?? audio.sampleRate, channels };
  }
  const samples = resample({ samples: mixed, sampleRate: audio.sampleRate }, { targetSr: sampleRate, resType: settings.resType });
  const frames = isNdArray(samples) ? samples.shape.at(-1)! : samples.length;
  return { ...audio, samples, sampleRate, channels, frames, duration: frames / sampleRate };
}

/** Fills in the defaults and checks what can be checked without a file. */
export function readLoadOptions(options: LoadOptions | undefined): DecodeSettings & typeof OWN {
  const settings = readDecodeOptions(CALLER, options, OWN);
  expectBoolean(settings.mono, CALLER, 'mono');
  if (settings.sampleRate !== null) expectPositive(settings.sampleRate, CALLER, 'sampleRate');
  return settings;
}

/** The mean of the channels; of a file without samples, none. */
const mix = (audio: DecodedAudio, dtype: 'float32' | 'float64'): FloatArray => (audio.frames === 0 ? allocate(dtype, 0) : toMono(audio));

/** Finds installed decoders, and puts the path into messages, since a stack does not tell which of a thousand files it was. */
async function decodeFile(reader: FileReader, path: string | URL, settings: DecodeSettings): Promise<DecodedAudio> {
  const bytes = await reader.read(path);
  try {
    const format = sniff(bytes);
    if (format?.pkg && !findDecoder(bytes, format) && !(await registerInstalled(format))) {
      const cure = `run "npm install ${format.pkg}", and load will find it`;
      throw new DecodeError('no-decoder', 0, `load: this is ${format.name}, and no decoder for it is installed; ${cure}`);
    }
    const mayBeKept = reader.reuses && findDecoder(bytes, format) !== undefined; // by a decoder that is not ours
    return await decodeAny(mayBeKept ? bytes.slice() : bytes, CALLER, settings);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const told = new DecodeError(error.code, error.offset, error.message.replace(/^load: /, `load: ${path}: `));
    throw Object.assign(told, { cause: error });
  } finally {
    reader.release(bytes);
  }
}
