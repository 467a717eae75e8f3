/** The code of the error that a call throws; other errors than `DecodeError` pass through. */
import { DecodeError } from '../../src/core/errors.js';

const readCode = (error: unknown): string => {
  if (error instanceof DecodeError) return error.code;
  throw error;
};

export function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return readCode(error);
  }
  return 'no error';
}

export async function codeOfAsync(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
  } catch (error) {
    return readCode(error);
  }
  return 'no error';
}
