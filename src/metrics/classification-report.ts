/**
 * The table of scores that everybody prints.
 * @module
 */
import { ParameterError, type Warning } from '../core/errors.js';
import { type Label } from '../core/labels.js';
import { expectInteger, readOptions } from '../core/options.js';
import { accuracyScore } from './accuracy-score.js';
import { averageScores, checkScoreSettings, classScores, SCORE_DEFAULTS } from './precision-recall-fscore-support.js';
import { type ReportRow, reportText } from './report-text.js';
import { readTargets, type TargetsLike } from './targets.js';

/** Options of {@link classificationReport}. */
export interface ClassificationReportOptions {
  /** The classes and their order; `null`: all that occur, sorted. @defaultValue `null` */
  labels?: readonly Label[] | null | undefined;
  /** What to call the classes in the text, one name for each; `null`: the labels themselves. @defaultValue `null` */
  targetNames?: readonly string[] | null | undefined;
  /** Decimal places in the text, in [0, 20]. @defaultValue `2` */
  digits?: number | undefined;
  /** The score where there is nothing to divide by, such as precision of a class that was never predicted. @defaultValue `0` */
  zeroDivision?: 0 | 1 | undefined;
  /** Told of scores that are undefined, unless `zeroDivision` is given. */
  onWarning?: ((warning: Warning) => void) | undefined;
}

/** Scores of a class, or of all classes together. */
export interface ReportScores {
  /** Of what was predicted, the share that is right. */
  readonly precision: number;
  /** Of what is true, the share that was found. */
  readonly recall: number;
  /** Harmonic mean of precision and recall. */
  readonly f1Score: number;
  /** How many items are of this class. */
  readonly support: number;
}

/** Scores of one class. */
export interface ClassReport extends ReportScores {
  /** The class. */
  readonly label: Label;
  /** What the text calls it. */
  readonly name: string;
}

/** What {@link classificationReport} returns. */
export interface ClassificationReport {
  /** The table, as scikit-learn prints it. */
  readonly text: string;
  /** One entry a class, in the order of the text. */
  readonly classes: readonly ClassReport[];
  /** Share of items that are right; where an item may have several labels, all of them. */
  readonly accuracy: number;
  /** From the counts of all classes together. */
  readonly microAvg: ReportScores;
  /** Mean over the classes. */
  readonly macroAvg: ReportScores;
  /** Mean over the classes, weighted by their items. */
  readonly weightedAvg: ReportScores;
  /** Mean over the items; only where an item may have several labels. */
  readonly samplesAvg?: ReportScores;
}

const DEFAULTS = {
  labels: null as readonly Label[] | null,
  targetNames: null as readonly string[] | null,
  digits: 2,
  zeroDivision: SCORE_DEFAULTS.zeroDivision,
  onWarning: SCORE_DEFAULTS.onWarning,
};

/**
 * Precision, recall and F1 of every class, with their averages and the accuracy, as text and as numbers.
 *
 * @param yTrue - The true label of each item: strings or integers; or an ndarray of 0 and 1, shape `[items, labels]`.
 * @param yPred - The predicted ones.
 * @param options - {@link ClassificationReportOptions}.
 * @returns {@link ClassificationReport}. The text says `accuracy` where every item has one label and no class is left out, else `micro avg`.
 * @throws {@link ParameterError} if the lists differ in length or are empty, or the names do not fit the classes.
 * @example
 * ```ts
 * const report = classificationReport(['cat', 'dog', 'cat'], ['cat', 'dog', 'dog']);
 * report.text.split('\n')[2]; // '         cat       1.00      0.50      0.67         2'
 * report.classes[0].recall; // 0.5
 * report.macroAvg.f1Score; // 0.667
 * ```
 * @see scikit-learn `metrics.classification_report`: the same characters.
 */
export function classificationReport(yTrue: TargetsLike, yPred: TargetsLike, options?: ClassificationReportOptions): ClassificationReport {
  const caller = 'classificationReport';
  const { targetNames, digits, ...rest } = readOptions(caller, options, DEFAULTS);
  expectInteger(digits, caller, 'digits', 0, 20);
  const settings = { ...SCORE_DEFAULTS, ...rest };
  checkScoreSettings(settings, caller);
  const targets = readTargets(yTrue, yPred, caller);
  const each = classScores(targets, settings, caller);
  const names = targetNames ?? each.labels.map(String);
  if (names.length !== each.labels.length) {
    throw new ParameterError(caller, 'targetNames', `must have a name for each of ${each.labels.length} classes, got ${names.length}`);
  }
  const classes = each.labels.map((label, c) => ({
    label,
    name: names[c]!,
    precision: each.precision[c]!,
    recall: each.recall[c]!,
    f1Score: each.fscore[c]!,
    support: each.support[c]!,
  }));
  const support = classes.reduce((sum, c) => sum + c.support, 0);
  const quiet = { ...settings, onWarning: undefined };
  const averaged = (average: 'micro' | 'macro' | 'weighted' | 'samples'): ReportScores => {
    const { precision, recall, fscore } = averageScores(targets, { ...quiet, average }, caller);
    return { precision, recall, f1Score: fscore, support };
  };
  const averages = { microAvg: averaged('micro'), macroAvg: averaged('macro'), weightedAvg: averaged('weighted') };
  const samplesAvg = targets.several ? averaged('samples') : undefined;
  const accuracy = accuracyScore(yTrue, yPred);
  const complete = !targets.several && targets.classes.every((label) => each.labels.includes(label));
  const rows: ReportRow[] = [
    complete ? { name: 'accuracy', accuracy, support } : { name: 'micro avg', ...averages.microAvg },
    { name: 'macro avg', ...averages.macroAvg },
    { name: 'weighted avg', ...averages.weightedAvg },
    ...(samplesAvg ? [{ name: 'samples avg', ...samplesAvg }] : []),
  ];
  const text = reportText(classes, rows, digits);
  return { text, classes, accuracy, ...averages, ...(samplesAvg ? { samplesAvg } : {}) };
}
