/**
 * Kaldi's features under their own names and options, whole and in chunks: `@audiolab/dsp/kaldi`.
 * @module
 */
export { createOnlineFbank, fbank, type FbankOptions, type OnlineFbankOptions } from './fbank.js';
export { type KaldiFrameOptions, type KaldiOptions, type KaldiWindow } from './kaldi-options.js';
export { createOnlineMfcc, mfcc, type MfccOptions, type OnlineMfccOptions } from './mfcc.js';
export { type OnlineFeature } from './run-kaldi.js';
export { createOnlineSpectrogram, type OnlineSpectrogramOptions, spectrogram, type SpectrogramOptions } from './spectrogram.js';
