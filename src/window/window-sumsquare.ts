/**
 * What overlapping squared windows add up to.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectFftSize } from '../core/expect-fft-size.js';
import { exp, log } from '../core/math.js';
import { expectInteger, readOptions } from '../core/options.js';
import { RARE_WINDOWS } from './rare-windows.js';
import { resolveWindow } from './resolve-window.js';
import { type WindowSpec } from './window-spec.js';

/** Options of {@link windowSumsquare}. */
export interface WindowSumsquareOptions {
  /** As for {@link getWindow}. @defaultValue `'hann'` */
  window?: WindowSpec | undefined;
  /** Number of frames, >= 1. Must be given. */
  nFrames?: number | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
  /** Length of the window, in [1, nFft]; `null`: `nFft`. It stands in the middle of its frame. @defaultValue `null` */
  winLength?: number | null | undefined;
  /** Length of a frame, >= 1. @defaultValue `2048` */
  nFft?: number | undefined;
  /** The window is first divided by its p-norm, p > 0 or `Infinity`; `null`: not. @defaultValue `null` */
  norm?: number | null | undefined;
}

const DEFAULTS = {
  window: 'hann' as WindowSpec,
  nFrames: NaN,
  hopLength: 512,
  winLength: null as number | null,
  nFft: 2048,
  norm: null as number | null,
};

/**
 * Adds up the squares of overlapping windows: what an inverse STFT has to divide by.
 *
 * @param options - See {@link WindowSumsquareOptions}; `nFrames` must be given.
 * @returns Float64Array of `nFft + hopLength (nFrames - 1)` samples.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * windowSumsquare({ window: 'boxcar', nFrames: 2, hopLength: 2, nFft: 4 }); // [1, 1, 2, 2, 1, 1]
 * ```
 * @see librosa 0.11 `filters.window_sumsquare`.
 */
export function windowSumsquare(options: WindowSumsquareOptions): Float64Array {
  const { window, nFrames, hopLength, winLength, nFft, norm } = readOptions('windowSumsquare', options, DEFAULTS);
  expectInteger(nFrames, 'windowSumsquare', 'nFrames', 1);
  expectInteger(hopLength, 'windowSumsquare', 'hopLength', 1);
  expectFftSize(nFft, 'windowSumsquare', 'nFft');
  if (winLength !== null) expectInteger(winLength, 'windowSumsquare', 'winLength', 1, nFft);
  if (norm !== null && !(typeof norm === 'number' && norm > 0)) {
    throw new ParameterError('windowSumsquare', 'norm', `must be null or a number > 0, got ${show(norm)}`);
  }
  const w = resolveWindow('windowSumsquare', window, winLength ?? nFft, true, RARE_WINDOWS);
  const length = norm === null ? 1 : normOf(w, norm) || 1;
  const squares = w.map((v) => (v / length) ** 2);
  const out = new Float64Array(nFft + hopLength * (nFrames - 1));
  const before = Math.floor((nFft - w.length) / 2);
  for (let t = 0; t < nFrames; t++) {
    const start = t * hopLength + before;
    for (let n = 0; n < squares.length; n++) out[start + n] = out[start + n]! + squares[n]!;
  }
  return out;
}

function normOf(w: Float64Array, p: number): number {
  const peak = w.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  if (p === Infinity || peak === 0) return peak;
  const sum = w.reduce((a, b) => a + (b === 0 ? 0 : exp(p * log(Math.abs(b) / peak))), 0);
  return peak * exp(log(sum) / p);
}
