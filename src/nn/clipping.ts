/**
 * Keeping gradients short.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Parameter } from './layer.js';

/** Which clipping; at most one is not `null`. */
export interface Clipping {
  clipnorm: number | null;
  globalClipnorm: number | null;
  clipvalue: number | null;
  preset: 'keras' | 'torch';
}

function sumOfSquares(x: FloatArray): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!;
  return sum;
}

function scale(x: FloatArray, factor: number): void {
  for (let i = 0; i < x.length; i++) x[i]! *= factor;
}

/** What shortens a length to at most `limit`. PyTorch's `clip_grad_norm_` adds 1e-6 to the length. */
function factorOf(length: number, limit: number, preset: Clipping['preset']): number {
  if (preset === 'torch') return Math.min(1, limit / (length + 1e-6));
  return length > limit ? limit / length : 1;
}

/** Clips the gradients in place. */
export function clipGradients(parameters: readonly Parameter[], { clipnorm, globalClipnorm, clipvalue, preset }: Clipping): void {
  if (globalClipnorm !== null) {
    let sum = 0;
    for (const { gradient } of parameters) sum += sumOfSquares(gradient);
    const factor = factorOf(Math.sqrt(sum), globalClipnorm, preset);
    if (factor < 1) for (const { gradient } of parameters) scale(gradient, factor);
  }
  if (clipnorm !== null) {
    for (const { gradient } of parameters) {
      const factor = factorOf(Math.sqrt(sumOfSquares(gradient)), clipnorm, preset);
      if (factor < 1) scale(gradient, factor);
    }
  }
  if (clipvalue !== null) {
    for (const { gradient } of parameters) {
      for (let i = 0; i < gradient.length; i++) gradient[i] = Math.max(-clipvalue, Math.min(clipvalue, gradient[i]!));
    }
  }
}
