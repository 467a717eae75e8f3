/**
 * FIR filters by the window method.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { type WindowSpec } from '../window/window-spec.js';
import { firTaps } from './fir-taps.js';
import { shareOf } from './iir-design.js';

/** Which bands of a FIR filter pass; see {@link FirwinOptions}. */
export type PassZero = boolean | 'lowpass' | 'highpass' | 'bandpass' | 'bandstop';

/** Options of {@link firwin}. */
export interface FirwinOptions {
  /** Edge of the band, or all edges, rising: Hz where `sampleRate` is given, else shares of half of it, in (0, 1). Must be given. */
  cutoff?: number | readonly number[] | undefined;
  /** The window, symmetric. @defaultValue `'hamming'` */
  window?: WindowSpec | undefined;
  /** Whether the lowest band passes (the others in turn), or the kind of filter by its name. @defaultValue `true` */
  passZero?: PassZero | undefined;
  /** Whether the gain is made exactly 1 in the lowest band that passes. @defaultValue `true` */
  scale?: boolean | undefined;
  /** Samples per second, Hz. `null`: edges are shares of half of it. @defaultValue `null` */
  sampleRate?: number | null | undefined;
}

const DEFAULTS = {
  cutoff: null as number | readonly number[] | null,
  window: 'hamming' as WindowSpec,
  passZero: true as PassZero,
  scale: true,
  sampleRate: null as number | null,
};

/** What the names mean: whether 0 passes, and whether there is one edge. */
const KINDS: Readonly<Record<string, readonly [zero: boolean, one: boolean]>> = {
  lowpass: [true, true],
  highpass: [false, true],
  bandpass: [false, false],
  bandstop: [true, false],
};

/**
 * Designs a filter without feedback by the window method: linear phase, a delay of `(numtaps - 1) / 2` samples.
 *
 * @param numtaps - Length, >= 1; odd where half the sample rate passes.
 * @param options - See {@link FirwinOptions}; `cutoff` must be given.
 * @returns The coefficients, shape `[numtaps]`: for {@link fftconvolve}, or as `b` of {@link lfilter}.
 * @throws {@link ParameterError} if an option is unknown or out of range, the edges do not rise, or `numtaps` is even where half the sample
 * rate passes.
 * @example
 * ```ts
 * const h = firwin(5, { cutoff: 2000, sampleRate: 8000, window: 'boxcar' });
 * h.map((v) => Math.round(1e4 * v) / 1e4); // [0, 0.28, 0.4399, 0.28, 0]
 * ```
 * @see scipy 1.17 `signal.firwin`. {@link kaiserord} chooses length and window.
 */
export function firwin(numtaps: number, options: FirwinOptions): Float64Array {
  const caller = 'firwin';
  const { cutoff, window, passZero, scale, sampleRate } = readOptions(caller, options, DEFAULTS);
  expectInteger(numtaps, caller, 'numtaps', 1);
  expectBoolean(scale, caller, 'scale');
  const edges = (Array.isArray(cutoff) ? cutoff : [cutoff]) as number[];
  if (cutoff === null || edges.length === 0)
    throw new ParameterError(caller, 'cutoff', 'must be given: the edge of the band, or a list of edges');
  const shares = edges.map((edge) => shareOf(edge, sampleRate, caller, 'cutoff'));
  if (shares.some((share, i) => i > 0 && share <= shares[i - 1]!)) {
    throw new ParameterError(caller, 'cutoff', `must rise, got ${edges.join(', ')}`);
  }
  return firTaps(numtaps, { cutoff: shares, window, passZero: passesZero(passZero, edges.length, caller), scale }, caller);
}

function passesZero(passZero: PassZero, edges: number, caller: string): boolean {
  if (typeof passZero === 'boolean') return passZero;
  const kind = Object.hasOwn(KINDS, passZero) ? KINDS[passZero] : undefined;
  if (!kind) {
    throw new ParameterError(
      caller,
      'passZero',
      `must be true, false or one of ${Object.keys(KINDS).join(', ')}, got ${JSON.stringify(passZero)}`,
    );
  }
  if (kind[1] !== (edges === 1)) {
    throw new ParameterError(caller, 'cutoff', `must be ${kind[1] ? 'one edge' : 'two edges or more'} for "${passZero}", got ${edges}`);
  }
  return kind[0];
}
