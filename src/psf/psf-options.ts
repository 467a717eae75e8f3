/**
 * Options of python_speech_features, and what they are in the chain that computes every dialect.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, expectPositive } from '../core/options.js';
import { type Channels, resolveSampleRate } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { keptDialect } from '../feature/dialect-plan.js';
import { resolveFrontEnd } from '../feature/front-end.js';
import { type MfccSettings, mfccDefaults } from '../feature/mfcc.js';
import { presets } from '../feature/presets.js';
import { type WindowSpec } from '../window/window-spec.js';

/** Options of everything that begins with filter banks. */
export interface PsfOptions {
  /** Samples per second, Hz, > 0. Needed unless the signal carries it. @defaultValue the signal's */
  sampleRate?: number | null | undefined;
  /** Seconds of a frame, > 0. @defaultValue `0.025` */
  winlen?: number | undefined;
  /** Seconds from one frame to the next, > 0. @defaultValue `0.01` */
  winstep?: number | undefined;
  /** Filters, >= 1. @defaultValue `26` */
  nfilt?: number | undefined;
  /** Points of the FFT; see `version` for {@link mfcc}. @defaultValue `512` */
  nfft?: number | null | undefined;
  /** Lowest edge of the filters, Hz, >= 0. @defaultValue `0` */
  lowfreq?: number | undefined;
  /** Highest edge, Hz. @defaultValue half the sample rate */
  highfreq?: number | null | undefined;
  /** Coefficient of the pre-emphasis, in [0, 1]. @defaultValue `0.97` */
  preemph?: number | undefined;
  /** Window, symmetric if it is a name. @defaultValue `'boxcar'` */
  winfunc?: WindowSpec | undefined;
  /** What samples are multiplied by, > 0. The package computes with what it is given, mostly 16-bit integers: 32768 for samples in [-1, 1] makes them that. @defaultValue `1` */
  scale?: number | undefined;
  /** Whether a frame that is longer than the FFT loses its end, as in the package, rather than being refused. @defaultValue `false` */
  compat?: boolean | undefined;
}

/** {@link PsfOptions} with defaults filled in. */
export interface PsfSettings {
  sampleRate: number | null;
  winlen: number;
  winstep: number;
  nfilt: number;
  nfft: number | null;
  lowfreq: number;
  highfreq: number | null;
  preemph: number;
  winfunc: WindowSpec;
  scale: number;
  compat: boolean;
}

/** The package's defaults. */
export const PSF_DEFAULTS: PsfSettings = {
  sampleRate: null,
  winlen: 0.025,
  winstep: 0.01,
  nfilt: 26,
  nfft: null,
  lowfreq: 0,
  highfreq: null,
  preemph: 0.97,
  winfunc: 'boxcar',
  scale: 1,
  compat: false,
};

/** What the features are, in the words of the chain. */
export type Ending = Partial<Pick<MfccSettings, 'nMfcc' | 'lifter' | 'energy' | 'roundToPowerOfTwo'>>;

/** Samples of a number of seconds, halves rounded up. */
export const samplesOf = (seconds: number, sampleRate: number): number => Math.floor(seconds * sampleRate * (1 + 1e-12) + 0.5);

/** Refuses settings by the package's own names. */
export function checkPsf(settings: PsfSettings, sampleRate: number, caller: string): void {
  const { nfilt, nfft, lowfreq, highfreq, preemph, compat, winlen } = settings;
  for (const name of ['winlen', 'winstep', 'scale'] as const) expectPositive(settings[name], caller, name);
  expectInteger(nfilt, caller, 'nfilt', 1);
  expectFinite(lowfreq, caller, 'lowfreq', 0);
  const top = highfreq ?? sampleRate / 2;
  expectFinite(top, caller, 'highfreq');
  if (!(top > lowfreq && top <= sampleRate / 2)) {
    throw new ParameterError(caller, 'highfreq', `must be in (lowfreq, sampleRate / 2] = (${lowfreq}, ${sampleRate / 2}], got ${top}`);
  }
  expectFinite(preemph, caller, 'preemph', 0, 1);
  expectBoolean(compat, caller, 'compat');
  if (nfft === null) return;
  expectInteger(nfft, caller, 'nfft', 1);
  const length = samplesOf(winlen, sampleRate);
  if (length > nfft && !compat) {
    const cure = 'raise nfft, or give compat: true to drop the end of each frame, as the package does';
    throw new ParameterError(caller, 'nfft', `must be >= ${length}, the samples of a frame, got ${nfft}; ${cure}`);
  }
}

/** Rows of all channels, frame after frame. */
export function runPsf<T extends FloatArray>(
  { channels, length, sampleRate: carried }: Channels<T>,
  settings: PsfSettings,
  ending: Ending,
  log: boolean,
  caller: string,
): { out: T; width: number; frames: number } {
  const sampleRate = resolveSampleRate(carried, settings.sampleRate, caller);
  checkPsf(settings, sampleRate, caller);
  const { nfft, compat } = settings;
  const given: MfccSettings = {
    ...mfccDefaults(),
    ...(presets['psf-0.6.1'] as Partial<MfccSettings>),
    ...(nfft === null ? {} : { nFft: nfft, roundToPowerOfTwo: null }),
    scale: settings.scale,
    winSeconds: settings.winlen,
    hopSeconds: settings.winstep,
    nMels: settings.nfilt,
    fmin: settings.lowfreq,
    fmax: settings.highfreq,
    preemphasis: settings.preemph,
    window: settings.winfunc,
    fftbins: false,
    truncate: compat && nfft !== null,
    energy: null,
    ...ending,
  };
  const resolved = resolveFrontEnd(given, sampleRate, caller);
  const cepstrum = ending.nMfcc === undefined ? null : resolved;
  const parts = { log: log ? resolved : null, cepstrum, energy: resolved };
  const dialect = keptDialect({ settings: resolved, norm: null, normName: 'melNorm', sampleRate, caller, ...parts });
  const frames = dialect.frames(length, caller);
  const out = arrayLike(channels[0]!, channels.length * frames * dialect.width);
  dialect.run(out, channels, frames, caller);
  return { out, width: dialect.width, frames };
}

/** Refuses a version of the package that there is not. */
export const expectVersion = (version: string, caller: string): void => expectOneOf(version, caller, 'version', ['0.6', '0.6.1']);
