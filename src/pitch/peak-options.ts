/**
 * Which peaks of a spectrum count.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectFinite } from '../core/options.js';
import { type PeakReference } from './peak-finder.js';

/** Options of everything that looks for spectral peaks. */
export interface PeakOptions {
  /** Lowest frequency of a peak's bin, Hz, >= 0. @defaultValue `150` */
  fmin?: number | undefined;
  /** A peak's bin lies below it, Hz, in (fmin, sampleRate / 2]. @defaultValue `4000`, or `sampleRate / 2` if that is lower */
  fmax?: number | null | undefined;
  /** Peaks lie above this share of the reference level, >= 0. @defaultValue `0.1` */
  threshold?: number | undefined;
  /**
   * Reference level of a frame: `null`, its largest value; a function of its values; or a number, which is the level itself, whatever
   * the threshold. @defaultValue `null`
   */
  ref?: PeakReference | undefined;
}

/** Defaults of {@link PeakOptions}. */
export const PEAK_DEFAULTS = { fmin: 150, fmax: null as number | null, threshold: 0.1, ref: null as PeakReference };

/** Checks the options; returns the bins `[first, last)` that are searched. */
export function resolvePeaks(
  o: typeof PEAK_DEFAULTS,
  sampleRate: number,
  nFft: number,
  bins: number,
  caller: string,
): { first: number; last: number } {
  const nyquist = sampleRate / 2;
  expectFinite(o.fmin, caller, 'fmin', 0);
  if (o.fmax !== null) {
    expectFinite(o.fmax, caller, 'fmax');
    if (o.fmax > nyquist) throw new ParameterError(caller, 'fmax', `must be <= half the sample rate = ${nyquist}, got ${o.fmax}`);
    if (o.fmax <= o.fmin) throw new ParameterError(caller, 'fmax', `must be > fmin = ${o.fmin}, got ${o.fmax}`);
  } else if (o.fmin !== PEAK_DEFAULTS.fmin && o.fmin >= Math.min(4000, nyquist)) {
    throw new ParameterError(caller, 'fmin', `must be < fmax = ${Math.min(4000, nyquist)}, got ${o.fmin}`);
  }
  expectFinite(o.threshold, caller, 'threshold', 0);
  if (typeof o.ref === 'number') expectFinite(o.ref, caller, 'ref', 0);
  else if (o.ref !== null && typeof o.ref !== 'function') {
    throw new TypeError(`${caller}: "ref" must be null, a number or a function, got ${show(o.ref)}`);
  }
  const fmax = o.fmax ?? Math.min(4000, nyquist);
  const frequency = (k: number): number => (k * sampleRate) / nFft;
  let first = 0;
  while (first < bins && frequency(first) < o.fmin) first++;
  let last = first;
  while (last < bins && frequency(last) < fmax) last++;
  return { first, last };
}
