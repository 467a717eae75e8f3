/**
 * The head of a NumPy file: a magic, a version, and a Python dictionary in text.
 * @module
 */
import { DecodeError } from '../core/errors.js';
import { printable, textAt, viewOf } from './bytes.js';

/** What the head says. */
export interface NpyHeader {
  /** numpy's short name of the type, such as `'<f8'`. */
  readonly descr: string;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Byte offset of the first element. */
  readonly start: number;
}

/** As numpy: a longer head is refused before it is read. */
const LONGEST = 10_000;

/** Reads the head; the shape is checked against nothing yet. */
export function readNpyHeader(bytes: Uint8Array, caller: string): NpyHeader {
  const fail = (code: string, at: number, message: string): DecodeError => new DecodeError(code, at, `${caller}: ${message}`);
  const magic = textAt(bytes, 0, 6);
  if (magic !== '\x93NUMPY') {
    if ('\x93NUMPY'.startsWith(magic)) throw fail('truncated', bytes.length, `the file ends after ${bytes.length} bytes`);
    throw fail('not-npy', 0, `a .npy file starts with "\\x93NUMPY", this one with ${printable(magic)}`);
  }
  if (bytes.length < 12) throw fail('truncated', bytes.length, `the file ends after ${bytes.length} bytes, inside the header`);
  const major = bytes[6]!;
  if (major < 1 || major > 3) throw fail('unsupported-format', 6, `version ${major}.${bytes[7]} of the .npy format is not supported`);
  const long = major > 1;
  const length = long ? viewOf(bytes).getUint32(8, true) : viewOf(bytes).getUint16(8, true);
  const at = long ? 12 : 10;
  if (length > LONGEST) throw fail('bad-header', 8, `the header claims ${length} bytes, more than the ${LONGEST} that are allowed`);
  if (at + length > bytes.length) throw fail('truncated', 8, `the header claims ${length} bytes, and ${bytes.length - at} are left`);
  const text = textAt(bytes, at, length);
  const fields = readDictionary(text);
  const descr = fields?.get('descr');
  const fortran = fields?.get('fortran_order');
  const shape = fields?.get('shape');
  if (fields?.size !== 3 || typeof descr !== 'string' || typeof fortran !== 'boolean' || !Array.isArray(shape)) {
    throw fail(
      'bad-header',
      at,
      `the header is not { 'descr', 'fortran_order', 'shape' } of one plain type, but ${printable(text.slice(0, 60))}`,
    );
  }
  if (shape.length > 32) throw fail('bad-header', at, `an array of ${shape.length} axes; numpy's limit was 32`);
  return { descr, fortranOrder: fortran, shape, start: at + length };
}

/** `{'name': 'text' | True | False | (1, 2), …}`; undefined for anything else. Sticky patterns only: linear time. */
function readDictionary(text: string): Map<string, string | boolean | number[]> | undefined {
  const fields = new Map<string, string | boolean | number[]>();
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  if (!take(/\s*\{/y)) return undefined;
  for (;;) {
    if (take(/\s*\}\s*$/y)) return fields;
    const name = take(/\s*'([a-z_]{1,20})'\s*:\s*/y);
    if (!name || fields.has(name[1]!)) return undefined;
    const value = take(/'([^'\\]{0,100})'|(True|False)|\(([\d, L]*)\)/y);
    if (!value) return undefined;
    if (value[1] !== undefined) fields.set(name[1]!, value[1]);
    else if (value[2] !== undefined) fields.set(name[1]!, value[2] === 'True');
    else {
      const numbers = readTuple(value[3]!);
      if (!numbers) return undefined;
      fields.set(name[1]!, numbers);
    }
    if (!take(/\s*,/y) && !/^\s*\}/.test(text.slice(at))) return undefined;
  }
}

/** `3, 4`, `3,` or nothing; Python 2 wrote `3L`. A lone `3` is a number in parentheses, not a tuple. */
function readTuple(text: string): number[] | undefined {
  if (text.trim() === '') return [];
  const parts = text.split(',').map((part) => part.trim());
  if (parts.at(-1) === '' && parts.length > 1) parts.pop();
  else if (parts.length === 1) return undefined;
  const numbers = parts.map((part) => (/^\d{1,16}L?$/.test(part) ? Number.parseInt(part, 10) : NaN));
  return numbers.every((n) => Number.isSafeInteger(n)) ? numbers : undefined;
}

/** The head as `numpy.save` writes it, byte for byte: room for the first axis to grow, then spaces up to a multiple of 64. */
export function npyHeader(descr: string, fortranOrder: boolean, shape: readonly number[], version: 1 | 2): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  let text = `{'descr': '${descr}', 'fortran_order': ${fortranOrder ? 'True' : 'False'}, 'shape': ${tuple}, }`;
  const grows = fortranOrder ? shape.at(-1) : shape[0];
  if (grows !== undefined) text += ' '.repeat(Math.max(0, 21 - String(grows).length)); // digits of the largest 64-bit number and one
  const before = version === 1 ? 10 : 12;
  const total = Math.floor((before + text.length + 1) / 64 + 1) * 64; // at least one space: numpy's own rule
  text = `${text.padEnd(total - before - 1)}\n`;
  const bytes = new Uint8Array(total);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  if (version === 1) viewOf(bytes).setUint16(8, text.length, true);
  else viewOf(bytes).setUint32(8, text.length, true);
  for (let i = 0; i < text.length; i++) bytes[before + i] = text.charCodeAt(i);
  return bytes;
}
