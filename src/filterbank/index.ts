/** The `filterbank` room. */
export { chroma, type ChromaOptions } from './chroma.js';
export { mel, type MelFilterOptions } from './mel.js';
export { type MelNorm, type MelOptions } from './mel-options.js';
export { type NormOrder } from './norm-of.js';
export { type MelDomain } from './triangle-bank.js';
