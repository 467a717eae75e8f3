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
  const end = at + groups * stride;
  if (kind === 'selu') {
    activateFours('elu', x, at, groups, stride);
    for (let i = at; i < end; i += stride) for (let k = i; k < i + 4; k++) x[k]! *= x[k]! < 0 ? SELU_SCALE * SELU_ALPHA : SELU_SCALE;
  } else if (kind === 'leakyRelu') {
    for (let i = at; i < end; i += stride) for (let k = i; k < i + 4; k++) if (x[k]! < 0) x[k]! *= LEAK;
  } else if (kind === 'relu6') {
    for (let i = at; i < end; i += stride) for (let k = i; k < i + 4; k++) x[k] = x[k]! < 0 ? 0 : x[k]! > 6 ? 6 : x[k]!;
  } else if (kind === 'softsign') {
    for (let i = at; i < end; i += stride) for (let k = i; k < i + 4; k++) x[k]! /= 1 + Math.abs(x[k]!);
  } else {
    for (let i = at; i < end; i += stride) decay(kind, x, i);
  }
}

/** Four values of softplus x = max(x, 0) + log(1 + e^-|x|), or e^x, from e^-|x| - 1, which is elu's. */
function decay(kind: 'softplus' | 'exponential', x: Float64Array, at: number): void {
  for (let k = at; k < at + 4; k++) four[k - at] = -Math.abs(x[k]!);
  activateFours('elu', four, 0, 1, 4);
  for (let k = at; k < at + 4; k++) {
    const e = four[k - at]! + 1;
    if (kind === 'softplus') x[k] = Math.max(x[k]!, 0) + log(1 + e);
    else x[k] = x[k]! > 0 ? 1 / e : e;
  }
}

const four = /* @__PURE__ */ new Float64Array(4);
