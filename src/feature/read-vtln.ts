/**
 * Checking a speaker's warp.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFinite, expectPositive } from '../core/options.js';
import { type MelSettings } from '../filterbank/mel-options.js';
import { type Vtln } from '../filterbank/triangle-bank.js';

/** Checks it against the range of the filters; a factor of 1 is no warp. `names` is what the caller calls its parts. */
export function readVtln(
  vtln: Vtln | null,
  { fmin, fmax, sampleRate }: Pick<MelSettings, 'fmin' | 'fmax' | 'sampleRate'>,
  caller: string,
  names: readonly [string, string, string] = ['vtln', 'vtln', 'vtln'],
): Vtln | null {
  if (vtln === null) return null;
  if (!Array.isArray(vtln) || vtln.length !== 3) {
    throw new ParameterError(caller, names[0], `must be [factor, low, high] or null, got ${JSON.stringify(vtln)}`);
  }
  const [factor, low, high] = vtln as Vtln;
  expectPositive(factor, caller, names[0]);
  expectFinite(low, caller, names[1]);
  expectFinite(high, caller, names[2]);
  if (factor === 1) return null;
  const top = high < 0 ? sampleRate / 2 + high : high;
  if (low > fmin && low * Math.max(1, factor) < top * Math.min(1, factor) && top < fmax) return [factor, low, top];
  const bends = `must bend at fmin = ${fmin} < low < high < fmax = ${fmax} Hz, with low * max(1, factor) < high * min(1, factor)`;
  throw new ParameterError(caller, names[0], `${bends}, got factor ${factor}, low ${low}, high ${top}`);
}
