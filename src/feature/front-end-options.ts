/**
 * The options by which the front ends of the field differ, from samples to mel bands.
 * @module
 */
import { type MelDomain, type Vtln } from '../filterbank/triangle-bank.js';
import { type FrameRule } from '../stft/frame-rule.js';
import { type PreemphasisStart, type StepPlace } from './frame-steps.js';
import { type MelFrameOptions, melFrameDefaults, type MelFrameSettings } from './mel-frames.js';
import { type PresetName } from './presets.js';

/** From seconds to samples: `'floor'` drops what is over, `'halfUp'` rounds, halves upwards. */
export type SecondsRule = 'floor' | 'halfUp';

/**
 * Which filters: triangles at `nMels + 2` mel-spaced edges; the 40 of Slaney's toolbox, where they belong or at half their frequency; or none,
 * each bin by itself (`nMels` is then their number, `floor(nFft / 2) + 1`).
 */
export type MelBankName = 'mel' | 'talkbox' | 'talkbox-half' | 'bins';

/** Options of everything that begins with mel bands of any dialect. */
export interface FrontEndOptions extends MelFrameOptions {
  /** A dialect: all options get its values, but those that are given beside it. See {@link presets}. @defaultValue none: librosa's */
  preset?: PresetName | null | undefined;
  /** Samples are multiplied by this first, > 0: 32768 brings [-1, 1] to the 16-bit range that Kaldi, HTK and others read. @defaultValue `1` */
  scale?: number | undefined;
  /** Whether the mean of the signal is taken away and its peak (plus 1e-10) divided out. @defaultValue `false` */
  normalizeSignal?: boolean | undefined;
  /** Standard deviation of normal noise that is added, in units of the scaled samples, >= 0. @defaultValue `0` */
  dither?: number | undefined;
  /** Whether each frame gets its own noise, as in Kaldi, or the signal. @defaultValue `'signal'` */
  ditherOn?: StepPlace | undefined;
  /** Same seed, same noise; an integer in [0, 2^32). @defaultValue `0` */
  seed?: number | undefined;
  /** Whether each frame loses its mean. @defaultValue `false` */
  removeDc?: boolean | undefined;
  /** Coefficient c of `x[n] - c x[n - 1]`, in [0, 1]; 0 leaves the step out. @defaultValue `0` */
  preemphasis?: number | undefined;
  /** Whether it runs over the signal or over each frame by itself. @defaultValue `'signal'` */
  preemphasisOn?: StepPlace | undefined;
  /** What the first sample becomes: `'keep'` x[0], `'repeat'` (1 - c) x[0], `'extrapolate'` 3 x[0] - x[1] (librosa's). @defaultValue `'keep'` */
  preemphasisStart?: PreemphasisStart | undefined;
  /** `winLength` in seconds, > 0; the last of the two that is given counts. @defaultValue none: `winLength` */
  winSeconds?: number | null | undefined;
  /** `hopLength` in seconds, > 0. @defaultValue none: `hopLength` */
  hopSeconds?: number | null | undefined;
  /** From seconds to samples. @defaultValue `'floor'` */
  secondsRule?: SecondsRule | undefined;
  /** `true`: `nFft` is the power of two from `winLength` up. `false`: it is `winLength`. `null`: it is what `nFft` says. @defaultValue `null` */
  roundToPowerOfTwo?: boolean | null | undefined;
  /** Which frames there are, see {@link FrameRule}. @defaultValue `'whole'` */
  frameRule?: FrameRule | undefined;
  /**
   * `'center'`: a frame has `nFft` samples, the window in their middle. `'left'`: a frame has `winLength` samples, zeros behind them.
   * @defaultValue `'center'`
   */
  windowAlign?: 'center' | 'left' | undefined;
  /** `true`: the window is periodic, `false`: symmetric; see `getWindow`. @defaultValue `true` */
  fftbins?: boolean | undefined;
  /** Whether a frame longer than `nFft` loses its end, as in python_speech_features, rather than being refused. @defaultValue `false` */
  truncate?: boolean | undefined;
  /** What spectra are divided by: `'nFft'`, `'half'` (floor(nFft / 2)) or nothing. @defaultValue `null` */
  spectrumNorm?: 'nFft' | 'half' | null | undefined;
  /** Which filters. @defaultValue `'mel'` */
  melBank?: MelBankName | undefined;
  /** What the flanks of the triangles are straight lines over. @defaultValue `'hz'` */
  melDomain?: MelDomain | undefined;
  /** Whether an `fmax` <= 0 counts from `sampleRate / 2` down, as Kaldi's `high_freq`. @defaultValue `false` */
  negativeFmax?: boolean | undefined;
  /** Whether the lowest weight of the first band is 0 unless `fmin` is, as in HTK; for triangles in mel. @defaultValue `false` */
  htkMode?: boolean | undefined;
  /** A speaker's vocal tract length normalisation, which moves the filters, see {@link Vtln}; for triangles in mel. @defaultValue `null` */
  vtln?: Vtln | null | undefined;
  /** Exponent of the mel bands, > 0. @defaultValue `1` */
  melPower?: number | undefined;
}

/** What {@link FrontEndOptions} adds to librosa's, with defaults filled in. */
export interface StepOptions {
  preset: PresetName | null;
  scale: number;
  normalizeSignal: boolean;
  dither: number;
  ditherOn: StepPlace;
  seed: number;
  removeDc: boolean;
  preemphasis: number;
  preemphasisOn: StepPlace;
  preemphasisStart: PreemphasisStart;
  winSeconds: number | null;
  hopSeconds: number | null;
  secondsRule: SecondsRule;
  roundToPowerOfTwo: boolean | null;
  frameRule: FrameRule;
  windowAlign: 'center' | 'left';
  fftbins: boolean;
  truncate: boolean;
  spectrumNorm: 'nFft' | 'half' | null;
  melBank: MelBankName;
  melDomain: MelDomain;
  negativeFmax: boolean;
  htkMode: boolean;
  vtln: Vtln | null;
  melPower: number;
}

/** {@link FrontEndOptions} with defaults filled in. */
export interface FrontEndSettings extends MelFrameSettings, StepOptions {}

/** The defaults of what librosa does not have: nothing is done. */
export const STEP_DEFAULTS: StepOptions = {
  preset: null,
  scale: 1,
  normalizeSignal: false,
  dither: 0,
  ditherOn: 'signal',
  seed: 0,
  removeDc: false,
  preemphasis: 0,
  preemphasisOn: 'signal',
  preemphasisStart: 'keep',
  winSeconds: null,
  hopSeconds: null,
  secondsRule: 'floor',
  roundToPowerOfTwo: null,
  frameRule: 'whole',
  windowAlign: 'center',
  fftbins: true,
  truncate: false,
  spectrumNorm: null,
  melBank: 'mel',
  melDomain: 'hz',
  negativeFmax: false,
  htkMode: false,
  vtln: null,
  melPower: 1,
};

/** librosa's front end. */
export const frontEndDefaults = (): FrontEndSettings => ({ ...melFrameDefaults(), ...STEP_DEFAULTS });
