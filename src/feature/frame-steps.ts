/**
 * What dialects do to samples before the window: to the whole signal first, then to each frame. The kernels only fill memory, so that whatever
 * transforms frames, in double precision or on SIMD, can stand behind them.
 * @module
 */
import { createRandom } from '../core/random.js';
import { type FloatArray } from '../core/types.js';
import { readPadded } from '../frame/edge.js';
import { type StftPadMode } from '../stft/framing.js';

/** What the sample before the first one is: nothing (`'keep'`), the first one again, or what continues the first slope. */
export type PreemphasisStart = 'keep' | 'repeat' | 'extrapolate';

/** Whether a step works on the signal or on each frame by itself. */
export type StepPlace = 'signal' | 'frame';

/** The steps, checked. */
export interface StepSettings {
  readonly scale: number;
  readonly normalizeSignal: boolean;
  readonly dither: number;
  readonly ditherOn: StepPlace;
  readonly seed: number;
  readonly removeDc: boolean;
  readonly preemphasis: number;
  readonly preemphasisOn: StepPlace;
  readonly preemphasisStart: PreemphasisStart;
}

/** The steps on the whole signal: `out` becomes the `y.length` samples that frames are cut from. */
export function prepareSignal(out: Float64Array, y: FloatArray, settings: StepSettings): void {
  const { scale, normalizeSignal, dither, ditherOn, seed, preemphasis, preemphasisOn, preemphasisStart } = settings;
  const x = out.subarray(0, y.length);
  x.set(y);
  if (scale !== 1) for (let n = 0; n < x.length; n++) x[n]! *= scale;
  if (normalizeSignal) normalize(x);
  if (ditherOn === 'signal') addNoise(x, dither, seed);
  if (preemphasisOn === 'signal') emphasizeInPlace(x, preemphasis, preemphasisStart);
}

/** The steps on a frame that lies in `frame`. Returns its energy before pre-emphasis. */
export function prepareFrame(frame: Float64Array, settings: StepSettings, t: number): number {
  const { dither, ditherOn, seed, removeDc, preemphasis, preemphasisOn, preemphasisStart } = settings;
  if (ditherOn === 'frame') addNoise(frame, dither, Math.imul(seed + 1, 0x85ebca6b) + t);
  const energy = shiftBy(frame, removeDc ? meanOf(frame) : 0);
  if (preemphasisOn === 'frame') emphasizeInPlace(frame, preemphasis, preemphasisStart);
  return energy;
}

/** Samples `x[start]`, `x[start + 1]`, ... of a prepared signal, also those outside it. */
export function cutFrame(frame: Float64Array, x: Float64Array, start: number, padMode: StftPadMode): void {
  if (start >= 0 && start + frame.length <= x.length) {
    for (let n = 0; n < frame.length; n++) frame[n] = x[start + n]!; // shorter than a view and its copy, for frames
  } else readPadded(frame, x, start, padMode);
}

/** Sum of squares. Four sums, here and below: an addition takes as long as four of them begin. */
export function energyOf(x: Float64Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let n = 0;
  for (; n + 4 <= x.length; n += 4) {
    a += x[n]! * x[n]!;
    b += x[n + 1]! * x[n + 1]!;
    c += x[n + 2]! * x[n + 2]!;
    d += x[n + 3]! * x[n + 3]!;
  }
  for (; n < x.length; n++) a += x[n]! * x[n]!;
  return a + b + (c + d);
}

/** Takes `offset` off all samples and returns the sum of squares of what is left: in one pass, for frames are many. */
function shiftBy(x: Float64Array, offset: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let n = 0;
  for (; n + 4 <= x.length; n += 4) {
    const p = x[n]! - offset;
    const q = x[n + 1]! - offset;
    const r = x[n + 2]! - offset;
    const s = x[n + 3]! - offset;
    x[n] = p;
    x[n + 1] = q;
    x[n + 2] = r;
    x[n + 3] = s;
    a += p * p;
    b += q * q;
    c += r * r;
    d += s * s;
  }
  for (; n < x.length; n++) {
    const p = x[n]! - offset;
    x[n] = p;
    a += p * p;
  }
  return a + b + (c + d);
}

function meanOf(x: Float64Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let n = 0;
  for (; n + 4 <= x.length; n += 4) {
    a += x[n]!;
    b += x[n + 1]!;
    c += x[n + 2]!;
    d += x[n + 3]!;
  }
  for (; n < x.length; n++) a += x[n]!;
  return (a + b + (c + d)) / x.length;
}

/** Zero mean, and a peak of almost 1: pyAudioAnalysis adds 1e-10 to it, so that silence stays silence. */
function normalize(x: Float64Array): void {
  shiftBy(x, meanOf(x));
  let peak = 0;
  for (let n = 0; n < x.length; n++) peak = Math.max(peak, Math.abs(x[n]!));
  for (let n = 0; n < x.length; n++) x[n]! /= peak + 1e-10;
}

function addNoise(x: Float64Array, amount: number, seed: number): void {
  if (amount === 0) return;
  const random = createRandom(seed);
  for (let n = 0; n < x.length; n++) x[n]! += amount * random.normal();
}

/** `x[n] - coefficient x[n - 1]`, from the end, so that nothing need be kept. */
function emphasizeInPlace(x: Float64Array, coefficient: number, start: PreemphasisStart): void {
  if (coefficient === 0) return;
  const first = x[0]!;
  const slope = x.length > 1 ? first - x[1]! : 0;
  let now = x[x.length - 1]!;
  for (let n = x.length - 1; n > 0; n--) {
    const before = x[n - 1]!;
    x[n] = now - coefficient * before;
    now = before;
  }
  // librosa's filter begins in the state 2 x[0] - x[1]: what continues the slope, whatever the coefficient.
  if (start === 'repeat') x[0] = first - coefficient * first;
  else if (start === 'extrapolate') x[0] = first + (first + slope);
}
