/**
 * Around a model: labels, splits, scaling, projections.
 * @module
 */
export { type NdArray } from '../core/nd.js';
export { type FloatArray } from '../core/types.js';
export { type Label, type LabelList } from '../core/labels.js';
export { type TableLike } from '../core/table.js';
export { labelEncoder, type LabelEncoder, labelEncoderFromJson, type LabelEncoderJson } from './label-encoder.js';
export { oneHot, type OneHotOptions } from './one-hot.js';
export { type Rows, takeRows } from './take-rows.js';
export { type Split } from './split.js';
export { trainTestSplit, type TrainTestSplitOptions } from './train-test-split.js';
export { kFold, type KFoldOptions } from './k-fold.js';
export { stratifiedKFold } from './stratified-k-fold.js';
export { groupKFold } from './group-k-fold.js';
export { type GroupSplit, leaveOneGroupOut } from './leave-one-group-out.js';
export { stratifiedGroupKFold } from './stratified-group-k-fold.js';
export { type FeatureAxisOptions, type FeatureBlock, type Features, type Transformed } from './features.js';
export {
  standardScaler,
  type StandardScaler,
  standardScalerFromJson,
  type StandardScalerJson,
  type StandardScalerOptions,
} from './standard-scaler.js';
export {
  minMaxScaler,
  type MinMaxScaler,
  minMaxScalerFromJson,
  type MinMaxScalerJson,
  type MinMaxScalerOptions,
} from './min-max-scaler.js';
export { type PaddedSequences, padSequences, type PadSequencesOptions } from './pad-sequences.js';
export { pca, type Pca, pcaFromJson, type PcaJson, type PcaOptions } from './pca.js';
export {
  kNeighborsClassifier,
  type KNeighborsClassifier,
  type KNeighborsClassifierOptions,
  type Neighbors,
} from './k-neighbors-classifier.js';
