/**
 * One of precision, recall and F.
 * @module
 */
import { type Warning } from '../core/errors.js';
import {
  type Average,
  averageScores,
  checkScoreSettings,
  classScores,
  type PrecisionRecallOptions,
  SCORE_DEFAULTS,
  type ScoreSettings,
} from './precision-recall-fscore-support.js';
import { readTargets, type TargetsLike } from './targets.js';

/** What the functions for one score begin with. */
export const ONE_SCORE: Omit<ScoreSettings, 'beta'> & { average: Average } = {
  labels: SCORE_DEFAULTS.labels,
  posLabel: SCORE_DEFAULTS.posLabel,
  average: 'binary',
  zeroDivision: SCORE_DEFAULTS.zeroDivision,
  onWarning: SCORE_DEFAULTS.onWarning,
};

/** Computes one of the three, and warns of that one alone. */
export function score(
  yTrue: TargetsLike,
  yPred: TargetsLike,
  options: PrecisionRecallOptions & { beta?: number | undefined },
  which: 'precision' | 'recall' | 'fscore',
  caller: string,
): number | Float64Array {
  const code = which === 'fscore' ? 'undefined-f' : `undefined-${which}`;
  const warn = options.onWarning;
  const onWarning = (warning: Warning): void => void (warning.code === code && warn?.(warning));
  const o: ScoreSettings = { ...SCORE_DEFAULTS, ...(options as ScoreSettings), onWarning };
  checkScoreSettings(o, caller);
  const targets = readTargets(yTrue, yPred, caller);
  return o.average === null ? classScores(targets, o, caller)[which] : averageScores(targets, o, caller)[which];
}
