/**
 * Errors between threads. Node's own copy of an error forgets its class and its fields; this one does not.
 * @module
 */
import { DecodeError, ParameterError } from '../core/errors.js';

/** An error as plain data. */
export interface SentError {
  readonly type: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Own fields that are plain values: `code`, `path`, `offset`, … */
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  readonly cause: SentError | undefined;
}

const MOST_CAUSES = 8; // a cause may be its own cause

/** Takes an error apart; what was thrown need not be one. */
export function packError(error: unknown, depth = 0): SentError {
  if (!(error instanceof Error)) return { type: 'Error', message: String(error), stack: undefined, fields: {}, cause: undefined };
  const fields: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(error)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') fields[name] = value;
  }
  const cause = error.cause === undefined || depth === MOST_CAUSES ? undefined : packError(error.cause, depth + 1);
  return { type: error.name, message: error.message, stack: error.stack, fields, cause };
}

/** Puts it together again, as the class it was. */
export function unpackError({ type, message, stack, fields, cause }: SentError): Error {
  const error = Object.assign(create(type, message, fields), fields);
  if (stack !== undefined) Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true });
  if (cause) Object.defineProperty(error, 'cause', { value: unpackError(cause), configurable: true, writable: true });
  return error;
}

function create(type: string, message: string, fields: SentError['fields']): Error {
  const { caller, parameter, code, offset } = fields;
  if (type === 'ParameterError' && typeof caller === 'string' && typeof parameter === 'string') {
    return new ParameterError(caller, parameter, message.replace(`${caller}: "${parameter}" `, ''));
  }
  if (type === 'DecodeError' && typeof code === 'string' && typeof offset === 'number') return new DecodeError(code, offset, message);
  if (type === 'TypeError') return new TypeError(message);
  if (type === 'RangeError') return new RangeError(message);
  const error = new Error(message);
  if (type !== 'Error') error.name = type;
  return error;
}
