/**
 * How good predictions are.
 * @module
 */
export { type Label, type Labels } from '../core/labels.js';
export { type TableLike } from '../core/table.js';
export { type TargetsLike } from './targets.js';
export { uniqueLabels } from './unique-labels.js';
export { confusionMatrix, type ConfusionMatrixOptions } from './confusion-matrix.js';
export { accuracyScore, type AccuracyScoreOptions } from './accuracy-score.js';
export { balancedAccuracyScore, type BalancedAccuracyScoreOptions } from './balanced-accuracy-score.js';
export { hammingLoss } from './hamming-loss.js';
export { cohenKappaScore, type CohenKappaScoreOptions } from './cohen-kappa-score.js';
export {
  type Average,
  type AverageScores,
  type ClassScores,
  type PrecisionRecallFscoreSupportOptions,
  precisionRecallFscoreSupport,
  type PrecisionRecallOptions,
} from './precision-recall-fscore-support.js';
export { precisionScore, type PrecisionScoreOptions } from './precision-score.js';
export { recallScore, type RecallScoreOptions } from './recall-score.js';
export { f1Score, type F1ScoreOptions } from './f1-score.js';
export { fbetaScore, type FbetaScoreOptions } from './fbeta-score.js';
export {
  classificationReport,
  type ClassificationReport,
  type ClassificationReportOptions,
  type ClassReport,
  type ReportScores,
} from './classification-report.js';
