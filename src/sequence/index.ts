/**
 * Alignment and decoding of sequences.
 * @module
 */
export {};
