/**
 * How batches lie: the library's own shapes, or Keras' `data_format`. A format is a way of looking: results in any of them are views of the
 * same memory, channel after channel and frame after frame.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type Features, readFeatures } from '../core/features.js';
import { nd, type NdArray, timeMajor, timeMajorComplex } from '../core/nd.js';
import { expectOneOf } from '../core/options.js';
import { type Channels, readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { isNdArray } from '../core/view.js';
import { type ComplexFeatures, readComplex } from '../stft/complex-input.js';

/**
 * Keras' words for the order of axes.
 *
 * | | signals | spectrograms |
 * | --- | --- | --- |
 * | `'channels_first'` | `[batch, channels, samples]` | `[batch, channels, frames, bins]` |
 * | `'channels_last'` | `[batch, samples, channels]` | `[batch, frames, bins, channels]` |
 */
export type DataFormat = 'channels_first' | 'channels_last';

/** `null` stands for the library's own shapes: `[...channels, samples]` and `[...channels, bins, frames]`. */
export type Format = DataFormat | null;

/** Refuses what is neither a format nor `null`. */
export function expectFormat(value: unknown, caller: string, name: string): asserts value is Format {
  expectOneOf(value, caller, name, [null, 'channels_first', 'channels_last']);
}

/** Reads a signal in a format. */
export function readWaveform<T extends FloatArray>(y: SignalInput<T>, caller: string, format: Format, option: string): Channels<T> {
  if (format === null) return readSignal(y, caller);
  const axes = format === 'channels_first' ? [0, 1, 2] : [0, 2, 1];
  return readSignal(permuted(y as NdArray<T>, axes, caller, 'y', option, format, SIGNAL_AXES[format]), caller);
}

/** Reads a spectrogram in a format, as batch x channels x frames x bins. */
export function readSpectrogram<T extends FloatArray>(S: NdArray<T>, caller: string, format: Format, option: string): Features<T> {
  if (format === null) return readFeatures(S, caller);
  return readFeatures(permuted(S, AXES[format], caller, 'S', option, format, SPECTROGRAM_AXES[format]), caller);
}

/** Reads complex spectra in a format. */
export function readSpectra<T extends FloatArray>(D: NdArray<T>, caller: string, format: Format, option: string): ComplexFeatures<T> {
  if (format === null) return readComplex(D, caller);
  const axes = [...AXES[format], 4];
  return readComplex(permuted(D, axes, caller, 'D', option, format, [...SPECTROGRAM_AXES[format], '2']), caller);
}

const SIGNAL_AXES = { channels_first: ['batch', 'channels', 'samples'], channels_last: ['batch', 'samples', 'channels'] };
const SPECTROGRAM_AXES = {
  channels_first: ['batch', 'channels', 'frames', 'bins'],
  channels_last: ['batch', 'frames', 'bins', 'channels'],
};
/** Where batch, channels, bins and frames stand. */
const AXES: Record<DataFormat, number[]> = { channels_first: [0, 1, 3, 2], channels_last: [0, 3, 2, 1] };

/** The view with its axes in another order. */
export function permuted<T extends FloatArray>(
  x: NdArray<T>,
  axes: readonly number[],
  caller: string,
  name: string,
  option: string,
  format: DataFormat,
  words: readonly string[],
): NdArray<T> {
  const rule = `must be an ndarray of shape [${words.join(', ')}] with ${option}: ${JSON.stringify(format)}`;
  if (!isNdArray(x)) throw new TypeError(`${caller}: "${name}" ${rule}`);
  if (x.shape.length !== axes.length) throw new ParameterError(caller, name, `${rule}, got shape [${x.shape.join(', ')}]`);
  return nd(
    x.data,
    axes.map((d) => x.shape[d]!),
    axes.map((d) => x.stride[d]!),
    x.offset,
  );
}

/** Batch and channels of leading axes: a lone signal is a batch of one with one channel. */
export function batchOf(lead: readonly number[], caller: string, option: string, format: DataFormat): [batch: number, channels: number] {
  if (lead.length <= 2) return [1, 1, ...lead].slice(-2) as [number, number];
  throw new ParameterError(caller, option, `must be null for ${lead.length} leading axes, got ${JSON.stringify(format)}`);
}

/** `lead` x `frames` x `bins` values as a spectrogram in a format. */
export function shapeSpectrogram<T extends FloatArray>(
  data: T,
  lead: readonly number[],
  bins: number,
  frames: number,
  format: Format,
  caller: string,
  option: string,
): NdArray<T> {
  if (format === null) return timeMajor(data, lead, bins, frames);
  const [batch, channels] = batchOf(lead, caller, option, format);
  if (format === 'channels_first') return nd(data, [batch, channels, frames, bins]);
  return nd(data, [batch, frames, bins, channels], [channels * frames * bins, bins, 1, frames * bins]);
}

/** `lead` x `frames` x `bins` x (re, im) as complex spectra in a format. */
export function shapeSpectra<T extends FloatArray>(
  data: T,
  lead: readonly number[],
  bins: number,
  frames: number,
  format: Format,
  caller: string,
  option: string,
): NdArray<T> {
  if (format === null) return timeMajorComplex(data, lead, bins, frames);
  const [batch, channels] = batchOf(lead, caller, option, format);
  if (format === 'channels_first') return nd(data, [batch, channels, frames, bins, 2]);
  return nd(data, [batch, frames, bins, channels, 2], [2 * channels * frames * bins, 2 * bins, 2, 2 * frames * bins, 1]);
}

/** `lead` x `length` values as signals in a format; in the library's own shapes a lone one is a typed array. */
export function shapeWaveform<T extends FloatArray>(
  data: T,
  lead: readonly number[],
  length: number,
  format: Format,
  caller: string,
  option: string,
): T | NdArray<T> {
  if (format === null) return lead.length === 0 ? data : nd(data, [...lead, length]);
  const [batch, channels] = batchOf(lead, caller, option, format);
  if (format === 'channels_first') return nd(data, [batch, channels, length]);
  return nd(data, [batch, length, channels], [channels * length, 1, length]);
}

/**
 * How many items there are whose loudest points are looked for: in the library's own shapes each channel is one; in a format a clip with all
 * its channels, as in kapre.
 */
export const itemsOf = (lead: readonly number[], items: number, format: Format): number => (format === null ? items : (lead.at(-2) ?? 1));
