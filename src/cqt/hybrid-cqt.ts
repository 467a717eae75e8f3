/**
 * The hybrid constant-Q transform.
 * @module
 */
import { exp2 } from '../core/math.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { C1 } from '../filterbank/cq-to-chroma.js';
import { powerOfTwoFor } from '../filterbank/wavelet.js';
import { designBands } from './bands.js';
import { CONSTANT_Q, CQT_DEFAULTS, type CqtOptions } from './cqt-options.js';
import { planVqt, type VqtDesign } from './plan-vqt.js';
import { pseudoInto } from './pseudo.js';
import { magnitudesOf } from './pseudo-cqt.js';
import { createRunner } from './run-vqt.js';

/**
 * The hybrid constant-Q transform: magnitudes of {@link cqt} for the filters that are longer than two hops, of {@link pseudoCqt} for the
 * others, which hop over part of the signal.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link CqtOptions}; `sampleRate` must be known.
 * @returns Magnitudes, shape `[...channels, nBins, frames]`, `frames = 1 + floor(samples / hopLength)`.
 * @throws {@link ParameterError} if an option is unknown or out of range, the highest filter ends above half the sample rate, or a sample
 * is not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * hybridCqt(y, { sampleRate: 22050 }).shape; // [84, 44]
 * ```
 * @see librosa 0.11 `hybrid_cqt`.
 */
export function hybridCqt<T extends FloatArray>(y: SignalInput<T>, options?: CqtOptions): NdArray<T> {
  const o = { ...readOptions('hybridCqt', options, CQT_DEFAULTS), ...CONSTANT_Q };
  return magnitudesOf(y, o, 'hybridCqt', (out, from, x, frames, design) => hybridInto(out, from, x, frames, design, 'hybridCqt'));
}

/** Magnitudes of a channel, from `out[from]` on, frame after frame. */
export function hybridInto(out: Float64Array, from: number, x: FloatArray, frames: number, design: VqtDesign, caller: string): void {
  const { nBins, hopLength, fmin, tuning, binsPerOctave } = design;
  const { freqs, lengths } = designBands(design, caller);
  const short = lengths.filter((length) => powerOfTwoFor(length) < 2 * hopLength).length;
  const long = nBins - short;
  if (short > 0) {
    pseudoInto(out, from + long, nBins, x, frames, { ...design, fmin: freqs[long]!, tuning: 0, nBins: short }, caller);
  }
  if (long === 0) return;
  const low = { ...design, fmin: (fmin ?? C1) * exp2(tuning / binsPerOctave), tuning: 0, nBins: long };
  createRunner(planVqt(low, caller))(x, frames, (row, count, first, t) => {
    for (let i = 0; i < count; i++) {
      const re = row[2 * i]!;
      const im = row[2 * i + 1]!;
      const square = re * re + im * im;
      out[from + t * nBins + first + i] = square > 1e-280 && square < Infinity ? Math.sqrt(square) : Math.hypot(re, im);
    }
  });
}
