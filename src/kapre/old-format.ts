/**
 * How batches lie in kapre 0.1: bins before frames, the other way about than in kapre 0.4.
 * @module
 */
import { type Features, readFeatures } from '../core/features.js';
import { nd, type NdArray, timeMajor } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';
import { batchOf, type DataFormat, type Format, permuted } from './data-format.js';

const OPTION = 'imageDataFormat';
const WORDS: Record<DataFormat, string[]> = {
  channels_first: ['batch', 'channels', 'bins', 'frames'],
  channels_last: ['batch', 'bins', 'frames', 'channels'],
};

/** `lead` x `frames` x `bins` values in a format. */
export function shapeOld<T extends FloatArray>(
  data: T,
  lead: readonly number[],
  bins: number,
  frames: number,
  format: Format,
  caller: string,
): NdArray<T> {
  if (format === null) return timeMajor(data, lead, bins, frames);
  const [batch, channels] = batchOf(lead, caller, OPTION, format);
  if (format === 'channels_first') return timeMajor(data, [batch, channels], bins, frames);
  return nd(data, [batch, bins, frames, channels], [channels * frames * bins, 1, bins, frames * bins]);
}

/** Reads a spectrogram in a format. */
export function readOld<T extends FloatArray>(x: NdArray<T>, caller: string, format: Format): Features<T> {
  if (format === null) return readFeatures(x, caller, 'x');
  const axes = format === 'channels_first' ? [0, 1, 2, 3] : [0, 3, 1, 2];
  return readFeatures(permuted(x, axes, caller, 'x', OPTION, format, WORDS[format]), caller, 'x');
}
