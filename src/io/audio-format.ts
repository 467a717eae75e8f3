/**
 * What a decoded file says about itself, shared by every reader of bytes.
 * @module
 */
import { type Warning } from '../core/errors.js';
import { type AudioSignal } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';

/** How one sample is stored. `'other'`: the decoder of another format does not say. */
export type SampleEncoding = 'pcm' | 'float' | 'alaw' | 'mulaw' | 'ima-adpcm' | 'ms-adpcm' | 'other';

/** How the samples lay in the file. */
export interface AudioFormat {
  /** `'RIFF'`, `'RIFX'`, `'RF64'` or `'BW64'` for WAV; `'AIFF'`, `'AU'`, `'CAF'`; otherwise the format's name, such as `'FLAC'`. */
  readonly container: string;
  /** How one sample is stored. */
  readonly encoding: SampleEncoding;
  /** Valid bits per sample; 0 where it has no meaning. */
  readonly bits: number;
}

/** A file's head, without its samples. */
export interface AudioInfo {
  /** Samples per second, Hz. */
  readonly sampleRate: number;
  /** Channels, >= 1. */
  readonly channels: number;
  /** Samples per channel. */
  readonly frames: number;
  /** Seconds: `frames / sampleRate`. */
  readonly duration: number;
  /** How the samples were stored. */
  readonly format: AudioFormat;
  /** Whether the header promised more samples than the file holds, or did not say how many. */
  readonly truncated: boolean;
  /** What was odd about the file and read nevertheless. */
  readonly warnings: readonly Warning[];
}

/** What decoding returns. Usable as a signal wherever the library takes one. */
export interface DecodedAudio<T extends FloatArray = FloatArray> extends AudioInfo, AudioSignal<T> {}

/** Where uncompressed or block-compressed samples lie in a file: what the kernels need. */
export interface SampleLayout extends Omit<AudioInfo, 'duration'> {
  readonly encoding: SampleEncoding;
  /** Byte offset of the first sample. */
  readonly start: number;
  /** Bytes per sample in its container; 0 for ADPCM. */
  readonly sampleBytes: number;
  /** Bytes per frame (of all channels), or per block of ADPCM. */
  readonly frameBytes: number;
  readonly littleEndian: boolean;
  /** Whether 8-bit integers are unsigned with an offset of 128, as in WAV. */
  readonly unsigned8: boolean;
  /** Samples per channel in one ADPCM block; 0 otherwise. */
  readonly blockFrames: number;
}
