/**
 * Losses with their gradients.
 * @module
 */
export {};
