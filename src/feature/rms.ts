/**
 * Root mean square.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFiniteFeatures, readFeatures } from '../core/features.js';
import { expectAllFinite, refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { type Channels, readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { type EdgeMode, type PadMode, readPadded } from '../frame/edge.js';
import { padLine } from '../frame/pad-line.js';
import { PAD_MODES, PADDING, readPadding } from '../frame/pad.js';
import { featuresSource, mapFrames } from '../stft/frame-source.js';

/** Options of {@link rms}. */
export interface RmsOptions {
  /** Samples per frame, >= 1. @defaultValue `2048` */
  frameLength?: number | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
  /** `true`: frame t is centred on sample `t hopLength`. `false`: it begins there. @defaultValue `true` */
  center?: boolean | undefined;
  /** What lies outside the signal, for centred frames. @defaultValue `'constant'` */
  padMode?: PadMode | undefined;
}

/** Options of {@link rmsFromSpectrogram}. */
export interface RmsFromSpectrogramOptions {
  /** Samples per frame behind the spectrogram: `2 (bins - 1)` or `2 bins - 1`. @defaultValue `2048` */
  frameLength?: number | undefined;
}

/** The modes that look at the whole signal. */
const WHOLE: readonly PadMode[] = ['mean', 'maximum', 'minimum', 'median'];

/** The defaults of librosa's `rms`. */
export const RMS_DEFAULTS = { frameLength: 2048, hopLength: 512, center: true, padMode: 'constant' as PadMode };

/**
 * Root mean square of each frame.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link RmsOptions}.
 * @returns Values >= 0 in the unit and precision of `y`, shape `[...channels, 1, frames]`, where
 * `frames = 1 + floor((samples + 2 floor(frameLength / 2) - frameLength) / hopLength)` for centred frames and
 * `1 + floor((samples - frameLength) / hopLength)` otherwise.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame that is
 * not centred.
 * @example
 * ```ts
 * const y = Float64Array.of(3, -3, 3, -3, 0, 0, 4, 4);
 * const levels = rms(y, { frameLength: 4, hopLength: 2, center: false });
 * levels.shape; // [1, 3]
 * levels.get(0, 0); // 3
 * ```
 * @see librosa 0.11 `feature.rms`, which answers in single precision unless told otherwise.
 */
export function rms<T extends FloatArray>(y: SignalInput<T>, options?: RmsOptions): NdArray<T> {
  const { frameLength, hopLength, center, padMode } = readOptions('rms', options, RMS_DEFAULTS);
  expectInteger(frameLength, 'rms', 'frameLength', 1);
  expectInteger(hopLength, 'rms', 'hopLength', 1);
  expectBoolean(center, 'rms', 'center');
  expectOneOf(padMode, 'rms', 'padMode', PAD_MODES);
  const input = readSignal(y, 'rms');
  const levels = rmsOfFrames(input, { frameLength, hopLength, center, padMode }, 'rms');
  return timeMajor(levels, input.lead, 1, levels.length / input.channels.length);
}

/** The same with options read: `channels` x `frames` values. */
export function rmsOfFrames<T extends FloatArray>({ channels, length }: Channels<T>, o: typeof RMS_DEFAULTS, caller: string): T {
  const { frameLength, hopLength, padMode } = o;
  const outside = o.center ? frameLength >> 1 : 0;
  const frames = 1 + Math.floor((length + 2 * outside - frameLength) / hopLength);
  if (frames < 1) {
    throw new ParameterError(caller, 'frameLength', `must be <= y.length = ${length} unless frames are centred, got ${frameLength}`);
  }
  const [whole, rest] = [Math.floor(frameLength / hopLength), frameLength % hopLength];
  const out = new Float64Array(channels.length * frames);
  const blocks = new Float64Array(whole && frames + whole - 1);
  const piece = new Float64Array(Math.min(frameLength, hopLength));
  for (const [c, samples] of channels.entries()) {
    const [x, before] = WHOLE.includes(padMode) ? [padBoth(widen(samples), outside, padMode), outside] : [widen(samples), 0];
    const sum = (at: number, size: number): number => {
      const from = at - outside + before;
      if (from >= 0 && from + size <= x.length) return sumOfSquares(x, from, size);
      const part = piece.subarray(0, size);
      readPadded(part, x, from, padMode as EdgeMode, outside);
      return sumOfSquares(part, 0, size);
    };
    for (let k = 0; k < blocks.length; k++) blocks[k] = sum(k * hopLength, hopLength);
    for (let t = 0; t < frames; t++) {
      const last = rest > 0 ? sum((t + whole) * hopLength, rest) : 0;
      out[c * frames + t] = Math.sqrt((sumOf(blocks, t, whole) + last) / frameLength);
    }
  }
  refuseNonFinite(out, channels, caller, 'y');
  const readTo = (frames - 1) * hopLength + frameLength - outside;
  for (const samples of channels) if (hopLength > frameLength || readTo < length) expectAllFinite(samples, caller, 'y');
  return roundLike(channels[0]!, out);
}

/** The signal with what lies outside, by a mode that needs all of it. */
function padBoth(x: Float64Array, outside: number, mode: PadMode): Float64Array {
  const padded = new Float64Array(x.length + 2 * outside);
  padLine(padded, x, outside, outside, readPadding({ ...PADDING, mode }, 'rms'));
  return padded;
}

/**
 * Writes the root mean square of one frame at a time, to the bit what {@link rms} says: the squares are summed by blocks of a hop, which
 * frames that overlap share, and what is left of the frame.
 */
export function createFrameLevel(frameLength: number, hopLength: number): (out: Float64Array, x: Float64Array) => void {
  const [whole, rest] = [Math.floor(frameLength / hopLength), frameLength % hopLength];
  const blocks = new Float64Array(whole + 1);
  return (out, x) => {
    for (let k = 0; k <= whole; k++) blocks[k] = sumOfSquares(x, k * hopLength, k < whole ? hopLength : rest);
    out[0] = Math.sqrt((sumOf(blocks, 0, whole) + blocks[whole]!) / frameLength); // a number that a closure returns is allocated
  };
}

/** Four sums at once, since an addition must wait for the one before it. */
function sumOfSquares(x: Float64Array, from: number, length: number): number {
  let a = 0; // one by one: an array that is taken apart is allocated
  let b = 0;
  let c = 0;
  let d = 0;
  const end = from + length;
  let n = from;
  for (; n + 3 < end; n += 4) {
    a += x[n]! * x[n]!;
    b += x[n + 1]! * x[n + 1]!;
    c += x[n + 2]! * x[n + 2]!;
    d += x[n + 3]! * x[n + 3]!;
  }
  for (; n < end; n++) a += x[n]! * x[n]!;
  return a + b + (c + d);
}

/** The same without squares. */
function sumOf(x: Float64Array, from: number, length: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const end = from + length;
  let n = from;
  for (; n + 3 < end; n += 4) {
    a += x[n]!;
    b += x[n + 1]!;
    c += x[n + 2]!;
    d += x[n + 3]!;
  }
  for (; n < end; n++) a += x[n]!;
  return a + b + (c + d);
}

/**
 * Root mean square of each frame from its magnitude spectrum, by Parseval's theorem: `sqrt(2 sum_k' |S[k]|^2) / frameLength`, where DC and
 * the bin at half the sample rate count half. Equals {@link rms} for a rectangular window.
 *
 * @param S - Magnitude spectrogram, shape `[...channels, bins, frames]`.
 * @param options - {@link RmsFromSpectrogramOptions}.
 * @returns Values >= 0, shape `[...channels, 1, frames]`.
 * @throws {@link ParameterError} if `frameLength` does not fit the bins, an option is unknown, or a value is not finite.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(4, 0, 0), shape: [3, 1], stride: [1, 3], offset: 0 } as NdArray<Float64Array>;
 * rmsFromSpectrogram(S, { frameLength: 4 }).get(0, 0); // 1
 * ```
 * @see librosa 0.11 `feature.rms(S=)`.
 */
export function rmsFromSpectrogram<T extends FloatArray>(S: NdArray<T>, options?: RmsFromSpectrogramOptions): NdArray<T> {
  const caller = 'rmsFromSpectrogram';
  const { frameLength } = readOptions(caller, options, { frameLength: 2048 });
  const features = readFeatures(S, caller);
  const { bins } = features;
  expectInteger(frameLength, caller, 'frameLength', 1);
  if (Math.floor(frameLength / 2) + 1 !== bins) {
    const fitting = bins === 1 ? '1' : `${2 * bins - 2} or ${2 * bins - 1}`;
    throw new ParameterError(caller, 'frameLength', `must be ${fitting} for a spectrogram of ${bins} bins, got ${frameLength}`);
  }
  expectFiniteFeatures(features, caller);
  const halves = frameLength % 2 === 0 ? 0.5 : 1;
  return mapFrames(featuresSource(features, caller), 1, (x, from, out, to) => {
    const end = from + bins - 1;
    let sum = 0.5 * x[from]! * x[from]!;
    for (let k = from + 1; k < end; k++) sum += x[k]! * x[k]!;
    if (bins > 1) sum += halves * x[end]! * x[end]!;
    out[to] = Math.sqrt(2 * sum) / frameLength;
  });
}
