/**
 * Which activations there are, and their constants.
 * @module
 */
import { type Activation, ACTIVATIONS } from '../simd/blocks.js';

/**
 * What can stand in the option `activation` of a layer. `leakyRelu` is `max(x, x / 5)`, `elu` has alpha 1 and `gelu` is the exact one, all as in Keras; `swish` is another name of `silu`;
 * `softmax` and `logSoftmax` run along the last axis.
 */
export type ActivationName =
  | 'linear'
  | 'relu'
  | 'tanh'
  | 'sigmoid'
  | 'hardSigmoid'
  | 'hardSigmoidKeras2'
  | 'elu'
  | 'relu6'
  | 'leakyRelu'
  | 'selu'
  | 'gelu'
  | 'softplus'
  | 'softsign'
  | 'silu'
  | 'swish'
  | 'mish'
  | 'exponential'
  | 'softmax'
  | 'logSoftmax';

/** All of them. */
export const ACTIVATION_NAMES: readonly ActivationName[] = [
  'linear',
  'relu',
  'tanh',
  'sigmoid',
  'hardSigmoid',
  'hardSigmoidKeras2',
  'elu',
  'relu6',
  'leakyRelu',
  'selu',
  'gelu',
  'softplus',
  'softsign',
  'silu',
  'swish',
  'mish',
  'exponential',
  'softmax',
  'logSoftmax',
];

/** Whether the kernels apply it. */
export const isKernel = (name: ActivationName): name is Activation => (ACTIVATIONS as readonly string[]).includes(name);

/** The part of an activation that the kernels apply, and whether more must follow. */
export const kernelOf = (name: ActivationName): Activation => (isKernel(name) ? name : 'linear');

/** Whether the slope needs what went in; else what came out is enough. */
export const needsInput = (name: ActivationName): boolean => name === 'gelu' || name === 'silu' || name === 'swish' || name === 'mish';

/** alpha and scale of Klambauer et al., Self-Normalizing Neural Networks, 2017. */
export const SELU_ALPHA = 1.6732632423543772;
export const SELU_SCALE = 1.0507009873554805;
/** Keras' slope where none is given. */
export const LEAK = 0.2;

/** ((1 + e^x)^2 - 1) / ((1 + e^x)^2 + 1), from t = e^-|x|. */
export const tanhOfSoftplus = (x: number, t: number): number => {
  const top = x < 0 ? t * (t + 2) : 1 + 2 * t;
  return top / (top + (x < 0 ? 2 : 2 * t * t));
};
