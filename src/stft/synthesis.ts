/**
 * From spectra back to a signal: windowed inverse transforms, added up where they overlap, divided by the sum of the squared windows.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { allFinite } from '../core/finite.js';
import { expectInteger } from '../core/options.js';
import { planReal } from '../fft/real-plan.js';
import { planRoom } from '../fft/room.js';
import { joinInRoom } from '../fft/room-join.js';
import { type Framing, frameStart, sampleWindow } from './framing.js';

/** Adds up frames. Tables and scratch are made once; calls allocate nothing. */
export interface Synthesis {
  /** Samples of the result. */
  readonly length: number;
  /** Where the spectrum of the next frame goes: `2 bins` numbers re, im. */
  readonly spectrum: Float64Array;
  /** Adds what is in `spectrum`, or in `from[at]` and on, to `sum` as frame `t`. Returns false if a number of it may be not finite. */
  add(sum: Float64Array, t: number, from?: Float64Array, at?: number): boolean;
  /** Divides the sum of all frames by that of the squared windows. Returns false if the result may be not finite. */
  finish(sum: Float64Array): boolean;
}

/** The synthesis of `frames` frames. `single`: whether the result is rounded to single precision, whose smallest number is larger. */
export function planSynthesis(framing: Framing, frames: number, length: number, single: boolean, caller: string): Synthesis {
  const { nFft } = framing;
  const window = sampleWindow(framing, caller);
  const divide = planDivision(framing, window, frames, single ? 2 ** -126 : 2 ** -1022);
  const spectrum = new Float64Array(2 * ((nFft >> 1) + 1));
  const { take, samples } = planInverse(nFft, spectrum);
  return {
    length,
    spectrum,
    add(sum, t, from = spectrum, at = 0) {
      const start = frameStart(framing, t);
      const sure = take(from, at);
      if (start < length) overlapAdd(sum, samples(), window, start);
      return sure;
    },
    finish: divide,
  };
}

/** The inverse transform in two steps. */
interface Inverse {
  /** Takes the bins from `x[at]` on. Returns false if a number may be not finite. */
  take(x: Float64Array, at: number): boolean;
  /** Their samples, which hold until the next call. */
  samples(): Float64Array;
}

/** `spectrum` is where bins can be put. */
function planInverse(nFft: number, spectrum: Float64Array): Inverse {
  const room = planRoom(nFft);
  if (room) return { take: (x, at) => joinInRoom(room, x, at), samples: room.complex };
  const fft = planReal(nFft);
  const scratch = new Float64Array(fft.scratchLength);
  const frame = new Float64Array(nFft);
  return {
    take(x, at) {
      if (x !== spectrum) spectrum.set(x.subarray(at, at + spectrum.length));
      return allFinite(spectrum);
    },
    samples() {
      fft.inverse(frame, spectrum, scratch);
      return frame;
    },
  };
}

/** Samples of the result: the option, or as far as the frames reach. Refuses what says nothing of any sample, as one centred frame of even length. */
export function resolveLength(length: number | null, { nFft, hopLength, center }: Framing, frames: number, caller: string): number {
  if (length !== null) {
    expectInteger(length, caller, 'length', 1);
    return length;
  }
  const reach = nFft + hopLength * (frames - 1) - (center ? 2 * (nFft >> 1) : 0);
  if (reach > 0) return reach;
  throw new ParameterError(caller, 'length', `must be given, since ${frames} centred frame of nFft = ${nFft} ends where the signal begins`);
}

/** Four samples a turn, since each turn looks at the three arrays anew. */
function overlapAdd(sum: Float64Array, frame: Float64Array, window: Float64Array, start: number): void {
  const end = Math.min(frame.length, sum.length - start);
  let n = Math.max(0, -start);
  for (let i = start + n; n + 4 <= end; n = (n + 4) | 0, i += 4) {
    const n1 = (n + 1) | 0;
    const n2 = (n + 2) | 0;
    const n3 = (n + 3) | 0;
    const i1 = i + 1;
    const i2 = i + 2;
    const i3 = i + 3;
    const a = window[n]! * frame[n]!;
    const b = window[n1]! * frame[n1]!;
    const c = window[n2]! * frame[n2]!;
    const d = window[n3]! * frame[n3]!;
    sum[i] = sum[i]! + a;
    sum[i1] = sum[i1]! + b;
    sum[i2] = sum[i2]! + c;
    sum[i3] = sum[i3]! + d;
  }
  for (; n < end; n++) sum[start + n]! += window[n]! * frame[n]!;
}

/**
 * What divides by the sum of the squared windows, where that is not below the smallest normal number `tiny` of the result's precision. Where as
 * many windows overlap as ever do, it repeats every hop: a few frames have all of its values.
 */
function planDivision(framing: Framing, window: Float64Array, frames: number, tiny: number): (sum: Float64Array) => boolean {
  const { nFft, hopLength } = framing;
  const few = Math.min(frames, Math.ceil(nFft / hopLength) + 2);
  const gain = new Float64Array(Math.max(0, frameStart(framing, few - 1) + nFft));
  for (let t = 0; t < few; t++) overlapAdd(gain, window, window, frameStart(framing, t));
  for (let n = 0; n < gain.length; n++) gain[n] = gain[n]! > tiny ? 1 / gain[n]! : 1;
  const first = Math.max(0, frameStart(framing, 0) + nFft); // here all windows overlap
  const repeats = frames - few;
  return (sum) => {
    let sure = multiply(sum, 0, gain, 0, first);
    for (let r = 0; r < repeats; r++) sure = multiply(sum, first + r * hopLength, gain, first, hopLength) && sure;
    return multiply(sum, first + repeats * hopLength, gain, first, gain.length) && sure;
  };
}

/** Multiplies `count` numbers from `sum[at]` on by those from `gain[from]` on, as far as there are such. False if they may be not finite. */
function multiply(sum: Float64Array, at: number, gain: Float64Array, from: number, count: number): boolean {
  const end = Math.min(from + count, gain.length, from + sum.length - at);
  let a = 0;
  let b = 0;
  let n = from;
  let i = at;
  for (; n + 2 <= end; n = (n + 2) | 0, i += 2) {
    const u = sum[i]! * gain[n]!;
    const v = sum[i + 1]! * gain[(n + 1) | 0]!;
    sum[i] = u;
    sum[i + 1] = v;
    a += u;
    b += v;
  }
  if (n < end) a += sum[i] = sum[i]! * gain[n]!;
  return a - a + (b - b) === 0;
}
