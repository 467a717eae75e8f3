/**
 * Statistics of a contour.
 * @module
 */

/** Mean, and standard deviation (of the population) over the mean: 0 where the mean is 0 or there is nothing. */
export function meanAndVariation(x: Float64Array): [mean: number, variation: number] {
  const [mean, deviation] = meanAndDeviation(x);
  return [mean, mean === 0 ? 0 : deviation / mean];
}

/** Mean and standard deviation of the population; 0 and 0 of nothing. */
export function meanAndDeviation(x: ArrayLike<number>): [mean: number, deviation: number] {
  if (x.length === 0) return [0, 0];
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]!;
  const mean = sum / x.length;
  let squares = 0;
  for (let i = 0; i < x.length; i++) squares += (x[i]! - mean) ** 2;
  return [mean, Math.sqrt(squares / x.length)];
}

/** The value that `share` of the sorted values lie below, between two of them on a line; 0 of nothing. */
export function percentileOf(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return 0;
  const position = share * (sorted.length - 1);
  const i = Math.floor(position);
  const next = Math.min(i + 1, sorted.length - 1);
  return sorted[i]! + (position - i) * (sorted[next]! - sorted[i]!);
}
