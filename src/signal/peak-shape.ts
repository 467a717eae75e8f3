/**
 * Where peaks are, how far they stand out, and how wide they are.
 * @module
 */

/** Peaks with the edges of their plateaus. */
export interface Plateaus {
  readonly peaks: number[];
  readonly leftEdges: number[];
  readonly rightEdges: number[];
}

/** Samples, or runs of equal samples, whose two neighbours are smaller; of a run the middle, rounded down. The ends are no peaks. */
export function localMaxima(x: Float64Array): Plateaus {
  const [peaks, leftEdges, rightEdges]: number[][] = [[], [], []];
  for (let i = 1; i < x.length - 1; i++) {
    if (!(x[i - 1]! < x[i]!)) continue;
    let end = i;
    while (end < x.length - 1 && x[end + 1]! === x[i]!) end++;
    if (end < x.length - 1 && x[end + 1]! < x[i]!) {
      peaks!.push((i + end) >> 1);
      leftEdges!.push(i);
      rightEdges!.push(end);
    }
    i = end;
  }
  return { peaks: peaks!, leftEdges: leftEdges!, rightEdges: rightEdges! };
}

/** How far a peak stands out, and the lowest points on its two sides before the ground rises above it. */
export interface Prominence {
  readonly prominence: number;
  readonly leftBase: number;
  readonly rightBase: number;
}

/** The lowest point on the way from a peak to `end`, or to where the ground rises above it; the one nearest to the peak. */
function baseOf(x: Float64Array, peak: number, step: -1 | 1, end: number): number {
  const top = x[peak]!;
  let lowest = peak;
  let least = top;
  for (let i = peak; i !== end;) {
    i += step;
    const v = x[i]!;
    if (v > top) break;
    if (v < least) {
      lowest = i;
      least = v;
    }
  }
  return lowest;
}

/** The prominence of a peak within `reach` samples on each side. */
export function prominenceOf(x: Float64Array, peak: number, reach: number): Prominence {
  const leftBase = baseOf(x, peak, -1, Math.max(0, peak - reach));
  const rightBase = baseOf(x, peak, 1, Math.min(x.length - 1, peak + reach));
  return { prominence: x[peak]! - Math.max(x[leftBase]!, x[rightBase]!), leftBase, rightBase };
}

/** The width of a peak at a height, and where it is measured, between samples on a straight line. */
export interface Width {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
}

/** The width at `share` of the prominence below the top. */
export function widthOf(x: Float64Array, peak: number, { prominence, leftBase, rightBase }: Prominence, share: number): Width {
  const height = x[peak]! - prominence * share;
  let i = peak;
  while (leftBase < i && height < x[i]!) i--;
  const left = x[i]! < height ? i + (height - x[i]!) / (x[i + 1]! - x[i]!) : i;
  i = peak;
  while (i < rightBase && height < x[i]!) i++;
  const right = x[i]! < height ? i - (height - x[i]!) / (x[i - 1]! - x[i]!) : i;
  return { width: right - left, height, left, right };
}

/** Which peaks remain when none may be nearer than `distance` to a higher one; of equals the later one stays. */
export function farApart(peaks: readonly number[], heights: readonly number[], distance: number): boolean[] {
  const keep = peaks.map(() => true);
  const order = [...peaks.keys()].sort((a, b) => heights[b]! - heights[a]! || b - a);
  for (const i of order) {
    if (!keep[i]) continue;
    for (let k = i - 1; k >= 0 && peaks[i]! - peaks[k]! < distance; k--) keep[k] = false;
    for (let k = i + 1; k < peaks.length && peaks[k]! - peaks[i]! < distance; k++) keep[k] = false;
  }
  return keep;
}
