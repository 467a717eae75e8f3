/**
 * The slope of a logarithmic spectrum within a band.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFinite } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { POWER_FLOOR, TO_DB } from './alpha-ratio.js';
import { type FrameSpectra } from './frame-spectra.js';
import { mapSpectra, type SpectrumKernel } from './loudness.js';
import { type VoiceOptions } from './voice-input.js';

/** Options of {@link spectralSlope}. */
export interface SpectralSlopeOptions extends VoiceOptions {
  /** Lower edge of the band, Hz, >= 0. @defaultValue `0` */
  fmin?: number | undefined;
  /** Upper edge of the band, Hz, at most half the sample rate; at least two bins must lie in the band. @defaultValue `500` */
  fmax?: number | undefined;
}

/** Plans the slope from `fmin` to `fmax`: a sum over bins with weights made once. */
export function spectralSlopeKernel({ binWidth }: FrameSpectra, fmin: number, fmax: number, compat: boolean): SpectrumKernel {
  const [first, weights] = compat ? openSmileWeights(fmin / binWidth, fmax / binWidth) : leastSquares(fmin / binWidth, fmax / binWidth);
  return (power) => {
    const base = compat ? 0 : Math.log(Math.max(power[first]!, POWER_FLOOR)); // the weights of a line add up to 0
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * (Math.log(Math.max(power[first + i]!, POWER_FLOOR)) - base);
    return (sum * TO_DB) / binWidth;
  };
}

/** The bins inside the band, and what each level contributes to the slope of the line of least squares, per bin. */
function leastSquares(low: number, high: number): [number, Float64Array] {
  const first = Math.ceil(low - 1e-9);
  const n = Math.floor(high + 1e-9) - first + 1;
  const middle = (n - 1) / 2;
  const spread = (n * (n * n - 1)) / 12;
  return [first, Float64Array.from({ length: n }, (_, i) => (i - middle) / spread)];
}

/**
 * openSMILE's line: it counts one point too few, so that the slope grows with the level. Frequencies and levels of border bins are scaled by
 * the part of them that lies inside.
 */
function openSmileWeights(low: number, high: number): [number, Float64Array] {
  const first = Math.floor(low);
  const last = Math.floor(high);
  const share = new Float64Array(last - first + 1).fill(1);
  share[0] = 1 - (low - first);
  if (high > last) share[last - first] = high - last;
  const n = last - first;
  let sx = 0;
  let sxx = 0;
  for (let k = first; k <= last; k++) {
    const x = share[k - first]! * k;
    sx += x;
    sxx += x * x;
  }
  const spread = n * sxx - sx * sx;
  return [first, share.map((s, i) => (s * (n * (first + i) - sx)) / spread)];
}

/**
 * Spectral slope of frames of 20 ms, 10 ms apart: the line of least squares through the levels (dB) of the bins from `fmin` to `fmax`.
 *
 * @param y - Signal of one channel, shape `[samples]`.
 * @param options - {@link SpectralSlopeOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns dB per Hz, one a frame, `1 + floor((samples - 20 ms) / 10 ms)` of them, not smoothed; 0 for silence. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, the band holds fewer than two bins, a sample is not finite, or
 * `y` is shorter than 20 ms.
 * @example
 * ```ts
 * import { spectralSlope } from '@audiolab/dsp/voice';
 * const click = new Float64Array(320).map((_, n) => (n === 160 ? 1 : n === 159 ? 0.9 : 0)); // louder at low frequencies
 * spectralSlope(click, { sampleRate: 16000, fmin: 500, fmax: 1500 })[0]; // -0.000339
 * ```
 * @see Eyben et al., "GeMAPS", 2016. openSMILE counts one point too few in the formula of the line; `compat: true` does as well.
 */
export function spectralSlope<T extends FloatArray>(y: SignalInput<T>, options: SpectralSlopeOptions = {}): T {
  const { fmin = 0, fmax = 500, ...rest } = options;
  expectFinite(fmin, 'spectralSlope', 'fmin', 0);
  expectFinite(fmax, 'spectralSlope', 'fmax', 0);
  return mapSpectra(y, rest, 'spectralSlope', (spectra, compat) => {
    const { binWidth, bins } = spectra;
    if (fmax > (bins - 1) * binWidth) {
      throw new ParameterError('spectralSlope', 'fmax', `must be <= sampleRate / 2 = ${(bins - 1) * binWidth}, got ${fmax}`);
    }
    if (Math.floor(fmax / binWidth) < Math.ceil(fmin / binWidth) + 1) {
      throw new ParameterError('spectralSlope', 'fmax', `must leave two bins of ${binWidth} Hz above fmin = ${fmin}, got ${fmax}`);
    }
    return spectralSlopeKernel(spectra, fmin, fmax, compat);
  });
}
