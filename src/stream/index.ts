/** The `stream` room. */
export { createFeatureExtractionStream, type FeatureExtractionStreamOptions } from './feature-extraction-stream.js';
export { type FeatureStream, type StreamArray, type StreamDtype, type StreamOptions, type StreamRateOptions } from './feature-stream.js';
export { createFrameStream, type FrameStreamOptions } from './frame-stream.js';
export { createMelSpectrogramStream, type MelSpectrogramStreamOptions } from './mel-spectrogram-stream.js';
export { createMfccStream, type MfccStreamOptions } from './mfcc-stream.js';
export { createRmsStream, type RmsStreamOptions } from './rms-stream.js';
export { createSpectrogramStream, type SpectrogramStreamOptions } from './spectrogram-stream.js';
export { createStftStream, type StftStreamOptions } from './stft-stream.js';
export { createYinStream, type YinStreamOptions } from './yin-stream.js';
