/**
 * The formats a result can be written in. Each is a few functions that give pieces of text or bytes, so that a long table never has to
 * be one string.
 * @module
 */
import { csv } from './format-csv.js';
import { json, ndjson } from './format-json.js';
import { npy } from './format-npy.js';
import { png } from './format-png.js';
import { text } from './format-text.js';
import { type Result } from './result.js';

/** Pieces of a file, in order. */
export type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** How results become a file. */
export interface Format {
  /** Whether one file may hold the results of many. */
  readonly many: boolean;
  /** Whether it can say what `info` finds. */
  readonly info: boolean;
  /** Result number `index` of `total` (1 when the output holds one result by design). */
  item(result: Result, index: number, together: boolean): Pieces;
  /** What comes before the first and after the last of results that share a file. */
  readonly frame?: readonly [before: string, after: string];
}

const TABLE = { npy, json, csv, ndjson, png } as const;

/** The names a user may give; each is also the extension. */
export const FORMATS: readonly string[] = Object.keys(TABLE);

/** The format of a name, `'text'` included, which only a terminal gets. */
export function formatNamed(name: string): Format | undefined {
  return name === 'text' ? text : Object.hasOwn(TABLE, name) ? TABLE[name as keyof typeof TABLE] : undefined;
}
