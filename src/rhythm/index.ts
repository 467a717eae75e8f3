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
