/**
 * Precision, recall and F of classes and their averages.
 * @module
 */
import { ParameterError, type Warning } from '../core/errors.js';
import { type Label } from '../core/labels.js';
import { expectFinite, expectOneOf, readOptions } from '../core/options.js';
import { binaryClass, countClasses, countItems, type Counts, pool, reported } from './class-counts.js';
import { type LabelTargets, readTargets, type TableTargets, type TargetsLike } from './targets.js';

/**
 * How the scores of classes become one: `'binary'`: that of `posLabel` alone; `'macro'`: their mean; `'micro'`: from the counts of all
 * classes together; `'weighted'`: their mean, weighted by the true items of each; `'samples'`: the mean over items, where an item may have
 * several labels; `null`: one score a class.
 */
export type Average = 'binary' | 'micro' | 'macro' | 'weighted' | 'samples' | null;

/** Options that precision, recall and F share. */
export interface PrecisionRecallOptions {
  /** The classes that count; `null`: all that occur, sorted. @defaultValue `null` */
  labels?: readonly Label[] | null | undefined;
  /** The positive class of `average: 'binary'`. @defaultValue `1` */
  posLabel?: Label | undefined;
  /** How the scores of classes become one. */
  average?: Average | undefined;
  /** The score where there is nothing to divide by, such as precision of a class that was never predicted. @defaultValue `0` */
  zeroDivision?: 0 | 1 | undefined;
  /** Told of scores that are undefined, unless `zeroDivision` is given. */
  onWarning?: ((warning: Warning) => void) | undefined;
}

/** Options of {@link precisionRecallFscoreSupport}. */
export interface PrecisionRecallFscoreSupportOptions extends PrecisionRecallOptions {
  /** How the scores of classes become one; `null`: they do not. @defaultValue `null` */
  average?: Average | undefined;
  /** How many times as much recall counts as precision, >= 0. @defaultValue `1` */
  beta?: number | undefined;
}

/** Scores of each class. */
export interface ClassScores {
  /** The classes, in the order of the scores. */
  readonly labels: readonly Label[];
  /** Of the items predicted as the class, the share that is right. */
  readonly precision: Float64Array;
  /** Of the items of the class, the share that was found. */
  readonly recall: Float64Array;
  /** The weighted harmonic mean of both. */
  readonly fscore: Float64Array;
  /** How many items of the class there are. */
  readonly support: Int32Array;
}

/** Scores averaged over classes. */
export interface AverageScores {
  /** Of what was predicted, the share that is right. */
  readonly precision: number;
  /** Of what is true, the share that was found. */
  readonly recall: number;
  /** The weighted harmonic mean of both, averaged. */
  readonly fscore: number;
}

export const SCORE_DEFAULTS = {
  labels: null as readonly Label[] | null,
  posLabel: 1 as Label,
  average: null as Average,
  zeroDivision: undefined as 0 | 1 | undefined,
  onWarning: undefined as ((warning: Warning) => void) | undefined,
  beta: 1,
};

/** The options with their defaults filled in. */
export type ScoreSettings = typeof SCORE_DEFAULTS;

/**
 * Precision, recall, F and the number of items, of each class or averaged.
 *
 * @param yTrue - The true label of each item: strings or integers; or an ndarray of 0 and 1, shape `[items, labels]`.
 * @param yPred - The predicted ones.
 * @param options - {@link PrecisionRecallFscoreSupportOptions}.
 * @returns One score a class with `average: null`, else one number each.
 * @throws {@link ParameterError} if the lists differ in length or are empty, or the average does not fit them.
 * @example
 * ```ts
 * const { labels, recall } = precisionRecallFscoreSupport(['a', 'b', 'a'], ['a', 'b', 'b']);
 * labels; // ['a', 'b']
 * recall; // [0.5, 1]
 * precisionRecallFscoreSupport(['a', 'b', 'a'], ['a', 'b', 'b'], { average: 'macro' }).recall; // 0.75
 * ```
 * @see scikit-learn `metrics.precision_recall_fscore_support`.
 */
export function precisionRecallFscoreSupport(
  yTrue: TargetsLike,
  yPred: TargetsLike,
  options: PrecisionRecallFscoreSupportOptions & { readonly average: Exclude<Average, null> },
): AverageScores;
export function precisionRecallFscoreSupport(
  yTrue: TargetsLike,
  yPred: TargetsLike,
  options?: PrecisionRecallFscoreSupportOptions & { readonly average?: null | undefined },
): ClassScores;
export function precisionRecallFscoreSupport(
  yTrue: TargetsLike,
  yPred: TargetsLike,
  options?: PrecisionRecallFscoreSupportOptions,
): ClassScores | AverageScores {
  const caller = 'precisionRecallFscoreSupport';
  const o = readOptions(caller, options, SCORE_DEFAULTS);
  checkScoreSettings(o, caller);
  const targets = readTargets(yTrue, yPred, caller);
  if (o.average !== null) return averageScores(targets, o, caller);
  return classScores(targets, o, caller);
}

/** Refuses settings out of range. */
export function checkScoreSettings(o: ScoreSettings, caller: string): void {
  expectOneOf(o.average, caller, 'average', ['binary', 'micro', 'macro', 'weighted', 'samples', null]);
  if (o.zeroDivision !== undefined) expectOneOf(o.zeroDivision, caller, 'zeroDivision', [0, 1]);
  expectFinite(o.beta, caller, 'beta', 0);
}

/** One score a class. */
export function classScores(targets: LabelTargets | TableTargets, o: ScoreSettings, caller: string): ClassScores {
  const labels = reported(targets, o.labels, caller);
  const counts = countClasses(targets, labels, caller);
  return { labels, ...scores(counts, o, caller), support: Int32Array.from(counts.actual) };
}

/** One number each. */
export function averageScores(targets: LabelTargets | TableTargets, o: ScoreSettings, caller: string): AverageScores {
  const labels = o.average === 'binary' ? binaryClass(targets, o.posLabel, caller) : reported(targets, o.labels, caller);
  let counts: Counts;
  if (o.average === 'samples') {
    if (!targets.several) throw new ParameterError(caller, 'average', 'can be "samples" only where an item may have several labels');
    counts = countItems(targets, labels, caller);
  } else counts = countClasses(targets, labels, caller);
  if (o.average === 'micro') counts = pool(counts);
  const { precision, recall, fscore } = scores(counts, o, caller);
  const weights = o.average === 'weighted' ? counts.actual : undefined;
  return { precision: mean(precision, weights), recall: mean(recall, weights), fscore: mean(fscore, weights) };
}

function scores(counts: Counts, o: ScoreSettings, caller: string): Omit<ClassScores, 'labels' | 'support'> {
  const squared = o.beta * o.beta;
  const { right, predicted, actual } = counts;
  const precision = divide(right, predicted, 'precision', 'predicted', o, caller);
  const recall = divide(right, actual, 'recall', 'true', o, caller);
  if (o.beta === 0) return { precision, recall, fscore: precision };
  const both = actual.map((n, c) => squared * n + predicted[c]!);
  const fscore = divide(
    right.map((n) => (1 + squared) * n),
    both,
    'F',
    'true or predicted',
    o,
    caller,
  );
  return { precision, recall, fscore };
}

function divide(a: Float64Array, b: Float64Array, what: string, which: string, o: ScoreSettings, caller: string): Float64Array {
  const nothing = b.reduce((sum, n) => sum + Number(n === 0), 0);
  if (nothing > 0 && o.zeroDivision === undefined) {
    const unit = o.average === 'samples' ? 'items' : 'classes';
    const message = `${what} is undefined for ${nothing} of ${b.length} ${unit}, of which nothing is ${which}; it counts as 0, unless "zeroDivision" says otherwise`;
    o.onWarning?.({ caller, code: `undefined-${what.toLowerCase()}`, message });
  }
  return a.map((n, c) => (b[c] === 0 ? (o.zeroDivision ?? 0) : n / b[c]!));
}

/** The weighted mean; a plain one where all weights are 0. */
export function mean(values: Float64Array, weights?: Float64Array): number {
  const total = weights?.reduce((sum, w) => sum + w, 0) ?? 0;
  if (weights === undefined || total === 0) return values.reduce((sum, v) => sum + v, 0) / values.length;
  return values.reduce((sum, v, i) => sum + v * weights[i]!, 0) / total;
}
