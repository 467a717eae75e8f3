/**
 * python_speech_features under its own names: `@audiolab/dsp/psf`.
 * @module
 */
export { type Fbank, fbank, logfbank, mfcc, type MfccOptions } from './mfcc.js';
export { type PsfOptions } from './psf-options.js';
export {
  deframesig,
  type DeframesigOptions,
  framesig,
  type FramesigOptions,
  logpowspec,
  type LogpowspecOptions,
  magspec,
  powspec,
  preemphasis,
  type SpecOptions,
} from './sigproc.js';
export { delta, type FilterbanksOptions, getFilterbanks, hz2mel, lifter, mel2hz, ssc } from './ssc.js';
