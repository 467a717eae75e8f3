/**
 * What every threshold on a score lets through: the base of ROC, precision-recall and DET curves.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectSameLength, type Label, type LabelList } from '../core/labels.js';
import { readNumbers } from '../core/table.js';
import { readPositives } from './targets.js';

/** Counts of what scores at or above each threshold, thresholds falling. */
export interface ThresholdCounts {
  /** Negatives let through. */
  readonly fps: Float64Array;
  /** Positives let through. */
  readonly tps: Float64Array;
  /** The different scores, falling. */
  readonly thresholds: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/** Options that all curves over thresholds share. */
export interface PositiveOptions {
  /** The positive label. `null`: 1, where all labels are 0 and 1, or -1 and 1. @defaultValue `null` */
  posLabel?: Label | null | undefined;
}

/** Reads labels and scores, and counts. `need` says which of the classes must be there. */
export function readThresholds(
  yTrue: LabelList,
  yScore: ArrayLike<number>,
  posLabel: Label | null,
  caller: string,
  need: 'both' | 'positives',
): ThresholdCounts {
  const positive = readPositives(yTrue, posLabel, caller);
  const score = readNumbers(yScore, caller, 'yScore');
  expectSameLength(positive.length, 'yTrue', score.length, 'yScore', caller);
  const counts = countThresholds(positive, score);
  expectClasses(counts, need, caller, '');
  return counts;
}

/** Refuses what makes a curve undefined. */
export function expectClasses({ positives, negatives }: ThresholdCounts, need: 'both' | 'positives', caller: string, where: string): void {
  if (positives > 0 && (negatives > 0 || need === 'positives')) return;
  const rule = need === 'both' ? 'hold positives and negatives' : 'hold positives';
  throw new ParameterError(caller, 'yTrue', `must ${rule}, got ${positives} and ${negatives}${where}`);
}

/** Counts at each different score. */
export function countThresholds(positive: ArrayLike<number>, score: Float64Array): ThresholdCounts {
  const n = score.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((i, j) => score[j]! - score[i]!);
  const tps: number[] = [];
  const fps: number[] = [];
  const thresholds: number[] = [];
  let positives = 0;
  for (let k = 0; k < n; k++) {
    const i = order[k]!;
    positives += positive[i]!;
    if (k + 1 < n && score[order[k + 1]!] === score[i]) continue;
    tps.push(positives);
    fps.push(k + 1 - positives);
    thresholds.push(score[i]!);
  }
  return {
    fps: Float64Array.from(fps),
    tps: Float64Array.from(tps),
    thresholds: Float64Array.from(thresholds),
    positives,
    negatives: n - positives,
  };
}

/** The entries where `keep` says so. */
export const pick = (x: Float64Array, keep: (i: number) => boolean): Float64Array => x.filter((_, i) => keep(i));

/** A copy with `first` before it. */
export function startWith(first: number, x: Float64Array): Float64Array {
  const result = new Float64Array(x.length + 1);
  result[0] = first;
  result.set(x, 1);
  return result;
}

/** Whether number `i` changes from the one before, or to the one behind; the ends always count. */
export const changesAt =
  (x: Float64Array): ((i: number) => boolean) =>
  (i) =>
    i === 0 || i === x.length - 1 || x[i] !== x[i - 1] || x[i] !== x[i + 1];
