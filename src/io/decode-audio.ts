/**
 * Audio files of any format to samples.
 * @module
 */
import { DecodeError } from '../core/errors.js';
import { readSignal } from '../core/signal.js';
import { readAiff } from './read-aiff.js';
import { readAu } from './read-au.js';
import { readCaf } from './read-caf.js';
import { type DecodedAudio, type SampleLayout } from './audio-format.js';
import { asBytes, type Bytes, printable, textAt } from './bytes.js';
import { allocate, decoded, type DecodeOptions, type DecodeSettings, readDecodeOptions, selectFrames } from './decode-options.js';
import { decodeLayout } from './decode-wav.js';
import { type AudioDecoder, type DecoderResult, findDecoder } from './decoders.js';
import { readWav } from './read-wav.js';
import { collectWarnings } from './sample-layout.js';
import { restoreIntegers } from './restore-integers.js';
import { sniff, type SniffedFormat } from './sniff.js';

/** The formats read without help, by extension. */
const BUILT_IN: Record<string, (bytes: Uint8Array, caller: string, settings: DecodeSettings) => SampleLayout> = {
  wav: readWav,
  aiff: readAiff,
  au: readAu,
  caf: readCaf,
};

/**
 * Reads an audio file: WAV, AIFF, AU and uncompressed CAF by itself; FLAC, MP3, Ogg and whatever else through {@link registerDecoder}.
 * The format is told by content, never by name.
 *
 * @param bytes - The whole file.
 * @returns As {@link decodeWav}, in a promise: `samples` of shape `[frames]` or `[channels, frames]`, `sampleRate`, and so on.
 * @throws {@link DecodeError} with `code` `'no-decoder'` (the message names a package and the line that registers it),
 * `'unknown-format'`, `'decoder-failed'`, or those of {@link decodeWav}.
 * @example
 * ```ts
 * const file = encodeWav(new Float32Array(400), { sampleRate: 8000 });
 * (await decodeAudio(file)).duration; // 0.05
 * ```
 * @see {@link decodeWav}, {@link registerDecoder}
 */
export function decodeAudio(bytes: Bytes, options: DecodeOptions & { dtype: 'float64' }): Promise<DecodedAudio<Float64Array>>;
export function decodeAudio(bytes: Bytes, options?: DecodeOptions & { dtype?: 'float32' | undefined }): Promise<DecodedAudio<Float32Array>>;
export function decodeAudio(bytes: Bytes, options?: DecodeOptions): Promise<DecodedAudio>;
export async function decodeAudio(bytes: Bytes, options?: DecodeOptions): Promise<DecodedAudio> {
  const caller = 'decodeAudio';
  return decodeAny(asBytes(bytes, caller), caller, readDecodeOptions(caller, options));
}

/** The same for callers of another name. */
export async function decodeAny(bytes: Uint8Array, caller: string, settings: DecodeSettings): Promise<DecodedAudio> {
  const format = sniff(bytes);
  const decoder = findDecoder(bytes, format);
  if (decoder) return runDecoder(bytes, decoder, format, caller, settings);
  const read = Object.hasOwn(BUILT_IN, format?.extension ?? '') ? BUILT_IN[format!.extension] : undefined;
  if (read) return decodeLayout(bytes, read(bytes, caller, settings), caller, settings);
  throw refusal(bytes, format, caller);
}

function refusal(bytes: Uint8Array, format: SniffedFormat | undefined, caller: string): DecodeError {
  if (bytes.length === 0) return new DecodeError('truncated', 0, `${caller}: the file is empty`);
  if (!format)
    return new DecodeError('unknown-format', 0, `${caller}: no known audio format starts with ${printable(textAt(bytes, 0, 8))}`);
  const { name, extension, pkg } = format;
  if (extension === '') {
    const hint = name.startsWith('NumPy') ? '; read it with decodeNpy' : '';
    return new DecodeError('unknown-format', 0, `${caller}: this is ${name}, not audio${hint}`);
  }
  const cure = pkg
    ? `run "npm install ${pkg}", then once in your program: ` +
      `registerDecoder({ name: '${extension}', extensions: ['${extension}'], decode: (await import('${pkg}')).default })`
    : `pass one to registerDecoder({ name, extensions: ['${extension}'], decode }), or convert the file to WAV`;
  return new DecodeError('no-decoder', 0, `${caller}: this is ${name}, and no decoder for it is registered; ${cure}`);
}

async function runDecoder(
  bytes: Uint8Array,
  decoder: AudioDecoder,
  format: SniffedFormat | undefined,
  caller: string,
  settings: DecodeSettings,
): Promise<DecodedAudio> {
  const fail = (message: string, cause?: unknown): DecodeError =>
    Object.assign(new DecodeError('decoder-failed', 0, `${caller}: the decoder "${decoder.name}" ${message}`), { cause });
  let result: DecoderResult;
  try {
    result = await decoder.decode(bytes);
  } catch (error) {
    throw fail(`says: ${error instanceof Error ? error.message : String(error)}`, error);
  }
  const { sampleRate, ...taken } = takeApart(result, fail);
  let { channels } = taken;
  if (format?.extension === 'flac' && 'bitDepth' in result) channels = restoreIntegers(channels, Number(result.bitDepth));
  if (format?.mono && channels.length === 2) channels = channels.slice(0, 1); // mpg123 doubles the one channel
  if (channels.length > settings.maxChannels) {
    throw new DecodeError(
      'too-many-channels',
      0,
      `${caller}: ${channels.length} channels, and "maxChannels" allows ${settings.maxChannels}`,
    );
  }
  const { start, count } = selectFrames(caller, settings, sampleRate, channels[0]!.length);
  const data = allocate(settings.dtype, channels.length * count);
  for (const [c, channel] of channels.entries()) data.set(channel.subarray(start, start + count), c * count);
  const container = format?.name ?? decoder.name;
  const about = { container, encoding: 'other', bits: 0 } as const;
  const { warnings, report } = collectWarnings(caller, settings);
  const errors = 'errors' in result && Array.isArray(result.errors) ? (result.errors as { message?: unknown }[]) : [];
  for (const error of errors.slice(0, 10)) report('decoder', `the decoder "${decoder.name}" says: ${String(error?.message ?? error)}`);
  return decoded(data, { sampleRate, channels: channels.length, frames: count, format: about, truncated: false, warnings });
}

/** Decoders often answer broken bytes with nothing at all, or with a rate of 0: that is a failure, not an empty signal. */
function takeApart(
  result: DecoderResult,
  fail: (message: string) => DecodeError,
): { channels: readonly Float32Array[]; sampleRate: number } {
  if (typeof result !== 'object' || result === null) throw fail('returned no object');
  const { sampleRate } = result;
  let channels: readonly Float32Array[];
  if ('channelData' in result) channels = result.channelData;
  else if ('getChannelData' in result && sampleRate > 0 && result.length > 0)
    channels = readSignal(result, 'decode').channels as Float32Array[];
  else throw fail('returned neither { channelData, sampleRate } nor an AudioBuffer');
  if (!Array.isArray(channels) || !channels.every((c) => c instanceof Float32Array))
    throw fail('must return "channelData" of Float32Arrays');
  const length = channels[0]?.length ?? 0;
  if (length === 0) throw fail('found no samples in these bytes');
  if (channels.some((c) => c.length !== length)) throw fail('returned channels of different lengths');
  if (!(sampleRate > 0 && sampleRate < Infinity)) throw fail(`returned a sample rate of ${sampleRate} Hz`);
  return { channels, sampleRate };
}
