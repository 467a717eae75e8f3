/**
 * Second-order filters for one frequency.
 * @module
 */
import { expectPositive, readOptions } from '../core/options.js';
import { cosTurns, sinTurns } from '../core/math.js';
import { shareOf } from './iir-design.js';
import { type DesignedTransfer } from './transfer-function.js';

/** Options of {@link iirnotch} and {@link iirpeak}. */
export interface IirnotchOptions {
  /** Quality: the frequency divided by the width of the band that is 3 dB down, > 0; wider than half the sample rate it is refused. Must be given. */
  q?: number | undefined;
  /** Samples per second, Hz. `null`: the frequency is a share of half of it. @defaultValue `null` */
  sampleRate?: number | null | undefined;
}

/** What both need: the feedback, and how much of the signal the band holds. */
function resonance(frequency: number, options: IirnotchOptions, caller: string): { gain: number; a: Float64Array } {
  const { q, sampleRate } = readOptions(caller, options, { q: NaN, sampleRate: null as number | null });
  expectPositive(q, caller, 'q');
  const share = shareOf(frequency, sampleRate, caller, 'frequency');
  const width = shareOf(share / q, null, caller, 'frequency / q');
  const gain = 1 / (1 + sinTurns(width / 4) / cosTurns(width / 4));
  return { gain, a: Float64Array.of(1, -2 * gain * cosTurns(share / 2), 2 * gain - 1) };
}

/**
 * Designs a filter that takes out one frequency, such as mains hum, and leaves the others.
 *
 * @param frequency - What to take out: Hz where `sampleRate` is given, else a share of half the sample rate, in (0, 1).
 * @param options - See {@link IirnotchOptions}; `q` must be given.
 * @returns `{ b, a }`, of second order.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * const hum = iirnotch(50, { q: 30, sampleRate: 8000 });
 * Math.abs(lfilter(tone(50, { sampleRate: 8000, duration: 2 }), hum)[15990]!) < 1e-4; // true
 * ```
 * @see scipy 1.17 `signal.iirnotch`. S. J. Orfanidis, Introduction to Signal Processing, 1996, section 11.3.
 */
export function iirnotch(frequency: number, options: IirnotchOptions): DesignedTransfer {
  const { gain, a } = resonance(frequency, options, 'iirnotch');
  return { b: Float64Array.of(gain, a[1]!, gain), a };
}

/**
 * Designs a filter that keeps one frequency and takes out the others.
 *
 * @param frequency - What to keep: Hz where `sampleRate` is given, else a share of half the sample rate, in (0, 1).
 * @param options - See {@link IirnotchOptions}; `q` must be given.
 * @returns `{ b, a }`, of second order.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * const { b, a } = iirpeak(2000, { q: 1, sampleRate: 8000 });
 * b.map((v) => Math.round(1e6 * v) / 1e6); // [0.5, 0, -0.5]
 * a.map((v) => Math.round(1e6 * v) / 1e6); // [1, 0, 0]
 * ```
 * @see scipy 1.17 `signal.iirpeak`. {@link iirnotch} is the rest of the signal.
 */
export function iirpeak(frequency: number, options: IirnotchOptions): DesignedTransfer {
  const { gain, a } = resonance(frequency, options, 'iirpeak');
  return { b: Float64Array.of(1 - gain, 0, gain - 1), a };
}
