/** The `filter` room. */
export {
  allpassBiquad,
  bandBiquad,
  type BandBiquadOptions,
  bandpassBiquad,
  type BandpassBiquadOptions,
  bandrejectBiquad,
  bassBiquad,
  type BiquadOptions,
  type CentralBiquadOptions,
  type CutoffBiquadOptions,
  deemphBiquad,
  equalizerBiquad,
  type EqualizerBiquadOptions,
  highpassBiquad,
  lowpassBiquad,
  riaaBiquad,
  type ShelfBiquadOptions,
  trebleBiquad,
} from './biquads.js';
export { butter } from './butter.js';
export { cheby1, type Cheby1Options } from './cheby1.js';
export { cheby2, type Cheby2Options } from './cheby2.js';
export { type BiquadType, designBiquad, type DesignBiquadOptions } from './design-biquad.js';
export { ellip, type EllipOptions } from './ellip.js';
export { filtfilt } from './filtfilt.js';
export { firwin, type FirwinOptions, type PassZero } from './firwin.js';
export { firwin2, type Firwin2Options } from './firwin2.js';
export { freqz, type FreqzOptions, type FrequencyResponse, sosfreqz } from './freqz.js';
export { type BandType, type FilterForm, type FilterForms, type IirDesignOptions, type ZerosPolesGain } from './iir-design.js';
export { iirnotch, type IirnotchOptions, iirpeak } from './iirnotch.js';
export { type KaiserOrder, kaiserord, type KaiserordOptions } from './kaiserord.js';
export { lfilterZi } from './lfilter-zi.js';
export { createLfilter, type CreateLfilterOptions, lfilter } from './lfilter.js';
export { type Filtered, type FilterInput, type FilterOptions, type FilterPlan, type FilterState } from './run-filter.js';
export { type Sections } from './sections.js';
export { sosfiltZi } from './sosfilt-zi.js';
export { createSosFilter, type CreateSosFilterOptions, sosfilt } from './sosfilt.js';
export { sosfiltfilt } from './sosfiltfilt.js';
export { tf2sos } from './tf2sos.js';
export { type DesignedTransfer, type TransferFunction } from './transfer-function.js';
export { type FiltfiltOptions, type FiltfiltPadType } from './zero-phase.js';
export { type RootsInput, zpk2sos } from './zpk2sos.js';
export {
  type MrFrequencies,
  mrFrequencies,
  type MrFrequenciesOptions,
  type SemitoneFilterbank,
  semitoneFilterbank,
  type SemitoneFilterbankOptions,
} from './semitone-filterbank.js';
