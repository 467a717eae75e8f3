/**
 * How well segments were named: which belong together.
 * @module
 */
import { exp, log } from '../core/math.js';
import { expectBoolean, expectPositive, readOptions } from '../core/options.js';
import { type DetectionScores, harmonicMean } from './annotations.js';
import { type Contingency, type NamedIntervals, readContingency } from './segment-frames.js';

/** Options of {@link segmentRandIndex} and {@link segmentMutualInformation}. */
export interface SegmentFrameOptions {
  /** Seconds from one frame to the next, > 0. @defaultValue `0.1` */
  frameSize?: number | undefined;
}

/** Options of {@link segmentPairwise} and {@link segmentVMeasure}. */
export interface SegmentBetaOptions extends SegmentFrameOptions {
  /** How many times as much recall weighs as precision, > 0. @defaultValue `1` */
  beta?: number | undefined;
}

/**
 * Precision, recall and F-measure of pairs of frames that have the same name.
 *
 * @param reference - The true segmentation, beginning at 0.
 * @param estimate - The found one, ending where the reference does.
 * @param options - {@link SegmentBetaOptions}.
 * @returns {@link DetectionScores}; all 0 where either has no segment.
 * @throws {@link ParameterError} if the segmentations do not fit, fewer than two frames are left, or an option is unknown or out of range.
 * @example
 * ```ts
 * const reference = { intervals: [[0, 4], [4, 9], [9, 12]], labels: ['A', 'B', 'A'] };
 * const estimate = { intervals: [[0, 5], [5, 12]], labels: ['x', 'y'] };
 * segmentPairwise(reference, estimate).fMeasure; // 0.56
 * ```
 * @see mir_eval 0.8 `segment.pairwise`: same numbers, memory for the names instead of all pairs of frames. M. Levy and M. Sandler,
 * "Structural segmentation of musical audio by constrained clustering", 2008.
 */
export function segmentPairwise(reference: NamedIntervals, estimate: NamedIntervals, options?: SegmentBetaOptions): DetectionScores {
  const caller = 'segmentPairwise';
  const o = readBeta(caller, options);
  const c = readContingency(reference, estimate, o.frameSize, caller);
  if (!c) return { precision: 0, recall: 0, fMeasure: 0 };
  const [both, found, true_] = [pairsIn(c.counts), pairsIn(c.columns), pairsIn(c.rows)];
  const [precision, recall] = [found > 0 ? both / found : 0, true_ > 0 ? both / true_ : 0];
  return { precision, recall, fMeasure: harmonicMean(precision, recall, o.beta) };
}

/** What {@link segmentRandIndex} returns. */
export interface SegmentRandIndex {
  /** Share of pairs of frames that both put together, or both apart, in [0, 1]. */
  readonly randIndex: number;
  /** The same with chance taken off: 1 for the same segmentation, about 0 for one at random. */
  readonly adjustedRandIndex: number;
}

/**
 * Rand index of two segmentations, plain and adjusted for chance.
 *
 * @param reference - The true segmentation, beginning at 0.
 * @param estimate - The found one, ending where the reference does.
 * @param options - {@link SegmentFrameOptions}.
 * @returns {@link SegmentRandIndex}; 0 where either has no segment.
 * @throws {@link ParameterError} if the segmentations do not fit, fewer than two frames are left, or an option is unknown or out of range.
 * @example
 * ```ts
 * const reference = { intervals: [[0, 4], [4, 9], [9, 12]], labels: ['A', 'B', 'A'] };
 * const estimate = { intervals: [[0, 5], [5, 12]], labels: ['x', 'y'] };
 * const { randIndex, adjustedRandIndex } = segmentRandIndex(reference, estimate);
 * randIndex; // 0.552
 * adjustedRandIndex; // 0.103
 * ```
 * @see mir_eval 0.8 `segment.rand_index`, `segment.ari`: same numbers. L. Hubert and P. Arabie, "Comparing partitions", 1985.
 */
export function segmentRandIndex(reference: NamedIntervals, estimate: NamedIntervals, options?: SegmentFrameOptions): SegmentRandIndex {
  const caller = 'segmentRandIndex';
  const o = readOptions(caller, options, { frameSize: 0.1 });
  const c = readContingency(reference, estimate, o.frameSize, caller);
  if (!c) return { randIndex: 0, adjustedRandIndex: 0 };
  const [both, found, true_, all] = [pairsIn(c.counts), pairsIn(c.columns), pairsIn(c.rows), (c.total * (c.total - 1)) / 2];
  const chance = (true_ * found) / all;
  const most = (true_ + found) / 2;
  return {
    randIndex: (all - true_ - found + 2 * both) / all,
    adjustedRandIndex: most === chance ? 1 : (both - chance) / (most - chance), // all one name, or each frame its own, on both sides
  };
}

/** What {@link segmentMutualInformation} returns. */
export interface SegmentMutualInformation {
  /** Nats that one name tells of the other. */
  readonly mutualInformation: number;
  /** With chance taken off, as a share of the greater entropy. */
  readonly adjusted: number;
  /** As a share of the geometric mean of the entropies, in [0, 1]. */
  readonly normalized: number;
}

/**
 * Mutual information of the names of two segmentations.
 *
 * @param reference - The true segmentation, beginning at 0.
 * @param estimate - The found one, ending where the reference does.
 * @param options - {@link SegmentFrameOptions}.
 * @returns {@link SegmentMutualInformation}; 0 where either has no segment.
 * @throws {@link ParameterError} if the segmentations do not fit, fewer than two frames are left, or an option is unknown or out of range.
 * @example
 * ```ts
 * const reference = { intervals: [[0, 4], [4, 9], [9, 12]], labels: ['A', 'B', 'A'] };
 * const estimate = { intervals: [[0, 5], [5, 12]], labels: ['x', 'y'] };
 * const { mutualInformation, normalized } = segmentMutualInformation(reference, estimate);
 * mutualInformation; // 0.072
 * normalized; // 0.106
 * ```
 * @see mir_eval 0.8 `segment.mutual_information`: same numbers. N. X. Vinh et al., "Information theoretic measures for clusterings
 * comparison", JMLR 11 (2010).
 */
export function segmentMutualInformation(
  reference: NamedIntervals,
  estimate: NamedIntervals,
  options?: SegmentFrameOptions,
): SegmentMutualInformation {
  const caller = 'segmentMutualInformation';
  const o = readOptions(caller, options, { frameSize: 0.1 });
  const c = readContingency(reference, estimate, o.frameSize, caller);
  if (!c) return { mutualInformation: 0, adjusted: 0, normalized: 0 };
  const n = c.total;
  let information = 0;
  c.counts.forEach((count, at) => {
    const [i, j] = [Math.floor(at / c.columns.length), at % c.columns.length];
    if (count > 0) information += (count / n) * log((count * n) / (c.rows[i]! * c.columns[j]!));
  });
  if (c.rows.length === 1 && c.columns.length === 1) return { mutualInformation: 0, adjusted: 1, normalized: 1 };
  const [a, b] = [entropy(c.rows, n), entropy(c.columns, n)];
  const expected = expectedInformation(c);
  const room = Math.max(a, b) - expected;
  return {
    mutualInformation: information,
    adjusted: room === 0 ? 1 : (information - expected) / room,
    normalized: information / Math.max(Math.sqrt(a * b), 1e-10),
  };
}

/** Options of {@link segmentNce}. */
export interface SegmentNceOptions extends SegmentBetaOptions {
  /** `true`: divided by the entropy of the names; `false`: by that of as many equally frequent ones. @defaultValue `false` */
  marginal?: boolean | undefined;
}

/** What {@link segmentNce} returns; each in [0, 1]. */
export interface SegmentNce {
  /** 1 less the bits of the estimate that the reference leaves open: falls where segments are cut up. */
  readonly over: number;
  /** 1 less the bits of the reference that the estimate leaves open: falls where segments are thrown together. */
  readonly under: number;
  /** Their weighted harmonic mean. */
  readonly fMeasure: number;
}

/**
 * Normalized conditional entropies of two segmentations: over- and under-segmentation.
 *
 * @param reference - The true segmentation, beginning at 0.
 * @param estimate - The found one, ending where the reference does.
 * @param options - {@link SegmentNceOptions}.
 * @returns {@link SegmentNce}; all 0 where either has no segment.
 * @throws {@link ParameterError} if the segmentations do not fit, fewer than two frames are left, or an option is unknown or out of range.
 * @example
 * ```ts
 * const reference = { intervals: [[0, 4], [4, 9], [9, 12]], labels: ['A', 'B', 'A'] };
 * const estimate = { intervals: [[0, 5], [5, 12]], labels: ['x', 'y'] };
 * const { over, under } = segmentNce(reference, estimate);
 * over; // 0.124
 * under; // 0.124
 * ```
 * @see mir_eval 0.8 `segment.nce`: same numbers. H. Lukashevich, "Towards quantitative measures of evaluating song segmentation", ISMIR 2008.
 */
export function segmentNce(reference: NamedIntervals, estimate: NamedIntervals, options?: SegmentNceOptions): SegmentNce {
  const caller = 'segmentNce';
  const { marginal, ...rest } = readOptions(caller, options, { frameSize: 0.1, beta: 1, marginal: false });
  expectBoolean(marginal, caller, 'marginal');
  return conditionalEntropies(reference, estimate, readBeta(caller, rest), marginal, caller);
}

/**
 * V-measure of two segmentations: precision and recall from conditional entropies over those of the names.
 *
 * @param reference - The true segmentation, beginning at 0.
 * @param estimate - The found one, ending where the reference does.
 * @param options - {@link SegmentBetaOptions}.
 * @returns {@link DetectionScores}; all 0 where either has no segment.
 * @throws {@link ParameterError} if the segmentations do not fit, fewer than two frames are left, or an option is unknown or out of range.
 * @example
 * ```ts
 * const reference = { intervals: [[0, 4], [4, 9], [9, 12]], labels: ['A', 'B', 'A'] };
 * const estimate = { intervals: [[0, 5], [5, 12]], labels: ['x', 'y'] };
 * segmentVMeasure(reference, estimate).fMeasure; // 0.106
 * ```
 * @see mir_eval 0.8 `segment.vmeasure`: same numbers. A. Rosenberg and J. Hirschberg, "V-measure", EMNLP 2007.
 */
export function segmentVMeasure(reference: NamedIntervals, estimate: NamedIntervals, options?: SegmentBetaOptions): DetectionScores {
  const caller = 'segmentVMeasure';
  const { over, under, fMeasure } = conditionalEntropies(reference, estimate, readBeta(caller, options), true, caller);
  return { precision: over, recall: under, fMeasure };
}

function readBeta(caller: string, options: SegmentBetaOptions | undefined): { frameSize: number; beta: number } {
  const o = readOptions(caller, options, { frameSize: 0.1, beta: 1 });
  expectPositive(o.beta, caller, 'beta');
  return o;
}

function conditionalEntropies(
  reference: NamedIntervals,
  estimate: NamedIntervals,
  o: { frameSize: number; beta: number },
  marginal: boolean,
  caller: string,
): SegmentNce {
  const c = readContingency(reference, estimate, o.frameSize, caller);
  if (!c) return { over: 0, under: 0, fMeasure: 0 };
  const both = entropy(c.counts, c.total);
  const [ofRows, ofColumns] = [entropy(c.rows, c.total), entropy(c.columns, c.total)];
  const most = (own: number, names: number): number => (marginal ? own : log(names));
  const score = (open: number, all: number): number => (all > 0 ? 1 - open / all : 0);
  const over = score(both - ofRows, most(ofColumns, c.columns.length));
  const under = score(both - ofColumns, most(ofRows, c.rows.length));
  return { over, under, fMeasure: harmonicMean(over, under, o.beta) };
}

/** Pairs within groups of these sizes. */
const pairsIn = (sizes: Float64Array): number => sizes.reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);

/** Entropy of counts, nats. */
const entropy = (counts: Float64Array, total: number): number =>
  -counts.reduce((sum, n) => (n > 0 ? sum + (n / total) * log(n / total) : sum), 0);

/** The mean mutual information of all segmentations with the same row and column sums (Vinh et al., eq. 24a). */
function expectedInformation({ rows, columns, total }: Contingency): number {
  const factorial = logFactorials(total);
  let sum = 0;
  for (const a of rows) {
    for (const b of columns) {
      const fixed = factorial[a]! + factorial[b]! + factorial[total - a]! + factorial[total - b]! - factorial[total]!;
      for (let n = Math.max(1, a + b - total); n <= Math.min(a, b); n++) {
        const ways = fixed - factorial[n]! - factorial[a - n]! - factorial[b - n]! - factorial[total - a - b + n]!;
        sum += (n / total) * log((total * n) / (a * b)) * exp(ways);
      }
    }
  }
  return sum;
}

/** ln k! for k to n, each sum with what rounding took from it. */
function logFactorials(n: number): Float64Array {
  const out = new Float64Array(n + 1);
  let [sum, lost] = [0, 0];
  for (let k = 2; k <= n; k++) {
    const term = log(k);
    const next = sum + term;
    lost += Math.abs(sum) >= term ? sum - next + term : term - next + sum;
    sum = next;
    out[k] = sum + lost;
  }
  return out;
}
