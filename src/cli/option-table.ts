/**
 * Options of a command: a small typed table from which parsing, checking and `--help` follow.
 * @module
 */
import { UsageError } from './usage-error.js';

/** What an option may hold on the command line. */
export type OptionValue = number | string | boolean | null;

/** One option of a function. */
export interface OptionSpec {
  /** What it may be, besides `'null'`: the default's own kind is always included. */
  readonly kinds: readonly ('number' | 'string' | 'boolean' | 'null')[];
  /** The function's own default, shown in the help; it is never passed on. */
  readonly default: OptionValue;
  /** Meaning and unit, a few words. */
  readonly text: string;
}

/** The options of a function, by their names in the library. */
export type OptionTable<O = Record<string, unknown>> = { readonly [K in keyof O]?: OptionSpec };

/** Shorthands that keep the tables readable. */
export const number = (value: number, text: string): OptionSpec => ({ kinds: ['number'], default: value, text });
export const numberOrNull = (value: number | null, text: string): OptionSpec => ({ kinds: ['number', 'null'], default: value, text });
export const string = (value: string, text: string): OptionSpec => ({ kinds: ['string'], default: value, text });
export const optional = (text: string): OptionSpec => ({ kinds: ['string'], default: null, text });
export const norm = (value: number | string | null, text: string): OptionSpec => ({
  kinds: ['number', 'string', 'null'],
  default: value,
  text,
});
export const boolean = (value: boolean, text: string): OptionSpec => ({ kinds: ['boolean'], default: value, text });

/** `nMfcc` -> `n-mfcc`. */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

/** Reads the text after `--flag`. */
export function parseValue(flag: string, text: string, { kinds }: OptionSpec): OptionValue {
  const word = text.trim().toLowerCase();
  if (kinds.includes('null') && (word === 'null' || word === 'none')) return null;
  if (kinds.includes('boolean') && (word === 'true' || word === 'false')) return word === 'true';
  if (kinds.includes('number')) {
    if (/^[+-]?inf(inity)?$/.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
    const value = Number(word);
    if (word !== '' && !Number.isNaN(value)) return value;
  }
  if (kinds.includes('string') && word !== '') return text;
  const wanted = kinds.map((kind) => ({ number: 'a number', string: 'a word', boolean: 'true or false', null: 'null' })[kind]);
  throw new UsageError(`${flag} needs ${wanted.join(' or ')}, got ${JSON.stringify(text)}`);
}
