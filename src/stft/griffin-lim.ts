/**
 * Phases for a spectrogram that has none.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectNonNegative, readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { cosTurns, sinTurns } from '../core/math.js';
import { createRandom } from '../core/random.js';
import { arrayLike, type FloatArray, widen } from '../core/types.js';
import { countFrames, type Framing, resolveFraming, STFT_DEFAULTS, type StftOptions } from './framing.js';
import { type Spectra, spectraOf } from './spectra.js';
import { resolveNFft } from './spectrogram-origin.js';
import { planSynthesis, resolveLength, type Synthesis } from './synthesis.js';

/** Options of {@link griffinLim}: the framing the spectrogram was made with, and how to search. */
export interface GriffinLimOptions extends Omit<StftOptions, 'nFft'> {
  /** Rounds, >= 0. @defaultValue `32` */
  nIter?: number | undefined;
  /** Length of a frame: `2 (bins - 1)` or `2 bins - 1`, samples. @defaultValue `2 (bins - 1)` */
  nFft?: number | null | undefined;
  /** Samples of the result: those of the signal behind the spectrogram. @defaultValue as far as the frames reach */
  length?: number | null | undefined;
  /** How far each round leans on the one before, >= 0: 0 is the method of 1984; beyond 1 it may not settle. @defaultValue `0.99` */
  momentum?: number | undefined;
  /** Phases to begin with: drawn at random, or `null` for all zero. @defaultValue `'random'` */
  init?: 'random' | null | undefined;
  /** Seed of the random phases, integer in [0, 2^32). @defaultValue `0` */
  seed?: number | undefined;
}

const DEFAULTS = {
  ...STFT_DEFAULTS,
  nFft: null as number | null,
  nIter: 32,
  length: null as number | null,
  momentum: 0.99,
  init: 'random' as 'random' | null,
  seed: 0,
};

/**
 * A signal whose magnitude spectrogram is near `S`, by the fast Griffin-Lim algorithm: transform back, transform forth, keep the phases and
 * put the magnitudes right, again and again.
 *
 * @param S - Magnitude spectrogram, shape `[...channels, bins, frames]`, all values >= 0.
 * @param options - {@link GriffinLimOptions}.
 * @returns Signal: `[samples]` as a typed array, or an ndarray `[...channels, samples]`, with the precision of `S`; `samples` as in `istft`.
 * Every channel begins with the same phases, so that a batch equals a loop over its items.
 * @throws {@link ParameterError} if an option is unknown or out of range, a value is negative or not finite, or a signal of `length` samples
 * has another number of frames.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 8000, duration: 0.5 });
 * const guess = griffinLim(spectrogram(y, { nFft: 512 }), { length: 4000 });
 * guess.length; // 4000
 * griffinLim(spectrogram(y, { nFft: 512 }), { length: 4000, seed: 0 })[99] === guess[99]; // true
 * ```
 * @see librosa 0.11 `griffinlim`: same numbers for `init: null`; random phases are ours. N. Perraudin, P. Balazs, P. L. Søndergaard,
 * "A fast Griffin-Lim algorithm", WASPAA 2013; D. W. Griffin and J. S. Lim, IEEE Trans. ASSP 32 (1984).
 */
export function griffinLim<T extends FloatArray>(S: NdArray<T>, options?: GriffinLimOptions): T | NdArray<T> {
  const caller = 'griffinLim';
  const o = readOptions(caller, options, DEFAULTS);
  expectInteger(o.nIter, caller, 'nIter', 0);
  expectFinite(o.momentum, caller, 'momentum', 0);
  expectOneOf(o.init, caller, 'init', ['random', null]);
  expectInteger(o.seed, caller, 'seed', 0, 2 ** 32 - 1);
  const features = readFeatures(S, caller);
  const { lead, items, bins, frames, data } = features;
  const framing = resolveFraming({ ...o, nFft: resolveNFft(o.nFft, bins, caller) }, caller);
  const length = resolveLength(o.length, framing, frames, caller);
  expectFrames(framing, length, frames, caller);
  expectNonNegative(features, caller);
  const spectra = spectraOf(framing, caller);
  const synthesis = planSynthesis(framing, frames, length, data.BYTES_PER_ELEMENT === 4, caller);
  const sizes = widen(data);
  const out = arrayLike(data, items * length);
  const last = new Float64Array(2 * bins * frames);
  for (let item = 0; item < items; item++) {
    const target = sizes.subarray(item * frames * bins, (item + 1) * frames * bins);
    let y = begin(target, frames, o.init === null ? undefined : o.seed, synthesis);
    let next: Float64Array = new Float64Array(length);
    last.fill(0);
    const lean = o.momentum / (1 + o.momentum);
    for (let round = 0; round < o.nIter; round++) {
      improve(next, y, target, last, lean, frames, spectra, synthesis);
      [y, next] = [next, y];
    }
    out.set(y, item * length);
  }
  refuseNonFiniteFeatures(out, features, caller);
  return lead.length === 0 ? out : nd(out, [...lead, length]);
}

/** A signal of that length must have as many frames as the spectrogram. */
function expectFrames(framing: Framing, length: number, frames: number, caller: string): void {
  const { nFft, hopLength, center } = framing;
  const least = nFft + hopLength * (frames - 1) - (center ? 2 * (nFft >> 1) : 0);
  if (length >= least && countFrames(framing, length, caller) === frames) return;
  const span = `in [${Math.max(1, least)}, ${least + hopLength - 1}]`;
  throw new ParameterError(caller, 'length', `must be ${span} for ${frames} frames, ${hopLength} samples apart, got ${length}`);
}

/** The signal of the magnitudes with the first phases. */
function begin(target: Float64Array, frames: number, seed: number | undefined, synthesis: Synthesis): Float64Array {
  const { spectrum } = synthesis;
  const bins = spectrum.length / 2;
  const random = seed === undefined ? undefined : createRandom(seed);
  const y = new Float64Array(synthesis.length);
  for (let t = 0; t < frames; t++) {
    for (let k = 0; k < bins; k++) {
      const size = target[t * bins + k]!;
      const angle = random ? random.uniform() : 0;
      spectrum[2 * k] = size * cosTurns(angle);
      spectrum[2 * k + 1] = size * sinTurns(angle);
    }
    synthesis.add(y, t);
  }
  synthesis.finish(y);
  return y;
}

/** One round: frame by frame `y` is transformed, its phases get the magnitudes `target`, and the result is added up in `next`. */
function improve(
  next: Float64Array,
  y: Float64Array,
  target: Float64Array,
  last: Float64Array,
  lean: number,
  frames: number,
  spectra: Spectra,
  synthesis: Synthesis,
): void {
  next.fill(0);
  const width = synthesis.spectrum.length;
  for (let t = 0; t < frames; t++) {
    spectra.complex(synthesis.spectrum, y, t);
    putRight(synthesis.spectrum, target, (t * width) / 2, last, t * width, lean);
    synthesis.add(next, t);
  }
  synthesis.finish(next);
}

/** X to target Z / |Z| with Z = X - lean (X of the round before), which is kept in `last`. */
function putRight(x: Float64Array, target: Float64Array, at: number, last: Float64Array, from: number, lean: number): void {
  for (let i = 0; i < x.length; i += 2) {
    const re = x[i]!;
    const im = x[i + 1]!;
    const zr = re - lean * last[from + i]!;
    const zi = im - lean * last[from + i + 1]!;
    last[from + i] = re;
    last[from + i + 1] = im;
    const square = zr * zr + zi * zi;
    const size = square > 1e-280 && square < Infinity ? Math.sqrt(square) : Math.hypot(zr, zi);
    const gain = size > 0 ? target[at + (i >> 1)]! / size : 0;
    x[i] = gain * zr;
    x[i + 1] = gain * zi;
  }
}
