/**
 * A signal from constant-Q magnitudes.
 * @module
 */
import { cosTurns, sinTurns } from '../core/math.js';
import { type NdArray } from '../core/nd.js';
import { expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { createRandom } from '../core/random.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { expectNonNegative, readFeatures } from '../core/features.js';
import { type StftPadMode } from '../stft/framing.js';
import { CQT_DEFAULTS } from './cqt-options.js';
import { ICQT_DEFAULTS, type IcqtOptions, inverseDesign, synthesize } from './icqt.js';
import { planInverse } from './plan-inverse.js';
import { planVqt } from './plan-vqt.js';
import { createInverse } from './run-inverse.js';
import { createRunner } from './run-vqt.js';

/** Options of {@link griffinLimCqt}. */
export interface GriffinLimCqtOptions extends Omit<IcqtOptions, 'nIter' | 'compat'> {
  /** Rounds, >= 0. @defaultValue `32` */
  nIter?: number | undefined;
  /** How far each round goes on in the direction of the last, >= 0; above 1 it may not settle. @defaultValue `0.99` */
  momentum?: number | undefined;
  /** Phases to begin with: `'random'`, or `null` for zero. @defaultValue `'random'` */
  init?: 'random' | null | undefined;
  /** Seed of the random phases, an integer in [0, 2^32). @defaultValue `0` */
  seed?: number | undefined;
  /** What lies outside the signal. @defaultValue `'constant'` */
  padMode?: StftPadMode | undefined;
}

const DEFAULTS = {
  ...ICQT_DEFAULTS,
  nIter: 32,
  momentum: 0.99,
  init: 'random' as 'random' | null,
  seed: 0,
  padMode: CQT_DEFAULTS.padMode,
};

/**
 * Finds a signal whose constant-Q magnitudes are near to those given: phases are guessed, then taken again and again from the transform of
 * the signal that they make.
 *
 * @param C - Magnitudes, shape `[...channels, bins, frames]`, all >= 0.
 * @param options - {@link GriffinLimCqtOptions}; `sampleRate` must be given.
 * @returns Signal: `[samples]` as a typed array, or an ndarray `[...channels, samples]`, with the precision of `C`; see {@link icqt}. The same
 * seed gives the same signal.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 8000, duration: 0.5 });
 * const options = { sampleRate: 8000, fmin: 220, hopLength: 64 };
 * const C = hybridCqt(y, { ...options, nBins: 24 });
 * griffinLimCqt(C, { ...options, nIter: 4, length: 4000 }).length; // 4000
 * ```
 * @see librosa 0.11 `griffinlim_cqt`, which draws other random numbers and keeps phases in single precision. N. Perraudin, P. Balazs and
 * P. L. Søndergaard, "A fast Griffin-Lim algorithm", WASPAA 2013.
 */
export function griffinLimCqt<T extends FloatArray>(C: NdArray<T>, options: GriffinLimCqtOptions): T | NdArray<T> {
  const caller = 'griffinLimCqt';
  const o = readOptions(caller, options, DEFAULTS);
  expectInteger(o.nIter, caller, 'nIter', 0);
  expectFinite(o.momentum, caller, 'momentum', 0);
  expectOneOf(o.init, caller, 'init', ['random', null]);
  expectInteger(o.seed, caller, 'seed', 0, 2 ** 32 - 1);
  const features = readFeatures(C, caller, 'C');
  expectNonNegative(features, caller, 'C');
  const { items, bins, frames, data } = features;
  const design = { ...inverseDesign(o, bins, false, caller), padMode: o.padMode };
  const invert = createInverse(planInverse(design, caller));
  const run = createRunner(planVqt(design, caller));
  const random = createRandom(o.seed);
  const samples = frames === 1 ? (o.length ?? 1) : o.hopLength * (frames - 1); // as many as give `frames` frames again
  const size = frames * bins;
  const all = new Float64Array(items * size * 2);
  const rebuilt = new Float64Array(2 * size);
  const before = new Float64Array(2 * size);
  const share = o.momentum / (1 + o.momentum);
  for (let item = 0; item < items; item++) {
    const magnitudes = data.subarray(item * size, (item + 1) * size);
    const values = all.subarray(item * size * 2, (item + 1) * size * 2);
    for (let i = 0; i < size; i++) {
      const turns = o.init === null ? 0 : random.uniform();
      values[2 * i] = magnitudes[i]! * cosTurns(turns);
      values[2 * i + 1] = magnitudes[i]! * sinTurns(turns);
    }
    before.fill(0);
    for (let n = 0; n < o.nIter; n++) {
      run(invert(values, frames, samples), frames, (row, count, first, t) => {
        for (let i = 0; i < 2 * count; i++) rebuilt[2 * (t * bins + first) + i] = row[i]!;
      });
      turn(values, magnitudes, rebuilt, before, share);
      before.set(rebuilt);
    }
  }
  return synthesize({ ...features, data: roundLike(data, all) }, design, o.length, 0, caller);
}

/** The magnitudes with the phases of `rebuilt - share * before`. */
function turn(values: Float64Array, magnitudes: FloatArray, rebuilt: Float64Array, before: Float64Array, share: number): void {
  for (let i = 0; i < magnitudes.length; i++) {
    const re = rebuilt[2 * i]! - share * before[2 * i]!;
    const im = rebuilt[2 * i + 1]! - share * before[2 * i + 1]!;
    const gain = magnitudes[i]! / (Math.hypot(re, im) + 2 ** -126);
    values[2 * i] = gain * re;
    values[2 * i + 1] = gain * im;
  }
}
