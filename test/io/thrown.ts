/** What a call throws, so that class, message and code can be asserted in full. */
export function thrown(call: () => unknown): Error & { code?: string; offset?: number } {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}
