/**
 * The slopes of the activations of recurrent cells, from their values.
 * @module
 */
import { activateFours } from './activation.js';
import { type CellActivation, LEAK, SELU_ALPHA, SELU_SCALE } from './cell-activations.js';

/** Turns values of an activation into gradients before it: y = d slope(y), in fours, `d` laid out as `y`. */
export function slopeCell(
  kind: CellActivation,
  y: Float64Array,
  at: number,
  groups: number,
  stride: number,
  d: Float64Array,
  dAt: number,
): void {
  const end = at + groups * stride;
  const shift = dAt - at;
  if (kind === 'sigmoid') {
    for (let i = at; i < end; i += stride) for (let k = i; k < i + 4; k++) y[k] = d[k + shift]! * y[k]! * (1 - y[k]!);
  } else if (kind === 'tanh') {
    for (let i = at; i < end; i += stride) for (let k = i; k < i + 4; k++) y[k] = d[k + shift]! * (1 - y[k]! * y[k]!);
  } else {
    for (let i = at; i < end; i += stride) for (let k = i; k < i + 4; k++) y[k] = d[k + shift]! * slope(kind, y[k]!);
  }
}

function slope(kind: CellActivation, y: number): number {
  switch (kind) {
    case 'relu':
      return y > 0 ? 1 : 0;
    case 'hardSigmoid':
      return y > 0 && y < 1 ? 1 / 6 : 0;
    case 'hardSigmoidKeras2':
      return y > 0 && y < 1 ? 0.2 : 0;
    case 'elu':
      return y < 0 ? y + 1 : 1;
    case 'selu':
      return y < 0 ? y + SELU_SCALE * SELU_ALPHA : SELU_SCALE;
    case 'leakyRelu':
      return y < 0 ? LEAK : 1;
    case 'relu6':
      return y > 0 && y < 6 ? 1 : 0;
    case 'softplus':
      four[0] = -y;
      activateFours('elu', four, 0, 1, 4);
      return -four[0]!; // 1 - e^-y
    case 'softsign':
      return (1 - Math.abs(y)) * (1 - Math.abs(y));
    case 'exponential':
      return y;
    default:
      return 1;
  }
}

const four = /* @__PURE__ */ new Float64Array(4);
