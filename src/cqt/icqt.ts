/**
 * The inverse constant-Q transform.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { arrayLike, type FloatArray, widen } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { type ComplexFeatures, readComplex } from '../stft/complex-input.js';
import { checkVqt } from './check-cqt.js';
import { CONSTANT_Q, type ConstantQOptions, CQT_DEFAULTS, type CqtResampleType, type VqtSettings } from './cqt-options.js';
import { type InverseDesign, planInverse } from './plan-inverse.js';
import { planVqt } from './plan-vqt.js';
import { refine } from './refine.js';
import { createInverse } from './run-inverse.js';
import { designOf, expectTuning } from './transform-signal.js';

/** Options of {@link icqt}: those that the values were made with. */
export interface IcqtOptions extends ConstantQOptions {
  /** Samples per second, Hz. Must be given. */
  sampleRate: number;
  /** Deviation from A440, in bins; never estimated. @defaultValue `0` */
  tuning?: number | undefined;
  /** How the rate is doubled. @defaultValue `'soxr_hq'` */
  resType?: CqtResampleType | undefined;
  /** Samples of the result, >= 1: cut, or filled with zeros. @defaultValue `hopLength (frames - 1)` */
  length?: number | null | undefined;
  /**
   * Corrections, >= 0: each transforms the result, and inverts what is missing from the values. One costs about three inverses.
   * @defaultValue `0`
   */
  nIter?: number | undefined;
  /**
   * `'librosa'` counts octaves from the lowest bin, so that the second highest is computed at a rate that is too low for it when the
   * highest is not whole. @defaultValue `null`
   */
  compat?: 'librosa' | null | undefined;
}

/** {@link IcqtOptions} with defaults filled in. */
export interface IcqtSettings extends Omit<VqtSettings, 'nBins' | 'padMode' | 'onWarning' | 'intervals' | 'gamma'> {
  sampleRate: number;
  tuning: number;
  length: number | null;
}

/** The defaults of {@link IcqtOptions}. */
export const ICQT_DEFAULTS: IcqtSettings = {
  sampleRate: undefined as unknown as number,
  hopLength: CQT_DEFAULTS.hopLength,
  fmin: CQT_DEFAULTS.fmin,
  binsPerOctave: CQT_DEFAULTS.binsPerOctave,
  tuning: 0,
  filterScale: CQT_DEFAULTS.filterScale,
  norm: CQT_DEFAULTS.norm,
  sparsity: CQT_DEFAULTS.sparsity,
  window: CQT_DEFAULTS.window,
  scale: CQT_DEFAULTS.scale,
  resType: CQT_DEFAULTS.resType,
  length: null,
};

/**
 * A signal from its constant-Q transform: each value puts its filter back, and frames that overlap are averaged.
 *
 * Filters overlap unevenly, so it is no exact inverse: what lies within their range comes back 20 to 40 dB above the error where
 * `hopLength` is below half the shortest filter. One of `nIter` corrections brings 40 to 60 dB, two 55 to 75. They never make the
 * values of the result differ more from those given. Longer hops leave gaps between the high notes, which nothing brings back.
 *
 * @param C - Complex values, shape `[...channels, bins, frames, 2]`, as {@link cqt} returns them.
 * @param options - {@link IcqtOptions}; `sampleRate` must be given.
 * @returns Signal: `[samples]` as a typed array, or an ndarray `[...channels, samples]`, with the precision of `C`.
 * Without corrections, samples from `hopLength (frames - 1)` on are 0, unless there is but one frame.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, the bins end above half the sample rate, or a value is
 * not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const options = { sampleRate: 22050, hopLength: 64, binsPerOctave: 24 };
 * const C = cqt(y, { ...options, nBins: 168 });
 * const z = icqt(C, { ...options, length: y.length });
 * Math.abs(z[11025]! - y[11025]!) < 0.01; // true
 * ```
 * @see librosa 0.11 `icqt`; C. Schörkhuber and A. Klapuri, SMC 2010.
 */
export function icqt<T extends FloatArray>(C: NdArray<T>, options: IcqtOptions): T | NdArray<T> {
  const o = readOptions('icqt', options, { ...ICQT_DEFAULTS, nIter: 0, compat: null as 'librosa' | null });
  expectInteger(o.nIter, 'icqt', 'nIter', 0);
  expectOneOf(o.compat, 'icqt', 'compat', ['librosa', null]);
  const values = readComplex(C, 'icqt', 'C');
  const design = inverseDesign(o, values.bins, o.compat === 'librosa', 'icqt');
  return synthesize(values, design, o.length, o.nIter, 'icqt');
}

/** Checks the settings of an inverse. */
export function inverseDesign(o: IcqtSettings, nBins: number, fromLowest: boolean, caller: string): InverseDesign {
  expectTuning(o.tuning, caller);
  const settings: VqtSettings = { ...CQT_DEFAULTS, ...o, nBins, ...CONSTANT_Q };
  const binsPerOctave = checkVqt(settings, caller);
  expectSampleRate(o.sampleRate, caller);
  if (o.length !== null) expectInteger(o.length, caller, 'length', 1);
  return { ...designOf(settings, o.sampleRate, binsPerOctave, o.tuning), fromLowest };
}

/** Signals of all channels. */
export function synthesize<T extends FloatArray>(
  { lead, items, bins, frames, data }: ComplexFeatures<T>,
  design: InverseDesign,
  length: number | null,
  nIter: number,
  caller: string,
): T | NdArray<T> {
  const plan = planInverse(design, caller);
  const { hopLength, longest } = plan;
  const used = length === null ? frames : Math.min(frames, Math.ceil((length + longest) / hopLength));
  const samples = length ?? hopLength * (frames - 1);
  if (samples === 0) throw new ParameterError(caller, 'length', 'must be given for a single frame, which ends where the signal begins');
  const reach = used === 1 || nIter > 0 ? Math.max(samples, hopLength * (used - 1)) : hopLength * (used - 1);
  const run = createInverse(plan);
  const out = arrayLike(data, items * samples);
  for (let item = 0; item < items; item++) {
    const from = item * frames * bins * 2;
    const values = widen(data.subarray(from, from + used * bins * 2));
    const inverse = (v: Float64Array): Float64Array => run(v, used, reach);
    const y = nIter === 0 ? inverse(values) : refine(values, used, inverse, planVqt({ ...design, nBins: bins }, caller), nIter);
    out.set(y.subarray(0, samples), item * samples);
  }
  refuseNonFinite(out, [data], caller, 'C');
  return lead.length === 0 ? out : nd(out, [...lead, samples]);
}
