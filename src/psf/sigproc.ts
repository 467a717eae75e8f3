/**
 * What python_speech_features' `sigproc` does: frames, their spectra, pre-emphasis.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, expectPositive, readOptions } from '../core/options.js';
import { readSignal } from '../core/signal.js';
import { arrayLike, type FloatArray, roundLike } from '../core/types.js';
import { planForward } from '../fft/real-forward.js';
import { countGrid } from '../stft/frame-rule.js';
import { resolveWindow } from '../window/resolve-window.js';
import { type WindowSpec } from '../window/window-spec.js';
import { readRows, rowsLike } from './matrices.js';

/** Options of {@link framesig}. */
export interface FramesigOptions {
  /** Samples of a frame, > 0, halves rounded up. */
  frameLen: number;
  /** Samples from one frame to the next, > 0, halves rounded up. */
  frameStep: number;
  /** Window, symmetric if it is a name. @defaultValue `'boxcar'` */
  winfunc?: WindowSpec | undefined;
}

/** Options of {@link deframesig}. */
export interface DeframesigOptions extends FramesigOptions {
  /** Samples to keep; 0 keeps all. @defaultValue `0` */
  siglen?: number | undefined;
}

/** Options of {@link magspec} and {@link powspec}. */
export interface SpecOptions {
  /** Points of the FFT, >= 1. */
  nfft: number;
  /** Whether frames that are longer lose their end, as in the package, rather than being refused. @defaultValue `false` */
  compat?: boolean | undefined;
}

/** Options of {@link logpowspec}. */
export interface LogpowspecOptions extends SpecOptions {
  /** Whether the largest becomes 0. @defaultValue `true` */
  norm?: boolean | undefined;
}

const FRAMES = { frameLen: 0, frameStep: 0, winfunc: 'boxcar' as WindowSpec };
const SPEC = { nfft: 0, compat: false };

function readFraming(settings: typeof FRAMES, caller: string) {
  const { frameLen, frameStep, winfunc } = settings;
  expectPositive(frameLen, caller, 'frameLen');
  expectPositive(frameStep, caller, 'frameStep');
  const [length, hop] = [Math.floor(frameLen + 0.5), Math.floor(frameStep + 0.5)];
  if (length < 1) throw new ParameterError(caller, 'frameLen', `must be at least half a sample, got ${frameLen}`);
  if (hop < 1) throw new ParameterError(caller, 'frameStep', `must be at least half a sample, got ${frameStep}`);
  return { length, hop, window: resolveWindow(caller, winfunc, length, false) };
}

/**
 * Overlapping frames, windowed; zeros fill up the last one.
 *
 * @param sig - Signal, shape `[samples]`.
 * @param options - {@link FramesigOptions}.
 * @returns Shape `[frameLen, frames]`, `frames = 1 + max(0, ceil((samples - frameLen) / frameStep))`.
 * @throws `ParameterError` if an option is unknown, missing or out of range, or a sample is not finite.
 * @example
 * ```ts
 * import { framesig } from '@audiolab/dsp/psf';
 * framesig(Float64Array.of(1, 2, 3, 4), { frameLen: 3, frameStep: 2 }).data; // [1, 2, 3, 3, 4, 0]
 * ```
 * @see python_speech_features 0.6 `sigproc.framesig`.
 */
export function framesig<T extends FloatArray>(sig: T, options: FramesigOptions): NdArray<T> {
  const caller = 'framesig';
  const { length, hop, window } = readFraming(readOptions(caller, options, FRAMES), caller);
  readSignal(sig, caller, 'sig');
  expectAllFinite(sig, caller, 'sig');
  const frames = countGrid({ frameLength: length, hopLength: hop, center: false, frameRule: 'cover' }, sig.length, caller);
  const out = arrayLike(sig, frames * length);
  for (let t = 0; t < frames; t++) {
    const many = Math.min(length, sig.length - t * hop);
    for (let n = 0; n < many; n++) out[t * length + n] = sig[t * hop + n]! * window[n]!;
  }
  return timeMajor(out, [], length, frames);
}

/**
 * Puts frames together again: their sum, divided by that of their windows.
 *
 * @param frames - Shape `[frameLen, frames]`.
 * @param options - {@link DeframesigOptions}; `winfunc` is the window that they were multiplied by.
 * @returns The signal, of `siglen` samples at most.
 * @throws `ParameterError` if an option is unknown, missing or out of range, or `frames` are of another length.
 * @example
 * ```ts
 * import { deframesig, framesig } from '@audiolab/dsp/psf';
 * const options = { frameLen: 3, frameStep: 2 };
 * deframesig(framesig(Float64Array.of(1, 2, 3, 4), options), { ...options, siglen: 2 }).length; // 2
 * ```
 * @see python_speech_features 0.6 `sigproc.deframesig`, which adds 1e-15 to each sample of a window, as this does.
 */
export function deframesig<T extends FloatArray>(frames: NdArray<T>, options: DeframesigOptions): T {
  const caller = 'deframesig';
  const settings = readOptions(caller, options, { ...FRAMES, siglen: 0 });
  const { length, hop, window } = readFraming(settings, caller);
  const { siglen } = settings;
  expectInteger(siglen, caller, 'siglen', 0);
  const { rows, dims, frames: count } = readRows(frames, caller, 'frames');
  if (dims !== length) throw new ParameterError(caller, 'frameLen', `must be ${dims}, the length of the frames, got ${length}`);
  const sum = new Float64Array((count - 1) * hop + length);
  const weights = new Float64Array(sum.length);
  for (let t = 0; t < count; t++) {
    for (let n = 0; n < length; n++) {
      sum[t * hop + n]! += rows[t * length + n]!;
      weights[t * hop + n]! += window[n]! + 1e-15;
    }
  }
  const out = new Float64Array(siglen > 0 ? Math.min(siglen, sum.length) : sum.length);
  for (let n = 0; n < out.length; n++) out[n] = weights[n] === 0 ? 0 : sum[n]! / weights[n]!; // 0 / 0 between frames
  return roundLike(frames.data, out);
}

/** Magnitudes, times `scale` after `power` is taken. */
function spectraOf(frames: NdArray<FloatArray>, settings: typeof SPEC, squared: boolean, caller: string): Float64Array {
  const { nfft, compat } = settings;
  expectInteger(nfft, caller, 'nfft', 1);
  expectBoolean(compat, caller, 'compat');
  const { rows, dims, frames: count } = readRows(frames, caller, 'frames');
  if (dims > nfft && !compat) {
    const cure = 'raise it, or give compat: true to drop the end of each frame, as the package does';
    throw new ParameterError(caller, 'nfft', `must be >= ${dims}, the length of the frames, got ${nfft}; ${cure}`);
  }
  return powers(rows, dims, count, nfft, squared);
}

/** |X|^2 / nfft of rows of `dims` samples, or |X|. */
export function powers(rows: Float64Array, dims: number, count: number, nfft: number, squared: boolean): Float64Array {
  const fft = planForward(nfft);
  const bins = (nfft >> 1) + 1;
  const [frame, pairs, scratch] = [new Float64Array(nfft), new Float64Array(2 * bins), new Float64Array(fft.scratchLength)];
  const out = new Float64Array(count * bins);
  for (let t = 0; t < count; t++) {
    frame.set(rows.subarray(t * dims, t * dims + Math.min(dims, nfft)));
    fft.forward(pairs, frame, scratch);
    for (let k = 0; k < bins; k++) {
      const [re, im] = [pairs[2 * k]!, pairs[2 * k + 1]!];
      out[t * bins + k] = squared ? (re * re + im * im) / nfft : Math.hypot(re, im);
    }
  }
  return out;
}

const binsOf = (nfft: number): number => (nfft >> 1) + 1;

/**
 * Magnitude spectra of frames.
 *
 * @param frames - Shape `[samples, frames]`.
 * @param options - {@link SpecOptions}.
 * @returns Shape `[floor(nfft / 2) + 1, frames]`.
 * @throws `ParameterError` if an option is unknown, missing or out of range, or frames are longer than the FFT.
 * @see python_speech_features 0.6 `sigproc.magspec`.
 */
export function magspec<T extends FloatArray>(frames: NdArray<T>, options: SpecOptions): NdArray<T> {
  const settings = readOptions('magspec', options, SPEC);
  return rowsLike(frames, spectraOf(frames, settings, false, 'magspec'), binsOf(settings.nfft));
}

/**
 * Power spectra of frames: squared magnitudes over `nfft`.
 *
 * @param frames - Shape `[samples, frames]`.
 * @param options - {@link SpecOptions}.
 * @returns Shape `[floor(nfft / 2) + 1, frames]`.
 * @throws `ParameterError` if an option is unknown, missing or out of range, or frames are longer than the FFT.
 * @example
 * ```ts
 * import { framesig, powspec } from '@audiolab/dsp/psf';
 * powspec(framesig(Float64Array.of(1, 0, 0, 0), { frameLen: 4, frameStep: 4 }), { nfft: 4 }).data; // [0.25, 0.25, 0.25]
 * ```
 * @see python_speech_features 0.6 `sigproc.powspec`.
 */
export function powspec<T extends FloatArray>(frames: NdArray<T>, options: SpecOptions): NdArray<T> {
  const settings = readOptions('powspec', options, SPEC);
  return rowsLike(frames, spectraOf(frames, settings, true, 'powspec'), binsOf(settings.nfft));
}

/**
 * Power spectra of frames in dB, none below -300.
 *
 * @param frames - Shape `[samples, frames]`.
 * @param options - {@link LogpowspecOptions}.
 * @returns Shape `[floor(nfft / 2) + 1, frames]`.
 * @throws `ParameterError` if an option is unknown, missing or out of range, or frames are longer than the FFT.
 * @see python_speech_features 0.6 `sigproc.logpowspec`.
 */
export function logpowspec<T extends FloatArray>(frames: NdArray<T>, options: LogpowspecOptions): NdArray<T> {
  const caller = 'logpowspec';
  const { norm, ...settings } = readOptions(caller, options, { ...SPEC, norm: true });
  expectBoolean(norm, caller, 'norm');
  const out = spectraOf(frames, settings, true, caller);
  let peak = -Infinity;
  for (let i = 0; i < out.length; i++) {
    out[i] = 10 * Math.log10(Math.max(out[i]!, 1e-30));
    peak = Math.max(peak, out[i]!);
  }
  if (norm) for (let i = 0; i < out.length; i++) out[i]! -= peak;
  return rowsLike(frames, out, binsOf(settings.nfft));
}

/**
 * `y[n] = x[n] - coeff x[n - 1]`, `y[0] = x[0]`.
 *
 * @param signal - Shape `[samples]`.
 * @param options - `coeff`, 0.95 unless given.
 * @returns As many samples.
 * @throws `ParameterError` if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * import { preemphasis } from '@audiolab/dsp/psf';
 * preemphasis(Float64Array.of(1, 2, 3), { coeff: 0.5 }); // [1, 1.5, 2]
 * ```
 * @see python_speech_features 0.6 `sigproc.preemphasis`.
 */
export function preemphasis<T extends FloatArray>(signal: T, options?: { coeff?: number | undefined }): T {
  const { coeff } = readOptions('preemphasis', options, { coeff: 0.95 });
  expectFinite(coeff, 'preemphasis', 'coeff');
  readSignal(signal, 'preemphasis', 'signal');
  expectAllFinite(signal, 'preemphasis', 'signal');
  const out = signal.slice() as T;
  for (let n = 1; n < out.length; n++) out[n] = signal[n]! - coeff * signal[n - 1]!;
  return out;
}
