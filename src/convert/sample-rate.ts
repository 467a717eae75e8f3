/**
 * The rate of conversions that see no signal.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectPositive } from '../core/options.js';

/** Refuses a missing rate (nobody guesses 22050 here) and one that is not a finite number > 0. */
export function expectSampleRate(value: unknown, caller: string): asserts value is number {
  if (value === undefined || value === null) throw new ParameterError(caller, 'sampleRate', 'must be given in Hz');
  expectPositive(value, caller, 'sampleRate');
}
