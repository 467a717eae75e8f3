/** The `stft` room. */
export { type StftOptions, type StftPadMode } from './framing.js';
export { spectrogram, type SpectrogramOptions } from './spectrogram.js';
export { type SpectrumOptions } from './signal-source.js';
