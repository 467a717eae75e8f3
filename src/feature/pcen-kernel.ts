/**
 * Per-channel energy normalisation of one frame after the other: with the slow energy M[t] = b E[t] + (1 - b) M[t - 1],
 *
 *     out = (S (eps + M)^-gain + bias)^power - bias^power.
 *
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expAll, fastExp, fastLog, log1p, logAll } from '../core/fast-math.js';
import { expectFinite, expectInteger, expectPositive } from '../core/options.js';
import { padIndex } from '../frame/edge.js';

/** Options that every per-channel energy normalisation has. */
export interface PcenKernelOptions {
  /** Samples per second of the signal behind the spectrogram, Hz. Needed unless `b` is given. */
  sampleRate?: number | null | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
  /** Strength of the automatic gain, >= 0: 1 takes all slow changes out. @defaultValue `0.98` */
  gain?: number | undefined;
  /** Offset before the compression, >= 0. @defaultValue `2` */
  bias?: number | undefined;
  /** Exponent of the compression, >= 0; 0 stands for the logarithm `ln(1 + x)`. @defaultValue `0.5` */
  power?: number | undefined;
  /** Time constant of the slow energy, seconds, > 0. @defaultValue `0.4` */
  timeConstant?: number | undefined;
  /** Smallest energy that the gain tells from silence, > 0. @defaultValue `1e-6` */
  eps?: number | undefined;
  /** Coefficient of the slow energy, in [0, 1]. @defaultValue what `timeConstant`, `sampleRate` and `hopLength` make it */
  b?: number | null | undefined;
  /** Bins whose largest value is taken for the energy, >= 1. @defaultValue `1` */
  maxSize?: number | undefined;
}

/** The defaults of librosa's `pcen`, but for the rate. */
export const PCEN_DEFAULTS = {
  sampleRate: null as number | null,
  hopLength: 512,
  gain: 0.98,
  bias: 2,
  power: 0.5,
  timeConstant: 0.4,
  eps: 1e-6,
  b: null as number | null,
  maxSize: 1,
};

/** {@link PcenKernelOptions} that passed all checks. */
export interface PcenSettings {
  /** See {@link PcenKernelOptions.gain}. */
  readonly gain: number;
  /** See {@link PcenKernelOptions.bias}. */
  readonly bias: number;
  /** See {@link PcenKernelOptions.power}. */
  readonly power: number;
  /** See {@link PcenKernelOptions.eps}. */
  readonly eps: number;
  /** Coefficient of the slow energy. */
  readonly b: number;
  /** See {@link PcenKernelOptions.maxSize}. */
  readonly maxSize: number;
}

/** Checks the options. */
export function readPcen(o: typeof PCEN_DEFAULTS, caller: string): PcenSettings {
  const { gain, bias, power, eps, maxSize } = o;
  for (const name of ['gain', 'bias', 'power'] as const) expectFinite(o[name], caller, name, 0);
  for (const name of ['timeConstant', 'eps'] as const) expectPositive(o[name], caller, name);
  expectInteger(o.hopLength, caller, 'hopLength', 1);
  expectInteger(maxSize, caller, 'maxSize', 1);
  if (o.sampleRate !== null) expectPositive(o.sampleRate, caller, 'sampleRate');
  if (o.b !== null) expectFinite(o.b, caller, 'b', 0, 1);
  if (eps ** -gain === Infinity) throw new ParameterError(caller, 'gain', `must leave eps^-gain = ${eps}^-${gain} finite, got ${gain}`);
  return { gain, bias, power, eps, maxSize, b: o.b ?? coefficient(o, caller) };
}

/** b with b^2 T^2 + b = 1, T the time constant in frames: the filter's squared response falls to a half at about 1 / T. */
function coefficient({ sampleRate, hopLength, timeConstant }: typeof PCEN_DEFAULTS, caller: string): number {
  if (sampleRate === null) {
    throw new ParameterError(caller, 'sampleRate', 'must be given in Hz unless "b" is, since a spectrogram does not carry its rate');
  }
  const frames = (timeConstant * sampleRate) / hopLength;
  return (Math.sqrt(1 + 4 * frames * frames) - 1) / (2 * frames * frames);
}

/** State before the first frame: that of an energy which has always been 1, as scipy's `lfilter_zi` has it. */
export const firstState = (b: number): number => 1 - b;

/** Normalises frames of one signal in order. */
export interface PcenKernel {
  /** `(1 - b) M` of the last frame, for each bin. */
  readonly state: Float64Array;
  /** Normalises the frame of `x` at `from` into `out` at `to`; the energy is that of `energy` at `from`. `out` may be `x`. Allocates nothing. */
  frame(out: Float64Array, to: number, x: Float64Array, energy: Float64Array, from: number): void;
}

/** A kernel for frames of `bins` values. */
export function createPcenKernel(bins: number, { gain, bias, power, eps, b, maxSize }: PcenSettings): PcenKernel {
  const state = new Float64Array(bins).fill(firstState(b));
  const smooth = new Float64Array(bins);
  const widen = maxSize > 1 ? createLocalMaximum(bins, maxSize) : undefined;
  const scale = bias > 0 ? fastExp(power * fastLog(bias)) : 0;
  return {
    state,
    frame(out, to, x, energy, from) {
      if (widen) {
        for (let k = 0; k < bins; k++) smooth[k] = energy[from + k]!;
        widen(smooth);
        follow(smooth, smooth, 0, state, b, eps);
      } else follow(smooth, energy, from, state, b, eps);
      logAll(smooth);
      for (let k = 0; k < bins; k++) smooth[k]! *= -gain;
      expAll(smooth);
      compress(out, to, x, from, smooth, power, bias, scale);
    },
  };
}

/** `out[k] = eps + M[k]`, the slow energy that follows `energy`. */
function follow(out: Float64Array, energy: Float64Array, from: number, state: Float64Array, b: number, eps: number): void {
  for (let k = 0, i = from; k < out.length; k++, i++) {
    const slow = b * energy[i]! + state[k]!;
    state[k] = (1 - b) * slow;
    out[k] = eps + slow;
  }
}

/** `(x gain + bias)^power - bias^power` without cancellation, `scale` = bias^power. */
function compress(
  out: Float64Array,
  to: number,
  x: Float64Array,
  from: number,
  gain: Float64Array,
  power: number,
  bias: number,
  scale: number,
): void {
  const { length } = gain;
  if (power === 0.5 && bias >= 1e-200) {
    const share = 1 / bias;
    for (let k = 0; k < length; k++) {
      const u = share * (x[from + k]! * gain[k]!);
      out[to + k] = (scale * u) / (Math.sqrt(1 + u) + 1);
    }
    return;
  }
  for (let k = 0; k < length; k++) gain[k]! *= x[from + k]!;
  if (power === 0) for (let k = 0; k < length; k++) out[to + k] = log1p(gain[k]!);
  else if (bias < 1e-200) for (let k = 0; k < length; k++) out[to + k] = fastExp(power * fastLog(gain[k]! + bias)) - scale;
  else for (let k = 0; k < length; k++) out[to + k] = scale * expm1(power * log1p(gain[k]! / bias));
}

/** e^x - 1 for x >= 0, also where e^x rounds to 1 (W. Kahan). */
function expm1(x: number): number {
  const e = fastExp(x);
  if (e === 1) return x;
  return x > 1 ? e - 1 : ((e - 1) * x) / fastLog(e);
}

/**
 * Replaces each value by the largest of the `size` around it, mirrored behind the ends. Maxima from block borders on and up to them answer
 * any window with one comparison. M. van Herk, Pattern Recognition Letters 13 (1992).
 */
function createLocalMaximum(length: number, size: number): (x: Float64Array) => void {
  const padded = length + size - 1;
  const sources = Int32Array.from({ length: padded }, (_, i) => padIndex('symmetric', i - (size >> 1), length));
  const onward = new Float64Array(padded);
  const back = new Float64Array(padded);
  return (x) => {
    for (let i = 0; i < padded; i++) {
      const value = x[sources[i]!]!;
      onward[i] = i % size > 0 && onward[i - 1]! > value ? onward[i - 1]! : value;
    }
    for (let i = padded - 1; i >= 0; i--) {
      const value = x[sources[i]!]!;
      back[i] = (i + 1) % size > 0 && i + 1 < padded && back[i + 1]! > value ? back[i + 1]! : value;
    }
    for (let i = 0; i < length; i++) x[i] = back[i]! > onward[i + size - 1]! ? back[i]! : onward[i + size - 1]!;
  };
}
