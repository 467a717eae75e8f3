/**
 * How well groups are apart.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { encodeLabels, expectSameLength, type LabelList, readLabels, sortedLabels } from '../core/labels.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { readTable, type TableLike } from '../core/table.js';

/** Options of {@link silhouetteScore}. */
export interface SilhouetteScoreOptions {
  /** How far items are apart. @defaultValue `'euclidean'` */
  metric?: 'euclidean' | 'cosine' | undefined;
}

/**
 * The mean silhouette of points with labels, such as embeddings of speakers: for each point (b - a) / max(a, b), where a is its mean distance to
 * the others of its group and b that to the nearest other group. Points alone in their group count 0. Time grows with the square of the items.
 *
 * @param x - Points, shape `[items, features]`.
 * @param labels - The group of each: strings or integers.
 * @param options - {@link SilhouetteScoreOptions}.
 * @returns A number in [-1, 1]; near 1 where groups are small and far apart.
 * @throws {@link ParameterError} unless there are at least two groups and fewer groups than items, or if the lengths differ.
 * @example
 * ```ts
 * silhouetteScore([[0, 0], [0, 1], [5, 5], [5, 6]], ['a', 'a', 'b', 'b']); // 0.8586
 * ```
 * @see scikit-learn `metrics.silhouette_score`; P. Rousseeuw, Silhouettes, 1987.
 */
export function silhouetteScore(x: TableLike, labels: LabelList, options?: SilhouetteScoreOptions): number {
  const caller = 'silhouetteScore';
  const o = readOptions(caller, options, { metric: 'euclidean' as 'euclidean' | 'cosine' });
  expectOneOf(o.metric, caller, 'metric', ['euclidean', 'cosine']);
  const { data, rows, columns } = readTable(x, caller, 'x');
  const list = readLabels(labels, caller, 'labels');
  expectSameLength(rows, 'x', list.length, 'labels', caller);
  const classes = sortedLabels([list], caller, 'labels');
  const k = classes.length;
  if (k < 2 || k >= rows)
    throw new ParameterError(caller, 'labels', `must name at least 2 groups and fewer than the ${rows} items, got ${k}`);
  const codes = encodeLabels(list, classes);
  const sizes = new Float64Array(k);
  codes.forEach((code) => sizes[code]!++);
  const distance = o.metric === 'cosine' ? cosine : euclidean;
  const points = Array.from({ length: rows }, (_, i) => data.subarray(i * columns, (i + 1) * columns));
  const sums = new Float64Array(rows * k); // of the distances to each group
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      const d = distance(points[i]!, points[j]!);
      sums[i * k + codes[j]!]! += d;
      sums[j * k + codes[i]!]! += d;
    }
  }
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const own = codes[i]!;
    if (sizes[own] === 1) continue;
    const a = sums[i * k + own]! / (sizes[own]! - 1);
    let b = Infinity;
    for (let c = 0; c < k; c++) if (c !== own) b = Math.min(b, sums[i * k + c]! / sizes[c]!);
    total += a === b ? 0 : (b - a) / Math.max(a, b);
  }
  return total / rows;
}

function euclidean(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}

/** 1 - cosine; 1 from and to the zero vector. */
function cosine(a: Float64Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += a[i]! * b[i]!;
    aa += a[i]! * a[i]!;
    bb += b[i]! * b[i]!;
  }
  return 1 - (ab === 0 ? 0 : ab / (Math.sqrt(aa) * Math.sqrt(bb)));
}
