/**
 * From lanes back to frames.
 */

/** Stores four rows of lanes as columns, `row` bytes apart. */
@inline
export function storeColumns(out: usize, row: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(out + row, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
  v128.store(out + 2 * row, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
  v128.store(out + 3 * row, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
}

/** Where the largest magnitude of all that was computed stands: NaN or Infinity if anything was not finite. */
export const PEAK: usize = 0;

/** Raises the peak to the largest of four lanes. */
export function raisePeak(lanes: v128): void {
  const pair = f32x4.max(lanes, v128.shuffle<f32>(lanes, lanes, 2, 3, 0, 1));
  store<f32>(PEAK, max(load<f32>(PEAK), max(f32x4.extract_lane(pair, 0), f32x4.extract_lane(pair, 1))));
}

/**
 * Stores `count` vectors of four lanes as four rows of `count` numbers, one row after the other. The last four columns may overlap those
 * before them; of rows shorter than four each overwrites what the one before it stored too much, but for the last: 16 bytes of room behind
 * the rows are needed.
 */
export function storeRows(lanes: usize, count: usize, out: usize): void {
  const row: usize = 4 * count;
  let peak = f32x4.splat(0);
  for (let i: usize = 0; ; ) {
    const from = lanes + 4 * i;
    const a = v128.load(from), b = v128.load(from, 16), c = v128.load(from, 32), d = v128.load(from, 48);
    peak = f32x4.max(f32x4.max(peak, f32x4.max(f32x4.abs(a), f32x4.abs(b))), f32x4.max(f32x4.abs(c), f32x4.abs(d)));
    storeColumns(out + i, row, a, b, c, d);
    if (i + 16 >= row) break;
    i = min(i + 16, row - 16);
  }
  raisePeak(peak);
}
