/**
 * Spectra, one frame after the other, whatever they come from: a given spectrogram, or a signal transformed frame by frame.
 * Spectral features are written against this, so each has one implementation for both inputs.
 * @module
 */
import { expectNonNegative, type Features, readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { type FloatArray, roundLike } from '../core/types.js';

/** Called with each frame: `bins` values of `x` from `from`, valid during the call only; `at` counts frames over all items. */
export type FrameVisitor = (x: Float64Array, from: number, at: number) => void;

/** A spectrogram that is read frame by frame. */
export interface FrameSource<T extends FloatArray = FloatArray> {
  /** The leading axes. */
  readonly lead: readonly number[];
  /** Product of the leading axes. */
  readonly items: number;
  readonly bins: number;
  /** Frames per item. */
  readonly frames: number;
  /** Visits the frames of one item in order. */
  each(item: number, visit: FrameVisitor): void;
  /** Rounds results to the precision of the input. */
  round(values: Float64Array): T;
  /** Throws the reason why `result` is not finite; free when it is. */
  refuseNonFinite(result: Float64Array): void;
}

/** A spectrogram given by the caller. Refuses negative and non-finite values. */
export function spectrogramSource<T extends FloatArray>(S: NdArray<T>, caller: string, name = 'S'): FrameSource<T> {
  const features = readFeatures(S, caller, name);
  expectNonNegative(features, caller, name);
  return featuresSource(features, caller);
}

/** Features of any sign given by the caller, checked by him. */
export function featuresSource<T extends FloatArray>(S: Features<T>, caller: string): FrameSource<T> {
  const { lead, items, bins, frames, data } = S;
  return {
    lead,
    items,
    bins,
    frames,
    each(item, visit) {
      const first = item * frames;
      if (data instanceof Float64Array) {
        for (let t = first; t < first + frames; t++) visit(data, t * bins, t);
        return;
      }
      const frame = new Float64Array(bins);
      for (let t = first; t < first + frames; t++) {
        widen(frame, data as Float32Array, t * bins);
        visit(frame, 0, t);
      }
    },
    round: (values) => roundLike(data, values),
    refuseNonFinite: (result) => refuseNonFiniteFeatures(result, S, caller),
  };
}

/** Fills `frame` with the numbers from `data[from]` on. */
export function widen(frame: Float64Array, data: Float32Array, from: number): void {
  for (let k = 0; k < frame.length; k++) frame[k] = data[from + k]!;
}

/** Turns one frame of `x` into `rows` values of `out` from `to`; `at` counts frames over all items. */
export type FrameKernel = (x: Float64Array, from: number, out: Float64Array, to: number, at: number) => void;

/** Runs a kernel over all frames: shape `[...lead, rows, frames]`. */
export function mapFrames<T extends FloatArray>(source: FrameSource<T>, rows: number, kernel: FrameKernel): NdArray<T> {
  const { items, frames } = source;
  const out = new Float64Array(items * frames * rows);
  for (let item = 0; item < items; item++) source.each(item, (x, from, at) => kernel(x, from, out, at * rows, at));
  source.refuseNonFinite(out);
  return timeMajor(source.round(out), source.lead, rows, frames);
}
