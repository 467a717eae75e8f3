/** The `convert` room: units of time, pitch, loudness and level. */
export { a4ToTuning, tuningToA4, type TuningOptions } from './a4-tuning.js';
export { amplitudeToDb, type AmplitudeToDbOptions } from './amplitude-to-db.js';
export { dbToAmplitude, dbToPower, type DbToPowerOptions } from './db-to-power.js';
export { fftFrequencies, type FftFrequenciesOptions } from './fft-frequencies.js';
export { hzToMel, melToHz, type MelScaleOptions } from './hz-mel.js';
export { hzToMidi, midiToHz } from './hz-midi.js';
export { hzToOcts, octsToHz, type OctaveOptions } from './hz-octs.js';
export { type Converted, type Labels, type Values } from './map.js';
export { melFrequencies, type MelFrequenciesOptions } from './mel-frequencies.js';
export { powerToDb, type PowerToDbOptions } from './power-to-db.js';
export { type DbReference } from './to-db.js';
