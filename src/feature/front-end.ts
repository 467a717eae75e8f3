/**
 * The front end of any dialect, from samples to mel bands: options checked, frames filled in double precision by the kernels of
 * `frame-steps.ts`, then window, transform and filters, in double precision or on the SIMD kernels.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { allFinite } from '../core/finite.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, expectPositive } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { type ForwardKernel, planForward } from '../fft/real-forward.js';
import { binBank } from '../filterbank/bin-bank.js';
import { applyMelBank, type MelBank, melBank } from '../filterbank/mel-bank.js';
import { type MelNorm, resolveMel, warnOfEmptyBands } from '../filterbank/mel-options.js';
import { TALKBOX_GRID, talkboxBank } from '../filterbank/talkbox-bank.js';
import { triangleBank } from '../filterbank/triangle-bank.js';
import { countGrid, FRAME_RULES, type FrameGrid, gridOrigin } from '../stft/frame-rule.js';
import { resolveFraming } from '../stft/framing.js';
import { type LaneRows, runFrames } from '../stft/lane-frames.js';
import { magnitudes } from '../stft/spectra.js';
import { resolveWindow } from '../window/resolve-window.js';
import { type FrontEndSettings, STEP_DEFAULTS, type StepOptions } from './front-end-options.js';
import { cutFrame, energyOf, prepareFrame, prepareSignal } from './frame-steps.js';
import { loadLane, planFrontLanes } from './front-lanes.js';
import { KEPT } from './kept.js';
import { readVtln } from './read-vtln.js';

/** Which sum of squares stands for the loudness of a frame: before pre-emphasis and window, behind them, or that of the spectrum. */
export type EnergyKind = 'raw' | 'windowed' | 'spectrum';

/** Frames that are looked at together: their samples stay in a second-level cache. */
const BLOCK = 32;

/** Computes mel bands of the frames of one signal at a time, some frames together. */
export interface FrontEnd {
  readonly nMels: number;
  readonly grid: FrameGrid;
  /** Frames that `load` has room for. */
  readonly block: number;
  /** Frames in a signal of that length; `caller` refuses one that has none. */
  frames(length: number, caller: string): number;
  /**
   * Takes the signal whose frames are asked for. A piece of a longer one has the same frames, to the last bit, where no step works on the whole
   * signal: then frame number `frame` begins at sample `start` of the piece.
   */
  take(y: FloatArray, start?: number, frame?: number): void;
  /** Whether all of its samples are known to be finite, those of the `frames` frames that were loaded and those in none. */
  isFinite(y: FloatArray, frames: number): boolean;
  /** Forgets it, if it was long. */
  release(): void;
  /** Makes frame `t` the `i`-th of a block. */
  load(i: number, t: number): void;
  /**
   * Bands of the first `count` frames of the block, from `out[at]` on, and their energies from `energies[slot]` on if they are asked for.
   * `single`: on the kernels, where they can.
   */
  compute(
    out: Float64Array,
    at: number,
    energies: Float64Array,
    slot: number,
    count: number,
    energy: EnergyKind | null,
    single: boolean,
  ): void;
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
  melBank: ['mel', 'talkbox', 'talkbox-half', 'bins'],
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
  if (settings.vtln !== null && (melDomain !== 'mel' || settings.melBank !== 'mel')) {
    contradicts('vtln', 'mel filters', `it is for melBank "mel" and melDomain "mel", got "${settings.melBank}" and "${melDomain}"`);
  }
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
  const divisor = spectrumNorm === 'nFft' ? nFft : spectrumNorm === 'half' ? nFft >> 1 : 1;
  const from = left ? 0 : (nFft - winLength) >> 1;
  const used = Math.min(winLength, nFft); // samples of the window
  const blocks = new Float64Array(BLOCK * frameLength);
  const slots = Array.from({ length: BLOCK }, (_, i) => blocks.subarray(i * frameLength, (i + 1) * frameLength));
  const raw = new Float64Array(BLOCK);
  const frame = new Float64Array(nFft);
  const nMels = bank.start.length;
  let store = new Float64Array(0);
  let signal = store;
  let origin = 0;
  let probe = 0; // NaN from the first sample on that is not finite
  let double: Double | undefined; // made when double precision is first asked for
  let lanes: LaneRows | null | undefined;

  const raise = (x: Float64Array, at: number, length: number): void => {
    if (melPower === 0.5) for (let m = at; m < at + length; m++) x[m] = Math.sqrt(x[m]!);
    else if (melPower !== 1) for (let m = at; m < at + length; m++) x[m] = Math.pow(x[m]!, melPower);
  };
  const windowed = (x: Float64Array): void => {
    for (let n = from; n < from + used; n++) frame[n] = x[n]! * weights[n - from]!;
  };
  /** The spectrum of the i-th frame, in double precision, and the energy. */
  const bandsOf = (out: Float64Array, at: number, i: number, energy: EnergyKind | null): number => {
    double ??= planDouble(nFft);
    const { fft, pairs, spectrum, scratch } = double;
    windowed(slots[i]!);
    if (power === 2) fft.power(spectrum, frame, scratch);
    else {
      fft.forward(pairs, frame, scratch);
      magnitudes(spectrum, pairs);
      if (power !== 1) for (let k = 0; k < spectrum.length; k++) spectrum[k] = Math.pow(spectrum[k]!, power);
    }
    if (divisor !== 1) for (let k = 0; k < spectrum.length; k++) spectrum[k]! /= divisor;
    applyMelBank(out, at, spectrum, 0, bank);
    raise(out, at, nMels);
    return energy === 'windowed' ? energyOf(frame) : energy === 'spectrum' ? sumOf(spectrum) : raw[i]!;
  };
  /** The same where the kernels have the bands. */
  const energyOfLane = (i: number, energy: EnergyKind | null): number => {
    if (energy === null || energy === 'raw') return raw[i]!;
    windowed(slots[i]!);
    return energy === 'windowed' ? energyOf(frame) : spectrumEnergy(frame) / divisor;
  };
  const takeBands = (out: Float64Array, at: number, bands: Float32Array, length: number): void => {
    if (divisor === 1) for (let m = 0; m < length; m++) out[at + m] = bands[m]!;
    else for (let m = 0; m < length; m++) out[at + m] = bands[m]! / divisor;
    raise(out, at, length);
  };
  return {
    nMels,
    grid,
    block: BLOCK,
    frames: (length, caller) => countGrid(grid, length, caller),
    take(y, start = gridOrigin(grid, y.length), frame = 0) {
      if (store.length < y.length) store = new Float64Array(y.length);
      if (signal.length !== y.length || signal.buffer !== store.buffer) signal = store.subarray(0, y.length);
      prepareSignal(signal, y, settings);
      origin = start - frame * hopLength;
      probe = 0;
    },
    isFinite: (y, frames) =>
      probe === 0 &&
      hopLength <= frameLength &&
      allFinite(y, 0, Math.min(y.length, Math.max(0, origin))) &&
      allFinite(y, Math.min(y.length, origin + (frames - 1) * hopLength + frameLength)),
    release() {
      if (store.length > KEPT) store = signal = new Float64Array(0);
    },
    load(i, t) {
      const slot = slots[i]!;
      cutFrame(slot, signal, origin + t * hopLength, padMode);
      const energy = prepareFrame(slot, settings, t);
      raw[i] = energy;
      probe += energy * 0;
    },
    compute(out, at, energies, slot, count, energy, single) {
      if (single && lanes === undefined && (energy !== 'spectrum' || power === 2)) {
        const samples = new Float64Array(nFft);
        samples.set(weights.subarray(0, used), from);
        lanes = planFrontLanes({ nFft, window: samples, bank, power }) ?? null;
      }
      if (!single || !lanes) {
        for (let i = 0; i < count; i++) {
          const sum = bandsOf(out, at + i * nMels, i, energy);
          if (energy !== null) energies[slot + i] = sum;
        }
        return;
      }
      const { batch } = lanes.spectra;
      for (let first = 0; first < count; first += batch) {
        const some = Math.min(batch, count - first);
        for (let i = 0; i < some; i++) loadLane(lanes, i, slots[first + i]!, Math.min(frameLength, nFft));
        const sure = runFrames(lanes, 0, some);
        if (sure) takeBands(out, at + first * nMels, lanes.spectra.results(some * nMels), some * nMels);
        for (let i = first; i < first + some; i++) {
          // Numbers whose squares single precision does not have: in TypeScript, whatever the frames beside it do.
          const faint = raw[i]! < FAINT && raw[i]! > 0;
          const here = at + i * nMels;
          let sum: number;
          if (faint || !(sure || runFrames(lanes, i - first, 1))) sum = bandsOf(out, here, i, energy);
          else {
            if (!sure) takeBands(out, here, lanes.spectra.results(nMels), nMels);
            sum = energyOfLane(i, energy);
          }
          if (energy !== null) energies[slot + i] = sum;
        }
      }
    },
  };
}

/** Energy of frames, from where on squares of what is lost in noise of single precision beside it are numbers of single precision. */
const FAINT = 1e-20;

/** What transforms in double precision. */
interface Double {
  readonly fft: ForwardKernel;
  readonly pairs: Float64Array;
  readonly spectrum: Float64Array;
  readonly scratch: Float64Array;
}

function planDouble(nFft: number): Double {
  const fft = planForward(nFft);
  const bins = (nFft >> 1) + 1;
  return { fft, pairs: new Float64Array(2 * bins), spectrum: new Float64Array(bins), scratch: new Float64Array(fft.scratchLength) };
}

/** The sum of the power spectrum of a frame, without making it: Parseval's theorem, in which all bins but the outer ones count twice. */
function spectrumEnergy(x: Float64Array): number {
  let [even, odd, squares] = [0, 0, 0];
  for (let n = 0; n < x.length; n++) {
    const v = x[n]!;
    squares += v * v;
    if (n % 2 === 0) even += v;
    else odd += v;
  }
  const last = x.length % 2 === 0 ? (even - odd) ** 2 : 0;
  return (x.length * squares + (even + odd) ** 2 + last) / 2;
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
    const everything = { fmin: 0, fmax: null, htk: false, melDomain: 'hz' };
    const fixed =
      name === 'bins'
        ? { ...everything, nMels: (nFft >> 1) + 1, [normName]: null }
        : { ...everything, nMels: TALKBOX_GRID.numLinFilt + TALKBOX_GRID.numLogFilt, [normName]: 'slaney' };
    const given = { ...settings, [normName]: norm } as unknown as Record<string, unknown>;
    for (const [key, value] of Object.entries(fixed)) {
      if (given[key] === value) continue;
      const what = `contradicts the step "mel filters": melBank "${name}" has fixed ones`;
      throw new ParameterError(caller, key, `${what}, for which it is ${value}, got ${String(given[key])}`);
    }
    if (name === 'bins') return binBank(nFft, sampleRate);
    return talkboxBank({ ...TALKBOX_GRID, sampleRate, nFft, halved: name === 'talkbox-half' }, caller);
  }
  const mel = resolveMel(settings, norm, sampleRate, nFft, caller, normName);
  const bank = melDomain === 'hz' ? melBank(mel) : triangleBank({ ...mel, melDomain, htkMode, vtln: readVtln(settings.vtln, mel, caller) });
  if (melDomain === 'hz') warnOfEmptyBands(bank, mel, settings, caller);
  return bank;
}
