/**
 * Activations of recurrent cells. Their slopes follow from the values: that is why silu, gelu and mish, which fall and rise, are not among
 * them. In double, the same bits everywhere.
 * @module
 */
import { log } from '../core/math.js';
import { type Activation, ACTIVATIONS } from '../simd/blocks.js';
import { activateFours } from './activation.js';

/**
 * Activations that a recurrent layer takes. The first seven run on SIMD, too. `hardSigmoid` is `relu6(x + 3) / 6`, as in Keras 3 and
 * PyTorch; `hardSigmoidKeras2` is `x / 5 + 1/2` held in [0, 1], as in Keras 1 and 2 and tfjs.
 */
export type CellActivation =
  | 'linear'
  | 'relu'
  | 'tanh'
  | 'sigmoid'
  | 'hardSigmoid'
  | 'hardSigmoidKeras2'
  | 'elu'
  | 'selu'
  | 'leakyRelu'
  | 'relu6'
  | 'softplus'
  | 'softsign'
  | 'exponential';
/** Their names. */
export const CELL_ACTIVATIONS: readonly CellActivation[] = [
  ...ACTIVATIONS,
  'selu',
  'leakyRelu',
  'relu6',
  'softplus',
  'softsign',
  'exponential',
];

/** Whether the SIMD kernels have it. */
export const onKernels = (kind: CellActivation): kind is Activation => (ACTIVATIONS as readonly string[]).includes(kind);

/** Klambauer et al. 2017. */
export const SELU_SCALE = 1.0507009873554805;
export const SELU_ALPHA = 1.6732632423543772;
/** Keras' slope of `leakyRelu` below zero. */
export const LEAK = 0.2;

/** Applies an activation to `groups` groups of four values, `stride` apart, in place. */
export function activateCell(kind: CellActivation, x: Float64Array, at: number, groups: number, stride: number): void {
  if (onKernels(kind)) {
    activateFours(kind, x, at, groups, stride);
    return;
  }
  for (let i = at; i < at + groups * stride; i += stride) {
    if (kind !== 'leakyRelu' && kind !== 'relu6' && kind !== 'softsign') {
      for (let k = 0; k < 4; k++) four[k] = kind === 'selu' ? x[i + k]! : -Math.abs(x[i + k]!);
      activateFours('elu', four, 0, 1, 4);
    }
    for (let k = 0; k < 4; k++) {
      const v = x[i + k]!;
      const e = four[k]! + 1; // e^-|v|
      if (kind === 'selu') x[i + k] = four[k]! * (v < 0 ? SELU_SCALE * SELU_ALPHA : SELU_SCALE);
      else if (kind === 'leakyRelu') x[i + k] = v < 0 ? v * LEAK : v;
      else if (kind === 'relu6') x[i + k] = v < 0 ? 0 : v > 6 ? 6 : v;
      else if (kind === 'softsign') x[i + k] = v / (1 + Math.abs(v));
      else if (kind === 'softplus') x[i + k] = Math.max(v, 0) + log(1 + e);
      else x[i + k] = v > 0 ? 1 / e : e;
    }
  }
}

const four = /* @__PURE__ */ new Float64Array(4);
