/**
 * WAV files to samples.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type DecodedAudio, type SampleLayout } from './audio-format.js';
import { asBytes, type Bytes } from './bytes.js';
import { decoded, type DecodeOptions, type DecodeSettings, readDecodeOptions, selectFrames } from './decode-options.js';
import { readSamples } from './sample-readers.js';
import { readWav } from './read-wav.js';

/**
 * Reads a WAV file: integers of 1 to 64 bits, floats of 32 and 64, A-law, mu-law, IMA and Microsoft ADPCM; RIFF, RIFX, RF64, BW64,
 * WAVE_FORMAT_EXTENSIBLE. Integers are divided by 2^(container bits - 1), so they lie in [-1, 1); floats stay as they are, NaN included.
 *
 * Of a damaged file the samples that are there are returned, with `truncated` and `warnings` telling; no number in a header is
 * believed before it was compared with the bytes. Of several data chunks the first that is not empty counts.
 *
 * @param bytes - The whole file.
 * @returns `samples` of shape `[frames]` for one channel and `[channels, frames]` for more, `sampleRate` in Hz, `channels`,
 * `frames`, `duration` in seconds, `format`, `truncated`, `warnings`. It can be given to every function that takes a signal.
 * @throws {@link DecodeError} with `code` `'not-wav'`, `'truncated'`, `'no-fmt'`, `'no-data'`, `'bad-fmt'`, `'unsupported-format'`,
 * `'too-many-chunks'`, `'too-many-channels'` or `'too-many-frames'`, and the byte `offset`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or `offset` lies behind the end.
 * @example
 * ```ts
 * const file = encodeWav({ samples: Float32Array.of(0, 0.5, -0.5, 0.25), sampleRate: 8000 });
 * const speech = decodeWav(file);
 * speech.samples; // [0, 0.5, -0.5, 0.25]
 * speech.format.bits; // 16
 * decodeWav(file, { offset: 2 / 8000 }).frames; // 2
 * ```
 * @see IBM and Microsoft, "Multimedia Programming Interface and Data Specifications 1.0" (1991); EBU Tech 3306 (RF64);
 * libsndfile 1.2.2 and scipy 1.17 `io.wavfile.read`: equal samples.
 */
export function decodeWav(bytes: Bytes, options: DecodeOptions & { dtype: 'float64' }): DecodedAudio<Float64Array>;
export function decodeWav(bytes: Bytes, options?: DecodeOptions & { dtype?: 'float32' | undefined }): DecodedAudio<Float32Array>;
export function decodeWav(bytes: Bytes, options?: DecodeOptions): DecodedAudio;
export function decodeWav(bytes: Bytes, options?: DecodeOptions): DecodedAudio {
  const file = asBytes(bytes, 'decodeWav');
  const settings = readDecodeOptions('decodeWav', options);
  return decodeLayout(file, readWav(file, 'decodeWav', settings), 'decodeWav', settings);
}

/** The selected samples of any layout. */
export function decodeLayout(bytes: Uint8Array, layout: SampleLayout, caller: string, settings: DecodeSettings): DecodedAudio<FloatArray> {
  const { start, count } = selectFrames(caller, settings, layout.sampleRate, layout.frames);
  return decoded(readSamples(bytes, layout, start, count, settings.dtype), { ...layout, frames: count });
}
