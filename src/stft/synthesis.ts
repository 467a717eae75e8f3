/**
 * From spectra back to a signal: windowed inverse transforms, added up where they overlap, divided by the sum of the squared windows.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectInteger } from '../core/options.js';
import { planReal } from '../fft/real-plan.js';
import { type Framing, frameStart, sampleWindow } from './framing.js';

/** Adds up frames. Tables and scratch are made once; calls allocate nothing. */
export interface Synthesis {
  /** Samples of the result. */
  readonly length: number;
  /** Where the spectrum of the next frame goes: `2 bins` numbers re, im. */
  readonly spectrum: Float64Array;
  /** Adds what is in `spectrum` to `sum` as frame `t`. */
  add(sum: Float64Array, t: number): void;
  /** Divides the sum of all frames by that of the squared windows. */
  finish(sum: Float64Array): void;
}

/** The synthesis of `frames` frames. `single`: whether the result is rounded to single precision, whose smallest number is larger. */
export function planSynthesis(framing: Framing, frames: number, length: number, single: boolean, caller: string): Synthesis {
  const { nFft } = framing;
  const window = sampleWindow(framing, caller);
  const gain = inverseEnvelope(framing, window, frames, length, single ? 2 ** -126 : 2 ** -1022);
  const fft = planReal(nFft);
  const scratch = new Float64Array(fft.scratchLength);
  const spectrum = new Float64Array(2 * ((nFft >> 1) + 1));
  const frame = new Float64Array(nFft);
  return {
    length,
    spectrum,
    add(sum, t) {
      const start = frameStart(framing, t);
      if (start >= length) return;
      fft.inverse(frame, spectrum, scratch);
      overlapAdd(sum, frame, window, start);
    },
    finish(sum) {
      for (let n = 0; n < length; n++) sum[n]! *= gain[n]!;
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

function overlapAdd(sum: Float64Array, frame: Float64Array, window: Float64Array, start: number): void {
  const end = Math.min(frame.length, sum.length - start);
  for (let n = Math.max(0, -start); n < end; n++) sum[start + n]! += window[n]! * frame[n]!;
}

/** 1 over the sum of the squared windows; 1 where that is below the smallest normal number `tiny` of the result's precision. */
function inverseEnvelope(framing: Framing, window: Float64Array, frames: number, length: number, tiny: number): Float64Array {
  const envelope = new Float64Array(length);
  for (let t = 0; t < frames; t++) overlapAdd(envelope, window, window, frameStart(framing, t));
  for (let n = 0; n < length; n++) envelope[n] = envelope[n]! > tiny ? 1 / envelope[n]! : 1;
  return envelope;
}
