/**
 * The features of pyAudioAnalysis: its numbers with `compat: true`, corrected definitions otherwise.
 * @module
 */
export { type Beat, beatExtraction, type BeatExtractionOptions } from './beat-extraction.js';
export { type Chromagram, chromagram } from './chromagram.js';
export {
  createFeatureExtraction,
  type FeatureExtraction,
  featureExtraction,
  type FeatureExtractionOptions,
  type ShortTermFeatures,
} from './feature-extraction.js';
export { featureNames, type FeatureNamesOptions, midFeatureNames } from './feature-names.js';
export { type NormalizationOptions, type ShortTermOptions } from './feature-options.js';
export { mfccFilterBanks, type MfccFilterBanks, type MfccFilterBanksOptions } from './mfcc-filter-banks.js';
export { midFeatureExtraction, type MidFeatureExtractionOptions, type MidTermFeatures } from './mid-feature-extraction.js';
export { measureNormalization, type Normalization } from './normalization.js';
export { type Spectrogram, spectrogram } from './spectrogram.js';
