/**
 * Kaldi's options under their own names, and what they are in the chain that computes every dialect.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, expectPositive } from '../core/options.js';
import { keptDialect } from '../feature/dialect-plan.js';
import { type Dialect } from '../feature/dialect-rows.js';
import { resolveFrontEnd } from '../feature/front-end.js';
import { type MfccSettings, mfccDefaults } from '../feature/mfcc.js';
import { presets } from '../feature/presets.js';
import { type WindowSpec } from '../window/window-spec.js';

/** Kaldi's windows, all symmetric. */
export type KaldiWindow = 'povey' | 'hanning' | 'hamming' | 'blackman' | 'rectangular';

/** How frames are cut and how their mel bands are computed: options of {@link fbank} and {@link mfcc} alike. */
export interface KaldiOptions {
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
  /** Mel bands, >= 1. @defaultValue `23` */
  numBins?: number | undefined;
  /** Lowest frequency of the bands, Hz, >= 0. @defaultValue `20` */
  lowFreq?: number | undefined;
  /** Highest frequency, Hz; 0 or less counts from half the sample rate. @defaultValue `0` */
  highFreq?: number | undefined;
  /** Whether the lowest weight of the first band is 0, as in HTK. @defaultValue `false` */
  htkMode?: boolean | undefined;
  /** Least energy before the logarithm, >= 0, in squares of 16-bit units; 0 leaves 2^-23. @defaultValue `0` */
  energyFloor?: number | undefined;
  /** Whether energy is that before pre-emphasis and window, or behind them. @defaultValue `true` */
  rawEnergy?: boolean | undefined;
  /** Whether the energy, or coefficient 0, comes last, as in HTK; coefficient 0 is then larger by a factor of sqrt(2). @defaultValue `false` */
  htkCompat?: boolean | undefined;
}

/** {@link KaldiOptions} with defaults filled in. */
export interface KaldiSettings {
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
  numBins: number;
  lowFreq: number;
  highFreq: number;
  htkMode: boolean;
  energyFloor: number;
  rawEnergy: boolean;
  htkCompat: boolean;
}

/** Kaldi's defaults, but no noise. */
export const KALDI_DEFAULTS: KaldiSettings = {
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
  numBins: 23,
  lowFreq: 20,
  highFreq: 0,
  htkMode: false,
  energyFloor: 0,
  rawEnergy: true,
  htkCompat: false,
};

/** What follows the frames, in the words of the chain. */
export type Ending = Partial<Pick<MfccSettings, 'power' | 'nMfcc' | 'lifter' | 'norm'>> & { useEnergy: boolean };

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
  expectOneOf(settings.windowType, caller, 'windowType', ['povey', 'hanning', 'hamming', 'blackman', 'rectangular']);
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
    rectangular: 'boxcar',
  };
  const { useEnergy, ...rest } = ending;
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
    energy: useEnergy ? (rawEnergy ? 'raw' : 'windowed') : null,
    energyFloor: settings.energyFloor,
    energyPlace: htkCompat ? 'last' : 'first',
    ...rest,
  };
  const resolved = resolveFrontEnd(given, sampleRate, caller);
  const cepstrum = ending.nMfcc === undefined ? null : resolved;
  const parts = { log: log ? resolved : null, cepstrum, energy: log ? resolved : null };
  return make({ settings: resolved, norm: null, normName: 'melNorm', sampleRate, caller, ...parts });
}
