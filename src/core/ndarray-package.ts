/**
 * The package `ndarray`, in a file of its own: bundlers keep a bare import of a CommonJS package for its possible side effects, so it
 * must lie in an output file that they can drop as a whole (see tsup.config.ts).
 * @module
 */
export { default as ndarray } from 'ndarray';
