/**
 * Thinning out peaks that are too near to higher ones.
 * @module
 */

/** Which peaks remain when none may be nearer than `distance` to a higher one, 1 for each; of equals the later one stays. */
export function farApart(peaks: Int32Array, heights: Float64Array, distance: number): Uint8Array {
  const keep = new Uint8Array(peaks.length).fill(1);
  const order = risingOrder(heights);
  for (let n = order.length - 1; n >= 0; n--) {
    const i = order[n]!;
    if (keep[i] === 0) continue;
    const peak = peaks[i]!;
    for (let k = i - 1; k >= 0 && peak - peaks[k]! < distance; k--) keep[k] = 0;
    for (let k = i + 1; k < peaks.length && peaks[k]! - peak < distance; k++) keep[k] = 0;
  }
  return keep;
}

/** Below so many numbers, comparing sorts as fast as counting. */
const FEW = 500;

/** The indices of finite numbers in rising order, equal ones in the order they come. */
function risingOrder(values: Float64Array): Int32Array {
  const order = new Int32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  if (values.length < FEW) return order.sort((a, b) => values[a]! - values[b]! || a - b);
  // Read as an integer, a double orders like a number if the sign of positive ones is turned over, and all bits of negative ones.
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = values[i]! + 0; // -0 is 0
  const bits = new Uint32Array(numbers.buffer);
  const high = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0; // where the upper half lies
  for (let i = 0; i < bits.length; i += 2) {
    const negative = bits[i + high]! >>> 31;
    bits[i + high]! ^= negative ? 0xffffffff : 0x80000000;
    if (negative) bits[i + 1 - high]! ^= 0xffffffff;
  }
  countingSort(order, bits, [high]);
  if (!insertionSort(order, values, 4 * order.length)) countingSort(order, bits, [1 - high, high]);
  return order;
}

/** Sorts indices by these halves of their numbers, the last one above the first, keeping the order of equal ones. */
function countingSort(order: Int32Array, bits: Uint32Array, halves: readonly number[]): void {
  const other = new Int32Array(order.length);
  const places = new Int32Array(65537);
  for (const half of halves) {
    pass(other, order, bits, half, 0, places);
    pass(order, other, bits, half, 16, places);
  }
}

function pass(to: Int32Array, from: Int32Array, bits: Uint32Array, half: number, shift: number, places: Int32Array): void {
  places.fill(0);
  for (let i = half; i < bits.length; i += 2) places[((bits[i]! >>> shift) & 0xffff) + 1]!++;
  for (let d = 0; d < 65536; d++) places[d + 1]! += places[d]!;
  for (let n = 0; n < from.length; n++) {
    const i = from[n]!;
    to[places[(bits[2 * i + half]! >>> shift) & 0xffff]!++] = i;
  }
}

/** Sorts what is nearly in order, keeping the order of equal ones. Gives up after so many moves: false. */
function insertionSort(order: Int32Array, values: Float64Array, moves: number): boolean {
  for (let n = 1; n < order.length; n++) {
    const i = order[n]!;
    const v = values[i]!;
    let k = n;
    for (; k > 0 && values[order[k - 1]!]! > v; k--) order[k] = order[k - 1]!;
    order[k] = i;
    moves -= n - k;
    if (moves < 0) return false;
  }
  return true;
}
