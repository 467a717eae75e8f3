/**
 * The head of a WAV file.
 * @module
 */
import { type AudioInfo } from './audio-format.js';
import { asBytes, type Bytes } from './bytes.js';
import { readDecodeOptions } from './decode-options.js';
import { readWav } from './read-wav.js';

/**
 * Reads what a WAV file says about itself, without its samples.
 *
 * @param bytes - The whole file.
 * @returns `sampleRate` in Hz, `channels`, `frames`, `duration` in seconds, `format` (`container`, `encoding`, valid `bits`),
 * `truncated`, `warnings`.
 * @throws {@link DecodeError} as {@link decodeWav}.
 * @example
 * ```ts
 * const file = encodeWav({ samples: new Float32Array(4000), sampleRate: 8000 }, { bitDepth: 24 });
 * infoWav(file).duration; // 0.5
 * infoWav(file).format.bits; // 24
 * ```
 * @see {@link decodeWav}
 */
export function infoWav(bytes: Bytes): AudioInfo {
  const layout = readWav(asBytes(bytes, 'infoWav'), 'infoWav', readDecodeOptions('infoWav', undefined));
  const { sampleRate, channels, frames, format, truncated, warnings } = layout;
  return { sampleRate, channels, frames, duration: frames / sampleRate, format, truncated, warnings };
}
