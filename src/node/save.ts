/**
 * Signals and arrays to files.
 * @module
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ParameterError, show } from '../core/errors.js';
import { type NdArray, type NdData } from '../core/nd.js';
import { type SignalInput } from '../core/signal.js';
import { isNdArray } from '../core/view.js';
import { encodeNpy, type EncodeNpyOptions } from '../io/encode-npy.js';
import { encodeWav, type EncodeWavOptions } from '../io/encode-wav.js';
import { writeFileAtomic } from './write-file-atomic.js';

/** Options of {@link save}: those of the format that the extension chooses. */
export interface SaveOptions extends EncodeWavOptions, EncodeNpyOptions {}

/**
 * Saves a signal as `.wav`, or any array as `.npy`; the extension decides. The file appears whole or not at all: it is written under
 * another name and renamed.
 *
 * @param path - Where to, as a path or a file: URL. The folder must exist.
 * @param y - For `.wav` a signal of shape `[samples]` or `[channels, samples]`; for `.npy` any array, or a signal, whose samples are saved.
 * @throws `ParameterError` for another extension, and as {@link encodeWav} and {@link encodeNpy}; errors of the file system.
 * @example
 * ```ts
 * await save('tone.wav', Float32Array.of(0, 0.5, 0, -0.5), { sampleRate: 8000 });
 * (await load('tone.wav')).samples; // [0, 0.5, 0, -0.5]
 * ```
 * @see {@link encodeWav}, {@link encodeNpy}
 */
export async function save(path: string | URL, y: SignalInput | NdData | NdArray<NdData>, options?: SaveOptions): Promise<void> {
  if (typeof path !== 'string' && !(path instanceof URL)) throw new TypeError(`save: "path" must be a path or a URL, got ${show(path)}`);
  const name = path instanceof URL ? fileURLToPath(path) : path;
  const extension = extname(name).toLowerCase();
  if (extension === '.wav') return writeFileAtomic(path, encodeWav(y as SignalInput, options));
  if (extension === '.npy') return writeFileAtomic(path, encodeNpy(arrayOf(y), options));
  throw new ParameterError('save', 'path', `must end in .wav or .npy, got ${show(name)}`);
}

/** The array of a signal that carries its rate, or the array itself. */
function arrayOf(y: SignalInput | NdData | NdArray<NdData>): NdData | NdArray<NdData> {
  if (typeof y === 'object' && y !== null && !isNdArray(y) && 'samples' in y) return y.samples;
  return y as NdData | NdArray<NdData>;
}
