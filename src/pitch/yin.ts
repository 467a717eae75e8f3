/**
 * Pitch by YIN.
 * @module
 */
import { expectFinite, expectOneOf, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type NdArray } from '../core/nd.js';
import { createLibrosaTroughs } from './librosa-troughs.js';
import { countPitchFrames, eachPitchFrame, framewise } from './pitch-frames.js';
import { PITCH_DEFAULTS, type PitchOptions, type PitchRange, type PitchSettings, resolveRange } from './pitch-range.js';
import { createTroughs } from './troughs.js';

/** Options of {@link yin}. */
export interface YinOptions extends PitchOptions {
  /** The first lag at which a frame is more like itself than this is its period, >= 0. @defaultValue `0.1` */
  troughThreshold?: number | undefined;
  /** `'librosa'`: the numbers of librosa 0.11. @defaultValue `null` */
  compat?: 'librosa' | null | undefined;
}

/** {@link YinOptions} with defaults filled in. */
export interface YinSettings extends PitchSettings {
  troughThreshold: number;
  compat: 'librosa' | null;
}

/** Defaults of {@link YinOptions}. */
export const YIN_DEFAULTS: YinSettings = { ...PITCH_DEFAULTS, troughThreshold: 0.1, compat: null };

/**
 * Estimates the pitch of each frame as de Cheveigné and Kawahara do: the frame is compared with itself, shifted,
 * `d(k) = mean_n (y[n] - y[n + k])^2`, and the difference divided by its mean over shorter lags, `d'(k) = k d(k) / sum_(j <= k) d(j)`. The period is
 * the first trough of d' below `troughThreshold`, or the deepest if none is; where it lies between two samples is found by band-limited
 * interpolation. Every frame but a silent one gets a number, voiced or not: {@link pyin} and {@link mpm} tell which.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link YinOptions}; `fmin` and `fmax` must be given.
 * @returns Pitch in Hz, in the precision of `y`: an array of `frames` values for one channel, else an ndarray of shape `[...channels, frames]`, where
 * `frames = 1 + floor((samples + 2 floor(frameLength / 2) - frameLength) / hopLength)` for centred frames and
 * `1 + floor((samples - frameLength) / hopLength)` otherwise. 0 where the frame is silent, or constant. Periods lie in
 * `[floor(sampleRate / fmax), ceil(sampleRate / fmin)]` samples, so a pitch can be beyond `fmin` or `fmax` by less than a sample of its period.
 * Look-ahead: `ceil(frameLength / 2) - 1` samples behind the centre of a frame.
 * @throws {@link ParameterError} if an option is missing, unknown or out of range, two periods of `fmin` do not fit into a frame, a sample is not
 * finite, or `y` is shorter than a frame that is not centred.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const f0 = yin(y, { sampleRate: 22050, fmin: 65, fmax: 2093 });
 * f0.length; // 44
 * f0[20]!.toFixed(1); // '440.0'
 * ```
 * @see A. de Cheveigné, H. Kawahara, "YIN, a fundamental frequency estimator for speech and music", 2002. librosa 0.11 `yin` for
 * `compat: 'librosa'`: its difference counts what lies behind the frame as zeros, so that no trough reaches 0 and all lean to short lags (1 to
 * 2 cents sharp), a parabola takes the place of the interpolation, silence has the pitch `fmax`, and one period in a frame is enough.
 */
export function yin<T extends FloatArray>(y: T, options: YinOptions): T;
export function yin<T extends FloatArray>(y: SignalInput<T>, options: YinOptions): T | NdArray<T>;
export function yin<T extends FloatArray>(y: SignalInput<T>, options: YinOptions): T | NdArray<T> {
  const o = readOptions('yin', options, YIN_DEFAULTS);
  const signal = readSignal(y, 'yin');
  const range = resolveYin(o, resolveSampleRate(signal.sampleRate, o.sampleRate, 'yin'), 'yin');
  const frames = countPitchFrames(range, signal.length, 'yin');
  const f0 = new Float64Array(signal.channels.length * frames);
  const track = planYin(range, o);
  eachPitchFrame(signal, range, 'yin', (x, from, channel, t) => {
    track(f0, channel * frames + t, x, from);
    return f0[channel * frames + t]!;
  });
  return framewise(roundLike(signal.channels[0]!, f0), signal.lead, frames);
}

/** Checks the options. */
export function resolveYin(o: YinSettings, sampleRate: number, caller: string): PitchRange {
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
  expectFinite(o.troughThreshold, caller, 'troughThreshold', 0);
  return resolveRange(o, sampleRate, o.compat !== null, caller);
}

/** Writes the pitch of the frame that begins at `x[from]` to `out[at]`, Hz; NaN if a sample is not finite, or the energy. */
export type YinKernel = (out: Float64Array, at: number, x: Float64Array, from: number) => void;

/** Plans the kernel of {@link yin}. */
export function planYin(range: PitchRange, { troughThreshold, compat }: Pick<YinSettings, 'troughThreshold' | 'compat'>): YinKernel {
  const troughs = compat ? createLibrosaTroughs(range) : createTroughs(range);
  const { periods, heights, found } = troughs;
  const { sampleRate } = range;
  return (out, at, x, from) => {
    troughs.find(x, from, troughThreshold);
    const last = troughs.count - 1;
    const period = last >= 0 && heights[last]! < troughThreshold ? periods[last]! : found[0]!;
    out[at] = (period > 0 ? sampleRate / period : 0) + 0 * found[1]!;
  };
}
