/**
 * Spectra of windowed frames, one after another through the same memory.
 * @module
 */
import { cosRatio, exp } from '../core/math.js';
import { planReal } from '../fft/real-plan.js';
import { frameCount, HOP, LONG, samplesOf, SHORT } from './voice-input.js';

/** Frames of one length, windowed, zero-padded to a power of two, transformed. */
export interface FrameSpectra {
  /** Samples per frame. */
  readonly frameLength: number;
  /** Samples from one frame to the next. */
  readonly hopLength: number;
  readonly nFft: number;
  readonly bins: number;
  /** Hz from one bin to the next. */
  readonly binWidth: number;
  /** Number of frames of a signal. */
  frames(samples: number): number;
  /** `|X|^2` of frame `t`. The array is overwritten by the next call. */
  power(x: Float64Array, t: number): Float64Array;
  /** re, im of frame `t`. The array is overwritten by the next call. */
  complex(x: Float64Array, t: number): Float64Array;
}

/** The 20 ms frames under a symmetric Hamming window. */
export const planShort = (sampleRate: number): FrameSpectra => planSpectra(sampleRate, SHORT, hamming);

/** The 60 ms frames under a Gaussian window of standard deviation 0.4 of half its length. */
export const planLong = (sampleRate: number): FrameSpectra => planSpectra(sampleRate, LONG, gaussian);

const hamming = (n: number, last: number): number => 0.54 - 0.46 * cosRatio(n, last);

const SIGMA = 0.4;
function gaussian(n: number, last: number): number {
  const z = (2 * n - last) / (SIGMA * last);
  return exp(-0.5 * z * z);
}

function planSpectra(sampleRate: number, seconds: number, windowAt: (n: number, last: number) => number): FrameSpectra {
  const frameLength = samplesOf(seconds, sampleRate);
  const hopLength = samplesOf(HOP, sampleRate);
  let nFft = 1;
  while (nFft < frameLength) nFft *= 2;
  const bins = nFft / 2 + 1;
  const window = Float64Array.from({ length: frameLength }, (_, n) => windowAt(n, frameLength - 1));
  const kernel = planReal(nFft);
  const padded = new Float64Array(nFft);
  const power = new Float64Array(bins);
  const complex = new Float64Array(2 * bins);
  const scratch = new Float64Array(kernel.scratchLength);
  const load = (x: Float64Array, t: number): void => {
    const from = t * hopLength;
    for (let n = 0; n < frameLength; n++) padded[n] = x[from + n]! * window[n]!;
  };
  return {
    frameLength,
    hopLength,
    nFft,
    bins,
    binWidth: sampleRate / nFft,
    frames: (samples) => frameCount(samples, seconds, sampleRate),
    power(x, t) {
      load(x, t);
      kernel.power(power, padded, scratch);
      return power;
    },
    complex(x, t) {
      load(x, t);
      kernel.forward(complex, padded, scratch);
      return complex;
    },
  };
}
