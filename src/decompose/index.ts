/** The `decompose` room. */
export { decompose, type DecomposeOptions, type Decomposition } from './decompose.js';
export { hpssFromSpectrogram, type HpssFromSpectrogramOptions, type HpssParts } from './hpss-from-spectrogram.js';
export { hpssFromStft } from './hpss-from-stft.js';
export { type HpssOptions } from './hpss-kernel.js';
export { type NnAggregate, nnFilter, type NnFilterOptions } from './nn-filter.js';
export { type NmfInit } from './start-factors.js';
