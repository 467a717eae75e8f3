/**
 * How good predictions are.
 * @module
 */
export {};
