/**
 * How kapre cuts signals into frames: the options that every layer with a short-time transform shares.
 *
 * A window of `winLength` samples begins at sample `t hopLength`, zeros behind it fill the FFT, nothing is centred.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { ParameterError } from '../core/errors.js';
import { expectFftSize } from '../core/expect-fft-size.js';
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { expectBoolean, expectInteger, expectOneOf } from '../core/options.js';
import { type Channels } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { isSingle, type RowPlan, writeRows } from '../stft/lane-frames.js';
import { type Spectra, spectraOf } from '../stft/spectra.js';
import { type DataFormat, expectFormat, type Format } from './data-format.js';
import { WINDOW_NAMES, type WindowName, windowByName } from './window-by-name.js';

/** How a signal is cut into frames and transformed. */
export interface StftOptions {
  /** Length of the FFT, samples, >= 2. @defaultValue `2048` */
  nFft?: number | undefined;
  /** Length of the window, samples, in [1, nFft]; it lies at the beginning of the frame, zeros behind it. @defaultValue `nFft` */
  winLength?: number | null | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `floor(winLength / 4)` */
  hopLength?: number | null | undefined;
  /** Name of the window. @defaultValue `'hann_window'` */
  windowName?: WindowName | null | undefined;
  /** Whether `winLength - hopLength` zeros come before the signal, so that each sample lies in as many frames. @defaultValue `false` */
  padBegin?: boolean | undefined;
  /** Whether zeros behind the signal let a frame begin at each hop, so that no sample is left out. @defaultValue `false` */
  padEnd?: boolean | undefined;
  /** How `y` lies; `null`: `[...channels, samples]`. @defaultValue `null` */
  inputDataFormat?: DataFormat | null | undefined;
  /** How the result lies; `null`: `[...channels, bins, frames]`. @defaultValue `null` */
  outputDataFormat?: DataFormat | null | undefined;
  /**
   * `true`: kapre's numbers where it errs. `padBegin` adds `nFft - hopLength` zeros, Hann and Hamming windows of odd length are symmetric,
   * and mel and log filters take an odd `nFft` for `nFft - 1`. @defaultValue `false`
   */
  compat?: boolean | undefined;
}

/** {@link StftOptions} with defaults filled in. */
export interface StftSettings {
  nFft: number;
  winLength: number | null;
  hopLength: number | null;
  windowName: WindowName | null;
  padBegin: boolean;
  padEnd: boolean;
  inputDataFormat: Format;
  outputDataFormat: Format;
  compat: boolean;
}

/** The defaults of kapre's `STFT`. */
export const STFT_DEFAULTS: StftSettings = {
  nFft: 2048,
  winLength: null,
  hopLength: null,
  windowName: null,
  padBegin: false,
  padEnd: false,
  inputDataFormat: null,
  outputDataFormat: null,
  compat: false,
};

/** The numbers that decide the frames. */
export interface FrameSizes {
  readonly nFft: number;
  readonly winLength: number;
  readonly hopLength: number;
  readonly windowName: WindowName;
  readonly compat: boolean;
}

/** Picks and checks them. */
export function resolveSizes(
  {
    nFft,
    winLength,
    hopLength,
    windowName,
    compat,
  }: Omit<FrameSizes, 'winLength' | 'hopLength' | 'windowName'> & {
    winLength: number | null;
    hopLength: number | null;
    windowName: WindowName | null;
  },
  caller: string,
  windowOption = 'windowName',
): FrameSizes {
  expectFftSize(nFft, caller, 'nFft');
  expectInteger(nFft, caller, 'nFft', 2);
  const window = winLength ?? nFft;
  expectInteger(window, caller, 'winLength', 1);
  if (window > nFft) throw new ParameterError(caller, 'winLength', `must be <= nFft = ${nFft}, got ${window}`);
  const hop = hopLength ?? Math.floor(window / 4);
  if (hopLength === null && hop === 0) {
    throw new ParameterError(caller, 'hopLength', `must be given for winLength = ${window}, since a quarter of it is no whole sample`);
  }
  expectInteger(hop, caller, 'hopLength', 1);
  if (windowName !== null) expectOneOf(windowName, caller, windowOption, WINDOW_NAMES);
  expectBoolean(compat, caller, 'compat');
  return { nFft, winLength: window, hopLength: hop, windowName: windowName ?? 'hann_window', compat };
}

/** Which frames of a signal there are. */
export interface Analysis {
  readonly sizes: FrameSizes;
  readonly spectra: Spectra;
  /** Zeros before the signal, >= 0. */
  readonly before: number;
  /** Frames in a signal of that length; refuses one that does not fill a window. */
  frames(length: number): number;
}

/** Checks the settings of a function and makes ready for its transforms. */
export function planAnalysis(settings: StftSettings, caller: string): Analysis {
  const sizes = resolveSizes(settings, caller);
  const { nFft, winLength, hopLength, compat } = sizes;
  const { padBegin, padEnd } = settings;
  expectBoolean(padBegin, caller, 'padBegin');
  expectBoolean(padEnd, caller, 'padEnd');
  expectFormat(settings.inputDataFormat, caller, 'inputDataFormat');
  expectFormat(settings.outputDataFormat, caller, 'outputDataFormat');
  if (padBegin && hopLength > winLength) {
    throw new ParameterError(caller, 'padBegin', `must be false for hopLength = ${hopLength} > winLength = ${winLength}, got true`);
  }
  const before = padBegin ? (compat ? nFft : winLength) - hopLength : 0;
  return {
    sizes,
    spectra: spectraOfSizes(sizes, caller),
    before,
    frames(length) {
      const padded = before + length;
      if (padEnd) return Math.ceil(padded / hopLength);
      if (padded >= winLength) return 1 + Math.floor((padded - winLength) / hopLength);
      throw new ParameterError(caller, 'winLength', `must be <= ${padded}, the samples there are, unless padEnd is true, got ${winLength}`);
    },
  };
}

/** The spectra for sizes. The last ones are kept. */
export const spectraOfSizes = (sizes: FrameSizes, caller: string): Spectra => kept({ sizes, caller });

const kept: (asked: { sizes: FrameSizes; caller: string }) => Spectra = /* @__PURE__ */ memoize(
  8,
  ({ sizes }) => keyOfSettings(sizes),
  ({ sizes, caller }) => {
    const { nFft, winLength, hopLength, windowName, compat } = sizes;
    const window = new Float64Array(nFft);
    window.set(windowByName(windowName, winLength, compat, caller));
    return spectraOf({ nFft, hopLength, winLength: nFft, window, center: false, padMode: 'constant' }, caller);
  },
);

/** A signal and its frames, before anything is computed of them. */
export interface Framed<T extends FloatArray> {
  readonly lead: readonly number[];
  /** The channels, with the zeros before them. */
  readonly channels: readonly T[];
  readonly frames: number;
}

/** Refuses samples that are not finite, and puts zeros before the others. */
export function frameSignal<T extends FloatArray>(signal: Channels<T>, analysis: Analysis, caller: string): Framed<T> {
  const { lead, channels, length } = signal;
  if (!channels.every((x) => allFinite(x))) refuseNonFinite(Float64Array.of(NaN), channels, caller, 'y');
  return { lead, channels: channels.map((x) => shifted(x, analysis.before)), frames: analysis.frames(length) };
}

function shifted<T extends FloatArray>(x: T, before: number): T {
  if (before === 0) return x;
  const out = arrayLike(x, before + x.length);
  out.set(x, before);
  return out;
}

/** Computes `width` numbers a frame: channels x frames x width. */
export function computeRows<T extends FloatArray>(
  { channels, frames }: Framed<T>,
  planRows: (single: boolean) => RowPlan,
  caller: string,
): T {
  const plan = planRows(isSingle(channels[0]!));
  const { width } = plan;
  const out = arrayLike(channels[0]!, channels.length * frames * width);
  const row = new Float64Array(width);
  let sure = true;
  for (const [c, x] of channels.entries()) sure = writeRows(out, c * frames * width, x, frames, plan, row) && sure;
  if (!sure) refuseNonFinite(out, channels, caller, 'y');
  return out;
}
