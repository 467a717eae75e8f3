/**
 * kapre's frames of a signal.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFinite, expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { type NdArray } from '../core/nd.js';
import { type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { type DataFormat, expectFormat, type Format, readWaveform, shapeSpectrogram } from './data-format.js';

/** Options of {@link frame}. */
export interface FrameOptions {
  /** Samples in a frame, >= 1. Must be given. */
  frameLength: number;
  /** Samples from one frame to the next, in [1, frameLength]. Must be given. */
  hopLength: number;
  /** Whether frames that reach beyond the signal are filled, so that one begins at each hop. @defaultValue `false` */
  padEnd?: boolean | undefined;
  /** What they are filled with. @defaultValue `0` */
  padValue?: number | undefined;
  /** How `y` and the result lie; `null`: `[...channels, samples]` and `[...channels, frameLength, frames]`. @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
}

/** What decides frames. */
export interface FrameSettings {
  frameLength: number;
  hopLength: number;
  padEnd: boolean;
  padValue: number;
  dataFormat: Format;
}

/**
 * A signal cut into frames, the samples of a frame side by side in memory. It is a copy.
 *
 * @param y - Signal, shape `[...channels, samples]`, or a batch in `dataFormat`.
 * @param options - {@link FrameOptions}; `frameLength` and `hopLength` must be given.
 * @returns Shape `[...channels, frameLength, frames]`, or in `dataFormat` `[batch, channels, frames, frameLength]` or
 * `[batch, frames, frameLength, channels]`; `frames = 1 + floor((samples - frameLength) / hopLength)`, with `padEnd`
 * `ceil(samples / hopLength)`. Precision as `y`.
 * @throws `ParameterError` if an option is unknown, missing or out of range, or `y` is shorter than a frame.
 * @example
 * ```ts
 * import { frame } from '@audiolab/dsp/kapre';
 *
 * const y = Float32Array.of(0, 1, 2, 3, 4, 5);
 * frame(y, { frameLength: 4, hopLength: 2 }).data; // [0, 1, 2, 3, 2, 3, 4, 5]
 * frame(y, { frameLength: 4, hopLength: 2, padEnd: true, padValue: 9 }).data; // [0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 9, 9]
 * ```
 * @see kapre 0.4.0 `Frame`.
 */
export function frame<T extends FloatArray>(y: SignalInput<T>, options: FrameOptions): NdArray<T> {
  const settings = readOptions<FrameSettings>('frame', options, {
    frameLength: undefined as unknown as number,
    hopLength: undefined as unknown as number,
    padEnd: false,
    padValue: 0,
    dataFormat: null,
  });
  expectFrames(settings, 'frame');
  const { frameLength, hopLength, padValue, dataFormat } = settings;
  if (hopLength > frameLength) {
    throw new ParameterError(
      'frame',
      'hopLength',
      `must be <= frameLength = ${frameLength}, for samples in between would be lost, got ${hopLength}`,
    );
  }
  const { lead, channels, length } = readWaveform(y, 'frame', dataFormat, 'dataFormat');
  const frames = countFrames(settings, length, 'frame');
  const out = arrayLike(channels[0]!, channels.length * frames * frameLength);
  let to = 0;
  for (const x of channels) {
    for (let t = 0; t < frames; t++, to += frameLength) {
      const part = x.subarray(t * hopLength, t * hopLength + frameLength);
      out.set(part, to);
      if (part.length < frameLength) out.fill(padValue, to + part.length, to + frameLength);
    }
  }
  return shapeSpectrogram(out, lead, frameLength, frames, dataFormat, 'frame', 'dataFormat');
}

/** Refuses settings out of range. */
export function expectFrames({ frameLength, hopLength, padEnd, padValue, dataFormat }: FrameSettings, caller: string): void {
  expectInteger(frameLength, caller, 'frameLength', 1);
  expectInteger(hopLength, caller, 'hopLength', 1);
  expectBoolean(padEnd, caller, 'padEnd');
  expectFinite(padValue, caller, 'padValue');
  expectFormat(dataFormat, caller, 'dataFormat');
}

/** Frames in a signal of `length` samples; refuses one that does not fill a frame. */
export function countFrames({ frameLength, hopLength, padEnd }: FrameSettings, length: number, caller: string): number {
  if (padEnd) return Math.ceil(length / hopLength);
  if (length >= frameLength) return 1 + Math.floor((length - frameLength) / hopLength);
  throw new ParameterError(caller, 'frameLength', `must be <= ${length}, the samples there are, unless padEnd is true, got ${frameLength}`);
}
