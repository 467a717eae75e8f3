/**
 * The bins of a transform: frequencies, bandwidths and lengths of its filters.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { exp2, log2 } from '../core/math.js';
import { intervalFrequencies } from '../convert/intervals.js';
import { smallest } from '../core/select.js';
import { C1 } from '../filterbank/cq-to-chroma.js';
import { equalBandwidth, relativeBandwidths } from '../filterbank/relative-bandwidth.js';
import { lengthsOf } from '../filterbank/wavelet-lengths.js';
import { type WindowSpec } from '../window/window-spec.js';
import { type VqtSettings } from './cqt-options.js';

/** Which bins: the settings that decide, all checked. */
export interface BandSettings extends Pick<VqtSettings, 'fmin' | 'nBins' | 'binsPerOctave' | 'intervals'> {
  readonly tuning: number;
  readonly sampleRate: number;
  readonly filterScale: number;
  readonly window: WindowSpec;
  readonly gamma: number | null;
}

/** Filters of a transform, in ascending order. */
export interface Bands {
  /** Centre frequencies, Hz. */
  readonly freqs: Float64Array;
  /** Bandwidths by frequency. */
  readonly alpha: Float64Array;
  /** Lengths at the full rate, samples. */
  readonly lengths: Float64Array;
  /** Where the highest filter ends, Hz. */
  readonly fCutoff: number;
}

/** Designs the bins; refuses those beyond half the sample rate, naming how many fit. */
export function designBands(settings: BandSettings, caller: string): Bands {
  const { nBins, sampleRate } = settings;
  const bands = bandsOf(settings, nBins, caller);
  if (bands.fCutoff <= sampleRate / 2) return bands;
  const most = fittingBins(settings, caller);
  const top = bands.freqs.at(-1)!;
  const rule = most > 0 ? `must be <= ${most}` : 'is too many, even 1 is';
  throw new ParameterError(
    caller,
    'nBins',
    `${rule}: the filter of ${top.toFixed(1)} Hz ends at ${bands.fCutoff.toFixed(1)} Hz, above half of sampleRate = ${sampleRate}; got ${nBins}`,
  );
}

/** The largest number of bins <= `nBins` whose filters end below half the sample rate, by bisection. */
export function fittingBins(settings: BandSettings, caller: string): number {
  let fits = 0;
  let fails = settings.nBins + 1;
  while (fails - fits > 1) {
    const middle = (fits + fails) >> 1;
    if (bandsOf(settings, middle, caller).fCutoff <= settings.sampleRate / 2) fits = middle;
    else fails = middle;
  }
  return fits;
}

function bandsOf(settings: BandSettings, nBins: number, caller: string): Bands {
  const { intervals, tuning } = settings;
  const listed = typeof intervals !== 'string';
  const binsPerOctave = listed ? intervals.length : settings.binsPerOctave;
  const fmin = (settings.fmin ?? C1) * exp2(tuning / binsPerOctave);
  if (!(fmin > 0 && fmin < settings.sampleRate)) {
    throw new ParameterError(
      caller,
      'fmin',
      `must be a frequency below half of sampleRate = ${settings.sampleRate}, got ${fmin} with the tuning`,
    );
  }
  // Far above all rates the frequencies would overflow: two octaves above is enough to be refused.
  const least = fmin * (listed ? smallest(intervals) : 1);
  const octaves = Math.max(1, Math.ceil(log2(settings.sampleRate) - log2(least)) + 2);
  const freqs = intervalFrequencies(Math.min(nBins, octaves * binsPerOctave), { fmin, intervals, binsPerOctave });
  for (let k = 1; k < freqs.length; k++) {
    if (!(freqs[k]! > freqs[k - 1]!)) {
      throw new ParameterError(caller, 'intervals', `must give different frequencies, got ${freqs[k]} Hz twice`);
    }
  }
  const alpha = freqs.length > 1 ? relativeBandwidths(freqs) : Float64Array.of(equalBandwidth(binsPerOctave));
  return { freqs, alpha, ...lengthsOf(freqs, alpha, settings) };
}
