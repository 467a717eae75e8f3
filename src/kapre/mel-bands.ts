/**
 * Mel filters under kapre's names.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, expectPositive } from '../core/options.js';
import { type MelBank, melBank } from '../filterbank/mel-bank.js';
import { MEL_DEFAULTS, type MelNorm, type MelSettings, warnOfEmptyBands } from '../filterbank/mel-options.js';
import { type OnWarning } from './decibel.js';

/** What decides mel filters. */
export interface MelBands {
  readonly nMels: number;
  readonly fMin: number;
  readonly fMax: number | null;
  readonly htk: boolean;
  readonly norm: MelNorm;
}

/** What a function calls them. */
export type MelBandNames = Readonly<Record<keyof MelBands, string>>;

/** Checks what decides a bank, and tells of bands without a bin. */
export function resolveMelBands(
  { nMels, fMin, fMax, htk, norm }: MelBands,
  sampleRate: number,
  nFft: number,
  names: MelBandNames,
  onWarning: OnWarning,
  caller: string,
): { settings: MelSettings; bank: MelBank } {
  const bins = (nFft >> 1) + 1;
  const half = sampleRate / 2;
  expectInteger(nMels, caller, names.nMels, 1);
  if (nMels > bins) throw new ParameterError(caller, names.nMels, `must be <= ${bins}, the number of bins, got ${nMels}`);
  expectFinite(fMin, caller, names.fMin, 0);
  const top = fMax ?? half;
  expectPositive(top, caller, names.fMax);
  if (top > half) throw new ParameterError(caller, names.fMax, `must be <= sampleRate / 2 = ${half}, got ${top}`);
  if (fMin >= top) throw new ParameterError(caller, names.fMin, `must be < ${names.fMax} = ${top}, got ${fMin}`);
  expectBoolean(htk, caller, names.htk);
  if (norm !== null && norm !== 'slaney' && !(typeof norm === 'number' && norm > 0)) {
    throw new ParameterError(caller, names.norm, `must be "slaney", null or a number > 0, got ${show(norm)}`);
  }
  const settings = { sampleRate, nFft, nMels, fmin: fMin, fmax: top, htk, norm };
  const bank = melBank(settings);
  warnOfEmptyBands(bank, settings, { ...MEL_DEFAULTS, onWarning }, caller);
  return { settings, bank };
}

/** Filters with the zeros around them, band after band. */
export function denseBank({ bins, start, end, weights }: MelBank): Float64Array {
  const out = new Float64Array(start.length * bins);
  let w = 0;
  for (let m = 0; m < start.length; m++) for (let k = start[m]!; k < end[m]!; k++) out[m * bins + k] = weights[w++]!;
  return out;
}

/** The same filters without the zeros around them. */
export function sparseBank(dense: Float64Array, bins: number): MelBank {
  const bands = dense.length / bins;
  const start = new Int32Array(bands);
  const end = new Int32Array(bands);
  const weights: number[] = [];
  for (let m = 0; m < bands; m++) {
    const row = dense.subarray(m * bins, (m + 1) * bins);
    let [from, to] = [0, bins];
    while (from < to && row[from] === 0) from++;
    while (to > from && row[to - 1] === 0) to--;
    [start[m], end[m]] = [from, to];
    for (let k = from; k < to; k++) weights.push(row[k]!);
  }
  return { bins, start, end, weights: Float64Array.from(weights), edges: new Float64Array(0) };
}
