/**
 * From the bytes of a WAV file to where its samples lie.
 * @module
 */
import { DecodeError } from '../core/errors.js';
import { type SampleLayout } from './audio-format.js';
import { type DecodeSettings } from './decode-options.js';
import { collectWarnings } from './sample-layout.js';
import { findWavChunks } from './wav-chunks.js';
import { readWavFormat } from './wav-format.js';

/** Reads everything but the samples, and checks that the samples the header promises are there at least in part. */
export function readWav(bytes: Uint8Array, caller: string, settings: DecodeSettings): SampleLayout {
  const { warnings, report } = collectWarnings(caller, settings);
  const chunks = findWavChunks(bytes, caller, settings.maxChunks, report);
  const format = readWavFormat(bytes, chunks, caller, settings.maxChannels, report);
  const { start, size } = chunks.data;
  let { truncated } = chunks;
  let frames = Math.floor(size / format.frameBytes);
  const over = size - frames * format.frameBytes;
  // Of ADPCM the padding of the last block stays, as in libsndfile and ffmpeg: "fact" chunks are not to be trusted (libsndfile's
  // own say 1020 for 1500 samples of stereo)
  if (format.blockFrames > 0) frames *= format.blockFrames;
  if (over > 0) {
    report('incomplete-frame', `the last ${over} bytes are less than one frame of ${format.frameBytes}: left out`);
    truncated = true;
  }
  if (frames === 0 && truncated) {
    throw new DecodeError(
      'truncated',
      start,
      `${caller}: not one whole frame of the samples is there: ${size} bytes from byte ${start} on`,
    );
  }
  return {
    ...format,
    format: { container: chunks.container, encoding: format.encoding, bits: format.bits },
    start,
    frames,
    littleEndian: chunks.littleEndian,
    unsigned8: true,
    truncated,
    warnings,
  };
}
