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
export { type ConstraintLike, type ConstraintName, type ConstraintSettings } from './constraints.js';
export { type CellActivation } from './cell-activations.js';
export { type GruOptions, type LstmOptions, type SimpleRnnOptions } from './recurrent-options.js';
export { type RecurrentLayer } from './recurrent-layer.js';
export { simpleRnn } from './simple-rnn.js';
export { lstm } from './lstm.js';
export { gru } from './gru.js';
export { bidirectional, type BidirectionalLayer, type BidirectionalOptions } from './bidirectional.js';
export { type MergeMode } from './merge-pair.js';
export { timeDistributed, type TimeDistributedLayer, type TimeDistributedOptions } from './time-distributed.js';
export { masking, type MaskingOptions } from './masking.js';
export * from '../loss/index.js';
