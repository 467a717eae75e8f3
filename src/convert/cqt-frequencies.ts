/**
 * Frequencies that are equally spaced in octaves.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { exp2 } from '../core/math.js';
import { expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';

/** Options of {@link cqtFrequencies}. */
export interface CqtFrequenciesOptions {
  /** Lowest frequency, Hz, > 0. Must be given. */
  fmin: number;
  /** Bins per octave, >= 1. @defaultValue `12` */
  binsPerOctave?: number | undefined;
  /** Deviation from 440 Hz tuning, in bins. @defaultValue `0` */
  tuning?: number | undefined;
}

const DEFAULTS = { fmin: undefined as number | undefined, binsPerOctave: 12, tuning: 0 };

/**
 * Centre frequencies of the bins of a constant-Q transform: `fmin 2^((k + tuning) / binsPerOctave)`.
 *
 * @param nBins - How many, >= 1.
 * @param options - Lowest frequency and spacing.
 * @returns Hz, ascending, shape `[nBins]`.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * cqtFrequencies(4, { fmin: 55, binsPerOctave: 2 }); // [55, 77.782, 110, 155.563]
 * ```
 * @see librosa 0.11 `cqt_frequencies`.
 */
export function cqtFrequencies(nBins: number, options: CqtFrequenciesOptions): Float64Array {
  const { fmin, binsPerOctave, tuning } = readOptions('cqtFrequencies', options, DEFAULTS);
  expectInteger(nBins, 'cqtFrequencies', 'nBins', 1);
  expectPositive(fmin, 'cqtFrequencies', 'fmin');
  expectInteger(binsPerOctave, 'cqtFrequencies', 'binsPerOctave', 1);
  expectFinite(tuning, 'cqtFrequencies', 'tuning');
  const hz = Float64Array.from({ length: nBins }, (_, k) => fmin * exp2((k + tuning) / binsPerOctave));
  expectNoOverflow(hz, 'cqtFrequencies');
  return hz;
}

/** Refuses frequencies beyond the largest number, naming how many there may be. */
export function expectNoOverflow(hz: Float64Array, caller: string): void {
  const at = hz.findIndex((f) => !(f < Infinity));
  if (at >= 0) throw new ParameterError(caller, 'nBins', `must be <= ${at}, where frequencies overflow, got ${hz.length}`);
}
