/**
 * Reading what was saved as JSON.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';

/** The members of a saved object of this kind. Takes text or what `JSON.parse` made of it. */
export function readSaved(json: unknown, kind: string, caller: string): Record<string, unknown> {
  let value = json;
  if (typeof json === 'string') {
    try {
      value = JSON.parse(json);
    } catch (error) {
      throw new ParameterError(caller, 'json', `must be JSON: ${(error as Error).message}`);
    }
  }
  if (typeof value !== 'object' || value === null)
    throw new TypeError(`${caller}: "json" must be JSON text or an object, got ${show(value)}`);
  const members = value as Record<string, unknown>;
  if (members['kind'] !== kind) throw new ParameterError(caller, 'json', `must have the kind "${kind}", got ${show(members['kind'])}`);
  return members;
}

/** A list of finite numbers, of `length` if given. */
export function savedNumbers(members: Record<string, unknown>, name: string, caller: string, length?: number): Float64Array {
  const list = members[name];
  const good = Array.isArray(list) && list.every((v) => typeof v === 'number' && Number.isFinite(v));
  if (!good || list.length === 0 || (length !== undefined && list.length !== length)) {
    const many = length === undefined ? 'finite numbers' : `${length} finite numbers`;
    throw new ParameterError(caller, name, `must be a list of ${many}, got ${show(list)}`);
  }
  return Float64Array.from(list as number[]);
}

/** What is fitted, or an error that says to fit first. */
export function fitted<T>(state: T | undefined, caller: string): T {
  if (state === undefined) throw new ParameterError(caller, 'fit', 'must be called before anything is transformed');
  return state;
}
