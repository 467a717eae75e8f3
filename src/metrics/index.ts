/**
 * How good predictions are.
 * @module
 */
export { type Label, type LabelList } from '../core/labels.js';
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
export { type PositiveOptions } from './threshold-counts.js';
export { type ColumnAverage } from './binary-average.js';
export { type RocCurve, rocCurve, type RocCurveOptions } from './roc-curve.js';
export { auc } from './auc.js';
export { rocAucScore, type RocAucScoreOptions } from './roc-auc-score.js';
export { type PrecisionRecallCurve, precisionRecallCurve, type PrecisionRecallCurveOptions } from './precision-recall-curve.js';
export { averagePrecisionScore, type AveragePrecisionScoreOptions } from './average-precision-score.js';
export { type DetCurve, detCurve, type DetCurveOptions } from './det-curve.js';
export { type EqualErrorRate, equalErrorRate, type EqualErrorRateOptions } from './equal-error-rate.js';
export { type FalseRejectionRate, falseRejectionRate, type FalseRejectionRateOptions } from './false-rejection-rate.js';
export { topKAccuracyScore, type TopKAccuracyScoreOptions } from './top-k-accuracy-score.js';
export { logLoss, type LogLossOptions } from './log-loss.js';
export { silhouetteScore, type SilhouetteScoreOptions } from './silhouette-score.js';
export { type DetectionScores } from './annotations.js';
export { onsetFMeasure, type OnsetFMeasureOptions } from './onset.js';
export {
  type BeatCemgil,
  beatCemgil,
  type BeatCemgilOptions,
  beatFMeasure,
  type BeatFMeasureOptions,
  beatGoto,
  type BeatGotoOptions,
  beatPScore,
  type BeatPScoreOptions,
} from './beat.js';
export {
  type BeatContinuity,
  beatContinuity,
  type BeatContinuityOptions,
  beatInformationGain,
  type BeatInformationGainOptions,
} from './beat-continuity.js';
export { beatEvaluate, type BeatEvaluateOptions, type BeatScores } from './beat-evaluate.js';
export { type TempoDetection, tempoDetection, type TempoDetectionOptions } from './tempo.js';
export { keyWeightedScore } from './key.js';
export { type MelodyFrames, type MelodyInterpolation, melodyToCentVoicing, type MelodyToCentVoicingOptions } from './melody-series.js';
export {
  melodyEvaluate,
  type MelodyEvaluateOptions,
  type MelodyScores,
  overallAccuracy,
  type PitchAccuracyOptions,
  rawChromaAccuracy,
  rawPitchAccuracy,
  voicingFalseAlarm,
  voicingRecall,
} from './melody.js';
export { multipitchEvaluate, type MultipitchEvaluateOptions, type MultipitchMeasures, type MultipitchScores } from './multipitch.js';
export { type NamedIntervals } from './segment-frames.js';
export {
  segmentDetection,
  type SegmentDetectionOptions,
  segmentDeviation,
  type SegmentDeviation,
  type SegmentDeviationOptions,
} from './segment-boundaries.js';
export {
  type SegmentBetaOptions,
  type SegmentFrameOptions,
  type SegmentMutualInformation,
  segmentMutualInformation,
  type SegmentNce,
  segmentNce,
  type SegmentNceOptions,
  segmentPairwise,
  type SegmentRandIndex,
  segmentRandIndex,
  segmentVMeasure,
} from './segment-structure.js';
export { segmentEvaluate, type SegmentEvaluateOptions, type SegmentScores } from './segment-evaluate.js';
export {
  chordComparison,
  type ChordComparisonOptions,
  chordEvaluate,
  type ChordRule,
  type ChordScores,
  chordSegmentation,
  type ChordSegmentation,
  chordWeightedAccuracy,
} from './chord.js';
export {
  type NoteMatchOptions,
  type Notes,
  transcriptionEvaluate,
  type TranscriptionEvaluation,
  transcriptionOffsetScores,
  type TranscriptionOffsetOptions,
  transcriptionOnsetScores,
  type TranscriptionOnsetOptions,
  transcriptionScores,
  type TranscriptionScores,
  type TranscriptionScoresOptions,
} from './transcription.js';
export { sdr, type SdrOptions, siSdr, snr, type SnrOptions } from './signal-ratio.js';
export { type BssEval, bssEvalSources, type BssEvalSourcesOptions } from './bss-eval-sources.js';
