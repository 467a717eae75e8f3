/** The `effects` room. */
export { harmonic } from './harmonic.js';
export { hpss } from './hpss.js';
export { percussive } from './percussive.js';
export { pitchShift, type PitchShiftOptions } from './pitch-shift.js';
export { remix, type RemixOptions, type SampleIntervals } from './remix.js';
export { type SeparationOptions } from './separate.js';
export { type SilenceOptions } from './sounding-spans.js';
export { split } from './split.js';
export { timeStretch, type TimeStretchOptions } from './time-stretch.js';
export { trim, type Trimmed } from './trim.js';
