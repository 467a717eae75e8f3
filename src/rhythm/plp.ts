/**
 * The predominant local pulse.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { nd } from '../core/nd.js';
import { cosRatio, sinRatio } from '../core/math.js';
import { expectInteger, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { binFrequencies } from '../convert/fft-frequencies.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { planReal } from '../fft/real-plan.js';
import { resolveWindow } from '../window/resolve-window.js';
import { medianOf } from '../core/select.js';
import { ENVELOPE_DEFAULTS, type EnvelopeOptions, type Envelopes, hearEnvelopes, readEnvelopes } from './envelope.js';
import { expectPrior, type TempoPrior } from './tempo-options.js';

/** Options of {@link plp}. */
export interface PlpOptions extends EnvelopeOptions {
  /** Frames of the envelope that are looked at at once, >= 2. @defaultValue `384` */
  winLength?: number | undefined;
  /** Slowest tempo, beats per minute, > 0; `null`: no bound. @defaultValue `30` */
  tempoMin?: number | null | undefined;
  /** Fastest tempo, beats per minute, > `tempoMin`; `null`: no bound. @defaultValue `300` */
  tempoMax?: number | null | undefined;
  /** How probable tempi are. @defaultValue `null`: all the same */
  prior?: TempoPrior | null | undefined;
  /**
   * `'librosa'`: only frames count in which the real part of the strongest bin is negative, if there is one near, for librosa divides the
   * others by 10^154 times as much (its maximum of complex numbers is that of their real parts); and the loudest of all channels decides
   * where levels are cut off. @defaultValue `null`
   */
  compat?: 'librosa' | null | undefined;
}

const DEFAULTS = {
  ...ENVELOPE_DEFAULTS,
  winLength: 384,
  tempoMin: 30 as number | null,
  tempoMax: 300 as number | null,
  prior: null as TempoPrior | null,
  compat: null as 'librosa' | null,
};

/**
 * The predominant local pulse: in each frame the strongest tempo of the Fourier tempogram becomes a windowed cosine of height 1, in phase
 * with the onsets; all of them add up, and what is positive remains. Its maxima are where beats are likely, also where the tempo changes.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link PlpOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Pulse in [0, 1], shape `[...channels, frames]`, `frames` those of {@link onsetStrength}; a typed array for one channel. Silence is 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = clicks({ times: [0.5, 1, 1.5, 2, 2.5, 3, 3.5], sampleRate: 8000 });
 * const pulse = plp(y, { sampleRate: 8000, hopLength: 200, winLength: 160 }); // 25 ms a frame: half a second is 20
 * localmax(pulse).reduce((a, b) => a + b, 0) >= 7; // true
 * ```
 * @see librosa 0.11 `beat.plp` (`compat: 'librosa'`); P. Grosche and M. Müller, Extracting predominant local pulse information from music
 * recordings, IEEE Trans. ASLP 19 (2011). Looks `winLength` frames ahead.
 */
export function plp<T extends FloatArray>(y: T, options?: PlpOptions): T;
export function plp<T extends FloatArray>(y: SignalInput<T>, options?: PlpOptions): T | NdArray<T>;
export function plp<T extends FloatArray>(y: SignalInput<T>, options?: PlpOptions): T | NdArray<T> {
  const caller = 'plp';
  const o = readOptions(caller, options, DEFAULTS);
  checkPlp(o, caller);
  const heard = hearEnvelopes(y, o, medianOf, caller, o.compat === 'librosa');
  return pulses(heard, o, heard.sampleRate);
}

/**
 * The predominant local pulse of a given onset envelope.
 *
 * @param onsetEnvelope - Onset strength, shape `[...channels, frames]`.
 * @param options - {@link PlpOptions}; `sampleRate` must be given.
 * @returns Pulse in [0, 1], same shape and precision as the envelope.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is not finite.
 * @example
 * ```ts
 * const envelope = Float64Array.from({ length: 200 }, (_, t) => (t % 20 === 10 ? 1 : 0));
 * const pulse = plpFromEnvelope(envelope, { sampleRate: 8000, hopLength: 200, winLength: 100 });
 * pulse[90] > 0.9 && pulse[100] < 0.1; // true
 * ```
 * @see librosa 0.11 `beat.plp(onset_envelope=)`.
 */
export function plpFromEnvelope<T extends FloatArray>(onsetEnvelope: T, options?: PlpOptions): T;
export function plpFromEnvelope<T extends FloatArray>(onsetEnvelope: SignalInput<T>, options?: PlpOptions): T | NdArray<T>;
export function plpFromEnvelope<T extends FloatArray>(onsetEnvelope: SignalInput<T>, options?: PlpOptions): T | NdArray<T> {
  const caller = 'plpFromEnvelope';
  const o = readOptions(caller, options, DEFAULTS);
  checkPlp(o, caller);
  const { sampleRate } = o;
  expectSampleRate(sampleRate, caller);
  return pulses(readEnvelopes(onsetEnvelope, caller), o, sampleRate);
}

function checkPlp(o: typeof DEFAULTS, caller: string): void {
  const { tempoMin, tempoMax, prior } = o;
  expectInteger(o.winLength, caller, 'winLength', 2);
  expectInteger(o.hopLength, caller, 'hopLength', 1);
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
  if (tempoMin !== null) expectPositive(tempoMin, caller, 'tempoMin');
  if (tempoMax !== null) expectPositive(tempoMax, caller, 'tempoMax');
  if (tempoMin !== null && tempoMax !== null && tempoMax <= tempoMin) {
    throw new ParameterError(caller, 'tempoMax', `must be > tempoMin = ${tempoMin}, got ${tempoMax}`);
  }
  expectPrior(prior, caller);
}

function pulses<T extends FloatArray>(input: Envelopes<T>, o: typeof DEFAULTS, sampleRate: number): T | NdArray<T> {
  const { lead, frames, each, like } = input;
  const pulse = planPulse(o, sampleRate);
  const out = new Float64Array(each.length * frames);
  for (const [c, envelope] of each.entries()) pulse(envelope, out.subarray(c * frames, (c + 1) * frames));
  const data = roundLike(like, out);
  return lead.length === 0 ? data : nd(data, [...lead, frames]);
}

/** Prepares windows and tables; the result turns one envelope into its pulse. */
function planPulse(o: typeof DEFAULTS, sampleRate: number): (envelope: Float64Array, out: Float64Array) => void {
  const { winLength: size, tempoMin, tempoMax, prior } = o;
  const bins = (size >> 1) + 1;
  const tempi = binFrequencies((60 * sampleRate) / o.hopLength, size);
  const bonus = prior && Float64Array.from(tempi, (bpm) => prior(bpm));
  const first = tempoMin === null ? 0 : countBelow(tempi, (bpm) => bpm < tempoMin);
  const end = tempoMax === null ? bins : countBelow(tempi, (bpm) => bpm <= tempoMax);
  const window = resolveWindow('plp', 'hann', size);
  const cosine = Float64Array.from({ length: size }, (_, n) => cosRatio(n, size));
  const sine = Float64Array.from({ length: size }, (_, n) => sinRatio(n, size));
  const plan = planReal(size);
  const scratch = new Float64Array(plan.scratchLength);
  const frame = new Float64Array(size);
  const spectrum = new Float64Array(2 * bins);
  const half = size >> 1;
  const librosa = o.compat === 'librosa';
  return (envelope, out) => {
    const length = envelope.length;
    const weights = new Float64Array(length);
    out.fill(0);
    const frames = 1 + length + 2 * half - size;
    for (let t = 0; t < frames; t++) {
      const start = t - half;
      const from = Math.max(0, -start);
      const to = Math.min(size, length - start);
      frame.fill(0);
      for (let k = from; k < to; k++) frame[k] = window[k]! * envelope[start + k]!;
      plan.forward(spectrum, frame, scratch);
      const best = strongest(spectrum, bonus, first, end);
      for (let k = from; k < to; k++) weights[start + k]! += window[k]! * window[k]!;
      if (best < 0) continue;
      const re = spectrum[2 * best]!;
      const im = spectrum[2 * best + 1]!;
      const magnitude = Math.hypot(re, im);
      if (magnitude === 0) continue;
      const edge = best === 0 || 2 * best === size;
      const norm = librosa && (re < 0 || (re === 0 && im < 0)) ? 0 : magnitude; // of z and the zeros beside it, the greater by real part
      const scale = (edge ? 1 : 2) / size / (2 ** -511 + norm);
      const a = scale * re;
      const b = edge ? 0 : scale * im;
      for (let k = from, phase = (best * from) % size; k < to; k++) {
        out[start + k]! += window[k]! * (a * cosine[phase]! - b * sine[phase]!);
        phase += best;
        if (phase >= size) phase -= size;
      }
    }
    finish(out, weights);
  };
}

/** Bins are in ascending order of tempo: how many of the first ones pass. */
function countBelow(tempi: Float64Array, pass: (bpm: number) => boolean): number {
  const count = tempi.findIndex((bpm) => !pass(bpm));
  return count < 0 ? tempi.length : count;
}

/** The bin with the largest magnitude, weighed by the prior; -1 if there is none. */
function strongest(spectrum: Float64Array, bonus: Float64Array | null, first: number, end: number): number {
  let best = -1;
  let most = -Infinity;
  for (let k = first; k < end; k++) {
    const power = spectrum[2 * k]! * spectrum[2 * k]! + spectrum[2 * k + 1]! * spectrum[2 * k + 1]!;
    const level = bonus ? Math.log1p(1e6 * Math.sqrt(power)) + bonus[k]! : power;
    if (level > most) {
      most = level;
      best = k;
    }
  }
  return best;
}

/** Divides by the sum of the squared windows, keeps what is positive, and divides by the largest. */
function finish(out: Float64Array, weights: Float64Array): void {
  let peak = 0;
  for (let n = 0; n < out.length; n++) {
    const value = weights[n]! > 2 ** -1022 ? out[n]! / weights[n]! : out[n]!;
    out[n] = value > 0 ? value : 0;
    if (value > peak) peak = value;
  }
  if (peak >= 2 ** -1022) for (let n = 0; n < out.length; n++) out[n]! /= peak;
}
