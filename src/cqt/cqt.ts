/**
 * The constant-Q transform.
 * @module
 */
import { allFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { expectPlanArrays, expectRoom, refuseChannel } from '../stft/plan-arrays.js';
import { checkVqt } from './check-cqt.js';
import { CONSTANT_Q, CQT_DEFAULTS, type CqtOptions } from './cqt-options.js';
import { planVqt } from './plan-vqt.js';
import { countFrames, createRunner, type OctaveVisitor } from './run-vqt.js';
import { designOf, expectTuning } from './transform-signal.js';
import { complexOf } from './vqt.js';

/**
 * The constant-Q transform: filters whose lengths are a fixed number of periods, a fixed number to the octave, so that every semitone is
 * told from the next and none is told better than another.
 *
 *     C[k, t] = 1 / sqrt(N_k) sum_n y[t hopLength + n] h_k[n] e^(-2 pi i n f_k / sampleRate)
 *
 * with a window h_k of N_k samples. The octaves are computed from the highest down; between them the rate is halved.
 *
 * Frame t is centred on sample `t hopLength` and reads half the longest filter on either side: some 0.26 s at C1 with 12 bins per octave. The
 * filters between octaves trail a little beyond it.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link CqtOptions}; `sampleRate` must be known.
 * @returns Complex values, shape `[...channels, nBins, frames, 2]` with real and imaginary parts along the last axis,
 * `frames = 1 + floor(samples / hopLength)`.
 * @throws {@link ParameterError} if an option is unknown or out of range, the highest filter ends above half the sample rate (the message
 * says how many bins fit), or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const C = cqt(y, { sampleRate: 22050 });
 * C.shape; // [84, 44, 2]
 * const loudness = (k: number) => Math.hypot(C.get(k, 20, 0), C.get(k, 20, 1));
 * loudness(45) > 10 * loudness(43); // true
 * ```
 * (Bin 45 is A4, 45 semitones above C1.)
 * @see librosa 0.11 `cqt`, which has one frame more for some lengths where low bins alone are asked for. C. Schörkhuber and A. Klapuri,
 * "Constant-Q transform toolbox for music processing", SMC 2010.
 */
export function cqt<T extends FloatArray>(y: SignalInput<T>, options?: CqtOptions): NdArray<T> {
  return complexOf(y, { ...readOptions('cqt', options, CQT_DEFAULTS), ...CONSTANT_Q }, 'cqt');
}

/** A constant-Q transform that is planned once and run often. */
export interface Cqt {
  /** The options in force, defaults filled in. */
  readonly options: Readonly<CqtOptions>;
  /** Number of bins. */
  readonly bins: number;
  /** Their centre frequencies, Hz. */
  readonly frequencies: Float64Array;
  /** Number of frames of a signal: `1 + floor(samples / hopLength)`. */
  frames(samples: number): number;
  /**
   * Transforms one channel into `out`, of length `frames(y.length) * bins * 2`: frame after frame, bin after bin, real and imaginary part.
   * Allocates nothing when the signal is as long as the one before, with the default `resType`.
   */
  processInto(out: FloatArray, y: FloatArray): void;
}

/**
 * Plans a constant-Q transform: options checked and filters made once.
 *
 * @param options - {@link CqtOptions}; `sampleRate` must be given, and `tuning` cannot be `null`.
 * @returns The plan.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range.
 * @example
 * ```ts
 * const plan = createCqt({ sampleRate: 22050, nBins: 36 });
 * const out = new Float32Array(plan.frames(22050) * plan.bins * 2);
 * plan.processInto(out, new Float32Array(22050));
 * plan.frames(22050); // 44
 * plan.frequencies[12]; // 65.406
 * ```
 * @see {@link cqt}
 */
export function createCqt(options: CqtOptions): Cqt {
  const settings = readOptions('createCqt', options, CQT_DEFAULTS);
  const { sampleRate, tuning, hopLength } = settings;
  const o = { ...settings, ...CONSTANT_Q };
  const binsPerOctave = checkVqt(o, 'createCqt');
  expectSampleRate(sampleRate, 'createCqt');
  expectTuning(tuning, 'createCqt');
  const plan = planVqt(designOf(o, sampleRate, binsPerOctave, tuning), 'createCqt');
  const run = createRunner(plan);
  const width = 2 * plan.bins;
  let target: FloatArray;
  const write: OctaveVisitor = (row, count, first, t) => {
    const to = t * width + 2 * first;
    for (let i = 0; i < 2 * count; i++) target[to + i] = row[i]!;
  };
  return {
    options: Object.freeze(settings),
    bins: plan.bins,
    frequencies: plan.freqs.slice(),
    frames: (samples) => countFrames(samples, hopLength),
    processInto(out, y) {
      expectPlanArrays(out, y, 'Cqt.processInto');
      const frames = countFrames(y.length, hopLength);
      expectRoom(out, width, frames, 'Cqt.processInto');
      if (!allFinite(y)) refuseChannel(y, 'Cqt.processInto');
      target = out;
      run(y, frames, write);
      if (!allFinite(out)) refuseChannel(y, 'Cqt.processInto');
    },
  };
}
