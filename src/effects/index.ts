/**
 * Effects on signals in time.
 * @module
 */
export {};
