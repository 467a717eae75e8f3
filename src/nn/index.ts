/**
 * Networks over audio features: layers, losses, training. On typed arrays, without native code.
 * @module
 */
export { type NdArray } from '../core/nd.js';
export { tensor } from './tensor.js';
export {
  type BuildSettings,
  type Constraint,
  type Layer,
  type Mask,
  type Parameter,
  type Pass,
  type RecurrentTraining,
  type Regularizer,
  type Shape,
  type Step,
} from './layer.js';
export { type Tensor } from '../core/tensor.js';
export { type Random } from '../core/random.js';
export { type FloatArray } from '../core/types.js';
export { type CallOptions, type FinishedLayer, type LayerInput, type LayerTools } from './finish-layer.js';
export { type MaskLike, type Padding, sequenceMask } from './sequence-mask.js';
export { type Initializer, type InitializerLike, type InitializerName, type InitializerSettings } from './initializers.js';
export { type RegularizerLike, type RegularizerSettings } from './regularizers.js';
export { type ConstraintLike, type ConstraintName, type ConstraintSettings, type NamedConstraint } from './constraints.js';
export { type CellActivation } from './cell-activations.js';
export { type GruOptions, type LstmOptions, type SimpleRnnOptions } from './recurrent-options.js';
export { type RecurrentLayer } from './recurrent-layer.js';
export { type CellGradients, type CellInput, type CellResult, type CellWeights } from './recurrent-cell.js';
export { simpleRnnCell, type SimpleRnnCellOptions } from './simple-rnn-cell.js';
export { lstmCell, type LstmCellOptions, type LstmCellWeights } from './lstm-cell.js';
export { gruCell, type GruCellOptions } from './gru-cell.js';
export { simpleRnn } from './simple-rnn.js';
export { lstm } from './lstm.js';
export { training } from './training.js';
export { gru } from './gru.js';
export { bidirectional, type BidirectionalLayer, type BidirectionalOptions } from './bidirectional.js';
export { type MergeMode } from './merge-pair.js';
export { timeDistributed, type TimeDistributedLayer, type TimeDistributedOptions } from './time-distributed.js';
export { masking, type MaskingOptions } from './masking.js';
export { type ActivationName } from './activation-names.js';
export { type BiasOptions, type KernelOptions } from './kernel-options.js';
export { type NamedOptions } from './make-layer.js';
export { dense, type DenseOptions } from './dense.js';
export { conv1d, type Conv1dOptions, conv2d, type Conv2dOptions } from './convolution.js';
export { conv1dTranspose, type Conv1dTransposeOptions, conv2dTranspose, type Conv2dTransposeOptions } from './transposed-convolution.js';
export {
  depthwiseConv2d,
  type DepthwiseConv2dOptions,
  type DepthwiseRules,
  separableConv1d,
  type SeparableConv1dOptions,
  separableConv2d,
  type SeparableConv2dOptions,
} from './separable.js';
export { batchNormalization, type BatchNormalizationOptions, type ScaleOptions } from './batch-normalization.js';
export { layerNormalization, type LayerNormalizationOptions } from './layer-normalization.js';
export { averagePooling1d, averagePooling2d, maxPooling1d, maxPooling2d, type Pooling1dOptions, type Pooling2dOptions } from './pooling.js';
export {
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  type GlobalPoolingOptions,
} from './global-pooling.js';
export { dropout, type DropoutOptions, gaussianNoise, type GaussianNoiseOptions, spatialDropout1d } from './dropout.js';
export {
  flatten,
  permute,
  type PermuteOptions,
  reshape,
  type ReshapeOptions,
  zeroPadding1d,
  type ZeroPadding1dOptions,
  zeroPadding2d,
  type ZeroPadding2dOptions,
} from './shaping.js';
export { upSampling1d, type UpSampling1dOptions, upSampling2d, type UpSampling2dOptions } from './up-sampling.js';
export { maxUnpooling2d, type MaxUnpooling2dOptions } from './max-unpooling.js';
export { embedding, type EmbeddingOptions } from './embedding.js';
export { add, average, concatenate, type ConcatenateOptions, multiply } from './merging.js';
export {
  activation,
  type ActivationOptions,
  elu,
  type EluOptions,
  leakyRelu,
  type LeakyReluOptions,
  relu,
  type ReluOptions,
  softmax,
} from './activation-layers.js';
export { apply, applyAll, type GraphCall, type GraphNode, input } from './graph.js';
export { type Model, type ModelOptions } from './model-core.js';
export { type PredictOptions } from './model-inputs.js';
export { type ParameterCount } from './summary.js';
export { sequential, type SequentialOptions } from './sequential.js';
export { type GraphModelOptions, model } from './model.js';
export { layerFromConfig, type LayerMaker, modelFromConfig } from './model-from-config.js';
export { type WeightShape } from './layer.js';
export { type Optimizer, type OptimizerOptions, type OptimizerPreset, type OptimizerState, type Schedule } from './optimizer.js';
export { sgd, type SgdOptions } from './sgd.js';
export { rmsprop, type RmspropOptions } from './rmsprop.js';
export { adam, type AdamOptions, adamW } from './adam.js';
export { adagrad, type AdagradOptions } from './adagrad.js';
export {
  cosineDecay,
  type CosineDecayOptions,
  exponentialDecay,
  type ExponentialDecayOptions,
  piecewiseConstantDecay,
  polynomialDecay,
  type PolynomialDecayOptions,
} from './schedules.js';
export { fit, type FitOptions, type ValidationData } from './fit.js';
export { evaluate, type EvaluateOptions } from './evaluate.js';
export { trainOnBatch, type TrainOnBatchOptions } from './train-on-batch.js';
export { type TrainingGoalOptions } from './train-step.js';
export { type TrainingDataOptions, type TrainingTarget } from './training-data.js';
export {
  type TrainingLoss,
  type TrainingLossFunction,
  type TrainingLossName,
  type TrainingLossObject,
  type TrainingLossSettings,
  type TrainingLossValue,
} from './training-loss.js';
export { createCenterLoss, type CreateCenterLossOptions, type TrainableCenterLoss } from './create-center-loss.js';
export { type TrainingMetric, type TrainingMetricFunction, type TrainingMetricName } from './training-metrics.js';
export {
  type TrainingCallback,
  type TrainingContext,
  type TrainingHistory,
  type TrainingLogs,
  type TrainingState,
} from './training-callback.js';
export { decodeTrainingState, encodeTrainingState } from './training-file.js';
export { TrainingError, type TrainingErrorDetails } from './training-error.js';
export { type MonitorMode, type MonitorOptions } from './monitor.js';
export { earlyStopping, type EarlyStopping, type EarlyStoppingOptions } from './early-stopping.js';
export { reduceLearningRateOnPlateau, type ReduceLearningRateOptions } from './reduce-learning-rate-on-plateau.js';
export { checkpoint, type CheckpointOptions, csvLog, type CsvLogOptions, progress } from './reports.js';
export * from './files/index.js';
export * from '../loss/index.js';
