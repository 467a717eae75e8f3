/**
 * Order statistics without sorting everything.
 * @module
 */

/** The value that would stand at place `k` if the first `count` values were sorted. Reorders them; they must not be NaN. */
export function selectKth(values: Float64Array, count: number, k: number): number {
  let left = 0;
  let right = count - 1;
  while (left < right) {
    // The middle of three, so that sorted values do not take quadratic time.
    const a = values[left]!;
    const b = values[(left + right) >> 1]!;
    const c = values[right]!;
    const pivot = a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i <= j) {
        const swapped = values[i]!;
        values[i++] = values[j]!;
        values[j--] = swapped;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k]!;
}

/** What `Math.max(...values)` is. A call takes some 100,000 arguments, a list may be longer. */
export function largest(values: ArrayLike<number>): number {
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]!);
  return most;
}

/** What `Math.min(...values)` is; see {@link largest}. */
export function smallest(values: ArrayLike<number>): number {
  let least = Infinity;
  for (let i = 0; i < values.length; i++) least = Math.min(least, values[i]!);
  return least;
}

/** The median: the mean of the two middle ones of an even number of values. Reorders them; they must not be NaN. */
export function medianOf(values: Float64Array): number {
  const n = values.length;
  const upper = selectKth(values, n, n >> 1);
  return n % 2 ? upper : (upper + selectKth(values, n, (n >> 1) - 1)) / 2;
}
