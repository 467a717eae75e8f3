/**
 * How probable each trough is, over all thresholds of YIN at once.
 * @module
 */
import { exp } from '../core/math.js';
import { betaCdf } from './beta-distribution.js';

/** What pYIN believes of thresholds. */
export interface ThresholdOptions {
  readonly nThresholds: number;
  readonly betaParameters: readonly [number, number];
  readonly boltzmannParameter: number;
  readonly noTroughProb: number;
}

/** Writes the probabilities of `count` troughs with these heights; allocates nothing. */
export type ThresholdPrior = (probs: Float64Array, heights: Float64Array, count: number) => void;

/**
 * Plans it for at most `most` troughs. Thresholds `i / nThresholds` have the weights of a beta distribution. Below each, the k-th of N troughs has a
 * share of `e^(-lambda k)`, those shares summing to 1. Where a threshold leaves no trough, the deepest one gets `noTroughProb` of its weight.
 */
export function createThresholdPrior(o: ThresholdOptions, most: number): ThresholdPrior {
  const { nThresholds, boltzmannParameter: lambda, noTroughProb } = o;
  const [a, b] = o.betaParameters;
  const cdf = Float64Array.from({ length: nThresholds + 1 }, (_, i) => betaCdf(i / nThresholds, a, b));
  const weights = cdf.slice(1).map((v, i) => v - cdf[i]!);
  const below = new Float64Array(nThresholds + 1); // the weights of the first i thresholds
  for (let i = 0; i < nThresholds; i++) below[i + 1] = below[i]! + weights[i]!;
  const falling = Float64Array.from({ length: most }, (_, k) => exp(-lambda * k));
  const share = new Float64Array(most + 1); // of the first of N
  let sum = 0;
  for (let n = 1; n <= most; n++) share[n] = 1 / (sum += falling[n - 1]!);
  const first = new Int32Array(most); // the first threshold above a trough
  const scaled = new Float64Array(nThresholds); // weight times share
  const rank = new Int32Array(nThresholds);

  return (probs, heights, count) => {
    rank.fill(0);
    let deepest = 0;
    for (let j = 0; j < count; j++) {
      const height = heights[j]!;
      if (height < heights[deepest]!) deepest = j;
      let i = height < 1 ? Math.max(0, Math.floor(height * nThresholds) - 1) : nThresholds;
      while (i < nThresholds && !(height < (i + 1) / nThresholds)) i++;
      first[j] = i;
      for (; i < nThresholds; i++) rank[i]!++;
    }
    for (let i = 0; i < nThresholds; i++) {
      scaled[i] = weights[i]! * share[rank[i]!]!;
      rank[i] = 0;
    }
    for (let j = 0; j < count; j++) {
      let p = 0;
      for (let i = first[j]!; i < nThresholds; i++) p += falling[rank[i]!++]! * scaled[i]!;
      probs[j] = p;
    }
    if (count > 0) probs[deepest]! += noTroughProb * below[first[deepest]!]!;
  };
}
