/**
 * FIR filters by the window method.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { cosTurns, PI, sinTurns } from '../core/math.js';
import { resolveWindow } from '../window/resolve-window.js';
import { type WindowSpec } from '../window/window-spec.js';

/** A filter to design; frequencies are shares of the Nyquist frequency. */
export interface FirDesign {
  /** Edges of the bands, rising, each in (0, 1). */
  readonly cutoff: readonly number[];
  /** The window, symmetric. */
  readonly window: WindowSpec;
  /** Whether the lowest band passes. */
  readonly passZero: boolean;
  /** Whether the gain is made exactly 1 in the first band that passes: at 0, at Nyquist, or in its middle. */
  readonly scale: boolean;
}

const sinc = (x: number): number => (x === 0 ? 1 : sinTurns(x / 2) / (PI * x));

/** The coefficients: ideal band-pass responses, cut to `taps` samples, times the window. scipy's `firwin`. */
export function firTaps(taps: number, { cutoff, window, passZero, scale }: FirDesign, caller: string): Float64Array {
  const passNyquist = (cutoff.length % 2 === 1) !== passZero;
  if (passNyquist && taps % 2 === 0) throw new ParameterError(caller, 'taps', `must be odd where Nyquist passes, got ${taps}`);
  const edges = [...(passZero ? [0] : []), ...cutoff, ...(passNyquist ? [1] : [])];
  const h = resolveWindow(caller, window, taps, false);
  const middle = (taps - 1) / 2;
  const [left, right] = [edges[0]!, edges[1]!];
  const centre = left === 0 ? 0 : right === 1 ? 1 : (left + right) / 2;
  let gain = 0;
  for (let n = 0; n < taps; n++) {
    const m = n - middle;
    let ideal = 0;
    for (let b = 0; b < edges.length; b += 2) ideal += edges[b + 1]! * sinc(edges[b + 1]! * m) - edges[b]! * sinc(edges[b]! * m);
    h[n] = h[n]! * ideal;
    gain += h[n]! * cosTurns((m * centre) / 2);
  }
  if (scale) for (let n = 0; n < taps; n++) h[n] = h[n]! / gain;
  return h;
}
