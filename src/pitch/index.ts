/** The `pitch` room. */
export {
  estimateTuning,
  estimateTuningFromSpectrogram,
  type EstimateTuningFromSpectrogramOptions,
  type EstimateTuningOptions,
  type Tuning,
} from './estimate-tuning.js';
export { type PeakReference } from './peak-finder.js';
export { type PeakOptions } from './peak-options.js';
export { piptrack, type Piptrack, piptrackFromSpectrogram, type PiptrackFromSpectrogramOptions, type PiptrackOptions } from './piptrack.js';
export { pitchTuning, type PitchTuningOptions } from './pitch-tuning.js';
export { mpm, type Mpm, type MpmOptions } from './mpm.js';
export { pyin, type Pyin, type PyinOptions } from './pyin.js';
export { yin, type YinOptions } from './yin.js';
export { type PitchOptions } from './pitch-range.js';
