/**
 * The errors of this library. Each names who refused, what, by which rule and which value it saw.
 * @module
 */

/**
 * An argument that breaks a rule: `mfcc: "hopLength" must be an integer >= 1, got 0`.
 *
 * @example
 * ```ts
 * try {
 *   frame(new Float32Array(8), { frameLength: 4, hopLength: 0 });
 * } catch (error) {
 *   if (error instanceof ParameterError) error.parameter; // 'hopLength'
 * }
 * ```
 */
export class ParameterError extends RangeError {
  /** The function that refused. */
  declare readonly caller: string;
  /** The argument or option that breaks the rule. */
  declare readonly parameter: string;

  constructor(caller: string, parameter: string, rule: string) {
    super(`${caller}: "${parameter}" ${rule}`);
    this.name = 'ParameterError';
    this.caller = caller;
    this.parameter = parameter;
  }
}

/**
 * Bytes that are not what they claim to be. `code` is stable, `offset` is where in the file it was noticed.
 *
 * @example
 * ```ts
 * const codeOf = (bytes: Uint8Array): string => {
 *   try {
 *     decodeWav(bytes);
 *     return 'fine';
 *   } catch (error) {
 *     return error instanceof DecodeError ? error.code : 'something else';
 *   }
 * };
 * codeOf(new Uint8Array(0)); // 'truncated'
 * ```
 */
export class DecodeError extends Error {
  /** What is wrong, as a short stable word such as `'truncated'` or `'unsupported-format'`. */
  readonly code: string;
  /** Byte offset at which it was noticed. */
  readonly offset: number;

  constructor(code: string, offset: number, message: string) {
    super(message);
    this.name = 'DecodeError';
    this.code = code;
    this.offset = offset;
  }
}

/** Something the caller may want to know and that is no error; handed to the option `onWarning`, never printed. */
export interface Warning {
  /** The function that noticed. */
  readonly caller: string;
  /** A short stable word such as `'empty-mel-band'`. */
  readonly code: string;
  /** One sentence, with the numbers and the cure. */
  readonly message: string;
}

/** What a value is inside, such as `Float32Array`, also where it comes from another realm. */
export const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

/** Writes a value into an error message: short, unmistakable, and safe for any input. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return String(value);
  const name = typeof value === 'function' ? 'function' : tagOf(value).replace(/^Object$/, 'object');
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}
