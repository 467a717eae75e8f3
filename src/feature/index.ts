/** The `feature` room. */
export { type CepstrumOptions } from './cepstrum.js';
export { type MelFrameOptions } from './mel-frames.js';
export { createMelSpectrogram, melSpectrogram, type MelSpectrogram, type MelSpectrogramOptions } from './mel-spectrogram.js';
export { melSpectrogramFromSpectrogram, type MelSpectrogramFromSpectrogramOptions } from './mel-spectrogram-from-spectrogram.js';
export { createMfcc, mfcc, type Mfcc, type MfccOptions } from './mfcc.js';
export { mfccFromSpectrogram, type MfccFromSpectrogramOptions } from './mfcc-from-spectrogram.js';
