/** The `filterbank` room. */
export { chroma, type ChromaOptions } from './chroma.js';
export { cqToChroma, type CqToChromaOptions } from './cq-to-chroma.js';
export { diagonalFilter, type DiagonalFilterOptions } from './diagonal-filter.js';
export { mel, type MelFilterOptions } from './mel.js';
export { type MelNorm, type MelOptions } from './mel-options.js';
export { type NormOrder } from './norm-of.js';
export { type MelDomain, type Vtln } from './triangle-bank.js';
export { wavelet, type WaveletOptions, type Wavelets } from './wavelet.js';
export { waveletLengths, type WaveletLengths, type WaveletLengthsOptions } from './wavelet-lengths.js';
