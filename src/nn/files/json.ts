/**
 * JSON of unknown origin. Unlike `JSON.parse` it says where it broke, and refuses what is only there to do harm: deep nesting, a name given
 * twice, and `__proto__`.
 * @module
 */
import { DecodeError } from '../../core/errors.js';

/** A parsed object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Brackets inside brackets: models within models within wrappers stay far below. */
const DEEPEST = 100;

/** Whether it is an object and no array. */
export const isObject = (x: unknown): x is JsonObject => typeof x === 'object' && x !== null && !Array.isArray(x);

/** The text of some bytes; `at` is where they begin in their file. */
export function decodeUtf8(bytes: Uint8Array, caller: string, at = 0): string {
  try {
    // a copy where the memory is shared, which decoders refuse
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.slice());
  } catch {
    throw new DecodeError('bad-json', at, `${caller}: the text is not UTF-8`);
  }
}

/** Parses a text; `at` is where it begins in its file. Python's `NaN` and `Infinity` are refused, too. */
export function parseJson(text: string, caller: string, at = 0): unknown {
  let i = 0;
  const fail = (message: string): never => {
    throw new DecodeError('bad-json', at + i, `${caller}: ${message} at character ${i} of the JSON text`);
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = i;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) i += found.length;
    return found;
  };
  const space = (): void => void take(/[ \t\r\n]*/y);
  const readText = (): string => {
    const start = i;
    if (text[i] !== '"') fail('a name in quotes is missing');
    for (i++; i < text.length && text[i] !== '"'; i++) if (text[i] === '\\') i++;
    if (i >= text.length) fail('a text does not end');
    i++;
    try {
      return JSON.parse(text.slice(start, i)) as string;
    } catch {
      i = start;
      return fail('a text is not well-formed');
    }
  };
  const readValue = (depth: number): unknown => {
    if (depth > DEEPEST) fail(`more than ${DEEPEST} brackets are nested`);
    space();
    const first = text[i];
    if (first === '"') return readText();
    if (first === '{' || first === '[') {
      i++;
      const close = first === '{' ? '}' : ']';
      const list: unknown[] = [];
      const object: Record<string, unknown> = {};
      space();
      if (text[i] === close) {
        i++;
        return first === '{' ? object : list;
      }
      for (;;) {
        space();
        if (first === '[') list.push(readValue(depth + 1));
        else {
          const start = i;
          const name = readText();
          if (name === '__proto__' || Object.hasOwn(object, name)) {
            i = start;
            fail(`the name ${JSON.stringify(name.slice(0, 40))} ${name === '__proto__' ? 'is not allowed' : 'is given twice'}`);
          }
          space();
          if (text[i++] !== ':') fail('a colon is missing');
          object[name] = readValue(depth + 1);
        }
        space();
        const next = text[i++];
        if (next === close) return first === '{' ? object : list;
        if (next !== ',') {
          i--;
          fail(i < text.length ? 'a comma is missing' : 'the text ends too early');
        }
      }
    }
    const word = take(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    return word === undefined ? fail(i < text.length ? 'there is no value' : 'the text ends too early') : JSON.parse(word);
  };
  const value = readValue(0);
  space();
  if (i < text.length) fail('there is more than one value');
  return value;
}

/** Parses bytes that must be an object. */
export function readJsonObject(bytes: Uint8Array, caller: string, at = 0): JsonObject {
  const value = parseJson(decodeUtf8(bytes, caller, at), caller, at);
  if (!isObject(value)) throw new DecodeError('bad-json', at, `${caller}: the JSON text is not an object`);
  return value;
}
