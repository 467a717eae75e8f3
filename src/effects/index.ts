/** The `effects` room. */
export { harmonic } from './harmonic.js';
export { hpss } from './hpss.js';
export { percussive } from './percussive.js';
export { type SeparationOptions } from './separate.js';
