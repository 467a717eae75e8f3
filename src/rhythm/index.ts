/** The `rhythm` room. */
export { type Aggregate } from './aggregate.js';
export { type MelDecibelOptions } from './mel-decibels.js';
export {
  type FluxOptions,
  type OnsetChannels,
  type OnsetCompat,
  onsetStrengthMulti,
  onsetStrengthMultiFromSpectrogram,
  type OnsetStrengthMultiFromSpectrogramOptions,
  type OnsetStrengthMultiOptions,
} from './onset-strength-multi.js';
export {
  onsetStrength,
  onsetStrengthFromSpectrogram,
  type OnsetStrengthFromSpectrogramOptions,
  type OnsetStrengthOptions,
} from './onset-strength.js';
export { onsetBacktrack } from './onset-backtrack.js';
export { type EnvelopeOptions } from './envelope.js';
export { tempogram, tempogramFromEnvelope, type TempogramFromEnvelopeOptions, type TempogramOptions } from './tempogram.js';
export {
  fourierTempogram,
  fourierTempogramFromEnvelope,
  type FourierTempogramFromEnvelopeOptions,
  type FourierTempogramOptions,
} from './fourier-tempogram.js';
export { plp, plpFromEnvelope, type PlpOptions } from './plp.js';
export { type Tempo, tempo, tempoFromEnvelope, tempoFromTempogram, type TempoFromTempogramOptions, type TempoOptions } from './tempo.js';
export { type TempoChoice, type TempoPrior } from './tempo-options.js';
export {
  tempogramRatio,
  tempogramRatioFromEnvelope,
  tempogramRatioFromTempogram,
  type TempogramRatioFromEnvelopeOptions,
  type TempogramRatioFromTempogramOptions,
  type TempogramRatioOptions,
} from './tempogram-ratio.js';
export { onsetDetect, onsetDetectFromEnvelope, type OnsetDetectFromEnvelopeOptions, type OnsetDetectOptions } from './onset-detect.js';
export { type Events, type EventUnits } from './units.js';
export { beatTrack, beatTrackFromEnvelope, type BeatTrack, type BeatTrackOptions, type SteadyBeatTrack } from './beat-track.js';
