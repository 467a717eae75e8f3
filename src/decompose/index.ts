/**
 * Spectrograms taken apart.
 * @module
 */
export {};
