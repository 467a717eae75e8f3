/**
 * What counts as complex spectra: ndarrays of shape `[...channels, bins, frames, 2]`, of any stride.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type Features } from '../core/features.js';
import { allFinite, firstNonFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectInside, readSignal } from '../core/signal.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { isNdArray, sizeOf, toRowMajor } from '../core/view.js';

/** Complex spectra taken apart: `data` holds items x frames x bins x (re, im). Never write to it. */
export type ComplexFeatures<T extends FloatArray = FloatArray> = Features<T>;

/** Reads `[...channels, bins, frames, 2]`; refuses other types, other shapes, empty ones, NaN and Infinity. */
export function readComplex<T extends FloatArray>(D: NdArray<T>, caller: string, name = 'D'): ComplexFeatures<T> {
  const features = readUnchecked(D, caller, name);
  expectFiniteComplex(features, caller, name);
  return features;
}

/** The same with NaN and Infinity, for whom finds them on his way. */
export function readUnchecked<T extends FloatArray>(D: NdArray<T>, caller: string, name = 'D'): ComplexFeatures<T> {
  const wanted = 'shape [...channels, bins, frames, 2]';
  if (!isNdArray(D) || !isFloatArray(D.data)) {
    throw new TypeError(`${caller}: "${name}" must be an ndarray of floats with ${wanted}, got ${show(D)}`);
  }
  const { shape, stride } = D;
  const rank = shape.length;
  if (rank < 3 || shape[rank - 1] !== 2) throw new ParameterError(caller, name, `must have ${wanted}, got shape [${shape.join(', ')}]`);
  const size = sizeOf(shape);
  if (D.data.length === 0 || size === 0) readSignal(size === 0 ? D : D.data, caller, name); // says why it is empty
  expectInside(D, caller, name);
  const lead = shape.slice(0, -3);
  const [bins, frames] = [shape[rank - 3]!, shape[rank - 2]!];
  const dense = sizeOf(lead) === 1 && stride[rank - 1] === 1 && stride[rank - 3] === 2 && (frames === 1 || stride[rank - 2] === 2 * bins);
  const data = dense ? (D.data.subarray(D.offset, D.offset + size) as T) : toRowMajor(D, [...lead.keys(), rank - 2, rank - 3, rank - 1]);
  return { lead, items: sizeOf(lead), bins, frames, data };
}

/** Refuses NaN and Infinity, naming the first. */
export function expectFiniteComplex({ bins, frames, data }: ComplexFeatures, caller: string, name = 'D'): void {
  if (allFinite(data)) return;
  const at = firstNonFinite(data);
  const bin = Math.floor(at / 2) % bins;
  const frame = Math.floor(at / (2 * bins)) % frames;
  throw new ParameterError(caller, name, `must be finite, got ${data[at]} in bin ${bin} of frame ${frame}`);
}
