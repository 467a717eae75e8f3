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
export * from '../loss/index.js';
