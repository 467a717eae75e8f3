/**
 * Kaldi's options under their own names, and what they are in the chain that computes every dialect.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, expectPositive } from '../core/options.js';
import { keptDialect } from '../feature/dialect-plan.js';
import { type Dialect } from '../feature/dialect-rows.js';
import { sinRatio } from '../core/math.js';
import { resolveFrontEnd } from '../feature/front-end.js';
import { type MfccSettings, mfccDefaults } from '../feature/mfcc.js';
import { presets } from '../feature/presets.js';
import { readVtln } from '../feature/read-vtln.js';
import { type WindowSpec } from '../window/window-spec.js';

/** Kaldi's windows, all symmetric. */
export type KaldiWindow = 'povey' | 'hanning' | 'hamming' | 'blackman' | 'sine' | 'rectangular';

/** How frames are cut: options of all features. */
export interface KaldiFrameOptions {
  /** Samples per second, Hz, > 0. Needed unless the signal carries it. @defaultValue the signal's */
  sampleRate?: number | null | undefined;
  /** What samples are multiplied by, > 0: Kaldi reads 16-bit integers, this library [-1, 1]. 1 for a signal in Kaldi's units. @defaultValue `32768` */
  scale?: number | undefined;
  /** Milliseconds of a frame, > 0. @defaultValue `25` */
  frameLengthMs?: number | undefined;
  /** Milliseconds from one frame to the next, > 0. @defaultValue `10` */
  frameShiftMs?: number | undefined;
  /** Standard deviation of normal noise on each frame, >= 0, in 16-bit units. Kaldi has 1, which makes each run another one. @defaultValue `0` */
  dither?: number | undefined;
  /** Same seed, same noise; an integer in [0, 2^32). @defaultValue `0` */
  seed?: number | undefined;
  /** Coefficient of the pre-emphasis of each frame, in [0, 1]. @defaultValue `0.97` */
  preemphCoeff?: number | undefined;
  /** Whether each frame loses its mean. @defaultValue `true` */
  removeDcOffset?: boolean | undefined;
  /** The window. @defaultValue `'povey'` */
  windowType?: KaldiWindow | undefined;
  /** First coefficient of `'blackman'`. @defaultValue `0.42` */
  blackmanCoeff?: number | undefined;
  /** Whether the FFT is as long as the power of two from the frame up, or as the frame. @defaultValue `true` */
  roundToPowerOfTwo?: boolean | undefined;
  /** `true`: frames lie inside the signal. `false`: one for each shift, in its middle, the signal mirrored at its ends. @defaultValue `true` */
  snipEdges?: boolean | undefined;
  /** Least energy before the logarithm, >= 0, in squares of 16-bit units; 0 leaves 2^-23. @defaultValue `0` */
  energyFloor?: number | undefined;
  /** Whether energy is that before pre-emphasis and window, or behind them. @defaultValue `true` */
  rawEnergy?: boolean | undefined;
}

/** How frames are cut and how their mel bands are computed: options of {@link fbank} and {@link mfcc} alike. */
export interface KaldiOptions extends KaldiFrameOptions {
  /** Mel bands, >= 1. @defaultValue `23` */
  numBins?: number | undefined;
  /** Lowest frequency of the bands, Hz, >= 0. @defaultValue `20` */
  lowFreq?: number | undefined;
  /** Highest frequency, Hz; 0 or less counts from half the sample rate. @defaultValue `0` */
  highFreq?: number | undefined;
  /** Whether the lowest weight of the first band is 0, as in HTK. @defaultValue `false` */
  htkMode?: boolean | undefined;
  /**
   * Speaker's warp of vocal tract length normalisation, > 0: filters move up the frequency axis for less than 1, down for more; 1 leaves them.
   * @defaultValue `1`
   */
  vtlnWarp?: number | undefined;
  /** Lower bend of the warp, Hz, > lowFreq. @defaultValue `100` */
  vtlnLow?: number | undefined;
  /** Upper bend, Hz, < highFreq; less than 0 counts from half the sample rate. @defaultValue `-500` */
  vtlnHigh?: number | undefined;
  /** Whether the energy, or coefficient 0, comes last, as in HTK; coefficient 0 is then larger by a factor of sqrt(2). @defaultValue `false` */
  htkCompat?: boolean | undefined;
}

/** {@link KaldiFrameOptions} with defaults filled in. */
export interface KaldiFrameSettings {
  sampleRate: number | null;
  scale: number;
  frameLengthMs: number;
  frameShiftMs: number;
  dither: number;
  seed: number;
  preemphCoeff: number;
  removeDcOffset: boolean;
  windowType: KaldiWindow;
  blackmanCoeff: number;
  roundToPowerOfTwo: boolean;
  snipEdges: boolean;
  energyFloor: number;
  rawEnergy: boolean;
}

/** {@link KaldiOptions} with defaults filled in. */
export interface KaldiSettings extends KaldiFrameSettings {
  numBins: number;
  lowFreq: number;
  highFreq: number;
  htkMode: boolean;
  vtlnWarp: number;
  vtlnLow: number;
  vtlnHigh: number;
  htkCompat: boolean;
}

/** Kaldi's defaults for frames, but no noise. */
export const KALDI_FRAMES: KaldiFrameSettings = {
  sampleRate: null,
  scale: 32768,
  frameLengthMs: 25,
  frameShiftMs: 10,
  dither: 0,
  seed: 0,
  preemphCoeff: 0.97,
  removeDcOffset: true,
  windowType: 'povey',
  blackmanCoeff: 0.42,
  roundToPowerOfTwo: true,
  snipEdges: true,
  energyFloor: 0,
  rawEnergy: true,
};

/** Kaldi's defaults. */
export const KALDI_DEFAULTS: KaldiSettings = {
  ...KALDI_FRAMES,
  numBins: 23,
  lowFreq: 20,
  highFreq: 0,
  htkMode: false,
  vtlnWarp: 1,
  vtlnLow: 100,
  vtlnHigh: -500,
  htkCompat: false,
};

/** What follows the frames, in the words of the chain. */
export type Ending = Partial<Pick<MfccSettings, 'power' | 'nMfcc' | 'lifter' | 'norm'>> & {
  useEnergy: boolean;
  /** Whether each bin of the spectrum is a band, the first of which the energy replaces. */
  bins?: boolean;
};

/** Kaldi's sine window, which begins and ends with 0. */
const sineWindow = (length: number): Float64Array =>
  Float64Array.from({ length }, (_, n) => (length === 1 ? 1 : sinRatio(n, 2 * (length - 1))));

/** A dialect by Kaldi's options, ready for one sample rate. `ending.nMfcc` asks for cepstra; `log: false` leaves the bands as they are. */
export function planKaldi(
  settings: KaldiSettings,
  ending: Ending,
  sampleRate: number,
  log: boolean,
  caller: string,
  make: typeof keptDialect = keptDialect,
): Dialect {
  for (const name of ['scale', 'frameLengthMs', 'frameShiftMs'] as const) expectPositive(settings[name], caller, name);
  for (const name of ['removeDcOffset', 'roundToPowerOfTwo', 'snipEdges', 'htkMode', 'rawEnergy', 'htkCompat'] as const) {
    expectBoolean(settings[name], caller, name);
  }
  for (const name of ['dither', 'energyFloor', 'lowFreq'] as const) expectFinite(settings[name], caller, name, 0);
  expectFinite(settings.preemphCoeff, caller, 'preemphCoeff', 0, 1);
  expectOneOf(settings.windowType, caller, 'windowType', ['povey', 'hanning', 'hamming', 'blackman', 'sine', 'rectangular']);
  expectFinite(settings.blackmanCoeff, caller, 'blackmanCoeff');
  expectInteger(settings.numBins, caller, 'numBins', 1);
  const { lowFreq, highFreq, blackmanCoeff, snipEdges, rawEnergy, htkCompat, numBins } = settings;
  expectFinite(highFreq, caller, 'highFreq');
  const top = highFreq > 0 ? highFreq : sampleRate / 2 + highFreq;
  if (!(top > lowFreq && top <= sampleRate / 2)) {
    throw new ParameterError(
      caller,
      'highFreq',
      `must be in (lowFreq, sampleRate / 2] = (${lowFreq}, ${sampleRate / 2}], or count down from that if <= 0, got ${highFreq}`,
    );
  }
  const windows: Record<KaldiWindow, WindowSpec> = {
    povey: 'povey',
    hanning: 'hann',
    hamming: 'hamming',
    blackman: ['general_cosine', [blackmanCoeff, 0.5, 0.5 - blackmanCoeff]],
    sine: sineWindow,
    rectangular: 'boxcar',
  };
  const { useEnergy, bins = false, ...rest } = ending;
  const given: MfccSettings = {
    ...mfccDefaults(),
    ...(presets.kaldi as Partial<MfccSettings>),
    scale: settings.scale,
    winSeconds: settings.frameLengthMs / 1000,
    hopSeconds: settings.frameShiftMs / 1000,
    dither: settings.dither,
    seed: settings.seed,
    preemphasis: settings.preemphCoeff,
    removeDc: settings.removeDcOffset,
    window: windows[settings.windowType],
    roundToPowerOfTwo: settings.roundToPowerOfTwo,
    frameRule: snipEdges ? 'whole' : 'mirror',
    nMels: numBins,
    fmin: lowFreq,
    fmax: top,
    htkMode: settings.htkMode,
    vtln: [settings.vtlnWarp, settings.vtlnLow, settings.vtlnHigh],
    energy: useEnergy ? (rawEnergy ? 'raw' : 'windowed') : null,
    energyFloor: settings.energyFloor,
    energyPlace: htkCompat ? 'last' : 'first',
    ...rest,
  };
  const resolved = resolveFrontEnd(given, sampleRate, caller);
  resolved.vtln = readVtln(resolved.vtln, { fmin: lowFreq, fmax: top, sampleRate }, caller, ['vtlnWarp', 'vtlnLow', 'vtlnHigh']);
  if (bins) Object.assign(resolved, { melBank: 'bins', nMels: (resolved.nFft >> 1) + 1, fmin: 0, fmax: null, htk: false, melDomain: 'hz' });
  const cepstrum = ending.nMfcc === undefined ? null : resolved;
  const parts = { log: log || useEnergy ? resolved : null, cepstrum, energy: resolved, linear: !log, replaces: bins };
  return make({ settings: resolved, norm: null, normName: 'melNorm', sampleRate, caller, ...parts });
}
