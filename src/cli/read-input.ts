/**
 * From a file or stdin to the signal a command works on.
 * @module
 */
import { type DecodedAudio } from '../io/audio-format.js';
import { decodeAudio } from '../io/decode-audio.js';
import { type DecodeOptions } from '../io/decode-options.js';
import { findDecoder } from '../io/decoders.js';
import { sniff } from '../io/sniff.js';
import { toMono } from '../io/to-mono.js';
import { type FileReader } from '../node/file-reader.js';
import { registerInstalled } from '../node/installed-decoder.js';
import { loadWith } from '../node/load.js';
import { resample } from '../signal/resample.js';
import { type Input } from './find-inputs.js';
import { type Io } from './io.js';
import { type Job } from './parse-arguments.js';

/** Where bytes come from. */
export interface Sources {
  readonly stdin: Io['stdin'];
  readonly reader: FileReader;
}

/** Reads and decodes; mixes the channels and changes the rate as the job says. `info` sees the file as it is. */
export async function readInput(
  { path }: Input,
  { command, decoding, mono, sampleRate }: Job,
  { stdin, reader }: Sources,
): Promise<DecodedAudio> {
  const audio = path === '-' ? await decodeStdin(stdin, decoding) : await loadWith(reader, path, { ...decoding, mono: false });
  if (command.name === 'info') return audio;
  const mixed = mono && audio.channels > 1 ? { ...audio, samples: toMono(audio), channels: 1 } : audio;
  if (sampleRate === null || sampleRate === audio.sampleRate) return mixed;
  return { ...mixed, samples: resample(mixed, { targetSr: sampleRate }), sampleRate };
}

/** Bytes without a name, decoded as `load` decodes files. */
async function decodeStdin(stdin: Io['stdin'], options: DecodeOptions): Promise<DecodedAudio> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stdin) pieces.push(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece);
  const bytes = Buffer.concat(pieces);
  const format = sniff(bytes);
  if (format?.pkg && !findDecoder(bytes, format)) await registerInstalled(format);
  return decodeAudio(bytes, options);
}
