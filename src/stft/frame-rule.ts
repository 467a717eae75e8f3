/**
 * Where frames begin and how many there are, by the rules of the field. L is the frame, S the hop, n the signal, all in samples.
 * @module
 */
import { ParameterError } from '../core/errors.js';

/**
 * Which frames a signal has. Frames that are centred: `'whole'` 1 + floor(n / S) (for even L), `'dropLast'` floor(n / S). Frames that are not:
 * `'whole'` those that fit; `'cover'` 1 + ceil((n - L) / S), so that none of the signal is lost; `'padEnd'` ceil(n / S), one for each hop;
 * `'same'` as many, with the padding on both sides; `'mirror'` floor((n + S / 2) / S), each in the middle of its hop.
 */
export type FrameRule = 'whole' | 'dropLast' | 'cover' | 'padEnd' | 'same' | 'mirror';

/** The rules, in the order of messages. */
export const FRAME_RULES: readonly FrameRule[] = ['whole', 'dropLast', 'cover', 'padEnd', 'same', 'mirror'];

/** Where frames lie. */
export interface FrameGrid {
  /** Samples of a frame. */
  readonly frameLength: number;
  /** Samples from one frame to the next. */
  readonly hopLength: number;
  readonly center: boolean;
  readonly frameRule: FrameRule;
}

/** Frames in a signal of `length` samples. Refuses one that has none. */
export function countGrid({ frameLength, hopLength, center, frameRule }: FrameGrid, length: number, caller: string): number {
  const half = frameLength >> 1;
  const centred = (length + 2 * half - frameLength) / hopLength;
  const hops = Math.ceil(length / hopLength);
  if (center) {
    const frames = Math.floor(centred) + (frameRule === 'whole' ? 1 : 0);
    if (frames > 0) return frames;
    throw new ParameterError(caller, 'frameRule', `"dropLast" leaves no frame of ${length} samples; ${hopLength} make one`);
  }
  if (frameRule === 'cover') return length <= frameLength ? 1 : 1 + Math.ceil((length - frameLength) / hopLength);
  if (frameRule === 'padEnd' || frameRule === 'same') return hops;
  if (frameRule === 'mirror') {
    const frames = Math.floor((length + (hopLength >> 1)) / hopLength);
    if (frames > 0) return frames;
    throw new ParameterError(caller, 'hopLength', `must be <= ${2 * length} for a frame of ${length} samples, got ${hopLength}`);
  }
  if (length >= frameLength) return 1 + Math.floor((length - frameLength) / hopLength);
  throw new ParameterError(
    caller,
    'y',
    `must have at least ${frameLength} samples, a whole frame, got ${length}; or choose another frameRule`,
  );
}

/** First sample of frame 0 of a signal of `length` samples; the others follow by the hop. */
export function gridOrigin({ frameLength, hopLength, center, frameRule }: FrameGrid, length: number): number {
  if (center) return -(frameLength >> 1);
  if (frameRule === 'mirror') return (hopLength >> 1) - (frameLength >> 1);
  if (frameRule !== 'same') return 0;
  const padding = Math.max(0, (Math.ceil(length / hopLength) - 1) * hopLength + frameLength - length);
  return 0 - (padding >> 1);
}
