/**
 * The library inside TensorFlow.js: tensors of its arrays, and its layers, losses and spectrograms as differentiable functions of tensors.
 * Needs `@tensorflow/tfjs-core` and a backend.
 * @module
 */
export { fromTensor, fromTensorAsync, type TensorInput, toTensor } from './tensors.js';
export { applyLayer, applyLayerAll, type ApplyOptions, layerVariables, type VariableOptions } from './apply-layer.js';
export { type Engine } from './recurrent-function.js';
export {
  bidirectional,
  type BidirectionalFunctionOptions,
  gru,
  type GruFunctionOptions,
  lstm,
  type LstmFunctionOptions,
  simpleRnn,
  type SimpleRnnFunctionOptions,
} from './recurrent.js';
export {
  gruCell,
  type GruCellFunctionOptions,
  lstmCell,
  type LstmCellFunctionOptions,
  simpleRnnCell,
  type SimpleRnnCellFunctionOptions,
} from './cells.js';
export { type LabelsLike, type Reduced, type TargetsLike } from './loss-function.js';
export {
  binaryCrossentropy,
  categoricalCrossentropy,
  categoricalFocalLoss,
  cosineSimilarityLoss,
  ctcLoss,
  focalLoss,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  sparseCategoricalCrossentropy,
} from './prediction-losses.js';
export {
  arcFace,
  batchContrastiveLoss,
  batchTripletLoss,
  centerLoss,
  contrastiveLoss,
  cosFace,
  ntXent,
  tripletLoss,
  updateCenters,
} from './embedding-losses.js';
export {
  melSpectrogram,
  type MelSpectrogramFunctionOptions,
  mfcc,
  type MfccFunctionOptions,
  spectrogram,
  type SpectrogramFunctionOptions,
  stft,
  type StftFunctionOptions,
} from './front-end.js';
export { powerToDb, type PowerToDbFunctionOptions } from './power-to-db.js';
