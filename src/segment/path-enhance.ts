/**
 * Smoothing a similarity matrix along its diagonals.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFiniteFeatures, readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { exp2, log2 } from '../core/math.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectFinite, expectInteger, expectOneOf, expectPositive, readOptions } from '../core/options.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { diagonalKernel } from '../filterbank/diagonal-filter.js';
import { type WindowSpec } from '../window/window-spec.js';
import {
  addBoxes,
  gatherRow,
  IMAGE_EDGES,
  type ImageEdge,
  integralOf,
  padImage,
  type Padded,
  scatterInto,
  type Taps,
  transposedTaps,
} from './convolve-taps.js';

/** Options of {@link pathEnhance}. */
export interface PathEnhanceOptions {
  /** Length of the filters, >= 1. Must be given. */
  n?: number | undefined;
  /** Window along the diagonal. @defaultValue `'hann'` */
  window?: WindowSpec | undefined;
  /** Largest slope (ratio of tempi), > 0. @defaultValue `2` */
  maxRatio?: number | undefined;
  /** Smallest slope, in (0, `maxRatio`]. @defaultValue `1 / maxRatio` */
  minRatio?: number | null | undefined;
  /** Slopes from the smallest to the largest, in equal ratios, >= 1. @defaultValue `7` */
  nFilters?: number | undefined;
  /** `true`: filters sum to 0, so that only paths stand out, not areas. @defaultValue `false` */
  zeroMean?: boolean | undefined;
  /** `true`: negative results become 0. @defaultValue `true` */
  clip?: boolean | undefined;
  /** What lies beyond the edges: `abcd|dcba`, `abcd|cba`, `abcd|ddd`, `abcd|abcd`, or `cval`. @defaultValue `'reflect'` */
  mode?: ImageEdge | undefined;
  /** What lies beyond the edges with `'constant'`. @defaultValue `0` */
  cval?: number | undefined;
}

const DEFAULTS = {
  n: NaN,
  window: 'hann' as WindowSpec,
  maxRatio: 2,
  minRatio: null as number | null,
  nFilters: 7,
  zeroMean: false,
  clip: true,
  mode: 'reflect' as ImageEdge,
  cval: 0,
};

/** Below this share of values that are not 0, these are spread out; above, all are gathered (measured to break even about there). */
const SPARSE = 0.18;

/**
 * Smooths a similarity matrix along diagonals of several slopes and keeps the largest result: paths of repetition stand out.
 *
 * @param R - Similarity or recurrence matrix, shape `[...channels, n, m]`.
 * @param options - {@link PathEnhanceOptions}; `n` must be given.
 * @returns Same shape and type.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is not finite.
 * @example
 * ```ts
 * const R = recurrenceMatrix(Float64Array.of(1, 5, 9, 1, 5, 9), { k: 1 });
 * const smooth = pathEnhance(R, { n: 5, maxRatio: 1.5 });
 * smooth.shape; // [6, 6]
 * smooth.get(4, 1) > smooth.get(2, 1); // true
 * ```
 * @see librosa 0.11 `segment.path_enhance`, same values within 1e-13 of the peak. Looks at the whole matrix; time grows with the values that are
 * not 0, if they are few.
 */
export function pathEnhance<T extends FloatArray>(R: NdArray<T>, options: PathEnhanceOptions): NdArray<T> {
  const caller = 'pathEnhance';
  const o = readOptions(caller, options, DEFAULTS);
  expectInteger(o.n, caller, 'n', 1);
  expectPositive(o.maxRatio, caller, 'maxRatio');
  const least = o.minRatio ?? 1 / o.maxRatio;
  expectPositive(least, caller, 'minRatio');
  if (least > o.maxRatio) throw new ParameterError(caller, 'minRatio', `must be <= maxRatio = ${o.maxRatio}, got ${least}`);
  expectInteger(o.nFilters, caller, 'nFilters', 1);
  expectBoolean(o.zeroMean, caller, 'zeroMean');
  expectBoolean(o.clip, caller, 'clip');
  expectOneOf(o.mode, caller, 'mode', IMAGE_EDGES);
  expectFinite(o.cval, caller, 'cval');
  const S = readFeatures(R, caller, 'R');
  expectFiniteFeatures(S, caller, 'R');
  const [from, to] = [log2(least), log2(o.maxRatio)];
  const kernels = Array.from({ length: o.nFilters }, (_, f) => {
    const ratio = exp2(f === 0 ? from : from + (f * (to - from)) / (o.nFilters - 1));
    return diagonalKernel(o.window, o.n, Math.atan(ratio), caller);
  });
  const margin = Math.max(...kernels.map(({ size }) => size >> 1));
  const filters = kernels.map(({ data, size }) => ({
    size,
    mean: o.zeroMean ? 1 / data.length : 0,
    taps: transposedTaps(data, size, S.bins + 2 * margin),
  }));
  const out = new Float64Array(S.data.length).fill(o.clip ? 0 : -Infinity);
  const values = widen(S.data);
  const area = S.bins * S.frames;
  for (let item = 0; item < S.items; item++) {
    const image = padImage(values.subarray(item * area, (item + 1) * area), S.frames, S.bins, margin, o.mode, o.cval);
    enhance(out.subarray(item * area, (item + 1) * area), image, filters);
  }
  refuseNonFiniteFeatures(out, S, caller, 'R');
  return timeMajor(roundLike(S.data, out), S.lead, S.bins, S.frames);
}

interface Filter {
  readonly size: number;
  /** What is taken away from each value of the kernel. */
  readonly mean: number;
  readonly taps: Taps;
}

/** Raises `out` to the results of the filters. */
function enhance(out: Float64Array, image: Padded, filters: readonly Filter[]): void {
  const { data, rows, columns, margin, width } = image;
  let filled = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) filled++;
  const spread = filled < SPARSE * data.length ? new Float64Array(data.length) : null;
  const integral = filters[0]!.mean ? integralOf(image) : null;
  const row = new Float64Array(columns);
  // Row by row with all filters while the rows are in the cache; what is spread out needs a whole image for each filter.
  for (const together of spread ? filters.map((f) => [f]) : [filters]) {
    if (spread) scatterInto(spread, image, together[0]!.taps);
    for (let i = 0; i < rows; i++) {
      for (const { size, mean, taps } of together) {
        if (spread) row.set(spread.subarray((i + margin) * width + margin, (i + margin) * width + margin + columns));
        else gatherRow(row, image, i, taps);
        if (integral) addBoxes(row, integral, image, i, size, -mean);
        for (let j = 0, at = i * columns; j < columns; j++, at++) if (row[j]! > out[at]!) out[at] = row[j]!;
      }
    }
  }
}
