/**
 * The spectrum of a frame: no window, no zeros behind it.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { planForward } from '../fft/real-forward.js';

/** Frames and their spectra; calls allocate nothing. */
export interface FrameSpectrum {
  readonly bins: number;
  /** The samples of the last frame, normalised. */
  readonly frame: Float64Array;
  /** Magnitudes of the last frame: a sine on a bin has its amplitude. */
  readonly magnitude: Float64Array;
  /** Their squares. */
  readonly power: Float64Array;
  /** Reads the frame that begins at `from`: `x = (y scale - offset) / divisor`. */
  load(y: FloatArray, from: number, affine: Float64Array): void;
  /** Transforms it. */
  transform(): void;
}

/** Plans the spectra of frames of `window` samples. Under `compat` the last bin is left out. */
export function planFrameSpectrum(window: number, compat: boolean): FrameSpectrum {
  const fft = planForward(window);
  const scratch = new Float64Array(fft.scratchLength);
  const all = (window >> 1) + 1;
  const bins = compat ? window >> 1 : all;
  const scale = compat ? 1 / bins : 2 / window;
  const frame = new Float64Array(window);
  const squares = new Float64Array(all);
  const power = squares.subarray(0, bins);
  const magnitude = new Float64Array(bins);
  return {
    bins,
    frame,
    magnitude,
    power,
    load(y, from, affine) {
      if (y.BYTES_PER_ELEMENT === 4) loadSingle(frame, y as Float32Array, from, affine);
      else loadDouble(frame, y as Float64Array, from, affine);
    },
    transform() {
      fft.power(squares, frame, scratch);
      for (let k = 0; k < bins; k++) {
        const v = Math.sqrt(squares[k]!) * scale;
        magnitude[k] = v;
        power[k] = v * v;
      }
    },
  };
}

// Two of a kind: a loop that has seen both types is slower.

function loadSingle(out: Float64Array, y: Float32Array, from: number, affine: Float64Array): void {
  const scale = affine[0]!;
  const offset = affine[1]!;
  const divisor = affine[2]!;
  for (let n = 0; n < out.length; n++) out[n] = (y[from + n]! * scale - offset) / divisor;
}

function loadDouble(out: Float64Array, y: Float64Array, from: number, affine: Float64Array): void {
  const scale = affine[0]!;
  const offset = affine[1]!;
  const divisor = affine[2]!;
  for (let n = 0; n < out.length; n++) out[n] = (y[from + n]! * scale - offset) / divisor;
}
