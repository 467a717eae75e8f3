/**
 * What `dtw` and `dtwFromCost` share: options, results and the way from one to the other.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, expectOneOf } from '../core/options.js';
import { type TableLike } from '../core/table.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { accumulate, type Band, type Costs, pathOf } from './accumulate.js';
import { readSteps, swapSteps } from './dtw-steps.js';

/** Options that `dtw` and `dtwFromCost` share. */
export interface WarpingOptions {
  /** Moves `[along X, along Y]` of a path, integers >= 0, not both 0. @defaultValue `[[1, 1], [0, 1], [1, 0]]` */
  stepSizesSigma?: TableLike | null | undefined;
  /** What each move adds to its cost; Infinity forbids it. @defaultValue zeros */
  weightsAdd?: ArrayLike<number> | null | undefined;
  /** What the cost of each move is multiplied with; Infinity forbids it. @defaultValue ones */
  weightsMul?: ArrayLike<number> | null | undefined;
  /** `true`: the shorter sequence is sought anywhere within the longer. @defaultValue `false` */
  subseq?: boolean | undefined;
  /** `false`: no path, only costs. @defaultValue `true` */
  backtrack?: boolean | undefined;
  /** `true`: paths stay within a band around the diagonal (Sakoe and Chiba). @defaultValue `false` */
  globalConstraints?: boolean | undefined;
  /** Radius of the band as a share of the shorter sequence, >= 0. @defaultValue `0.25` */
  bandRad?: number | undefined;
  /** `true`: return the last move to each pair as well. @defaultValue `false` */
  returnSteps?: boolean | undefined;
  /** `'librosa'`: the layout of librosa with `subseq` (see the function). @defaultValue `null` */
  compat?: 'librosa' | null | undefined;
}

/** An alignment of two sequences. */
export interface Warping<T extends FloatArray = FloatArray> {
  /** Accumulated costs, shape `[N, M]`; Infinity where no path leads. */
  readonly D: NdArray<T>;
  /** Index pairs of the warping path from its end to its start, shape `[length, 2]`; `[0, 2]` with `backtrack: false`. */
  readonly wp: NdArray<Int32Array>;
  /**
   * With `returnSteps`, the move that led to each pair, shape `[N, M]`: the usual moves have the numbers 0, 1, 2, those of `stepSizesSigma`
   * go on from 3. 0 where a path begins or none leads. Else `null`.
   */
  readonly steps: NdArray<Int32Array> | null;
}

export const WARPING_DEFAULTS = {
  stepSizesSigma: null as TableLike | null,
  weightsAdd: null as ArrayLike<number> | null,
  weightsMul: null as ArrayLike<number> | null,
  subseq: false,
  backtrack: true,
  globalConstraints: false,
  bandRad: 0.25,
  returnSteps: false,
  compat: null as 'librosa' | null,
};

/** Aligns sequences of costs `costs`; `transposed` are the same with axes changed. */
export function align<T extends FloatArray>(
  like: T,
  costs: Costs,
  transposed: Costs,
  o: typeof WARPING_DEFAULTS,
  fromFeatures: boolean,
  caller: string,
): Warping<T> {
  for (const name of ['subseq', 'backtrack', 'globalConstraints', 'returnSteps'] as const) expectBoolean(o[name], caller, name);
  expectFinite(o.bandRad, caller, 'bandRad', 0);
  expectOneOf(o.compat, caller, 'compat', ['librosa', null]);
  const given = readSteps(o.stepSizesSigma, o.weightsAdd, o.weightsMul, caller);
  const longer = o.subseq && costs.rows > costs.columns;
  const swap = longer && (!o.compat || fromFeatures);
  const used = swap ? transposed : costs;
  const steps = swap && !o.compat ? swapSteps(given) : given;
  const { rows, columns } = used;
  const found = accumulate(used, steps, o.subseq, o.globalConstraints ? bandOf(rows, columns, o.bandRad) : null, o.returnSteps);
  let path: number[] = [];
  if (o.backtrack) {
    const last = found.D.subarray((rows - 1) * columns);
    const end = o.subseq ? last.indexOf(last.reduce((a, b) => (b < a ? b : a))) : columns - 1;
    if (last[end] === Infinity) {
      const [name, what] = o.globalConstraints ? ['bandRad', 'must leave room for a path'] : ['stepSizesSigma', 'must allow a path'];
      throw new ParameterError(caller, name!, `${what} ${o.subseq ? 'through the shorter sequence' : 'from the first pair to the last'}`);
    }
    path = pathOf(found, used, end, steps, o.subseq);
  }
  const wp = nd(Int32Array.from(path), [path.length / 2, 2], [2, 1]);
  const flipped = nd(wp.data, wp.shape, [2, -1], path.length ? 1 : 0);
  const matrix = <U extends T | Int32Array>(data: U): NdArray<U> =>
    swap && !o.compat ? nd(data, [columns, rows], [1, columns]) : nd(data, [rows, columns]);
  return {
    D: matrix(roundLike(like, found.D)),
    wp: longer ? flipped : wp,
    steps: o.returnSteps ? matrix(found.moves) : null,
  };
}

/** Sakoe and Chiba's band as librosa draws it: wider by the difference of the lengths on the side of the longer sequence. */
function bandOf(rows: number, columns: number, share: number): Band {
  const exact = share * Math.min(rows, columns);
  const floor = Math.floor(exact);
  const up = exact - floor > 0.5 || (exact - floor === 0.5 && floor % 2 === 1); // halves go to the even number
  const radius = floor + Number(up);
  return { below: radius + Math.max(rows - columns, 0), above: radius + Math.max(columns - rows, 0) };
}
