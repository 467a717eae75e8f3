/**
 * Reading options: own keys only, unknown names refused, defaults filled in; and the checks every function shares.
 * @module
 */
import { ParameterError, show } from './errors.js';

/** What a caller may pass where `D` is the full set of options. */
export type Options<D> = { [K in keyof D]?: D[K] | undefined };

/**
 * Fills `options` with `defaults`. Only own keys count; `undefined` means "not given".
 * Refuses a name that `defaults` does not have, with the nearest name that it has.
 * `null` and non-objects are a TypeError, inherited keys a ParameterError, since a typo must never run.
 */
export function readOptions<D extends object>(caller: string, options: Options<D> | undefined, defaults: D): D {
  const result = { ...defaults };
  if (options === undefined) return result;
  if (typeof options !== 'object' || options === null || Array.isArray(options) || ArrayBuffer.isView(options)) {
    throw new TypeError(`${caller}: options must be a plain object, got ${show(options)}`);
  }
  for (const key in options) {
    if (!Object.hasOwn(options, key)) throw new ParameterError(caller, key, 'is inherited; options must be a plain object with own keys');
    if (!Object.hasOwn(defaults, key)) throw new ParameterError(caller, key, `is not an option${didYouMean(key, Object.keys(defaults))}`);
    const value = options[key];
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/** `; did you mean "hopLength"?` for the nearest of `names` within a third of its length, or nothing. */
export function didYouMean(word: string, names: readonly string[]): string {
  let best = '';
  let least = Infinity;
  for (const name of names) {
    const distance = editDistance(word.toLowerCase().replaceAll('_', ''), name.toLowerCase());
    if (distance < least) {
      best = name;
      least = distance;
    }
  }
  return least <= Math.max(2, best.length / 3) && least < best.length ? `; did you mean "${best}"?` : '';
}

/** Insertions, deletions and replacements of letters that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  const row = [...Array(a.length + 1).keys()];
  for (const letter of b) {
    let corner = row[0]!++;
    for (let i = 1; i < row.length; i++) {
      const above = row[i]!;
      row[i] = Math.min(above + 1, row[i - 1]! + 1, corner + Number(a[i - 1] !== letter));
      corner = above;
    }
  }
  return row.at(-1)!;
}

function expectNumber(value: unknown, caller: string, name: string): asserts value is number {
  if (typeof value !== 'number') throw new TypeError(`${caller}: "${name}" must be a number, got ${show(value)}`);
}

function refuse(value: number, caller: string, name: string, what: string, least: number, most: number): never {
  const rule = most < Number.MAX_SAFE_INTEGER ? ` in [${least}, ${most}]` : least > -Infinity ? ` >= ${least}` : '';
  throw new ParameterError(caller, name, `must be ${what}${rule}, got ${value}`);
}

/** Refuses what is not an integer in `[least, most]`. */
export function expectInteger(
  value: unknown,
  caller: string,
  name: string,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): asserts value is number {
  expectNumber(value, caller, name);
  if (!Number.isInteger(value) || value < least || value > most) refuse(value, caller, name, 'an integer', least, most);
}

/** Refuses what is not a finite number in `[least, most]`. */
export function expectFinite(
  value: unknown,
  caller: string,
  name: string,
  least: number = -Infinity,
  most: number = Infinity,
): asserts value is number {
  expectNumber(value, caller, name);
  if (!Number.isFinite(value) || value < least || value > most) refuse(value, caller, name, 'a finite number', least, most);
}

/** Refuses what is not a finite number > 0. */
export function expectPositive(value: unknown, caller: string, name: string): asserts value is number {
  expectNumber(value, caller, name);
  if (!(value > 0 && value < Infinity)) throw new ParameterError(caller, name, `must be a finite number > 0, got ${value}`);
}

/** Refuses what is not `true` or `false`. */
export function expectBoolean(value: unknown, caller: string, name: string): asserts value is boolean {
  if (typeof value !== 'boolean') throw new TypeError(`${caller}: "${name}" must be true or false, got ${show(value)}`);
}

/** Refuses what is not one of `choices`. */
export function expectOneOf<T extends string | number | null>(
  value: unknown,
  caller: string,
  name: string,
  choices: readonly T[],
): asserts value is T {
  if (choices.includes(value as T)) return;
  const hint =
    typeof value === 'string'
      ? didYouMean(
          value,
          choices.filter((c) => typeof c === 'string'),
        )
      : '';
  throw new ParameterError(caller, name, `must be one of ${choices.map(show).join(', ')}, got ${show(value)}${hint}`);
}
