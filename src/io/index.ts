/** The `io` room: bytes to samples and back. */
export { type AudioFormat, type AudioInfo, type DecodedAudio, type SampleEncoding } from './audio-format.js';
export { type Bytes } from './bytes.js';
export { decodeAudio } from './decode-audio.js';
export { type DecodeOptions } from './decode-options.js';
export { decodeNpy, type NpyData } from './decode-npy.js';
export { decodeWav } from './decode-wav.js';
export { type AudioDecoder, type ChannelData, type DecoderResult, registerDecoder } from './decoders.js';
export { encodeNpy, type EncodeNpyOptions, type NpyType } from './encode-npy.js';
export { encodeWav, type EncodeWavOptions } from './encode-wav.js';
export { infoWav } from './info-wav.js';
export { toMono } from './to-mono.js';
export { type BitDepth } from './wav-header.js';
