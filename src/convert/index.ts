/** The `convert` room: units of time, pitch, loudness and level. */
export { a4ToTuning, tuningToA4, type TuningOptions } from './a4-tuning.js';
export { amplitudeToDb, type AmplitudeToDbOptions } from './amplitude-to-db.js';
export {
  blocksToFrames,
  blocksToSamples,
  blocksToTime,
  type BlocksToFramesOptions,
  type BlocksToSamplesOptions,
  type BlocksToTimeOptions,
} from './blocks.js';
export { cqtFrequencies, type CqtFrequenciesOptions } from './cqt-frequencies.js';
export { dbToAmplitude, dbToPower, type DbToPowerOptions } from './db-to-power.js';
export { fftFrequencies, type FftFrequenciesOptions } from './fft-frequencies.js';
export { fifthsToNote, type FifthsToNoteOptions } from './fifths-to-note.js';
export { hzToFjs, intervalToFjs, type HzToFjsOptions, type IntervalToFjsOptions } from './fjs.js';
export {
  getDuration,
  getDurationFromSpectrogram,
  type GetDurationFromSpectrogramOptions,
  type GetDurationOptions,
} from './get-duration.js';
export { hzToMel, melToHz, type MelScaleOptions } from './hz-mel.js';
export { hzToMidi, midiToHz } from './hz-midi.js';
export { hzToNote, noteToHz } from './hz-note.js';
export { hzToOcts, octsToHz, type OctaveOptions } from './hz-octs.js';
export {
  intervalFrequencies,
  plimitIntervals,
  pythagoreanIntervals,
  type IntervalFrequenciesOptions,
  type PlimitIntervalsOptions,
  type PrimeFactors,
  type PythagoreanIntervalsOptions,
} from './intervals.js';
export { keyToDegrees, keyToNotes, type KeyToNotesOptions } from './key.js';
export { type Converted, type Labels, type Values } from './map.js';
export { melFrequencies, type MelFrequenciesOptions } from './mel-frequencies.js';
export { listMela, melaToDegrees, melaToSvara, type MelaToSvaraOptions } from './mela.js';
export { muCompress, muExpand, type MuLawOptions } from './mu-law.js';
export { multiFrequencyWeighting, type MultiFrequencyWeightingOptions } from './multi-frequency-weighting.js';
export { midiToNote, noteToMidi, type MidiToNoteOptions, type NotesConverted, type NoteToMidiOptions } from './note-midi.js';
export { perceptualWeighting, type PerceptualWeightingOptions } from './perceptual-weighting.js';
export { powerToDb, type PowerToDbOptions } from './power-to-db.js';
export { hzToSvaraC, midiToSvaraC, noteToSvaraC, type SvaraCOptions } from './svara-c.js';
export { hzToSvaraH, midiToSvaraH, noteToSvaraH, type SvaraHOptions, type SvaraStyle } from './svara-h.js';
export {
  fourierTempoFrequencies,
  tempoFrequencies,
  type FourierTempoFrequenciesOptions,
  type TempoFrequenciesOptions,
} from './tempo-frequencies.js';
export { listThaat, thaatToDegrees } from './thaat.js';
export {
  framesToSamples,
  framesToTime,
  samplesToFrames,
  samplesToTime,
  timeToFrames,
  timeToSamples,
  type FramesToSamplesOptions,
  type FramesToTimeOptions,
  type SamplesToTimeOptions,
} from './time-units.js';
export { samplesLike, timesLike, type SamplesLikeOptions, type TimesLikeOptions } from './times-like.js';
export { type DbReference } from './to-db.js';
export {
  aWeighting,
  bWeighting,
  cWeighting,
  dWeighting,
  frequencyWeighting,
  zWeighting,
  type FrequencyWeightingOptions,
  type WeightingKind,
  type WeightingOptions,
} from './weighting.js';
