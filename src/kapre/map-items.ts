/**
 * What functions from spectrograms to spectrograms share.
 * @module
 */
import { expectFiniteFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { type NdArray } from '../core/nd.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { expectFormat, type Format, readSpectrogram, shapeSpectrogram } from './data-format.js';

/** The sizes of one item. */
export interface ItemSize {
  readonly bins: number;
  readonly frames: number;
}

/** Writes `frames` x `rows` values from `out[to]` on, from the `frames` x `bins` values from `x[from]` on. */
export type ItemKernel = (out: Float64Array, to: number, x: Float64Array, from: number) => void;

/** Turns each channel of `S` into one with as many frames, `rows` values in each; `plan` sees the sizes first, and may refuse them. */
export function mapItems<T extends FloatArray>(
  S: NdArray<T>,
  format: Format,
  caller: string,
  plan: (size: ItemSize) => { rows: number; kernel: ItemKernel },
): NdArray<T> {
  expectFormat(format, caller, 'dataFormat');
  const features = readSpectrogram(S, caller, format, 'dataFormat');
  expectFiniteFeatures(features, caller);
  const { lead, items, bins, frames, data } = features;
  const { rows, kernel } = plan({ bins, frames });
  const x = widen(data);
  const values = new Float64Array(items * frames * rows);
  for (let item = 0; item < items; item++) kernel(values, item * frames * rows, x, item * frames * bins);
  const out = roundLike(data, values);
  refuseNonFiniteFeatures(out, features, caller);
  return shapeSpectrogram(out, lead, rows, frames, format, caller, 'dataFormat');
}
