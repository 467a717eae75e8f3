/**
 * The gradients of all activations.
 * @module
 */
import { exp } from '../core/math.js';
import { type FloatArray } from '../core/types.js';
import { type ActivationName, LEAK, SELU_ALPHA, SELU_SCALE, tanhOfSoftplus } from './activation-names.js';
import { erf } from './erf.js';

const ROOT_HALF = 0.7071067811865476;
const ONE_OVER_ROOT_TWO_PI = 0.3989422804014327;

/** Multiplies gradients, in place, by the slopes where the activation made `y` of `x`; `x` only where it is needed. */
export function activationSlopes(name: ActivationName, g: FloatArray, y: FloatArray, x: FloatArray | undefined, width: number): void {
  const n = g.length;
  switch (name) {
    case 'linear':
      return;
    case 'relu':
      for (let i = 0; i < n; i++) if (!(y[i]! > 0)) g[i] = 0;
      return;
    case 'relu6':
      for (let i = 0; i < n; i++) if (!(y[i]! > 0 && y[i]! < 6)) g[i] = 0;
      return;
    case 'leakyRelu':
      for (let i = 0; i < n; i++) if (!(y[i]! > 0)) g[i]! *= LEAK;
      return;
    case 'tanh':
      for (let i = 0; i < n; i++) g[i]! *= 1 - y[i]! * y[i]!;
      return;
    case 'sigmoid':
      for (let i = 0; i < n; i++) g[i]! *= y[i]! * (1 - y[i]!);
      return;
    case 'hardSigmoid':
    case 'hardSigmoidKeras2': {
      const rise = name === 'hardSigmoid' ? 1 / 6 : 0.2;
      for (let i = 0; i < n; i++) g[i]! *= y[i]! > 0 && y[i]! < 1 ? rise : 0;
      return;
    }
    case 'elu':
      for (let i = 0; i < n; i++) if (y[i]! < 0) g[i]! *= y[i]! + 1;
      return;
    case 'selu':
      for (let i = 0; i < n; i++) g[i]! *= y[i]! > 0 ? SELU_SCALE : y[i]! + SELU_SCALE * SELU_ALPHA;
      return;
    case 'softplus': // 1 - e^-y is the sigmoid of x
      for (let i = 0; i < n; i++) g[i]! *= 1 - exp(-y[i]!);
      return;
    case 'softsign':
      for (let i = 0; i < n; i++) g[i]! *= (1 - Math.abs(y[i]!)) * (1 - Math.abs(y[i]!));
      return;
    case 'exponential':
      for (let i = 0; i < n; i++) g[i]! *= y[i]!;
      return;
    case 'softmax':
    case 'logSoftmax':
      softmaxGradient(g, y, width, name === 'logSoftmax');
      return;
    case 'gelu':
      for (let i = 0; i < n; i++) {
        const v = x![i]!;
        g[i]! *= 0.5 * (1 + erf(v * ROOT_HALF)) + v * ONE_OVER_ROOT_TWO_PI * exp(-0.5 * v * v);
      }
      return;
    default:
      for (let i = 0; i < n; i++) {
        const v = x![i]!;
        const t = exp(-Math.abs(v));
        const sigmoid = (v < 0 ? t : 1) / (1 + t);
        const gate = name === 'mish' ? tanhOfSoftplus(v, t) : sigmoid;
        g[i]! *= gate + v * sigmoid * (1 - gate * (name === 'mish' ? gate : 1));
      }
  }
}

function softmaxGradient(g: FloatArray, y: FloatArray, width: number, logarithm: boolean): void {
  for (let at = 0; at < g.length; at += width) {
    let sum = 0;
    for (let i = at; i < at + width; i++) sum += logarithm ? g[i]! : g[i]! * y[i]!;
    if (logarithm) for (let i = at; i < at + width; i++) g[i]! -= exp(y[i]!) * sum;
    else for (let i = at; i < at + width; i++) g[i] = y[i]! * (g[i]! - sum);
  }
}
