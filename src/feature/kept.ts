/**
 * How much memory is kept from one call to the next.
 * @module
 */

/** Numbers that kept plans have room for; longer signals get room of their own, so that nothing large is kept. */
export const KEPT: number = 1 << 19;
