/**
 * Where peaks are, how far they stand out, and how wide they are.
 * @module
 */

/** Peaks with the edges of their plateaus. */
export interface Plateaus {
  readonly peaks: Int32Array;
  readonly leftEdges: Int32Array;
  readonly rightEdges: Int32Array;
}

/**
 * Samples, or runs of equal samples, whose two neighbours are smaller; of a run the middle, rounded down. The ends are no peaks. Edges are empty unless
 * `wanted`.
 */
export function localMaxima(x: Float64Array, wanted: boolean): Plateaus {
  const most = (x.length + 1) >> 1;
  const peaks = new Int32Array(most);
  const leftEdges = new Int32Array(wanted ? most : 0);
  const rightEdges = new Int32Array(wanted ? most : 0);
  const last = x.length - 1;
  let count = 0;
  for (let i = 1; i < last; i++) {
    const v = x[i]!;
    if (!(x[i - 1]! < v)) continue;
    let end = i;
    let next = x[i + 1]!;
    while (next === v && ++end < last) next = x[end + 1]!;
    if (next < v) {
      peaks[count] = (i + end) >> 1;
      if (wanted) {
        leftEdges[count] = i;
        rightEdges[count] = end;
      }
      count++;
      end++; // it falls there
    }
    i = end;
  }
  const cut = (all: Int32Array): Int32Array => all.subarray(0, wanted ? count : 0);
  return { peaks: peaks.subarray(0, count), leftEdges: cut(leftEdges), rightEdges: cut(rightEdges) };
}

/** The lowest points on both sides of peaks, before the ground rises above them. */
export interface Bases {
  readonly leftBases: Int32Array;
  readonly rightBases: Int32Array;
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

/** The bases of some peaks within `reach` samples on each side. */
export function nearBases(x: Float64Array, peaks: Int32Array, reach: number): Bases {
  const leftBases = peaks.map((peak) => baseOf(x, peak, -1, Math.max(0, peak - reach)));
  const rightBases = peaks.map((peak) => baseOf(x, peak, 1, Math.min(x.length - 1, peak + reach)));
  return { leftBases, rightBases };
}

/**
 * The bases of `peaks`, all maxima of a curve, in one pass to each side: between a peak and where the ground rises above it lie the valleys and the peaks
 * no higher than it, whose own bases are known. Walking from each peak may take as many steps as there are samples.
 */
export function allBases(x: Float64Array, peaks: Int32Array): Bases {
  const count = peaks.length;
  const leftBases = new Int32Array(count);
  const rightBases = new Int32Array(count);
  // The lowest point of each valley: the last one if there are several, as the peak behind it sees it, and the first.
  for (let i = 0; i <= count; i++) {
    const from = i > 0 ? peaks[i - 1]! : 0;
    const to = i < count ? peaks[i]! : x.length - 1;
    let first = from;
    let last = from;
    let least = x[from]!;
    for (let n = from + 1; n <= to; n++) {
      const v = x[n]!;
      if (v > least) continue;
      if (v < least) first = n;
      least = v;
      last = n;
    }
    if (i < count) leftBases[i] = last;
    if (i > 0) rightBases[i - 1] = first;
  }
  const higher = new Int32Array(count); // peaks that no later one has reached, falling
  let depth = 0;
  for (let i = 0; i < count; i++) {
    const top = x[peaks[i]!]!;
    let base = leftBases[i]!;
    for (; depth > 0 && x[peaks[higher[depth - 1]!]!]! <= top; depth--) {
      const other = leftBases[higher[depth - 1]!]!;
      if (x[other]! < x[base]!) base = other;
    }
    leftBases[i] = base;
    higher[depth++] = i;
  }
  depth = 0;
  for (let i = count - 1; i >= 0; i--) {
    const top = x[peaks[i]!]!;
    let base = rightBases[i]!;
    for (; depth > 0 && x[peaks[higher[depth - 1]!]!]! <= top; depth--) {
      const other = rightBases[higher[depth - 1]!]!;
      if (x[other]! < x[base]!) base = other;
    }
    rightBases[i] = base;
    higher[depth++] = i;
  }
  return { leftBases, rightBases };
}

/** How far peaks rise above the higher one of their bases. */
export function prominencesOf(x: Float64Array, peaks: Int32Array, { leftBases, rightBases }: Bases): Float64Array {
  const prominences = new Float64Array(peaks.length);
  for (let i = 0; i < peaks.length; i++) prominences[i] = x[peaks[i]!]! - Math.max(x[leftBases[i]!]!, x[rightBases[i]!]!);
  return prominences;
}

/** The widths of peaks, and where they are measured, between samples on a straight line. */
export interface Widths {
  readonly widths: Float64Array;
  readonly widthHeights: Float64Array;
  readonly leftIps: Float64Array;
  readonly rightIps: Float64Array;
}

/** The widths at `share` of the prominence below the top. */
export function widthsOf(x: Float64Array, peaks: Int32Array, prominences: Float64Array, bases: Bases, share: number): Widths {
  const { leftBases, rightBases } = bases;
  const widths = new Float64Array(peaks.length);
  const widthHeights = new Float64Array(peaks.length);
  const leftIps = new Float64Array(peaks.length);
  const rightIps = new Float64Array(peaks.length);
  for (let k = 0; k < peaks.length; k++) {
    const peak = peaks[k]!;
    const height = x[peak]! - prominences[k]! * share;
    const leftBase = leftBases[k]!;
    const rightBase = rightBases[k]!;
    let i = peak;
    while (leftBase < i && height < x[i]!) i--;
    const left = x[i]! < height ? i + (height - x[i]!) / (x[i + 1]! - x[i]!) : i;
    i = peak;
    while (i < rightBase && height < x[i]!) i++;
    const right = x[i]! < height ? i - (height - x[i]!) / (x[i - 1]! - x[i]!) : i;
    widths[k] = right - left;
    widthHeights[k] = height;
    leftIps[k] = left;
    rightIps[k] = right;
  }
  return { widths, widthHeights, leftIps, rightIps };
}
