/**
 * The autocorrelation of an envelope about each frame, by FFT.
 * @module
 */
import { planReal } from '../fft/real-plan.js';
import { planComplex } from '../fft/complex-plan.js';
import { ParameterError, show } from '../core/errors.js';
import { expectBoolean, expectInteger } from '../core/options.js';
import { normOf } from '../frame/normalize.js';
import { readPadded } from '../frame/edge.js';
import { type WindowSpec } from '../window/window-spec.js';
import { resolveWindow } from '../window/resolve-window.js';

/** What decides a tempogram. */
export interface TempogramSettings {
  winLength: number;
  center: boolean;
  window: WindowSpec;
  norm: number | null;
}

/** The defaults of librosa's `tempogram`. */
export const TEMPOGRAM_DEFAULTS: TempogramSettings = { winLength: 384, center: true, window: 'hann', norm: Infinity };

/** Autocorrelations frame by frame. */
export interface LocalAutocorrelation {
  readonly winLength: number;
  /** Number of frames for an envelope of this length. */
  frames(length: number): number;
  /** Calls `visit` with the `winLength` lags about each frame; they are overwritten by the next. */
  each(envelope: Float64Array, visit: (lags: Float64Array, t: number) => void): void;
  /** The mean over all frames, each of them divided by its largest lag, which is lag 0 (`norm` does not count). */
  mean(envelope: Float64Array): Float64Array;
}

/** Checks the settings and plans the transforms. */
export function planLocalAutocorrelation(o: TempogramSettings, caller: string): LocalAutocorrelation {
  const { winLength, center, norm } = o;
  expectInteger(winLength, caller, 'winLength', 1);
  expectBoolean(center, caller, 'center');
  if (norm !== null && !(typeof norm === 'number' && (norm >= 0 || norm === -Infinity))) {
    throw new ParameterError(caller, 'norm', `must be null, -Infinity, 0 or a number > 0, got ${show(norm)}`);
  }
  const window = resolveWindow(caller, o.window, winLength);
  const half = center ? winLength >> 1 : 0;
  const size = fastLength(2 * winLength - 1);
  const frames = (length: number): number => {
    if (center) return length;
    if (length < winLength) {
      throw new ParameterError(caller, 'winLength', `must be <= the ${length} frames of the envelope unless centred, got ${winLength}`);
    }
    return length - winLength + 1;
  };
  return {
    winLength,
    frames,
    each(envelope, visit) {
      const plan = planReal(size);
      const scratch = new Float64Array(plan.scratchLength);
      const frame = new Float64Array(size);
      const power = new Float64Array((size >> 1) + 1);
      const spectrum = new Float64Array(size + 2);
      const correlation = new Float64Array(size);
      const lags = correlation.subarray(0, winLength);
      const padded = new Float64Array(envelope.length + 2 * half);
      readPadded(padded, envelope, -half, 'linear_ramp', half);
      const count = frames(envelope.length);
      for (let t = 0; t < count; t++) {
        for (let k = 0; k < winLength; k++) frame[k] = window[k]! * padded[t + k]!;
        plan.power(power, frame, scratch);
        for (let k = 0; k < power.length; k++) spectrum[2 * k] = power[k]!;
        plan.inverse(correlation, spectrum, scratch);
        if (norm !== null) divide(lags, norm === Infinity ? peakOf(lags) : normOf(lags, norm));
        visit(lags, t);
      }
    },
    mean(envelope) {
      const padded = new Float64Array(envelope.length + 2 * half);
      readPadded(padded, envelope, -half, 'linear_ramp', half);
      return meanAutocorrelation(padded, window, frames(envelope.length), size);
    },
  };
}

/**
 * The mean of normalised autocorrelations takes one inverse transform: frames divided by the root of their energy are transformed two at a
 * time, as real and imaginary parts, and their powers added up.
 */
function meanAutocorrelation(padded: Float64Array, window: Float64Array, frames: number, size: number): Float64Array {
  const plan = planComplex(size);
  const scratch = new Float64Array(plan.scratchLength);
  const pair = new Float64Array(2 * size);
  const spectrum = new Float64Array(2 * size);
  const power = new Float64Array(2 * size);
  const length = window.length;
  for (let first = 0; first < frames; first += 2) {
    for (let part = 0; part < 2; part++) {
      const t = first + part;
      let energy = 0;
      for (let k = 0; k < length && t < frames; k++) {
        const v = window[k]! * padded[t + k]!;
        pair[2 * k + part] = v;
        energy += v * v;
      }
      const gain = energy < 2 ** -1022 ? 0 : 1 / Math.sqrt(energy);
      for (let k = part; k < 2 * length; k += 2) pair[k]! *= gain;
    }
    plan.forward(spectrum, pair, scratch);
    for (let k = 0; k < 2 * size; k += 2) power[k]! += spectrum[k]! * spectrum[k]! + spectrum[k + 1]! * spectrum[k + 1]!;
  }
  plan.forward(spectrum, power, scratch); // backwards in lag, whose real part is the same
  return Float64Array.from({ length }, (_, lag) => spectrum[2 * lag]! / (size * frames));
}

/** The least length from there on with factors 2 and 3 alone, for which transforms are fastest. */
function fastLength(least: number): number {
  for (let size = least + (least % 2); ; size += 2) {
    let rest = size;
    while (rest % 2 === 0) rest /= 2;
    while (rest % 3 === 0) rest /= 3;
    if (rest === 1) return size;
  }
}

function peakOf(x: Float64Array): number {
  let peak = 0;
  for (let k = 0; k < x.length; k++) {
    const magnitude = Math.abs(x[k]!);
    if (magnitude > peak) peak = magnitude;
  }
  return peak;
}

/** Divides unless the norm is too small to divide by. */
function divide(x: Float64Array, norm: number): void {
  if (norm < 2 ** -1022) return;
  for (let k = 0; k < x.length; k++) x[k]! /= norm;
}
