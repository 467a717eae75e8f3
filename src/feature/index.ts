/** The `feature` room. */
export { type CepstrumOptions } from './cepstrum.js';
export { type EnergyOptions } from './dialect-rows.js';
export { type EnergyKind } from './front-end.js';
export { type FrontEndOptions, type MelBankName, type SecondsRule } from './front-end-options.js';
export { type PreemphasisStart, type StepPlace } from './frame-steps.js';
export { explain, type ExplainedDifference, type ExplainedStep, type ExplainOptions, type Explanation } from './explain.js';
export { type FeatureKind, type Identified, identify, type IdentifyOptions } from './identify.js';
export { createLogMel, logMel, type LogMel, type LogMelOptions } from './log-mel.js';
export { type LogOptions } from './log-options.js';
export { type Preset, type PresetName, presets } from './presets.js';
export { type MelFrameOptions } from './mel-frames.js';
export { createMelSpectrogram, melSpectrogram, type MelSpectrogram, type MelSpectrogramOptions } from './mel-spectrogram.js';
export { melSpectrogramFromSpectrogram, type MelSpectrogramFromSpectrogramOptions } from './mel-spectrogram-from-spectrogram.js';
export { createMfcc, mfcc, type Mfcc, type MfccOptions } from './mfcc.js';
export { mfccFromSpectrogram, type MfccFromSpectrogramOptions } from './mfcc-from-spectrogram.js';
export { chromaCens, chromaCensFromCqt, type ChromaCensFromCqtOptions, type ChromaCensOptions } from './chroma-cens.js';
export {
  chromaCqt,
  chromaCqtFromCqt,
  type ChromaCqtFromCqtOptions,
  type ChromaCqtOptions,
  type ChromaMapOptions,
  type ChromaTransformOptions,
} from './chroma-cqt.js';
export { chromaStft, chromaStftFromSpectrogram, type ChromaStftFromSpectrogramOptions, type ChromaStftOptions } from './chroma-stft.js';
export { chromaVqt, chromaVqtFromVqt, type ChromaVqtFromVqtOptions, type ChromaVqtOptions } from './chroma-vqt.js';
export { delta, type DeltaMode, type DeltaOptions } from './delta.js';
export { type FrequencyInput, type SignalFrequencyOptions, type SpectrogramFrequencyOptions } from './frequencies.js';
export { createPcen, type Pcen, type PcenPlanOptions } from './create-pcen.js';
export { pcen, type PcenOptions, type PcenWithState } from './pcen.js';
export { type PcenKernelOptions, type PcenSettings } from './pcen-kernel.js';
export {
  polyFeatures,
  polyFeaturesFromSpectrogram,
  type PolyFeaturesFromSpectrogramOptions,
  type PolyFeaturesOptions,
} from './poly-features.js';
export { rms, rmsFromSpectrogram, type RmsFromSpectrogramOptions, type RmsOptions } from './rms.js';
export {
  spectralBandwidth,
  spectralBandwidthFromSpectrogram,
  type SpectralBandwidthFromSpectrogramOptions,
  type SpectralBandwidthOptions,
} from './spectral-bandwidth.js';
export {
  spectralCentroid,
  spectralCentroidFromSpectrogram,
  type SpectralCentroidFromSpectrogramOptions,
  type SpectralCentroidOptions,
} from './spectral-centroid.js';
export {
  spectralContrast,
  spectralContrastFromSpectrogram,
  type SpectralContrastFromSpectrogramOptions,
  type SpectralContrastOptions,
} from './spectral-contrast.js';
export {
  spectralFlatness,
  spectralFlatnessFromSpectrogram,
  type SpectralFlatnessFromSpectrogramOptions,
  type SpectralFlatnessOptions,
} from './spectral-flatness.js';
export {
  spectralRolloff,
  spectralRolloffFromSpectrogram,
  type SpectralRolloffFromSpectrogramOptions,
  type SpectralRolloffOptions,
} from './spectral-rolloff.js';
export { stackMemory, type StackMemoryOptions } from './stack-memory.js';
export { tonnetz, type TonnetzOptions } from './tonnetz.js';
export { tonnetzFromChroma, type TonnetzFromChromaOptions } from './tonnetz-from-chroma.js';
export { zeroCrossingRate, type ZeroCrossingRateOptions } from './zero-crossing-rate.js';
export { lfcc, type LfccOptions } from './lfcc.js';
export { loudness, type LoudnessOptions } from './loudness.js';
export { slidingWindowCmn, type SlidingWindowCmnOptions } from './sliding-window-cmn.js';
export { specAugment, type SpecAugmentOptions } from './spec-augment.js';
export { f0Harmonics, type F0HarmonicsOptions } from './f0-harmonics.js';
export { fmt, type FmtOptions } from './fmt.js';
export { iirt, type IirtOptions } from './iirt.js';
export { interpHarmonics, type InterpHarmonicsOptions } from './interp-harmonics.js';
export { salience, type SalienceAggregate, type SalienceOptions } from './salience.js';
export { melToAudio, type MelToAudioOptions, mfccToAudio, type MfccToAudioOptions } from './mel-to-audio.js';
export { melToStft, type MelToStftOptions } from './mel-to-stft.js';
export { mfccToMel, type MfccToMelOptions } from './mfcc-to-mel.js';
