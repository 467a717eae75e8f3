/**
 * All activations over arrays, forward and backward. Those that the kernels know run on them, the others in double; none uses `Math.exp`
 * and its kind, so that weights trained with them have the same bytes on every engine.
 * @module
 */
import { exp, log } from '../core/math.js';
import { type FloatArray } from '../core/types.js';
import { type Activation } from '../simd/blocks.js';
import { activateFours } from './activation.js';
import { type ActivationName, isKernel, LEAK, SELU_ALPHA, SELU_SCALE, tanhOfSoftplus } from './activation-names.js';
import { erf } from './erf.js';
import { matrices } from './matrices.js';

/** Values that one piece has. */
const PIECE = 4096;

/** Applies an activation in place to rows of `width` values. */
export function activate(name: ActivationName, y: FloatArray, width: number): void {
  if (name === 'linear') return;
  if (isKernel(name)) applyKernel(name, y);
  else if (name === 'softmax' || name === 'logSoftmax') applySoftmax(y, width, name === 'logSoftmax');
  else if (name === 'leakyRelu') for (let i = 0; i < y.length; i++) y[i] = y[i]! < 0 ? LEAK * y[i]! : y[i]!;
  else if (name === 'relu6') for (let i = 0; i < y.length; i++) y[i] = y[i]! < 0 ? 0 : y[i]! > 6 ? 6 : y[i]!;
  else if (name === 'softsign') for (let i = 0; i < y.length; i++) y[i] = y[i]! / (1 + Math.abs(y[i]!));
  else if (name === 'exponential') for (let i = 0; i < y.length; i++) y[i] = exp(y[i]!);
  else if (name === 'gelu') for (let i = 0; i < y.length; i++) y[i] = 0.5 * y[i]! * (1 + erf(y[i]! * Math.SQRT1_2));
  else applyExponential(name, y);
}

function applyKernel(name: Activation, y: FloatArray): void {
  const engine = matrices(y.BYTES_PER_ELEMENT === 4);
  const length = Math.min(y.length, 65536);
  const at = engine.places([length])[0]!;
  for (let done = 0; done < y.length; done += length) {
    const piece = y.subarray(done, done + length);
    engine.memory.set(piece, at);
    engine.activate(name, at, piece.length);
    y.set(engine.memory.subarray(at, at + piece.length), done);
  }
}

/** Those made of e^-|x|, which is `elu` of -|x|, plus one. */
function applyExponential(name: 'selu' | 'softplus' | 'silu' | 'swish' | 'mish', y: FloatArray): void {
  const e = new Float64Array(PIECE);
  for (let done = 0; done < y.length; done += PIECE) {
    const n = Math.min(PIECE, y.length - done);
    for (let i = 0; i < n; i++) e[i] = -Math.abs(y[done + i]!);
    activateFours('elu', e, 0, Math.ceil(n / 4), 4);
    for (let i = 0; i < n; i++) {
      const x = y[done + i]!;
      const t = e[i]! + 1; // e^-|x|
      if (name === 'selu') y[done + i] = SELU_SCALE * (x > 0 ? x : SELU_ALPHA * e[i]!);
      else if (name === 'softplus') y[done + i] = (x > 0 ? x : 0) + log1p(t);
      else if (name === 'mish') y[done + i] = x * tanhOfSoftplus(x, t);
      else y[done + i] = (x * (x < 0 ? t : 1)) / (1 + t);
    }
  }
}

/** log(1 + t) for t in [0, 1]: what 1 + t rounds away is made good (W. Kahan). */
function log1p(t: number): number {
  const w = 1 + t;
  return w === 1 ? t : log(w) * (t / (w - 1));
}

function applySoftmax(y: FloatArray, width: number, logarithm: boolean): void {
  const e = new Float64Array(Math.ceil(width / 4) * 4);
  for (let at = 0; at < y.length; at += width) {
    let most = -Infinity;
    for (let i = 0; i < width; i++) most = y[at + i]! > most ? y[at + i]! : most;
    for (let i = 0; i < width; i++) e[i] = y[at + i]! - most;
    activateFours('elu', e, 0, e.length / 4, 4);
    let sum = 0;
    for (let i = 0; i < width; i++) sum += e[i]! + 1;
    const shift = logarithm ? most + log(sum) : 0;
    for (let i = 0; i < width; i++) y[at + i] = logarithm ? y[at + i]! - shift : (e[i]! + 1) / sum;
  }
}
