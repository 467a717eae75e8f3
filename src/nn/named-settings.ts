/**
 * Options that are a name, or an object with a name and settings.
 * @module
 */
import { show } from '../core/errors.js';
import { expectOneOf } from '../core/options.js';

/** Reads the option `option` of `caller` as an object; a name alone has no settings. */
export function readNamed<N extends string, T extends { name: N }>(given: N | T, caller: string, option: string, names: readonly N[]): T {
  const settings = typeof given === 'string' ? ({ name: given } as unknown as T) : given;
  if (typeof settings !== 'object' || settings === null) {
    throw new TypeError(`${caller}: "${option}" must be a name or an object with a name, got ${show(given)}`);
  }
  expectOneOf(settings.name, caller, option, names);
  return settings;
}
