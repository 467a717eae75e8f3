/**
 * Log-frequency filters: bells that are equally spaced and equally wide in octaves.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { exp, exp2, log2 } from '../core/math.js';
import { expectInteger, expectPositive } from '../core/options.js';
import { normOf } from '../filterbank/norm-of.js';

/** What decides the filters. */
export interface LogBands {
  readonly nBins: number;
  readonly binsPerOctave: number;
  readonly fMin: number | null;
  readonly spread: number;
}

/** What a function calls them. */
export type LogBandNames = Readonly<Record<keyof LogBands, string>>;

/** C1 as kapre writes it, Hz. */
const C1 = 32.70319566;

/**
 * The filters, band after band. Band i weighs the frequency f with `exp(-(log2(f / centre) / sigma)^2 / 2 - log2 f)`, where sigma is
 * `spread / binsPerOctave` octaves, and adds up to 1; kapre's factor 1 / sigma falls away by that.
 */
export function logBands(bands: LogBands, sampleRate: number, nFft: number, names: LogBandNames, caller: string): Float64Array {
  const { nBins, binsPerOctave, spread } = bands;
  expectInteger(nBins, caller, names.nBins, 1);
  expectInteger(binsPerOctave, caller, names.binsPerOctave, 1);
  const fMin = bands.fMin ?? C1;
  expectPositive(fMin, caller, names.fMin);
  expectPositive(spread, caller, names.spread);
  const top = fMin * exp2(nBins / binsPerOctave);
  if (!(top <= sampleRate / 2)) {
    const rule = `must be fewer, for ${nBins} bands from ${fMin} Hz end at ${top.toFixed(2)} Hz, above sampleRate / 2 = ${sampleRate / 2}`;
    throw new ParameterError(caller, names.nBins, `${rule}, got ${nBins}`);
  }
  const bins = (nFft >> 1) + 1;
  const octaves = Float64Array.from({ length: bins }, (_, k) => (k === 0 ? 0 : log2((k * sampleRate) / nFft)));
  const sigma = spread / binsPerOctave;
  const scale = log2(sigma);
  const out = new Float64Array(nBins * bins);
  for (let i = 0; i < nBins; i++) {
    const centre = log2(fMin * exp2(i / binsPerOctave));
    const row = out.subarray(i * bins, (i + 1) * bins);
    for (let k = 1; k < bins; k++) row[k] = exp(-0.5 * ((octaves[k]! - centre) / sigma) ** 2 - scale - octaves[k]!);
    const sum = normOf(row, 1);
    for (let k = 1; k < bins; k++) row[k]! /= sum;
  }
  return out;
}
