/**
 * The layers of kapre as functions, those of 0.4 and of 0.1, with its names and numbers: `@audiolab/dsp/kapre`.
 * @module
 */
export { type WindowName } from './window-by-name.js';
export { amplitudeToDecibel, type AmplitudeToDecibelOptions } from './amplitude-to-decibel.js';
export { type StftOptions } from './analysis.js';
export { applyFilterbank, type ApplyFilterbankOptions } from './apply-filterbank.js';
export { channelSwap, type ChannelSwapOptions } from './channel-swap.js';
export { concatenateFrequencyMap, type ConcatenateFrequencyMapOptions } from './concatenate-frequency-map.js';
export { type DataFormat } from './data-format.js';
export { type ComposedDecibelOptions } from './decibel.js';
export { delta, type DeltaMode, type DeltaOptions } from './delta.js';
export { energy, type EnergyOptions } from './energy.js';
export { filterbankLog, type FilterbankLogOptions } from './filterbank-log.js';
export { filterbankMel, type FilterbankMelOptions } from './filterbank-mel.js';
export { frame, type FrameOptions } from './frame.js';
export { inverseStft, type InverseStftOptions } from './inverse-stft.js';
export { logFrequencySpectrogram, type LogFrequencySpectrogramOptions } from './log-frequency-spectrogram.js';
export { logmelToMfcc, type LogmelToMfccOptions } from './logmel-to-mfcc.js';
export { magnitude, type MagnitudeOptions } from './magnitude.js';
export { magnitudeToDecibel, type MagnitudeToDecibelOptions } from './magnitude-to-decibel.js';
export { melspectrogram, type MelspectrogramOptions } from './melspectrogram.js';
export { melspectrogramV01, type MelspectrogramV01Options } from './melspectrogram-v01.js';
export { muLawDecoding, muLawEncoding, type MuLawCodingOptions } from './mu-law.js';
export { normalization2D, type Normalization2DOptions, type NormalizationAxis } from './normalization-2d.js';
export { type OldStftOptions, type Padding } from './old-analysis.js';
export {
  perfectlyReconstructingStftIstft,
  type PerfectlyReconstructingStftIstftOptions,
  type StftPair,
} from './perfectly-reconstructing-stft-istft.js';
export { phase, type PhaseOptions } from './phase.js';
export { specAugment, type SpecAugmentOptions } from './spec-augment.js';
export { spectrogramV01, type SpectrogramV01Options } from './spectrogram-v01.js';
export { stft } from './stft.js';
export { stftMagnitude, type StftMagnitudeOptions } from './stft-magnitude.js';
export { stftMagPhase, type StftMagPhaseOptions } from './stft-mag-phase.js';
