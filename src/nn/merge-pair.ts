/**
 * Two outputs of a bidirectional layer as one.
 * @module
 */
import { type Tensor, zeros } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';

/** Side by side, added, multiplied, or the mean. */
export type MergeMode = 'concat' | 'sum' | 'mul' | 'ave';

/** Merges along the last axis. */
export function mergePair(mode: MergeMode, a: Tensor, b: Tensor): Tensor {
  const [m, n] = [a.shape.at(-1)!, b.shape.at(-1)!];
  const out = zeros(a.data, [...a.shape.slice(0, -1), mode === 'concat' ? m + n : m]);
  const y: FloatArray = out.data;
  if (mode === 'concat') {
    for (let i = 0, p = 0, q = 0; i < y.length; p += m, q += n) {
      for (let j = 0; j < m; j++) y[i++] = a.data[p + j]!;
      for (let j = 0; j < n; j++) y[i++] = b.data[q + j]!;
    }
  } else if (mode === 'mul') for (let i = 0; i < y.length; i++) y[i] = a.data[i]! * b.data[i]!;
  else for (let i = 0, share = mode === 'ave' ? 0.5 : 1; i < y.length; i++) y[i] = share * (a.data[i]! + b.data[i]!);
  return out;
}

/** The gradients of both. */
export function unmergePair(mode: MergeMode, gradient: Tensor | undefined, a: Tensor, b: Tensor): readonly (Tensor | undefined)[] {
  if (!gradient) return [undefined, undefined];
  if (mode === 'sum') return [gradient, gradient];
  const [da, db] = [zeros(a.data, a.shape), zeros(b.data, b.shape)];
  const [x, y, g]: [FloatArray, FloatArray, FloatArray] = [da.data, db.data, gradient.data];
  if (mode === 'concat') {
    const [m, n] = [a.shape.at(-1)!, b.shape.at(-1)!];
    for (let i = 0, p = 0, q = 0; i < g.length; p += m, q += n) {
      for (let j = 0; j < m; j++) x[p + j] = g[i++]!;
      for (let j = 0; j < n; j++) y[q + j] = g[i++]!;
    }
  } else {
    for (let i = 0; i < g.length; i++) {
      x[i] = g[i]! * (mode === 'ave' ? 0.5 : b.data[i]!);
      y[i] = g[i]! * (mode === 'ave' ? 0.5 : a.data[i]!);
    }
  }
  return [da, db];
}
