/**
 * Spectra of all frames of a channel, for those who want nothing else.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { planForward } from '../fft/real-forward.js';
import { planFrameSpectrum } from './frame-spectrum.js';
import { createMeter, setAffineOf } from './normalization.js';

/** What {@link eachSpectrum} needs to know. */
export interface ShortFrames {
  window: number;
  step: number;
  compat: boolean;
  /** Sample at which the first frame begins. */
  first: number;
  frames: number;
}

/** Magnitudes and their squares. */
type Visitor = (magnitude: Float64Array, power: Float64Array, t: number) => void;

/** Visits the spectra of frames, normalised by the whole signal. A frame that reaches beyond the end is what there is of it. */
export function eachSpectrum(y: FloatArray, settings: ShortFrames, visit: Visitor): void {
  const { window, step, compat, first, frames } = settings;
  const affine = new Float64Array(3);
  const meter = createMeter();
  meter.measure(y);
  setAffineOf(affine, meter, compat);
  const spectrum = planFrameSpectrum(window, compat);
  const { magnitude, power } = spectrum;
  for (let t = 0; t < frames; t++) {
    const from = first + t * step;
    if (from + window <= y.length) {
      spectrum.load(y, from, affine);
      spectrum.transform();
    } else cutSpectrum(magnitude, power, y, from, affine);
    visit(magnitude, power, t);
  }
}

/** The first bins of the shorter transform of what is left, also those above half the rate, which mirror others. */
function cutSpectrum(magnitude: Float64Array, power: Float64Array, y: FloatArray, from: number, affine: Float64Array): void {
  const size = y.length - from;
  const fft = planForward(size);
  const frame = Float64Array.from({ length: size }, (_, n) => (y[from + n]! * affine[0]! - affine[1]!) / affine[2]!);
  const squares = new Float64Array((size >> 1) + 1);
  fft.power(squares, frame, new Float64Array(fft.scratchLength));
  for (let k = 0; k < magnitude.length; k++) {
    magnitude[k] = Math.sqrt(squares[Math.min(k, size - k)]!) / magnitude.length;
    power[k] = magnitude[k]! ** 2;
  }
}
