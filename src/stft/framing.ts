/**
 * How a signal is cut into windowed frames: the options that every short-time transform shares.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFftSize } from '../core/expect-fft-size.js';
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { expectBoolean, expectInteger, expectOneOf } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { resolveWindow } from '../window/resolve-window.js';
import { type WindowSpec } from '../window/window-spec.js';

/** What a signal is said to be before its first and after its last sample: zeros, the last sample again, a fall to zero, or its mirror image. */
export type StftPadMode = 'constant' | 'edge' | 'linear_ramp' | 'reflect' | 'symmetric';

/** How a signal is cut into frames. */
export interface StftOptions {
  /** Length of a frame and of its FFT, samples, >= 1. Any length is fast, powers of two are fastest. @defaultValue `2048` */
  nFft?: number | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `floor(winLength / 4)` */
  hopLength?: number | null | undefined;
  /** Length of the window, samples, in [1, nFft]; it lies in the middle of the frame. @defaultValue `nFft` */
  winLength?: number | null | undefined;
  /** Name, `[name, ...parameters]`, samples or function of the length; see `getWindow`. @defaultValue `'hann'` */
  window?: WindowSpec | undefined;
  /** `true`: frame t is centred on sample `t hopLength`. `false`: it begins there. @defaultValue `true` */
  center?: boolean | undefined;
  /** What lies outside the signal, for centred frames. @defaultValue `'constant'` */
  padMode?: StftPadMode | undefined;
}

/** {@link StftOptions} with defaults filled in; `null` where another option decides. */
export interface StftSettings {
  nFft: number;
  hopLength: number | null;
  winLength: number | null;
  window: WindowSpec;
  center: boolean;
  padMode: StftPadMode;
}

/** The defaults of librosa's `stft`. */
export const STFT_DEFAULTS: StftSettings = {
  nFft: 2048,
  hopLength: null,
  winLength: null,
  window: 'hann',
  center: true,
  padMode: 'constant',
};

const PAD_MODES: readonly StftPadMode[] = ['constant', 'edge', 'linear_ramp', 'reflect', 'symmetric'];

/** {@link StftOptions} that passed all checks. */
export interface Framing {
  /** Length of a frame, samples. */
  readonly nFft: number;
  /** Samples from one frame to the next. */
  readonly hopLength: number;
  /** Length of the window, samples. */
  readonly winLength: number;
  /** The window as it was given. */
  readonly window: WindowSpec;
  /** Whether frames are centred on their samples. */
  readonly center: boolean;
  /** What lies outside the signal. */
  readonly padMode: StftPadMode;
}

/** Picks and checks the framing among the settings of a function. The window's samples are looked at by {@link sampleWindow}. */
export function resolveFraming(settings: StftSettings, caller: string): Framing {
  const { nFft, window, center, padMode } = settings;
  expectFftSize(nFft, caller, 'nFft');
  const winLength = settings.winLength ?? nFft;
  expectInteger(winLength, caller, 'winLength', 1);
  if (winLength > nFft) throw new ParameterError(caller, 'winLength', `must be <= nFft = ${nFft}, got ${winLength}`);
  const hopLength = settings.hopLength ?? Math.floor(winLength / 4);
  if (settings.hopLength === null && hopLength === 0) {
    throw new ParameterError(caller, 'hopLength', `must be given for winLength = ${winLength}, since a quarter of it is no whole sample`);
  }
  expectInteger(hopLength, caller, 'hopLength', 1);
  expectBoolean(center, caller, 'center');
  expectOneOf(padMode, caller, 'padMode', PAD_MODES);
  return { nFft, hopLength, winLength, window, center, padMode };
}

/** The window in the middle of `nFft` samples, zeros around it. */
export function sampleWindow({ nFft, winLength, window }: Framing, caller: string): Float64Array {
  const samples = new Float64Array(nFft);
  samples.set(resolveWindow(caller, window, winLength), (nFft - winLength) >> 1);
  return samples;
}

/** Frames in a signal of `length` samples. Refuses one that is too short to fill a frame that is not centred. */
export function countFrames({ nFft, hopLength, center }: Framing, length: number, caller: string): number {
  if (center) return 1 + Math.floor((length + 2 * (nFft >> 1) - nFft) / hopLength);
  if (length < nFft) {
    throw new ParameterError(caller, 'nFft', `must be <= y.length = ${length} unless frames are centred, got ${nFft}`);
  }
  return 1 + Math.floor((length - nFft) / hopLength);
}

/** First sample of frame `t`; before the signal for the first frames of a centred one. */
export const frameStart = ({ nFft, hopLength, center }: Framing, t: number): number => t * hopLength - (center ? nFft >> 1 : 0);

/** Refuses NaN and Infinity in samples that no window touches, see {@link isUnreadFinite}. All others show in the result. */
export function expectUnreadFinite(framing: Framing, channels: readonly FloatArray[], frames: number, caller: string): void {
  if (!channels.every((y) => isUnreadFinite(framing, y, frames))) refuseNonFinite(Float64Array.of(NaN), channels, caller, 'y');
}

/** Whether the samples before the first window, between windows and behind the last one are finite. */
export function isUnreadFinite(framing: Framing, y: FloatArray, frames: number): boolean {
  const { nFft, winLength, hopLength } = framing;
  if (hopLength > winLength) return allFinite(y);
  const left = (nFft - winLength) >> 1;
  const behind = frameStart(framing, frames - 1) + left + winLength;
  return allFinite(y, 0, Math.min(y.length, frameStart(framing, 0) + left)) && allFinite(y, Math.max(0, behind));
}
