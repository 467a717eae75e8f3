/**
 * The register of decoders for formats that the library does not read itself.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type AudioBufferLike } from '../core/signal.js';
import { didYouMean } from '../core/options.js';
import { type SniffedFormat } from './sniff.js';

/** One array per channel, as decoder packages return it. */
export interface ChannelData {
  readonly channelData: readonly Float32Array[];
  /** Samples per second, Hz. */
  readonly sampleRate: number;
  /** Bits per sample of a lossless file, if known. */
  readonly bitDepth?: number | undefined;
  /** What went wrong on the way; becomes `warnings`. */
  readonly errors?: readonly unknown[] | undefined;
}

/** What a decoder may return: channels, or an AudioBuffer. */
export type DecoderResult = ChannelData | AudioBufferLike;

/** A decoder of a format that the library does not read itself. */
export interface AudioDecoder {
  /** The name that messages show. */
  readonly name: string;
  /** Extensions of the formats it reads, such as `['flac']`, `['mp3']`, `['ogg', 'opus']`; formats are told by content, not by file name. */
  readonly extensions: readonly string[];
  /** Whether it reads these bytes, where extensions are not enough. */
  readonly matches?: ((bytes: Uint8Array) => boolean) | undefined;
  /** Decodes a whole file. */
  readonly decode: (bytes: Uint8Array) => DecoderResult | Promise<DecoderResult>;
}

const decoders: AudioDecoder[] = [];
const FIELDS: readonly string[] = ['name', 'extensions', 'matches', 'decode'];

/**
 * Registers a decoder for {@link decodeAudio}, and so for `load`. The decoder registered last is asked first, before the built-in ones.
 *
 * Packages that fit (MIT, WebAssembly inside, for Node and browsers): `@audio/decode-flac`, `@audio/decode-mp3`,
 * `@audio/decode-vorbis`, `@audio/decode-opus`.
 *
 * ```js
 * import decode from '@audio/decode-flac';
 * registerDecoder({ name: 'flac', extensions: ['flac'], decode });
 * ```
 *
 * @param decoder - `name`, `extensions`, `decode(bytes)` and, if extensions do not decide, `matches(bytes)`.
 * @returns A function that takes the decoder out again.
 * @throws {@link ParameterError} if a field is unknown or there are no extensions; TypeError if one has the wrong type.
 * @example
 * ```ts
 * const decode = (bytes: Uint8Array) => ({ channelData: [Float32Array.of(0, 1)], sampleRate: 8000 });
 * const unregister = registerDecoder({ name: 'toy', extensions: ['toy'], matches: (bytes) => bytes[0] === 7, decode });
 * (await decodeAudio(Uint8Array.of(7))).samples; // [0, 1]
 * unregister();
 * ```
 * @see {@link decodeAudio}
 */
export function registerDecoder(decoder: AudioDecoder): () => void {
  const caller = 'registerDecoder';
  if (typeof decoder !== 'object' || decoder === null) throw new TypeError(`${caller}: must get an object, got ${show(decoder)}`);
  for (const key of Object.keys(decoder)) {
    if (!FIELDS.includes(key)) throw new ParameterError(caller, key, `is not a field of a decoder${didYouMean(key, FIELDS)}`);
  }
  const { name, extensions, matches, decode } = decoder;
  if (typeof name !== 'string') throw new TypeError(`${caller}: "name" must be a string, got ${show(name)}`);
  if (!Array.isArray(extensions) || !extensions.every((e) => typeof e === 'string')) {
    throw new TypeError(`${caller}: "extensions" must be an array of strings, got ${show(extensions)}`);
  }
  if (extensions.length === 0) throw new ParameterError(caller, 'extensions', "must not be empty; write for example ['flac']");
  if (matches !== undefined && typeof matches !== 'function') {
    throw new TypeError(`${caller}: "matches" must be a function, got ${show(matches)}`);
  }
  if (typeof decode !== 'function') throw new TypeError(`${caller}: "decode" must be a function, got ${show(decode)}`);
  const kept: AudioDecoder = { name, extensions: extensions.map((e) => e.replace(/^\./, '').toLowerCase()), matches, decode };
  decoders.push(kept);
  return () => {
    const at = decoders.indexOf(kept);
    if (at >= 0) decoders.splice(at, 1);
  };
}

/** The decoder registered last that reads these bytes. */
export function findDecoder(bytes: Uint8Array, format: SniffedFormat | undefined): AudioDecoder | undefined {
  for (let i = decoders.length - 1; i >= 0; i--) {
    const decoder = decoders[i]!;
    if (decoder.matches ? decoder.matches(bytes) : format && decoder.extensions.includes(format.extension)) return decoder;
  }
  return undefined;
}
