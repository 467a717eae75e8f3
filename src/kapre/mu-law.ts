/**
 * mu-law codes as networks take them: integers from 0.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { exp } from '../core/math.js';
import { expectInteger, readOptions } from '../core/options.js';
import { type Converted, mapValues, type Values } from '../convert/map.js';
import { log1p } from '../core/fast-math.js';

/** Options of {@link muLawEncoding} and {@link muLawDecoding}. */
export interface MuLawCodingOptions {
  /** Codes there are, in [2, 65536]; 256 for eight bits. Must be given. */
  quantizationChannels: number;
}

function readMu(caller: string, options: MuLawCodingOptions): number {
  const { quantizationChannels } = readOptions(caller, options, { quantizationChannels: undefined as unknown as number });
  expectInteger(quantizationChannels, caller, 'quantizationChannels', 2, 65536);
  return quantizationChannels - 1;
}

/**
 * Codes of samples: `floor((sign(x) ln(1 + mu |x|) / ln(1 + mu) + 1) / 2 x mu + 1 / 2)` with `mu = quantizationChannels - 1`.
 *
 * `muCompress` of the library is librosa's: its codes are centred on 0, and it rounds elsewhere.
 *
 * @param x - One sample or many, in [-1, 1].
 * @param options - {@link MuLawCodingOptions}; `quantizationChannels` must be given.
 * @returns Whole numbers in [0, mu], same kind and shape as `x` (a plain array becomes a Float64Array).
 * @throws `ParameterError` if a sample is outside [-1, 1], or an option is unknown, missing or out of range.
 * @example
 * ```ts
 * import { muLawEncoding } from '@audiolab/dsp/kapre';
 *
 * muLawEncoding([-1, -0.1, 0, 0.1, 1], { quantizationChannels: 256 }); // [0, 52, 128, 203, 255]
 * ```
 * @see kapre 0.4.0 `MuLawEncoding`; ITU-T Recommendation G.711.
 */
export function muLawEncoding<V extends Values>(x: V, options: MuLawCodingOptions): Converted<V> {
  const mu = readMu('muLawEncoding', options);
  const scale = log1p(mu);
  return mapValues(x, 'muLawEncoding', 'x', (v) => {
    if (!(v >= -1 && v <= 1)) throw new ParameterError('muLawEncoding', 'x', `must be in [-1, 1], got ${v}`);
    return Math.floor((((Math.sign(v) * log1p(mu * Math.abs(v))) / scale + 1) / 2) * mu + 0.5);
  });
}

/**
 * Samples of codes: with `c = 2 code / mu - 1` and `mu = quantizationChannels - 1`, `sign(c) ((1 + mu)^|c| - 1) / mu`.
 *
 * @param x - One code or many, in [0, mu].
 * @param options - {@link MuLawCodingOptions}; `quantizationChannels` must be given.
 * @returns Samples in [-1, 1], same kind and shape as `x` (a plain array becomes a Float64Array).
 * @throws `ParameterError` if a code is outside [0, mu], or an option is unknown, missing or out of range.
 * @example
 * ```ts
 * import { muLawDecoding } from '@audiolab/dsp/kapre';
 *
 * muLawDecoding([0, 52, 128, 203, 255], { quantizationChannels: 256 }); // [-1, -0.10067, 0.00009, 0.10067, 1]
 * ```
 * @see kapre 0.4.0 `MuLawDecoding`; ITU-T Recommendation G.711.
 */
export function muLawDecoding<V extends Values>(x: V, options: MuLawCodingOptions): Converted<V> {
  const mu = readMu('muLawDecoding', options);
  const scale = log1p(mu);
  const full = exp(scale) - 1; // mu, but for rounding: the outer codes are ±1 exactly
  return mapValues(x, 'muLawDecoding', 'x', (v) => {
    if (!(v >= 0 && v <= mu)) throw new ParameterError('muLawDecoding', 'x', `must be in [0, ${mu}], got ${v}`);
    const c = (v / mu) * 2 - 1;
    return (Math.sign(c) * (exp(Math.abs(c) * scale) - 1)) / full;
  });
}
