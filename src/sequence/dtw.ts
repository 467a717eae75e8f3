/**
 * Dynamic time warping of two sequences of features.
 * @module
 */
import { distancesInto, type Metric, METRICS, type Prepared, preparePoints } from '../core/distance.js';
import { ParameterError } from '../core/errors.js';
import { allFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { readPoints } from '../core/points.js';
import { type FloatArray } from '../core/types.js';
import { type Costs } from './accumulate.js';
import { align, type Warping, WARPING_DEFAULTS, type WarpingOptions } from './align.js';

/** Options of {@link dtw}. */
export interface DtwOptions extends WarpingOptions {
  /** Distance between frames. @defaultValue `'euclidean'` */
  metric?: Metric | undefined;
}

const DEFAULTS = { ...WARPING_DEFAULTS, metric: 'euclidean' as Metric };

/**
 * Aligns two sequences: the path through all pairs of frames whose distances sum up to the least.
 *
 * @param X - Features, shape `[...channels, bins, N]`, or N numbers.
 * @param Y - Features, same shape but for the frames, M of them.
 * @param options - {@link DtwOptions}.
 * @returns `D` (accumulated costs, `D[N - 1, M - 1]` is the cost of the alignment), `wp` (the path, from its end to its start) and `steps`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sequence is empty, a value is not finite, frames differ in size,
 * a frame of zeros meets the metric `'cosine'`, or no path exists.
 * @example
 * ```ts
 * const { D, wp } = dtw(Float64Array.of(1, 3, 9), Float64Array.of(1, 1, 3, 9));
 * D.get(2, 3); // 0
 * [0, 1, 2, 3].map((i) => [wp.get(i, 0), wp.get(i, 1)]); // [[2, 3], [1, 2], [0, 1], [0, 0]]
 * ```
 * @see librosa 0.11 `sequence.dtw`, which returns `D` and `steps` with their axes changed when `subseq` seeks `Y` in a longer `X`, and lets
 * `stepSizesSigma` go along `Y` first there: so with `compat: 'librosa'`. Costs agree within 1e-14 of the peak, paths exactly. M. Müller,
 * Fundamentals of Music Processing, 2015, chapter 3; H. Sakoe and S. Chiba, IEEE Trans. ASSP 26 (1978). Looks at whole sequences.
 */
export function dtw<T extends FloatArray>(X: T | NdArray<T>, Y: T | NdArray<T>, options?: DtwOptions): Warping<T> {
  const o = readOptions('dtw', options, DEFAULTS);
  const { metric } = o;
  expectOneOf(metric, 'dtw', 'metric', METRICS);
  const [first, second] = [readPoints(X, 'dtw', 'X'), readPoints(Y, 'dtw', 'Y')];
  if (first.size !== second.size) {
    throw new ParameterError('dtw', 'Y', `must have frames of ${first.size} values as X has, got ${second.size}`);
  }
  const [x, y] = [preparePoints(first, metric), preparePoints(second, metric)];
  expectAim(x, 'X', metric);
  expectAim(y, 'Y', metric);
  return align(first.like, costsOf(x, y, metric), costsOf(y, x, metric), o, true, 'dtw');
}

function expectAim({ aimless }: Prepared, name: string, metric: Metric): void {
  if (!aimless) return;
  const what = metric === 'cosine' ? 'of zeros' : 'of equal values';
  throw new ParameterError(
    'dtw',
    name,
    `must not hold a frame ${what} with the metric "${metric}", got one as frame ${aimless.indexOf(0.5)}`,
  );
}

function costsOf(a: Prepared, b: Prepared, metric: Metric): Costs {
  const one = new Float64Array(1);
  return {
    rows: a.count,
    columns: b.count,
    rowInto(out, n, from, to) {
      distancesInto(out, from, a, n, b, metric, from, to);
      if (!allFinite(out, from, to)) throw new ParameterError('dtw', 'X', 'is too large, or Y: distances overflow; scale them down');
    },
    at(n, m) {
      distancesInto(one, 0, a, n, b, metric, m, m + 1);
      return one[0]!;
    },
  };
}
