/**
 * Options that all features of frames share.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, expectPositive } from '../core/options.js';

/** How a signal is cut, and whose definitions hold. */
export interface ShortTermOptions {
  /** Samples per second, Hz, >= 1000. Needed unless the signal carries it. @defaultValue the signal's */
  sampleRate?: number | null | undefined;
  /** Samples of a frame, >= 16. Must be given. */
  window: number;
  /** Samples from one frame to the next, >= 1. Must be given. */
  step: number;
  /**
   * `false`: the corrected definitions. `true`: the numbers of pyAudioAnalysis, with everything that is wrong about them, for the samples as they
   * are; it expects them in units of 16 bits, so multiply what `load` returns by 32768. Where the package fails, an error says so.
   * @defaultValue `false`
   */
  compat?: boolean | undefined;
}

/** What the samples are freed from. */
export interface NormalizationOptions {
  /** Subtracted from the samples, in their unit; `null`, together with `peak`: the mean of the whole signal. @defaultValue `null` */
  mean?: number | null | undefined;
  /** The samples are divided by it, > 0; `null`, together with `mean`: the largest distance from the mean in the whole signal. @defaultValue `null` */
  peak?: number | null | undefined;
}

/** {@link ShortTermOptions} with defaults filled in. */
export interface ShortTermSettings {
  sampleRate: number | null;
  window: number;
  step: number;
  compat: boolean;
}

/** The defaults: none for what must be given. */
export const SHORT_TERM_DEFAULTS: ShortTermSettings = { sampleRate: null, window: NaN, step: NaN, compat: false };

/** Fewer samples have no spectrum to speak of. */
const LEAST_WINDOW = 16;
const LEAST_RATE = 1000;

/** Refuses frames that are none. */
export function expectShortTerm(settings: { window: number; step: number; compat: boolean }, rate: number, caller: string): void {
  expectGiven(settings.window, caller, 'window');
  expectGiven(settings.step, caller, 'step');
  expectInteger(settings.window, caller, 'window', LEAST_WINDOW);
  expectInteger(settings.step, caller, 'step', 1);
  expectBoolean(settings.compat, caller, 'compat');
  expectFinite(rate, caller, 'sampleRate', LEAST_RATE);
}

/** Refuses a length that was left out. */
export function expectGiven(value: number, caller: string, name: string): void {
  if (Number.isNaN(value)) throw new ParameterError(caller, name, 'must be given in samples');
}

/** Refuses one of the two alone. */
export function expectNormalization(mean: number | null, peak: number | null, caller: string): void {
  if (mean !== null) expectFinite(mean, caller, 'mean');
  if (peak !== null) expectPositive(peak, caller, 'peak');
  if ((mean === null) !== (peak === null)) {
    const [missing, given] = mean === null ? ['mean', 'peak'] : ['peak', 'mean'];
    throw new ParameterError(caller, missing, `must be given where "${given}" is`);
  }
}

/** Frames of a signal; refuses one that is shorter than a frame. */
export function countFrames(samples: number, window: number, step: number, caller: string): number {
  if (samples < window) throw new ParameterError(caller, 'window', `must be <= y.length = ${samples}, got ${window}`);
  return 1 + Math.floor((samples - window) / step);
}
