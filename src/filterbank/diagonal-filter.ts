/**
 * Filters that smooth along a diagonal.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { cos, PI, sin } from '../core/math.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, readOptions } from '../core/options.js';
import { resolveWindow } from '../window/resolve-window.js';
import { type WindowSpec } from '../window/window-spec.js';

/** Options of {@link diagonalFilter}. */
export interface DiagonalFilterOptions {
  /** Rows per column: 1 is the main diagonal, 2 a path that goes twice as far along the rows. @defaultValue `1` */
  slope?: number | undefined;
  /** Angle to the horizontal instead of the slope, radians. @defaultValue `atan(slope)` */
  angle?: number | null | undefined;
  /** `true`: the mean is taken away, so that flat areas give 0. @defaultValue `false` */
  zeroMean?: boolean | undefined;
}

/**
 * A window along a line of a given slope, as a matrix to convolve a recurrence matrix with.
 *
 * @param window - Window along the line, symmetric.
 * @param n - Its length, >= 1.
 * @param options - {@link DiagonalFilterOptions}.
 * @returns Square matrix, `n` rows at slope 1 and more at others, sum 1 (0 with `zeroMean`).
 * @throws {@link ParameterError} if an option is unknown or out of range, or the window leaves nothing.
 * @example
 * ```ts
 * const K = diagonalFilter('hann', 5);
 * [0, 1, 2, 3, 4].map((i) => K.get(i, i)); // [0, 0.25, 0.5, 0.25, 0]
 * diagonalFilter('hann', 9, { slope: 2 }).shape; // [11, 11]
 * ```
 * @see librosa 0.11 `filters.diagonal_filter`, same values within 1e-14 of the peak. Rotation as in scipy `ndimage.rotate` with splines of order
 * 5 through no prefilter, which smooths across the line.
 */
export function diagonalFilter(window: WindowSpec, n: number, options?: DiagonalFilterOptions): NdArray<Float64Array> {
  const caller = 'diagonalFilter';
  const { slope, angle, zeroMean } = readOptions(caller, options, { slope: 1, angle: null as number | null, zeroMean: false });
  expectInteger(n, caller, 'n', 1);
  expectFinite(slope, caller, 'slope');
  if (angle !== null) expectFinite(angle, caller, 'angle');
  expectBoolean(zeroMean, caller, 'zeroMean');
  const { data, size } = diagonalKernel(window, n, angle ?? Math.atan(slope), caller);
  if (zeroMean) for (let i = 0; i < data.length; i++) data[i]! -= 1 / data.length;
  return nd(data, [size, size]);
}

/** The filter with its mean, unchecked: `size` x `size` values, row by row. */
export function diagonalKernel(window: WindowSpec, n: number, angle: number, caller: string): { data: Float64Array; size: number } {
  const w = resolveWindow(caller, window, n, false);
  const kernel = Math.abs(angle - PI / 4) <= 1e-8 + (1e-5 * PI) / 4 ? onDiagonal(w) : rotated(w, PI / 4 - angle);
  const { data } = kernel;
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    if (data[i]! < 0) data[i] = 0;
    sum += data[i]!;
  }
  if (!(sum > 0)) throw new ParameterError(caller, 'window', `must leave something of ${n} samples, got the sum ${sum}`);
  for (let i = 0; i < data.length; i++) data[i]! /= sum;
  return kernel;
}

function onDiagonal(w: Float64Array): { data: Float64Array; size: number } {
  const data = new Float64Array(w.length * w.length);
  for (let i = 0; i < w.length; i++) data[i * (w.length + 1)] = w[i]!;
  return { data, size: w.length };
}

/** A diagonal matrix, turned about its middle. Outside it is 0; splines at its edge see it mirrored. */
function rotated(w: Float64Array, turn: number): { data: Float64Array; size: number } {
  const n = w.length;
  const c = cos(turn);
  const s = sin(turn);
  const size = Math.floor(n * (Math.abs(c) + Math.abs(s)) + 0.5);
  const data = new Float64Array(size * size);
  const middle = (n - 1) / 2;
  const centre = (size - 1) / 2;
  const down = new Float64Array(6);
  const along = new Float64Array(6);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const y = c * (i - centre) + s * (j - centre) + middle;
      const x = -s * (i - centre) + c * (j - centre) + middle;
      if (!(y >= 0 && y <= n - 1 && x >= 0 && x <= n - 1) || Math.abs(y - x) > 6) continue; // outside, or out of reach of the line
      const top = Math.floor(y) - 2;
      const left = Math.floor(x) - 2;
      splineWeights(down, y - Math.floor(y));
      splineWeights(along, x - Math.floor(x));
      let sum = 0;
      for (let a = 0; a < 6; a++) {
        const row = mirror(top + a, n);
        for (let b = 0; b < 6; b++) if (mirror(left + b, n) === row) sum += down[a]! * along[b]! * w[row]!;
      }
      data[i * size + j] = sum;
    }
  }
  return { data, size };
}

/** Weights of the six samples about a place `x` past the third: the B-spline of order 5. */
function splineWeights(out: Float64Array, x: number): void {
  for (let k = 0; k < 6; k++) {
    const d = Math.abs(x + 2 - k);
    if (d >= 3) out[k] = 0;
    else if (d >= 2) out[k] = (3 - d) ** 5 / 120;
    else if (d >= 1) out[k] = (51 + d * (75 + d * (-210 + d * (150 + d * (-45 + d * 5))))) / 120;
    else out[k] = (66 + d * d * (-60 + d * d * (30 - 10 * d))) / 120;
  }
}

/** The sample at place `i` of a line of `n` that is mirrored at its first and last sample. */
function mirror(i: number, n: number): number {
  if (n === 1) return 0;
  const period = 2 * (n - 1);
  const at = ((i % period) + period) % period;
  return at < n ? at : period - at;
}
