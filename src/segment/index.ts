/**
 * Self-similarity and structure.
 * @module
 */
export {};
