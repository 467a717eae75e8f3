/**
 * Convolving images with kernels that are mostly zero.
 * @module
 */

/** What lies beyond the edges: `abcd|dcba`, `abcd|cba`, `abcd|ddd`, `abcd|abcd`, or a constant. */
export type ImageEdge = 'reflect' | 'mirror' | 'nearest' | 'wrap' | 'constant';

/** Every {@link ImageEdge}. */
export const IMAGE_EDGES: readonly ImageEdge[] = ['reflect', 'mirror', 'nearest', 'wrap', 'constant'];

/** The values of a kernel that are not 0, with the places of a padded image that they are multiplied with, counted from their sum. */
export interface Taps {
  readonly weights: Float64Array;
  readonly offsets: Int32Array;
}

/** An image with a margin on each side. */
export interface Padded {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly margin: number;
  /** Length of a padded row. */
  readonly width: number;
}

/** Copies an image into a margin. */
export function padImage(image: Float64Array, rows: number, columns: number, margin: number, edge: ImageEdge, fill: number): Padded {
  const width = columns + 2 * margin;
  const data = new Float64Array((rows + 2 * margin) * width).fill(edge === 'constant' ? fill : 0);
  for (let i = -margin; i < rows + margin; i++) {
    const from = place(i, rows, edge) * columns;
    if (from < 0) continue;
    const to = (i + margin) * width + margin;
    data.set(image.subarray(from, from + columns), to);
    for (let j = 1; j <= margin; j++) {
      const left = place(-j, columns, edge);
      const right = place(columns - 1 + j, columns, edge);
      if (left >= 0) data[to - j] = image[from + left]!;
      if (right >= 0) data[to + columns - 1 + j] = image[from + right]!;
    }
  }
  return { data, rows, columns, margin, width };
}

/** Where the value at place `i` of the extended axis comes from; -1 for the constant. */
function place(i: number, n: number, edge: ImageEdge): number {
  if (i >= 0 && i < n) return i;
  if (edge === 'constant') return -1;
  if (edge === 'nearest') return i < 0 ? 0 : n - 1;
  const period = edge === 'wrap' ? n : edge === 'reflect' ? 2 * n : Math.max(2 * n - 2, 1);
  const at = ((i % period) + period) % period;
  return at < n ? at : edge === 'reflect' ? period - 1 - at : period - at;
}

/** Lists the taps of a kernel of `size` x `size` with its axes changed, for images padded to rows of `width`. */
export function transposedTaps(kernel: Float64Array, size: number, width: number): Taps {
  const weights: number[] = [];
  const offsets: number[] = [];
  const middle = size >> 1;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const w = kernel[b * size + a]!;
      if (w === 0) continue;
      weights.push(w);
      offsets.push((middle - a) * width + middle - b);
    }
  }
  while (weights.length % 8) {
    weights.push(0); // so that eight at a time come out even
    offsets.push(0);
  }
  return { weights: Float64Array.from(weights), offsets: Int32Array.from(offsets) };
}

/** Writes row `i` of an image, convolved, to `out`. */
export function gatherRow(out: Float64Array, image: Padded, i: number, { weights, offsets }: Taps): void {
  const { data, columns, margin, width } = image;
  const from = (i + margin) * width + margin;
  out.fill(0);
  for (let k = 0; k < weights.length; k += 8) {
    const w0 = weights[k]!;
    const w1 = weights[k + 1]!;
    const w2 = weights[k + 2]!;
    const w3 = weights[k + 3]!;
    const w4 = weights[k + 4]!;
    const w5 = weights[k + 5]!;
    const w6 = weights[k + 6]!;
    const w7 = weights[k + 7]!;
    const p0 = from + offsets[k]!;
    const p1 = from + offsets[k + 1]!;
    const p2 = from + offsets[k + 2]!;
    const p3 = from + offsets[k + 3]!;
    const p4 = from + offsets[k + 4]!;
    const p5 = from + offsets[k + 5]!;
    const p6 = from + offsets[k + 6]!;
    const p7 = from + offsets[k + 7]!;
    for (let j = 0; j < columns; j++) {
      out[j]! +=
        w0 * data[p0 + j]! +
        w1 * data[p1 + j]! +
        (w2 * data[p2 + j]! + w3 * data[p3 + j]!) +
        (w4 * data[p4 + j]! + w5 * data[p5 + j]! + (w6 * data[p6 + j]! + w7 * data[p7 + j]!));
    }
  }
}

/**
 * Writes the convolved image to `out`, in the same margin: what each value that is not 0 gives to its neighbours. What reaches over the end
 * of a row falls into margins only, whose values mean nothing.
 */
export function scatterInto(out: Float64Array, image: Padded, { weights, offsets }: Taps): void {
  const { data } = image;
  out.fill(0);
  const last = data.length - 1;
  for (let at = 0; at < data.length; at++) {
    const v = data[at]!;
    if (v === 0) continue;
    for (let k = 0; k < weights.length; k++) {
      const to = at - offsets[k]!;
      if (to >= 0 && to <= last) out[to]! += v * weights[k]!;
    }
  }
}

/** Sums of all values above and left of each place of a padded image, with a row and a column of zeros before. */
export function integralOf({ data, width }: Padded): Float64Array {
  const rows = data.length / width;
  const out = new Float64Array((rows + 1) * (width + 1));
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    const to = (i + 1) * (width + 1) + 1;
    for (let j = 0; j < width; j++) {
      sum += data[i * width + j]!;
      out[to + j] = out[to + j - width - 1]! + sum;
    }
  }
  return out;
}

/** Adds to a row of results `factor` times the sum over the `size` x `size` values about each place. */
export function addBoxes(out: Float64Array, integral: Float64Array, image: Padded, i: number, size: number, factor: number): void {
  const stride = image.width + 1;
  const first = image.margin + (size >> 1) - size + 1;
  const top = (i + first) * stride + first;
  const bottom = top + size * stride;
  for (let j = 0; j < image.columns; j++) {
    out[j]! += factor * (integral[bottom + j + size]! - integral[bottom + j]! - (integral[top + j + size]! - integral[top + j]!));
  }
}
