/**
 * How far two annotators agree.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { listLabels, type Label, type LabelList, readClasses } from '../core/labels.js';
import { expectOneOf, readOptions } from '../core/options.js';
import { countPairs } from './confusion-matrix.js';
import { codesOf, readLabelTargets } from './targets.js';

/** Options of {@link cohenKappaScore}. */
export interface CohenKappaScoreOptions {
  /** The classes that count, in their order; `null`: all. @defaultValue `null` */
  labels?: readonly Label[] | null | undefined;
  /** How much a confusion counts: always 1 (`null`), or by how far the classes are apart. @defaultValue `null` */
  weights?: 'linear' | 'quadratic' | null | undefined;
}

const DEFAULTS = { labels: null as readonly Label[] | null, weights: null as 'linear' | 'quadratic' | null };

/**
 * Agreement beyond chance of two lists of labels: 1 is full agreement, 0 what chance gives.
 *
 * @param yTrue - LabelList of the first annotator: strings or integers.
 * @param yPred - Those of the second.
 * @param options - {@link CohenKappaScoreOptions}.
 * @returns Kappa in [-1, 1].
 * @throws {@link ParameterError} if the lists differ in length or are empty, or kappa is undefined: one class only.
 * @example
 * ```ts
 * cohenKappaScore([0, 1, 1, 0], [0, 1, 0, 0]); // 0.5
 * ```
 * @see scikit-learn `metrics.cohen_kappa_score`; J. Cohen, A coefficient of agreement for nominal scales, 1960.
 */
export function cohenKappaScore(yTrue: LabelList, yPred: LabelList, options?: CohenKappaScoreOptions): number {
  const caller = 'cohenKappaScore';
  const o = readOptions(caller, options, DEFAULTS);
  expectOneOf(o.weights, caller, 'weights', ['linear', 'quadratic', null]);
  const targets = readLabelTargets(yTrue, yPred, caller);
  const classes = o.labels === null ? targets.classes : readClasses(o.labels, caller, 'labels');
  const n = classes.length;
  const { truth, guess } = codesOf(targets, classes);
  const counts = countPairs(truth, guess, n);
  const rows = new Float64Array(n);
  const columns = new Float64Array(n);
  let items = 0;
  counts.forEach((count, i) => {
    rows[Math.floor(i / n)]! += count;
    columns[i % n]! += count;
    items += count;
  });
  let seen = 0;
  let expected = 0;
  counts.forEach((count, i) => {
    const [row, column] = [Math.floor(i / n), i % n];
    const apart = Math.abs(row - column);
    const weight = o.weights === null ? Number(apart > 0) : o.weights === 'linear' ? apart : apart * apart;
    seen += weight * count;
    expected += weight * rows[row]! * columns[column]!;
  });
  if (expected === 0) {
    throw new ParameterError(caller, 'yPred', `must share more than one class with "yTrue", which are ${listLabels(targets.classes)}`);
  }
  return 1 - (seen * items) / expected;
}
