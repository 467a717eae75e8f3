/**
 * The front end of any dialect, from samples to mel bands, in double precision: options checked, frames filled by the kernels of
 * `frame-steps.ts`, then window, transform and filters.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, expectPositive } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { type ForwardKernel, planForward } from '../fft/real-forward.js';
import { applyMelBank, type MelBank, melBank } from '../filterbank/mel-bank.js';
import { type MelNorm, resolveMel, warnOfEmptyBands } from '../filterbank/mel-options.js';
import { TALKBOX_GRID, talkboxBank } from '../filterbank/talkbox-bank.js';
import { triangleBank } from '../filterbank/triangle-bank.js';
import { countGrid, FRAME_RULES, type FrameGrid, gridOrigin } from '../stft/frame-rule.js';
import { resolveFraming } from '../stft/framing.js';
import { type RowPlan } from '../stft/lane-frames.js';
import { magnitudes } from '../stft/spectra.js';
import { resolveWindow } from '../window/resolve-window.js';
import { type FrontEndSettings, STEP_DEFAULTS, type StepOptions } from './front-end-options.js';
import { cutFrame, energyOf, prepareFrame, prepareSignal } from './frame-steps.js';
import { planMelFrames } from './mel-frames.js';
import { planMelRows } from './mel-rows.js';

/** Which sum of squares stands for the loudness of a frame: before pre-emphasis and window, behind them, or that of the spectrum. */
export type EnergyKind = 'raw' | 'windowed' | 'spectrum';

/** Computes mel bands of the frames of one signal at a time. */
export interface FrontEnd {
  readonly nMels: number;
  readonly grid: FrameGrid;
  /** Frames in a signal of that length; `caller` refuses one that has none. */
  frames(length: number, caller: string): number;
  /**
   * Takes the signal whose frames are asked for. A piece of a longer one has the same frames, to the last bit, where no step works on the whole
   * signal: then frame number `frame` begins at sample `start` of the piece.
   */
  take(y: FloatArray, start?: number, frame?: number): void;
  /** `out[at + m]` becomes band m of frame `t`. Returns its energy, 0 where none is asked for. */
  into(out: Float64Array, at: number, t: number, energy: EnergyKind | null): number;
  /** The bands of signals in single precision on the kernels of librosa's front end, where that computes the same. */
  readonly rows: RowPlan | undefined;
}

/**
 * Seconds become samples, rules become numbers: what is left of `settings` holds for one sample rate. Refuses what contradicts itself.
 */
export function resolveFrontEnd<S extends FrontEndSettings>(settings: S, sampleRate: number, caller: string): S {
  if (isPlain(settings, ['preset'])) return settings;
  checkSteps(settings, caller);
  const resolved = { ...settings, winSeconds: null, hopSeconds: null, roundToPowerOfTwo: null };
  const { winSeconds, hopSeconds, roundToPowerOfTwo, secondsRule } = settings;
  const samplesOf = (seconds: number, name: string): number => {
    expectPositive(seconds, caller, name);
    const exact = seconds * sampleRate * (1 + 1e-12); // 0.29 * 100 is 28.999999999999996
    const samples = Math.floor(secondsRule === 'halfUp' ? exact + 0.5 : exact);
    if (samples > 0) return samples;
    throw new ParameterError(caller, name, `must be at least one sample, ${1 / sampleRate} s at ${sampleRate} Hz, got ${seconds}`);
  };
  if (winSeconds !== null) resolved.winLength = samplesOf(winSeconds, 'winSeconds');
  if (hopSeconds !== null) resolved.hopLength = samplesOf(hopSeconds, 'hopSeconds');
  const { winLength } = resolved;
  if (roundToPowerOfTwo !== null) {
    if (winLength === null) throw new ParameterError(caller, 'roundToPowerOfTwo', 'needs winLength or winSeconds to make nFft of');
    // python_speech_features compares with the length before it is rounded.
    const least = winSeconds !== null && secondsRule === 'halfUp' ? Math.max(winLength, winSeconds * sampleRate) : winLength;
    resolved.nFft = winLength;
    if (roundToPowerOfTwo) for (resolved.nFft = 1; resolved.nFft < least;) resolved.nFft *= 2;
  } else if (winLength !== null && winLength > settings.nFft && !settings.truncate) {
    const cure = winSeconds === null ? '' : `, which is ${winSeconds} s at ${sampleRate} Hz: up to ${settings.nFft / winSeconds} Hz fit`;
    throw new ParameterError(caller, 'winLength', `must be <= nFft = ${settings.nFft}, got ${winLength}${cure}`);
  }
  if (resolved.windowAlign === 'left' && (winLength ?? resolved.nFft) === resolved.nFft) resolved.windowAlign = 'center'; // the same then
  if (resolved.negativeFmax && resolved.fmax !== null && resolved.fmax <= 0) resolved.fmax += sampleRate / 2;
  return resolved;
}

/** Whether librosa's front end, which has kernels of its own, computes this: no step is asked for that it does not have. */
export function isPlain(settings: StepOptions, free: readonly string[] = MODIFIERS): boolean {
  for (const key in STEP_DEFAULTS) {
    const name = key as keyof StepOptions;
    if (settings[name] !== STEP_DEFAULTS[name] && !free.includes(name)) return false;
  }
  return true;
}

/** Options that say how a step is taken, not that it is. */
const MODIFIERS = ['preset', 'seed', 'ditherOn', 'preemphasisOn', 'preemphasisStart', 'secondsRule', 'negativeFmax'];

/** The values of options that have few. */
const CHOICES = {
  ditherOn: ['signal', 'frame'],
  preemphasisOn: ['signal', 'frame'],
  preemphasisStart: ['keep', 'repeat', 'extrapolate'],
  secondsRule: ['floor', 'halfUp'],
  frameRule: FRAME_RULES,
  windowAlign: ['center', 'left'],
  spectrumNorm: ['nFft', 'half', null],
  melBank: ['mel', 'talkbox', 'talkbox-half'],
  melDomain: ['hz', 'mel', 'bins'],
} as const;

function checkSteps(settings: FrontEndSettings, caller: string): void {
  const { dither, seed, preemphasis, frameRule, center, windowAlign, melDomain } = settings;
  for (const name of ['scale', 'melPower'] as const) expectPositive(settings[name], caller, name);
  expectFinite(dither, caller, 'dither', 0);
  expectInteger(seed, caller, 'seed', 0, 2 ** 32 - 1);
  expectFinite(preemphasis, caller, 'preemphasis', 0, 1);
  for (const key in CHOICES) {
    const name = key as keyof typeof CHOICES;
    expectOneOf<string | null>(settings[name], caller, name, CHOICES[name]);
  }
  for (const name of ['normalizeSignal', 'removeDc', 'fftbins', 'truncate', 'negativeFmax', 'htkMode', 'center'] as const) {
    expectBoolean(settings[name], caller, name);
  }
  if (settings.roundToPowerOfTwo !== null) expectBoolean(settings.roundToPowerOfTwo, caller, 'roundToPowerOfTwo');
  const contradicts = (name: string, step: string, why: string): never => {
    throw new ParameterError(caller, name, `contradicts the step "${step}": ${why}`);
  };
  if (frameRule === 'dropLast' && !center) contradicts('center', 'framing', 'frameRule "dropLast" is for centred frames, got false');
  if (frameRule !== 'whole' && frameRule !== 'dropLast' && center) {
    contradicts('center', 'framing', `frameRule "${frameRule}" is for frames that are not centred, got true`);
  }
  if (settings.truncate && windowAlign === 'center')
    contradicts('truncate', 'window', 'a frame loses its end if windowAlign is "left", got "center"');
  if (settings.htkMode && melDomain !== 'mel') contradicts('htkMode', 'mel filters', `it is for melDomain "mel", got "${melDomain}"`);
}

/** Builds the front end for resolved settings; `normName` is what the caller calls the norm of the mel filters. */
export function planFrontEnd(settings: FrontEndSettings, norm: MelNorm, sampleRate: number, caller: string, normName?: string): FrontEnd {
  const { power, spectrumNorm, melPower, windowAlign, center, frameRule, truncate, nFft } = settings;
  expectPositive(power, caller, 'power');
  const winLength = settings.winLength ?? nFft;
  const { hopLength, padMode, window } = resolveFraming(
    { ...settings, winLength: truncate ? Math.min(winLength, nFft) : winLength },
    caller,
  );
  const left = windowAlign === 'left';
  const frameLength = left ? winLength : nFft;
  const grid: FrameGrid = { frameLength, hopLength, center, frameRule };
  const weights = resolveWindow(caller, window, winLength, settings.fftbins);
  const bank = bankOf(settings, norm, sampleRate, caller, normName);
  const bins = (nFft >> 1) + 1;
  const divisor = spectrumNorm === 'nFft' ? nFft : spectrumNorm === 'half' ? nFft >> 1 : 1;
  let fft: ForwardKernel; // made when double precision is first asked for
  let scratch: Float64Array;
  const frame = new Float64Array(Math.max(frameLength, nFft));
  const cut = frame.subarray(0, frameLength);
  const transformed = frame.subarray(0, nFft);
  const from = left ? 0 : (nFft - winLength) >> 1;
  const pairs = new Float64Array(2 * bins);
  const spectrum = new Float64Array(bins);
  let store = new Float64Array(0);
  let signal = store;
  let origin = 0;
  // Frames are counted here: that the last one is dropped is nothing to the kernels.
  const known = isPlain({ ...settings, frameRule: frameRule === 'dropLast' ? 'whole' : frameRule });
  const mel = known ? planMelFrames({ ...settings, onWarning: null }, norm, sampleRate, caller, normName) : undefined;
  return {
    rows: mel && planMelRows(mel, true, true),
    nMels: bank.start.length,
    grid,
    frames: (length, caller) => countGrid(grid, length, caller),
    take(y, start = gridOrigin(grid, y.length), frame = 0) {
      fft ??= planForward(nFft);
      scratch ??= new Float64Array(fft.scratchLength);
      if (store.length < y.length) store = new Float64Array(y.length);
      signal = store.length === y.length ? store : store.subarray(0, y.length);
      prepareSignal(signal, y, settings);
      origin = start - frame * hopLength;
    },
    into(out, at, t, energy) {
      cutFrame(cut, signal, origin + t * hopLength, padMode);
      const raw = prepareFrame(cut, settings, t);
      if (from > 0) frame.fill(0, 0, from);
      for (let n = 0; n < winLength; n++) frame[from + n]! *= weights[n]!;
      frame.fill(0, from + winLength);
      const windowed = energy === 'windowed' ? energyOf(cut) : 0;
      if (power === 2) fft.power(spectrum, transformed, scratch);
      else {
        fft.forward(pairs, transformed, scratch);
        magnitudes(spectrum, pairs);
        if (power !== 1) for (let k = 0; k < bins; k++) spectrum[k] = Math.pow(spectrum[k]!, power);
      }
      if (divisor !== 1) for (let k = 0; k < bins; k++) spectrum[k]! /= divisor;
      applyMelBank(out, at, spectrum, 0, bank);
      if (melPower === 0.5) for (let m = at; m < at + bank.start.length; m++) out[m] = Math.sqrt(out[m]!);
      else if (melPower !== 1) for (let m = at; m < at + bank.start.length; m++) out[m] = Math.pow(out[m]!, melPower);
      return energy === 'raw' ? raw : energy === 'windowed' ? windowed : energy === 'spectrum' ? sumOf(spectrum) : 0;
    },
  };
}

function sumOf(x: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k]!;
  return sum;
}

/** The filters that `settings` ask for. */
function bankOf(settings: FrontEndSettings, norm: MelNorm, sampleRate: number, caller: string, normName = 'norm'): MelBank {
  const { melBank: name, melDomain, htkMode, nFft } = settings;
  if (name !== 'mel') {
    const fixed = {
      nMels: TALKBOX_GRID.numLinFilt + TALKBOX_GRID.numLogFilt,
      fmin: 0,
      fmax: null,
      htk: false,
      melDomain: 'hz',
      [normName]: 'slaney',
    };
    const given = { ...settings, [normName]: norm } as unknown as Record<string, unknown>;
    for (const [key, value] of Object.entries(fixed)) {
      if (given[key] === value) continue;
      const what = `contradicts the step "mel filters": melBank "${name}" has fixed ones`;
      throw new ParameterError(caller, key, `${what}, for which it is ${value}, got ${String(given[key])}`);
    }
    return talkboxBank({ ...TALKBOX_GRID, sampleRate, nFft, halved: name === 'talkbox-half' }, caller);
  }
  const mel = resolveMel(settings, norm, sampleRate, nFft, caller, normName);
  const bank = melDomain === 'hz' ? melBank(mel) : triangleBank({ ...mel, melDomain, htkMode });
  if (melDomain === 'hz') warnOfEmptyBands(bank, mel, settings, caller);
  return bank;
}
