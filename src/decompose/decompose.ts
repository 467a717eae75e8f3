/**
 * Spectrograms as sums of a few spectra that come and go.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray, rowMajor, timeMajor } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { readPoints } from '../core/points.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { factorize } from './factorize.js';
import { factorizeByForecast, forecastPays } from './factorize-by-forecast.js';
import { leadingSingular } from './leading-singular.js';
import { transposed } from './row-products.js';
import { type Factors, INITS, type NmfInit, startFactors } from './start-factors.js';

/** Options of {@link decompose}. */
export interface DecomposeOptions {
  /** How many components, >= 1. @defaultValue the number of values in a frame, or of the components given */
  nComponents?: number | null | undefined;
  /** Whether to sort components by the bin of their peak; for `[bins, frames]` alone. @defaultValue `false` */
  sort?: boolean | undefined;
  /** Components that are known, shape `[...channels, bins, nComponents]`, all >= 0: only activations are looked for. @defaultValue `null` */
  components?: NdArray<FloatArray> | null | undefined;
  /** Where to begin. @defaultValue `'nndsvda'`, or `'random'` for more components than bins or frames */
  init?: NmfInit | null | undefined;
  /** Stop when a round moves by less than this share of what the first moved, >= 0. @defaultValue `1e-4` */
  tol?: number | undefined;
  /** Rounds at most, >= 1; see {@link decompose} for those that follow. @defaultValue `200` */
  maxIter?: number | undefined;
  /** Seed of what is drawn at random, integer in [0, 2^32). @defaultValue `0` */
  seed?: number | undefined;
  /**
   * `'librosa'`: every round multiplies the whole spectrogram by both factors, and none follows the last, as in scikit-learn. Three times as slow
   * for a large spectrogram, no different for a small one. @defaultValue `null`
   */
  compat?: 'librosa' | null | undefined;
}

/** What {@link decompose} returns. */
export interface Decomposition<T extends FloatArray = FloatArray> {
  /** Spectra, shape `[...channels, bins, nComponents]`. */
  readonly components: NdArray<T>;
  /** How loud each is in each frame, shape `[nComponents, frames]`. */
  readonly activations: NdArray<T>;
}

const DEFAULTS = {
  nComponents: null as number | null,
  sort: false,
  components: null as NdArray<FloatArray> | null,
  init: null as NmfInit | null,
  tol: 1e-4,
  maxIter: 200,
  seed: 0,
  compat: null as 'librosa' | null,
};

/**
 * Decomposes a spectrogram into a product of non-negative matrices, `S ≈ components · activations`, by coordinate descent on the squared error.
 *
 * From a start at singular vectors, most rounds over a spectrogram that is large for `nComponents` do not multiply it: they foretell its products
 * with the factors from its leading singular vectors and from the last true products, which come as often as it takes to know the slopes well.
 * A tenth as many rounds follow the last, so that the error is no larger than if every round had multiplied (`compat: 'librosa'`): so in 490
 * matrices of music, noise and few values that are not 0, but where there are many more components than parts and rounding decides.
 *
 * @param S - Spectrogram, shape `[...channels, bins, frames]` (all axes but time make up a frame), all values >= 0.
 * @param options - {@link DecomposeOptions}.
 * @returns `{ components, activations }`, all values >= 0. Looks at the whole spectrogram. Time grows with bins x frames x nComponents for each
 * round.
 * @throws {@link ParameterError} if an option is unknown or out of range, shapes differ, or a value is negative or not finite.
 * @example
 * ```ts
 * // Two spectra, the second of which comes when the first goes.
 * const S = { data: Float64Array.of(1, 0, 2, 1, 0, 2, 0, 3, 0), shape: [3, 3], stride: [1, 3], offset: 0 } as NdArray<Float64Array>;
 * const { components, activations } = decompose(S, { nComponents: 2, sort: true });
 * components.shape; // [3, 2]
 * activations.shape; // [2, 3]
 * Math.abs(components.get(2, 1) * activations.get(1, 0) - 2) < 0.01; // true
 * ```
 * @see librosa 0.11 `decompose.decompose` with scikit-learn's `NMF` (solver `'cd'`): the same method and stopping rule, so the same error
 * (`compat: 'librosa'`) or less; random numbers are ours.
 */
export function decompose<T extends FloatArray>(S: NdArray<T>, options?: DecomposeOptions): Decomposition<T> {
  const caller = 'decompose';
  const o = readOptions(caller, options, DEFAULTS);
  expectBoolean(o.sort, caller, 'sort');
  if (o.init !== null) expectOneOf(o.init, caller, 'init', INITS);
  expectFinite(o.tol, caller, 'tol', 0);
  expectInteger(o.maxIter, caller, 'maxIter', 1);
  expectInteger(o.seed, caller, 'seed', 0, 2 ** 32 - 1);
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
  if (o.nComponents !== null) expectInteger(o.nComponents, caller, 'nComponents', 1);
  const points = readPoints(S, caller, 'S');
  const { data: x, count: frames, size, like } = points;
  expectNonNegative(x, caller, 'S');
  const { shape } = S;
  const rank = shape.length;
  if (rank < 2) throw new ParameterError(caller, 'S', `must have shape [...channels, bins, frames], got shape [${shape.join(', ')}]`);
  if (o.sort && rank > 2)
    throw new ParameterError(caller, 'sort', `takes a spectrogram of shape [bins, frames], got [${shape.join(', ')}]`);
  const xt = transposed(x, frames, size);
  const given = o.components === null ? undefined : readComponents(o.components, shape.slice(0, -1), o.nComponents, caller);
  const count = given ? given.length / size : (o.nComponents ?? size);
  if (given && o.init !== null) throw new ParameterError(caller, 'init', 'has no effect with "components"; leave one of them out');
  const init = o.init ?? (count <= Math.min(frames, size) ? 'nndsvda' : 'random');
  if (init !== 'random' && count > Math.min(frames, size)) {
    throw new ParameterError(
      caller,
      'init',
      `"${init}" takes at most ${Math.min(frames, size)} components of ${frames} frames of ${size} values, got ${count}`,
    );
  }
  const singular = given || init === 'random' ? undefined : leadingSingular(x, xt, frames, size, count, o.seed);
  const factors: Factors = given
    ? { components: given, activations: new Float64Array(count * frames) }
    : startFactors(x, singular, frames, size, count, init, o.seed);
  if (singular && o.compat === null && forecastPays(singular, frames, size)) {
    factorizeByForecast(x, xt, frames, size, factors, singular, count, o.tol, o.maxIter);
  } else {
    factorize(x, xt, frames, size, factors, count, o.tol, o.maxIter, given !== undefined);
  }
  const { components, activations } = o.sort ? sorted(factors, count) : factors;
  return {
    components: nd(roundLike(like, components), [...shape.slice(0, -1), count], [...rowMajor(shape.slice(0, -1)), size]),
    activations: timeMajor(roundLike(like, transposed(activations, count, frames)), [], count, frames),
  };
}

function expectNonNegative(x: Float64Array, caller: string, name: string): void {
  for (let i = 0; i < x.length; i++) if (x[i]! < 0) throw new ParameterError(caller, name, `must be >= 0 everywhere, got ${x[i]}`);
}

/** A copy of the components, one after the other. */
function readComponents(components: NdArray<FloatArray>, shape: readonly number[], count: number | null, caller: string): Float64Array {
  const points = readPoints(components, caller, 'components');
  if (components.shape.slice(0, -1).join() !== shape.join()) {
    const wanted = [...shape, 'nComponents'].join(', ');
    throw new ParameterError(caller, 'components', `must have shape [${wanted}], got [${components.shape.join(', ')}]`);
  }
  if (count !== null && count !== points.count) {
    throw new ParameterError(caller, 'nComponents', `must be that of "components", ${points.count}, or left out; got ${count}`);
  }
  expectNonNegative(points.data, caller, 'components');
  return Float64Array.from(points.data);
}

/** Components by the bin of their peak, the first of several, with their activations. */
function sorted({ components, activations }: Factors, count: number): Factors {
  const size = components.length / count;
  const frames = activations.length / count;
  const peakOf = (c: number): number => {
    const row = components.subarray(c * size, (c + 1) * size);
    return row.indexOf(row.reduce((most, v) => (v > most ? v : most)));
  };
  const peaks = Array.from({ length: count }, (_, c) => peakOf(c));
  const order = [...peaks.keys()].sort((a, b) => peaks[a]! - peaks[b]!);
  const out = { components: new Float64Array(components.length), activations: new Float64Array(activations.length) };
  order.forEach((from, c) => {
    out.components.set(components.subarray(from * size, (from + 1) * size), c * size);
    out.activations.set(activations.subarray(from * frames, (from + 1) * frames), c * frames);
  });
  return out;
}
