/**
 * mu-law companding, as in ITU-T G.711 but with any mu and without its segments.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expAll, fastExp, log1p } from '../core/fast-math.js';
import { expectBoolean, expectPositive, readOptions } from '../core/options.js';
import { type Converted, mapAll, type Values } from './map.js';

/** Options of {@link muCompress} and {@link muExpand}. */
export interface MuLawOptions {
  /** Strength of the compression, > 0; usually `2^bits - 1`. @defaultValue `255` */
  mu?: number | undefined;
  /** Whether compressed values are integers in `[-(1 + mu) / 2, (1 + mu) / 2)`; otherwise they are in [-1, 1]. @defaultValue `true` */
  quantize?: boolean | undefined;
}

function readMuLaw(caller: string, options: MuLawOptions | undefined): { mu: number; quantize: boolean } {
  const { mu, quantize } = readOptions(caller, options, { mu: 255, quantize: true });
  expectPositive(mu, caller, 'mu');
  expectBoolean(quantize, caller, 'quantize');
  if (quantize && mu < 1) throw new ParameterError(caller, 'mu', `must be >= 1 to be quantised, got ${mu}`);
  return { mu, quantize };
}

function refuseOutside(x: number, caller: string, rule: string): never {
  throw new ParameterError(caller, 'x', `must be in ${rule}, got ${x}`);
}

/**
 * Compresses samples logarithmically: `sign(x) ln(1 + mu |x|) / ln(1 + mu)`, then to one of `1 + mu` integers if `quantize`.
 *
 * @param x - One sample or many, in [-1, 1].
 * @param options - Strength and quantisation.
 * @returns Compressed samples, same kind and shape as `x` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a sample is outside [-1, 1], or an option is unknown or out of range.
 * @example
 * ```ts
 * muCompress([-1, -0.1, 0, 0.1, 1]); // [-128, -75, 0, 75, 127]
 * muCompress([-1, 0.1], { quantize: false }); // [-1, 0.591]
 * ```
 * @see librosa 0.11 `mu_compress`; ITU-T Recommendation G.711.
 */
export function muCompress<V extends Values>(x: V, options?: MuLawOptions): Converted<V> {
  const { mu, quantize } = readMuLaw('muCompress', options);
  const scale = log1p(mu);
  const steps = Math.floor(mu); // 1 + mu edges, equally spaced over [-1, 1]
  const middle = Math.floor(Math.floor(mu + 1) / 2);
  const edge = (k: number): number => (k >= steps ? 1 : k * (2 / steps) - 1);
  const run = (values: Float64Array): void => {
    for (let i = 0; i < values.length; i++) {
      const v = values[i]!;
      if (!(v >= -1 && v <= 1)) refuseOutside(v, 'muCompress', '[-1, 1]');
      const c = (Math.sign(v) * log1p(mu * Math.abs(v))) / scale;
      values[i] = c;
      if (!quantize) continue;
      let k = Math.ceil(((c + 1) / 2) * steps); // the first edge >= c, but for rounding
      while (edge(k) < c) k++;
      while (k > 0 && edge(k - 1) >= c) k--;
      values[i] = k - middle;
    }
  };
  return mapAll(x, 'muCompress', 'x', run);
}

/**
 * Expands mu-law samples, the inverse of {@link muCompress}: `sign(x) ((1 + mu)^|x| - 1) / mu`.
 *
 * @param x - One sample or many: integers in `[-(1 + mu) / 2, (1 + mu) / 2]` if `quantize`, otherwise in [-1, 1].
 * @param options - Strength, and whether the samples are quantised.
 * @returns Samples in [-1, 1], same kind and shape as `x` (a plain array becomes a Float64Array).
 * @throws {@link ParameterError} if a sample is out of range, or an option is unknown or out of range.
 * @example
 * ```ts
 * muExpand([-128, 0, 75, 127]); // [-1, 0, 0.0971, 0.9574]
 * muExpand(0.591, { quantize: false }); // 0.1
 * ```
 * @see librosa 0.11 `mu_expand`; ITU-T Recommendation G.711.
 */
export function muExpand<V extends Values>(x: V, options?: MuLawOptions): Converted<V> {
  const { mu, quantize } = readMuLaw('muExpand', options);
  const scale = log1p(mu);
  const full = fastExp(scale) - 1; // mu, but for rounding: ±1 stay what they are
  const half = (1 + mu) / 2;
  const rule = quantize ? `[-${half}, ${half}]` : '[-1, 1]';
  const run = (values: Float64Array): void => {
    const signs = values.slice();
    for (let i = 0; i < values.length; i++) {
      const c = Math.abs(quantize ? values[i]! / half : values[i]!);
      if (!(c <= 1)) refuseOutside(values[i]!, 'muExpand', rule);
      values[i] = c * scale;
    }
    expAll(values);
    for (let i = 0; i < values.length; i++) values[i] = (Math.sign(signs[i]!) * (values[i]! - 1)) / full;
  };
  return mapAll(x, 'muExpand', 'x', run);
}
