/** The `decompose` room. */
export { hpssFromSpectrogram, type HpssFromSpectrogramOptions, type HpssParts } from './hpss-from-spectrogram.js';
export { hpssFromStft } from './hpss-from-stft.js';
export { type HpssOptions } from './hpss-kernel.js';
