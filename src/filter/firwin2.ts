/**
 * FIR filters of any response.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectInteger, expectPositive, readOptions } from '../core/options.js';
import { cosTurns, sinTurns } from '../core/math.js';
import { readNumbers } from '../core/table.js';
import { planReal } from '../fft/real-plan.js';
import { resolveWindow } from '../window/resolve-window.js';
import { type WindowSpec } from '../window/window-spec.js';

/** Options of {@link firwin2}. */
export interface Firwin2Options {
  /**
   * Frequencies that do not fall, the first 0, the last half the sample rate: Hz where `sampleRate` is given, else shares of half of it. A
   * frequency may stand twice, for a step. Must be given.
   */
  freq?: ArrayLike<number> | undefined;
  /** Gain at each frequency; straight lines between. Must be given. */
  gain?: ArrayLike<number> | undefined;
  /** Points of the grid that the lines are drawn on, more than `numtaps`. `null`: one more than the power of 2 from `numtaps` on. @defaultValue `null` */
  nfreqs?: number | null | undefined;
  /** The window, symmetric. @defaultValue `'hamming'` */
  window?: WindowSpec | undefined;
  /** Samples per second, Hz. `null`: frequencies are shares of half of it. @defaultValue `null` */
  sampleRate?: number | null | undefined;
}

const DEFAULTS = {
  freq: null as ArrayLike<number> | null,
  gain: null as ArrayLike<number> | null,
  nfreqs: null as number | null,
  window: 'hamming' as WindowSpec,
  sampleRate: null as number | null,
};

/** The lines through the points at `f`; at a step, half way. */
function lineAt(f: number, freq: Float64Array, gain: Float64Array): number {
  const step = freq.findIndex((v, i) => v === f && freq[i + 1] === f);
  if (step >= 0) return (gain[step]! + gain[step + 1]!) / 2;
  let i = 1;
  while (i < freq.length - 1 && freq[i]! <= f) i++;
  const [from, to] = [freq[i - 1]!, freq[i]!];
  return gain[i - 1]! + ((gain[i]! - gain[i - 1]!) * (f - from)) / (to - from);
}

/**
 * Designs a filter without feedback whose gain follows straight lines between points: linear phase, a delay of `(numtaps - 1) / 2` samples.
 *
 * @param numtaps - Length, >= 1; odd where the gain at half the sample rate is not 0.
 * @param options - See {@link Firwin2Options}; `freq` and `gain` must be given.
 * @returns The coefficients, shape `[numtaps]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or the points are not as they must be.
 * @example
 * ```ts
 * const h = firwin2(5, { freq: [0, 0.5, 1], gain: [1, 1, 0] });
 * h.map((v) => Math.round(1e4 * v) / 1e4); // [-0.0085, 0.1108, 0.75, 0.1108, -0.0085]
 * ```
 * @see scipy 1.17 `signal.firwin2` (`antisymmetric=False`), which moves doubled frequencies apart by an ulp instead.
 */
export function firwin2(numtaps: number, options: Firwin2Options): Float64Array {
  const caller = 'firwin2';
  const settings = readOptions(caller, options, DEFAULTS);
  expectInteger(numtaps, caller, 'numtaps', 1);
  if (settings.sampleRate !== null) expectPositive(settings.sampleRate, caller, 'sampleRate');
  const top = settings.sampleRate === null ? 1 : settings.sampleRate / 2;
  if (settings.freq === null) throw new ParameterError(caller, 'freq', 'must be given');
  if (settings.gain === null) throw new ParameterError(caller, 'gain', 'must be given');
  const freq = readNumbers(settings.freq, caller, 'freq');
  const gain = readNumbers(settings.gain, caller, 'gain');
  if (freq.length < 2) throw new ParameterError(caller, 'freq', `must have at least 2 frequencies, got ${freq.length}`);
  if (gain.length !== freq.length)
    throw new ParameterError(caller, 'gain', `must have one gain per frequency, ${freq.length}, got ${gain.length}`);
  if (freq[0] !== 0 || freq.at(-1) !== top) {
    throw new ParameterError(caller, 'freq', `must begin with 0 and end with ${top}, got ${freq[0]} and ${freq.at(-1)}`);
  }
  if (freq.some((f, i) => i > 0 && (f < freq[i - 1]! || (f === freq[i - 1] && (f === freq[i - 2] || f === 0 || f === top))))) {
    throw new ParameterError(caller, 'freq', 'must not fall, nor hold a frequency more than twice, nor an end twice');
  }
  if (numtaps % 2 === 0 && gain.at(-1) !== 0) {
    throw new ParameterError(caller, 'numtaps', `must be odd where half the sample rate passes, got ${numtaps}`);
  }
  let usual = 1;
  while (usual < numtaps) usual *= 2;
  const points = settings.nfreqs ?? usual + 1;
  expectInteger(points, caller, 'nfreqs', numtaps + 1);
  return sampled(numtaps, points, (share) => lineAt(share * top, freq, gain), resolveWindow(caller, settings.window, numtaps, false));
}

/** The first `numtaps` samples of the inverse transform of the gain, delayed by half of them, times the window. */
function sampled(numtaps: number, points: number, gain: (share: number) => number, window: Float64Array): Float64Array {
  const plan = planReal(2 * (points - 1));
  const spectrum = new Float64Array(2 * points);
  for (let k = 0; k < points; k++) {
    const share = k / (points - 1);
    const turns = (share * (numtaps - 1)) / 4;
    spectrum[2 * k] = gain(share) * cosTurns(turns);
    spectrum[2 * k + 1] = -gain(share) * sinTurns(turns);
  }
  const out = new Float64Array(plan.size);
  plan.inverse(out, spectrum, new Float64Array(plan.scratchLength));
  return Float64Array.from({ length: numtaps }, (_, n) => out[n]! * window[n]!);
}
