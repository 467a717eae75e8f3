import { ParameterError } from '../../src/index.js';
import { type SignalInput } from '../../src/core/signal.js';

export * from '../../src/voice/index.js';

/** A feature of one number a frame. */
export type Feature = (y: SignalInput, options?: object) => ArrayLike<number>;

/** The whole message of the refusal, or what happened instead. */
export function refusalOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return error instanceof ParameterError ? error.message : `another error: ${String(error)}`;
  }
  return 'no refusal';
}
