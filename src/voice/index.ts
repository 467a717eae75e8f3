/**
 * Features of voices, in the way of the Geneva Minimalistic Acoustic Parameter Set: `@audiolab/dsp/voice`.
 * @module
 */
export { alphaRatio } from './alpha-ratio.js';
export { equivalentSoundLevel } from './equivalent-sound-level.js';
export { formants, type Formants } from './formants.js';
export { egemapsFunctionals, gemapsFunctionals, type VoiceFunctionals } from './functionals.js';
export { hammarbergIndex } from './hammarberg-index.js';
export { harmonicsToNoiseRatio } from './harmonics-to-noise-ratio.js';
export { jitterLocal } from './jitter.js';
export { egemapsLowLevelDescriptors, gemapsLowLevelDescriptors, type VoiceDescriptors } from './low-level-descriptors.js';
export { loudness } from './loudness.js';
export { shimmerLocalDb } from './shimmer.js';
export { spectralFlux } from './spectral-flux.js';
export { spectralSlope, type SpectralSlopeOptions } from './spectral-slope.js';
export { subharmonicPitch, type SubharmonicPitch } from './subharmonic-pitch.js';
export { type VoiceOptions } from './voice-input.js';
