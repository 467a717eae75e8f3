/**
 * Lengths of constant-Q wavelets.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectFinite, expectPositive, readOptions } from '../core/options.js';
import { isFloatArray } from '../core/types.js';
import { expectSampleRate } from '../convert/sample-rate.js';
import { windowBandwidth } from '../window/window-bandwidth.js';
import { type WindowSpec } from '../window/window-spec.js';
import { relativeBandwidths } from './relative-bandwidth.js';

/** Options of {@link waveletLengths}. */
export interface WaveletLengthsOptions {
  /** Samples per second, Hz. Must be given. */
  sampleRate: number;
  /** Window of the wavelets, see `getWindow`. @defaultValue `'hann'` */
  window?: WindowSpec | undefined;
  /** Factor on all lengths, > 0: below 1, sharper in time and blurred in pitch. @defaultValue `1` */
  filterScale?: number | undefined;
  /** Hz added to all bandwidths, >= 0; 0 is constant Q, `null` the bandwidths of hearing (ERB): `24.7 alpha / 0.108`. @defaultValue `0` */
  gamma?: number | null | undefined;
  /** Bandwidth by frequency, > 0, one for all or one for each; `null`: from the spacing of `freqs`. @defaultValue `null` */
  alpha?: number | readonly number[] | Float64Array | null | undefined;
}

/** What {@link waveletLengths} tells. */
export interface WaveletLengths {
  /** Samples of each wavelet, not rounded. */
  readonly lengths: Float64Array;
  /** Highest frequency that a wavelet reaches, Hz. */
  readonly fCutoff: number;
}

/** {@link WaveletLengthsOptions} with defaults filled in. */
export interface WaveletShape {
  sampleRate: number;
  window: WindowSpec;
  filterScale: number;
  gamma: number | null;
  alpha: number | readonly number[] | Float64Array | null;
}

/** The defaults of {@link WaveletLengthsOptions}. */
export const WAVELET_SHAPE: WaveletShape = {
  sampleRate: undefined as unknown as number,
  window: 'hann',
  filterScale: 1,
  gamma: 0,
  alpha: null,
};

/**
 * Lengths of wavelets whose bandwidths grow with their frequencies: `Q sampleRate / (f + gamma / alpha)` with `Q = filterScale / alpha`.
 *
 * @param freqs - Centre frequencies, Hz, > 0, ascending.
 * @param options - {@link WaveletLengthsOptions}; `sampleRate` must be given.
 * @returns `lengths`, shape `[freqs.length]`, in samples, and `fCutoff`, the highest frequency that a wavelet reaches, in Hz:
 * `f (1 + bandwidth(window) / (2 Q)) + gamma / 2`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or `freqs` does not ascend.
 * @example
 * ```ts
 * const { lengths, fCutoff } = waveletLengths([220, 440], { sampleRate: 8000 });
 * lengths; // [60.6, 30.3]
 * fCutoff; // 638.02
 * ```
 * @see librosa 0.11 `filters.wavelet_lengths`; with `cqtFrequencies` also its `filters.constant_q_lengths`.
 */
export function waveletLengths(freqs: readonly number[] | Float64Array, options: WaveletLengthsOptions): WaveletLengths {
  const shape = readOptions('waveletLengths', options, WAVELET_SHAPE);
  const { hz, alpha } = readWavelets(freqs, shape, 'waveletLengths');
  return lengthsOf(hz, alpha, shape);
}

/** Checks the frequencies and the shape; returns them with a bandwidth for each. */
export function readWavelets(
  freqs: readonly number[] | Float64Array,
  shape: WaveletShape,
  caller: string,
): { hz: Float64Array; alpha: Float64Array } {
  if (!Array.isArray(freqs) && !isFloatArray(freqs)) {
    throw new TypeError(`${caller}: "freqs" must be a list of frequencies in Hz, got ${show(freqs)}`);
  }
  const hz = Float64Array.from(freqs);
  if (hz.length === 0) throw new ParameterError(caller, 'freqs', 'must not be empty');
  hz.forEach((f, k) => {
    expectPositive(f, caller, `freqs[${k}]`);
    if (k > 0 && f <= hz[k - 1]!) throw new ParameterError(caller, 'freqs', `must ascend, got ${hz[k - 1]} and ${f} at index ${k}`);
  });
  expectSampleRate(shape.sampleRate, caller);
  expectPositive(shape.filterScale, caller, 'filterScale');
  if (shape.gamma !== null) expectFinite(shape.gamma, caller, 'gamma', 0);
  return { hz, alpha: readBandwidths(shape.alpha, hz, caller) };
}

function readBandwidths(alpha: WaveletShape['alpha'], hz: Float64Array, caller: string): Float64Array {
  if (alpha === null) {
    if (hz.length > 1) return relativeBandwidths(hz);
    throw new ParameterError(caller, 'alpha', 'must be given for one frequency, which has no neighbour to tell its bandwidth from');
  }
  if (typeof alpha === 'number') {
    expectPositive(alpha, caller, 'alpha');
    return hz.map(() => alpha);
  }
  const list = Float64Array.from(alpha);
  if (list.length !== hz.length) {
    throw new ParameterError(caller, 'alpha', `must have one bandwidth for each of ${hz.length} frequencies, got ${list.length}`);
  }
  list.forEach((a, k) => expectPositive(a, caller, `alpha[${k}]`));
  return list;
}

/** Lengths and cut-off of checked wavelets. */
export function lengthsOf(
  hz: Float64Array,
  alpha: Float64Array,
  { sampleRate, window, filterScale, gamma }: Omit<WaveletShape, 'alpha'>,
): WaveletLengths {
  const width = windowBandwidth(window);
  let fCutoff = 0;
  const lengths = hz.map((f, k) => {
    const a = alpha[k]!;
    const q = filterScale / a;
    const added = gamma ?? (a * 24.7) / 0.108; // Glasberg and Moore 1990
    fCutoff = Math.max(fCutoff, f * (1 + (0.5 * width) / q) + 0.5 * added);
    return (q * sampleRate) / (f + added / a);
  });
  return { lengths, fCutoff };
}
