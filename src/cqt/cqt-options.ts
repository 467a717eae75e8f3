/**
 * The options that all constant-Q transforms share.
 * @module
 */
import { type Warning } from '../core/errors.js';
import { type IntervalFrequenciesOptions } from '../convert/intervals.js';
import { type StftPadMode } from '../stft/framing.js';
import { type WindowSpec } from '../window/window-spec.js';

/**
 * How the signal is brought to half its rate, octave by octave: `soxr_hq` the filter of libsoxr's "HQ", librosa's default; `polyphase` and
 * `sinc` as in `resample`.
 */
export type CqtResampleType = 'soxr_hq' | 'polyphase' | 'sinc';

/** Which filters a constant-Q transform has. */
export interface ConstantQOptions {
  /** Samples per second, Hz. Needed unless the signal carries it. @defaultValue that of the signal */
  sampleRate?: number | null | undefined;
  /** Samples from one frame to the next, >= 1. Each factor of 2 in it saves work in one octave. @defaultValue `512` */
  hopLength?: number | undefined;
  /** Frequency of the lowest bin, Hz, > 0. @defaultValue C1, 32.703 Hz */
  fmin?: number | null | undefined;
  /** Bins in an octave, >= 1. @defaultValue `12` */
  binsPerOctave?: number | undefined;
  /** Factor on the lengths of all filters, > 0: below 1, sharper in time and blurred in pitch. @defaultValue `1` */
  filterScale?: number | undefined;
  /** Each filter is divided by its norm of this order, see `wavelet`; `null` leaves it. @defaultValue `1` */
  norm?: number | null | undefined;
  /** Share of the magnitude of a filter's spectrum that is left out, in [0, 1). @defaultValue `0.01` */
  sparsity?: number | undefined;
  /** Window of the filters, see `getWindow`. @defaultValue `'hann'` */
  window?: WindowSpec | undefined;
  /** Whether each bin is divided by the square root of its filter's length, so that noise is equally loud in all. @defaultValue `true` */
  scale?: boolean | undefined;
}

/** Options of {@link cqt}. */
export interface CqtOptions extends ConstantQOptions {
  /** How many bins, >= 1; the highest filter must end below half the sample rate. @defaultValue `84` */
  nBins?: number | undefined;
  /** Deviation from A440, in bins; `null` estimates it for each channel, see `estimateTuning`. @defaultValue `0` */
  tuning?: number | null | undefined;
  /** What lies outside the signal. @defaultValue `'constant'` */
  padMode?: StftPadMode | undefined;
  /** How the rate is halved. @defaultValue `'soxr_hq'` */
  resType?: CqtResampleType | undefined;
  /** Called when the tuning is to be estimated and nothing has a pitch; it is then 0. @defaultValue `undefined` */
  onWarning?: ((warning: Warning) => void) | undefined;
}

/** Options of {@link vqt}. */
export interface VqtOptions extends CqtOptions {
  /** A tuning by name, or the ratios of one octave, which then says `binsPerOctave`. @defaultValue `'equal'` */
  intervals?: IntervalFrequenciesOptions['intervals'] | undefined;
  /** Hz added to all bandwidths, >= 0: 0 is constant Q, `null` the bandwidths of hearing (ERB). @defaultValue `null` */
  gamma?: number | null | undefined;
}

/** Options of {@link pseudoCqt}: those of {@link cqt}, but nothing is resampled. */
export type PseudoCqtOptions = Omit<CqtOptions, 'resType'>;

/** {@link VqtOptions} with defaults filled in. */
export interface VqtSettings {
  sampleRate: number | null;
  hopLength: number;
  fmin: number | null;
  nBins: number;
  binsPerOctave: number;
  tuning: number | null;
  filterScale: number;
  norm: number | null;
  sparsity: number;
  window: WindowSpec;
  scale: boolean;
  padMode: StftPadMode;
  resType: CqtResampleType;
  onWarning: ((warning: Warning) => void) | undefined;
  intervals: IntervalFrequenciesOptions['intervals'];
  gamma: number | null;
}

/** The defaults of {@link CqtOptions}. */
export const CQT_DEFAULTS: Omit<VqtSettings, 'intervals' | 'gamma'> = {
  sampleRate: null,
  hopLength: 512,
  fmin: null,
  nBins: 84,
  binsPerOctave: 12,
  tuning: 0,
  filterScale: 1,
  norm: 1,
  sparsity: 0.01,
  window: 'hann',
  scale: true,
  padMode: 'constant',
  resType: 'soxr_hq',
  onWarning: undefined,
};

/** What makes a variable-Q transform a constant-Q one. */
export const CONSTANT_Q: Pick<VqtSettings, 'intervals' | 'gamma'> = { intervals: 'equal', gamma: 0 };
