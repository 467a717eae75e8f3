/**
 * The package `fft.js`, in a file of its own for the reason given in `core/ndarray-package.ts`.
 * @module
 */
export { default as FFT } from 'fft.js';
