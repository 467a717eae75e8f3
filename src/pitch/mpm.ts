/**
 * Pitch by McLeod's method.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFinite, expectPositive, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type NdArray } from '../core/nd.js';
import { createClarity } from './clarity.js';
import { countPitchFrames, eachPitchFrame, framewise } from './pitch-frames.js';
import { PITCH_DEFAULTS, type PitchOptions, resolveRange } from './pitch-range.js';

/** Options of {@link mpm}. */
export interface MpmOptions extends PitchOptions {
  /** The first peak that reaches this share of the highest is the period, in (0, 1]: McLeod's k. @defaultValue `0.9` */
  peakThreshold?: number | undefined;
  /** Frames less clear than this are unvoiced, in [0, 1]. @defaultValue `0.5` */
  clarityThreshold?: number | undefined;
  /** Pitch of unvoiced frames, Hz or NaN; `null`: the best guess, 0 if there is none. @defaultValue `NaN` */
  fillNa?: number | null | undefined;
}

/** What {@link mpm} finds: arrays of `frames` values for one channel, else ndarrays of shape `[...channels, frames]`. */
export interface Mpm<F, V> {
  /** Pitch, Hz; `fillNa` where a frame is unvoiced. */
  readonly f0: F;
  /** 1 where a frame is voiced, else 0. */
  readonly voicedFlag: V;
  /** How much the frame is like itself one period later, in [0, 1]: 1 is periodic, 0 has no period in the range. */
  readonly clarity: F;
}

/**
 * Estimates the pitch of each frame as McLeod and Wyvill do: `n(k) = 2 sum_n y[n] y[n + k] / sum_n (y[n]^2 + y[n + k]^2)` is 1 where the frame is like
 * itself k samples later. Between each rise and fall through 0 the highest peak counts; the period is the first one that reaches `peakThreshold` of
 * the highest of these, its height is the clarity. Each frame stands alone: no look at its neighbours, no model. The mean of a frame is taken
 * off first, and peaks are found between samples by band-limited interpolation.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link MpmOptions}; `fmin` and `fmax` must be given.
 * @returns `{ f0, voicedFlag, clarity }`, one value a frame, in the precision of `y`; the flags are a Uint8Array.
 * `frames = 1 + floor((samples + 2 floor(frameLength / 2) - frameLength) / hopLength)` for centred frames and
 * `1 + floor((samples - frameLength) / hopLength)` otherwise. Unvoiced frames have the pitch NaN unless `fillNa` says another number; nothing else is
 * ever NaN. Look-ahead: `ceil(frameLength / 2) - 1` samples behind the centre of a frame.
 * @throws {@link ParameterError} if an option is missing, unknown or out of range, two periods of `fmin` do not fit into a frame, a sample is not
 * finite, or `y` is shorter than a frame that is not centred.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const { f0, clarity } = mpm(y, { sampleRate: 22050, fmin: 65, fmax: 2093 });
 * f0[20]!.toFixed(1); // '440.0'
 * clarity[20]!.toFixed(2); // '1.00'
 * ```
 * @see P. McLeod, G. Wyvill, "A smarter way to find pitch", 2005.
 */
export function mpm<T extends FloatArray>(y: T, options: MpmOptions): Mpm<T, Uint8Array>;
export function mpm<T extends FloatArray>(y: SignalInput<T>, options: MpmOptions): Mpm<T | NdArray<T>, Uint8Array | NdArray<Uint8Array>>;
export function mpm<T extends FloatArray>(y: SignalInput<T>, options: MpmOptions): Mpm<T | NdArray<T>, Uint8Array | NdArray<Uint8Array>> {
  const defaults = { ...PITCH_DEFAULTS, peakThreshold: 0.9, clarityThreshold: 0.5, fillNa: NaN as number | null };
  const o = readOptions('mpm', options, defaults);
  const { peakThreshold, clarityThreshold, fillNa } = o;
  expectPositive(peakThreshold, 'mpm', 'peakThreshold');
  if (peakThreshold > 1) throw new ParameterError('mpm', 'peakThreshold', `must be <= 1, got ${peakThreshold}`);
  expectFinite(clarityThreshold, 'mpm', 'clarityThreshold', 0, 1);
  if (fillNa !== null && !Number.isNaN(fillNa)) expectFinite(fillNa, 'mpm', 'fillNa');
  const signal = readSignal(y, 'mpm');
  const range = resolveRange(o, resolveSampleRate(signal.sampleRate, o.sampleRate, 'mpm'), false, 'mpm');
  const frames = countPitchFrames(range, signal.length, 'mpm');
  const f0 = new Float64Array(signal.channels.length * frames);
  const voicedFlag = new Uint8Array(f0.length);
  const clarity = new Float64Array(f0.length);
  const kernel = createClarity(range, peakThreshold);
  eachPitchFrame(signal, range, 'mpm', (x, from, channel, t) => {
    const at = channel * frames + t;
    kernel.find(x, from);
    const period = kernel.found[0]!;
    clarity[at] = kernel.found[1]!;
    const voiced = period > 0 && clarity[at] >= clarityThreshold;
    voicedFlag[at] = Number(voiced);
    f0[at] = voiced || fillNa === null ? (period > 0 ? range.sampleRate / period : 0) : fillNa;
    return kernel.found[2]!;
  });
  const like = signal.channels[0]!;
  return {
    f0: framewise(roundLike(like, f0), signal.lead, frames),
    voicedFlag: framewise(voicedFlag, signal.lead, frames),
    clarity: framewise(roundLike(like, clarity), signal.lead, frames),
  };
}
