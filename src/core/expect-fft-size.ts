/**
 * The lengths that transforms take.
 * @module
 */
import { ParameterError } from './errors.js';
import { expectInteger } from './options.js';

/** The longest transform: in double precision its tables and work areas take some nine gigabytes. */
const LARGEST = 2 ** 27;

/** Refuses what is not the length of a transform, before tables for it are tried. */
export function expectFftSize(value: unknown, caller: string, name: string): asserts value is number {
  expectInteger(value, caller, name, 1);
  if (value > LARGEST) throw new ParameterError(caller, name, `must be <= ${LARGEST} = 2^27, got ${value}`);
}
