/**
 * One line of `pad`.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type EdgeMode, padIndex, ramp, readPadded } from './edge.js';
import { type Padding } from './pad.js';

/** Writes `before` samples, `y`, `after` samples. */
export function padLine(out: Float64Array, y: Float64Array, before: number, after: number, padding: Padding): void {
  const { mode, constantValues, endValues, statLength, reflectType } = padding;
  const n = y.length;
  out.set(y, before);
  const head = out.subarray(0, before);
  const tail = out.subarray(before + n);
  const fill = (value: (i: number, side: 0 | 1) => number): void => {
    for (let k = 0; k < before; k++) head[k] = value(k - before, 0);
    for (let k = 0; k < after; k++) tail[k] = value(n + k, 1);
  };
  if (mode === 'constant') fill((_, side) => constantValues[side]);
  else if (mode === 'linear_ramp') fill((i, side) => ramp(y, i, side === 0 ? before : after, endValues[side]));
  else if ((mode === 'reflect' || mode === 'symmetric') && reflectType === 'odd') fill((i) => oddMirror(y, i, mode));
  else if (mode === 'mean' || mode === 'maximum' || mode === 'minimum' || mode === 'median') {
    const [left, right] = statLength ?? [n, n];
    const values = [STATISTICS[mode](y.subarray(0, left)), STATISTICS[mode](y.subarray(Math.max(0, n - right)))];
    fill((_, side) => values[side]!);
  } else readPadded(out, y, -before, mode satisfies EdgeMode);
}

/**
 * `y` mirrored at its ends and turned upside down there: `2 y[0] - y[k]` at -k. Each further mirroring adds the distance between
 * the ends once more.
 */
function oddMirror(y: FloatArray, i: number, mode: 'reflect' | 'symmetric'): number {
  const n = y.length;
  if (n === 1) return y[0]!;
  const flips = Math.floor(i / (mode === 'reflect' ? n - 1 : n));
  const rise = y[n - 1]! - y[0]!;
  const sample = y[padIndex(mode, i, n)]!;
  return flips % 2 === 0 ? flips * rise + sample : (flips - 1) * rise + (2 * y[n - 1]! - sample);
}

const STATISTICS: Readonly<Record<'mean' | 'maximum' | 'minimum' | 'median', (x: Float64Array) => number>> = {
  mean: (x) => x.reduce((a, b) => a + b) / x.length,
  maximum: (x) => x.reduce((a, b) => Math.max(a, b)),
  minimum: (x) => x.reduce((a, b) => Math.min(a, b)),
  median: (x) => {
    const sorted = x.slice().sort();
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle]! : 0.5 * (sorted[middle - 1]! + sorted[middle]!);
  },
};
