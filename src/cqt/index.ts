/**
 * Constant-Q and variable-Q transforms.
 * @module
 */
export {};
