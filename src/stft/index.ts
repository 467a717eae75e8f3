/** The `stft` room. */
export { type FrameRule } from './frame-rule.js';
export { type Framing, type StftOptions, type StftPadMode } from './framing.js';
export { griffinLim, type GriffinLimOptions } from './griffin-lim.js';
export { istft, type IstftOptions } from './istft.js';
export { type ReassignedSpectrogram, reassignedSpectrogram, type ReassignedSpectrogramOptions } from './reassigned-spectrogram.js';
export { magphase, type Magphase, type MagphaseOptions } from './magphase.js';
export { phaseVocoder, type PhaseVocoderOptions } from './phase-vocoder.js';
export { type SpectrumOptions } from './signal-source.js';
export { spectrogram, type SpectrogramOptions } from './spectrogram.js';
export { createStft, type Stft, stft } from './stft.js';
