/**
 * Windowed frames: `out[n] = window[n] y[start + n]`.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { readPadded } from '../frame/edge.js';
import { type Framing } from './framing.js';

/**
 * Multiplies the frame that begins at sample `start` by the window. The two loops differ by the array they read only: a loop that has
 * seen both types is 1.65 times slower.
 */
export function loadFrame(out: Float64Array, y: FloatArray, start: number, window: Float64Array, padMode: Framing['padMode']): void {
  if (start < 0 || start + out.length > y.length) loadEdge(out, y, start, window, padMode);
  else if (y.BYTES_PER_ELEMENT === 4) loadSingle(out, y as Float32Array, start, window);
  else loadDouble(out, y as Float64Array, start, window);
}

function loadSingle(out: Float64Array, y: Float32Array, start: number, window: Float64Array): void {
  for (let n = 0; n < out.length; n++) out[n] = window[n]! * y[start + n]!;
}

/** Four samples a turn, since each turn looks at the three arrays anew. */
function loadDouble(out: Float64Array, y: Float64Array, start: number, window: Float64Array): void {
  let n = 0;
  for (let i = start; n + 4 <= out.length; n = (n + 4) | 0, i += 4) {
    const n1 = (n + 1) | 0;
    const n2 = (n + 2) | 0;
    const n3 = (n + 3) | 0;
    const a = y[i]!;
    const b = y[i + 1]!;
    const c = y[i + 2]!;
    const d = y[i + 3]!;
    const v = window[n]!;
    const v1 = window[n1]!;
    const v2 = window[n2]!;
    const v3 = window[n3]!;
    out[n] = v * a;
    out[n1] = v1 * b;
    out[n2] = v2 * c;
    out[n3] = v3 * d;
  }
  for (; n < out.length; n++) out[n] = window[n]! * y[start + n]!;
}

/** A frame that reaches outside the signal. */
function loadEdge(out: Float64Array, y: FloatArray, start: number, window: Float64Array, padMode: Framing['padMode']): void {
  readPadded(out, y, start, padMode);
  for (let n = 0; n < out.length; n++) out[n]! *= window[n]!;
}
