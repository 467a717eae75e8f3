/**
 * LabelList: what items are called. Strings or integers, sorted as scikit-learn sorts them.
 * @module
 */
import { ParameterError, show } from './errors.js';
import { isList } from './table.js';

/** What an item is: a string or an integer. */
export type Label = string | number;

/** LabelList of many items: a list of strings, of integers or of booleans (which count as 0 and 1), or a typed array of integers. */
export type LabelList = ArrayLike<string> | ArrayLike<number> | ArrayLike<boolean> | ArrayLike<Label>;

/** Reads labels; refuses empty lists, fractions, and strings mixed with numbers. */
export function readLabels(labels: LabelList, caller: string, name: string): Label[] {
  if (!isList(labels)) throw new TypeError(`${caller}: "${name}" must be a list of strings or integers, got ${show(labels)}`);
  if (labels.length === 0) throw new ParameterError(caller, name, 'must not be empty');
  const result = new Array<Label>(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const given = labels[i];
    const label = typeof given === 'boolean' ? Number(given) : given;
    if (typeof label !== 'string' && typeof label !== 'number') {
      throw new TypeError(`${caller}: "${name}" must hold strings or integers, got ${show(label)} at index ${i}`);
    }
    if (typeof label === 'number' && !Number.isSafeInteger(label)) {
      throw new ParameterError(caller, name, `must hold strings or integers, got ${label} at index ${i}`);
    }
    result[i] = label;
    if (typeof label !== typeof result[0]) throw mixed(caller, name);
  }
  return result;
}

const mixed = (caller: string, name: string): Error => new ParameterError(caller, name, 'must hold either strings or integers, got both');

/** Refuses lists of different length. */
export function expectSameLength(a: number, aName: string, b: number, bName: string, caller: string): void {
  if (a !== b) throw new ParameterError(caller, bName, `must have one entry for each of "${aName}", that is ${a}, got ${b}`);
}

/** The different labels of some lists, sorted: numbers by value, strings by code point as Python does. */
export function sortedLabels(lists: readonly (readonly Label[])[], caller: string, name: string): Label[] {
  const different = [...new Set(lists.flat())];
  if (new Set(different.map((l) => typeof l)).size > 1) throw mixed(caller, name);
  return different.sort(compareLabels);
}

/** Numbers by value, strings by code point (`<` compares UTF-16 units, which differs beyond the basic plane). */
export function compareLabels(a: Label, b: Label): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [x, y] = [[...String(a)], [...String(b)]];
  const n = Math.min(x.length, y.length);
  for (let i = 0; i < n; i++) if (x[i] !== y[i]) return x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!;
  return x.length - y.length;
}

/** The place of each label in `classes`, -1 for one that is not there. */
export function encodeLabels(labels: readonly Label[], classes: readonly Label[]): Int32Array {
  const place = new Map(classes.map((label, i) => [label, i]));
  return Int32Array.from(labels, (label) => place.get(label) ?? -1);
}

/** Reads a list of classes: like labels, but none may come twice. */
export function readClasses(classes: LabelList, caller: string, name: string): Label[] {
  const list = readLabels(classes, caller, name);
  const twice = list.find((label, i) => list.indexOf(label) !== i);
  if (twice !== undefined) throw new ParameterError(caller, name, `must not name a class twice, got ${show(twice)} again`);
  return list;
}

/** A few labels for a message. */
export function listLabels(labels: readonly Label[]): string {
  const some = labels.slice(0, 10).map(show).join(', ');
  return labels.length > 10 ? `${some}, … (${labels.length})` : some;
}
