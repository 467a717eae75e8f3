/**
 * What a signal is said to be outside its ends.
 * @module
 */
import { type FloatArray } from '../core/types.js';

/**
 * How a signal continues beyond its ends, with numpy's names: `constant` (0), `edge` (the last sample again), `reflect` (mirrored
 * at the last sample), `symmetric` (mirrored behind it), `wrap` (from the other end), `linear_ramp` (down to 0 over the padding),
 * `mean`, `maximum`, `minimum`, `median` (of the signal), `empty` (not said; zeros).
 */
export type PadMode =
  'constant' | 'edge' | 'reflect' | 'symmetric' | 'wrap' | 'linear_ramp' | 'mean' | 'maximum' | 'minimum' | 'median' | 'empty';

/** The modes whose value at a place needs no look at the whole signal: those that centred frames can have. */
export type EdgeMode = Exclude<PadMode, 'mean' | 'maximum' | 'minimum' | 'median'>;

/**
 * The sample of a signal of length `n` that stands at place `i`, for any integer `i`; -1 where there is none (`constant`, `empty`;
 * `linear_ramp` is not answered here). Paddings longer than the signal go on mirroring or wrapping.
 */
export function padIndex(mode: PadMode, i: number, n: number): number {
  if (i >= 0 && i < n) return i;
  if (mode === 'edge') return i < 0 ? 0 : n - 1;
  if (mode === 'wrap') return modulo(i, n);
  const twice = mode === 'symmetric' ? 1 : mode === 'reflect' ? 0 : -1; // whether the mirror shows the last sample a second time
  if (twice < 0) return -1;
  const m = modulo(i, 2 * (n - 1 + twice) || 1);
  return Math.min(m, 2 * (n - 1) + twice - m);
}

const modulo = (i: number, n: number): number => ((i % n) + n) % n;

/**
 * Fills `out` with `y[start]`, `y[start + 1]`, ... where `y` continues by `mode` on both sides. `padWidth` is the length over which
 * a `linear_ramp` falls to 0; half of `out` is what centred frames have.
 */
export function readPadded(out: Float64Array, y: FloatArray, start: number, mode: EdgeMode, padWidth: number = out.length >> 1): void {
  const n = y.length;
  for (let k = 0; k < out.length; k++) {
    const i = start + k;
    if (i >= 0 && i < n) out[k] = y[i]!;
    else if (mode === 'linear_ramp') out[k] = ramp(y, i, padWidth);
    else {
      const from = padIndex(mode, i, n);
      out[k] = from < 0 ? 0 : y[from]!;
    }
  }
}

/** From the edge sample to `end`, which a sample `padWidth` + 1 places outside would have; numpy's `linspace` without its end. */
export function ramp(y: FloatArray, i: number, padWidth: number, end: number = 0): number {
  const edge = y[i < 0 ? 0 : y.length - 1]!;
  const outside = i < 0 ? -i : i - y.length + 1;
  return outside >= padWidth ? end : end + ((edge - end) / padWidth) * (padWidth - outside);
}
