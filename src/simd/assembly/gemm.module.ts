/**
 * Matrix products for training, and what goes with them: activations, their slopes, and maxima. C += A B, for any strides. Four rows
 * by eight columns at a time, which is what sixteen registers hold beside the factors.
 *
 * Sums run over `DEPTH` values from zero before they meet C: an error grows with the root of the depth, not of the whole length, and a
 * result has the same bits whatever else is computed with it.
 */
import { activate, RELU, slope } from './activations';
import { add, mul } from './lanes';
import { storeColumns } from './rows';

/** Values of a sum before it meets C: eight columns of B that deep are 8 kB, a quarter of a first-level cache. */
const DEPTH: usize = 256;
/**
 * Rows of A that meet eight columns of B one after the other: with `DEPTH` they stay in a second-level cache. Copying A or B together
 * first was no faster, at any size up to 512 cubed.
 */
const PIECE: usize = 128;

/**
 * C += A B, `m` x `k` by `k` x `n`. Strides are bytes: from row to row, and for A also from column to column (4, or A is transposed).
 * Eight columns of B lie side by side; the next eight are `bPanel` bytes on. Rows of C may overlap: they are added one after the other.
 * Up to eight floats after A and B are read.
 */
export function gemm(
  m: usize, n: usize, k: usize, a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, bPanel: usize, c: usize, cRow: usize,
): void {
  for (let k0: usize = 0; k0 < k; k0 += DEPTH, a += DEPTH * aCol, b += DEPTH * bRow) {
    const depth = min(DEPTH, k - k0);
    for (let m0: usize = 0, pa = a, pc = c; m0 < m; m0 += PIECE, pa += PIECE * aRow, pc += PIECE * cRow) {
      piece(min(PIECE, m - m0), n, depth, pa, aRow, aCol, b, bRow, bPanel, pc, cRow);
    }
  }
}

/** A few rows. */
function piece(
  rows: usize, n: usize, k: usize, a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, bPanel: usize, c: usize, cRow: usize,
): void {
  for (let j: usize = 0; j < n; j += 8, b += bPanel, c += 32) {
    const columns = min(<usize>8, n - j);
    let r: usize = 0, pa = a, pc = c;
    for (; r + 4 <= rows; r += 4, pa += 4 * aRow, pc += 4 * cRow) fourRows(k, pa, aRow, aCol, b, bRow, pc, cRow, columns);
    for (; r < rows; r++, pa += aRow, pc += cRow) oneRow(k, pa, aCol, b, bRow, pc, columns);
  }
}

/** Adds eight sums, or the first `columns` of them, to a row of C. */
@inline
function meet(c: usize, low: v128, high: v128, columns: usize): void {
  if (columns == 8) {
    v128.store(c, add(v128.load(c), low));
    v128.store(c, add(v128.load(c, 16), high), 16);
  } else some(c, low, high, columns);
}

function some(c: usize, low: v128, high: v128, columns: usize): void {
  if (columns & 4) {
    v128.store(c, add(v128.load(c), low));
    low = high;
    c += 16;
  }
  if (columns & 2) {
    v128.store64_lane(c, add(v128.load64_zero(c), low), 0);
    low = v128.shuffle<f32>(low, low, 2, 3, 2, 3);
    c += 8;
  }
  if (columns & 1) v128.store32_lane(c, add(v128.load32_zero(c), low), 0);
}

function fourRows(k: usize, a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, c: usize, cRow: usize, columns: usize): void {
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
  let pb = a + aRow, pc = pb + aRow, pd = pc + aRow;
  for (const end = b + k * bRow; b != end; b += bRow, a += aCol, pb += aCol, pc += aCol, pd += aCol) {
    const w0 = v128.load(b), w1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    a0 = add(a0, mul(x, w0));
    a1 = add(a1, mul(x, w1));
    x = v128.load32_splat(pb);
    b0 = add(b0, mul(x, w0));
    b1 = add(b1, mul(x, w1));
    x = v128.load32_splat(pc);
    c0 = add(c0, mul(x, w0));
    c1 = add(c1, mul(x, w1));
    x = v128.load32_splat(pd);
    d0 = add(d0, mul(x, w0));
    d1 = add(d1, mul(x, w1));
  }
  meet(c, a0, a1, columns);
  meet((c += cRow), b0, b1, columns);
  meet((c += cRow), c0, c1, columns);
  meet((c += cRow), d0, d1, columns);
}

function oneRow(k: usize, a: usize, aCol: usize, b: usize, bRow: usize, c: usize, columns: usize): void {
  let low = f32x4.splat(0), high = low;
  for (const end = b + k * bRow; b != end; b += bRow, a += aCol) {
    const x = v128.load32_splat(a);
    low = add(low, mul(x, v128.load(b)));
    high = add(high, mul(x, v128.load(b, 16)));
  }
  meet(c, low, high, columns);
}

/**
 * A transposed B, `n` rows of `k` floats, `row` bytes apart, as panels: [eight of its rows][k][8]. Rows that fill the last eight are read,
 * wherever that is.
 */
export function turn(to: usize, b: usize, k: usize, n: usize, row: usize): void {
  for (let j: usize = 0; j < n; j += 8, b += 8 * row) {
    let i: usize = 0, p = b;
    for (; i + 4 <= k; i += 4, p += 16, to += 128) {
      const q = p + 4 * row;
      storeColumns(to, 32, v128.load(p), v128.load(p + row), v128.load(p + 2 * row), v128.load(p + 3 * row));
      storeColumns(to + 16, 32, v128.load(q), v128.load(q + row), v128.load(q + 2 * row), v128.load(q + 3 * row));
    }
    for (; i < k; i++, p += 4, to += 32) for (let s: usize = 0, q = p; s < 32; s += 4, q += row) store<f32>(to + s, load<f32>(q));
  }
}

/** Writes one row of `length` floats `rows` times. */
export function fillRows(to: usize, rows: usize, length: usize, row: usize): void {
  for (const end = to + 4 * rows * length; to != end; to += 4 * length) memory.copy(to, row, 4 * length);
}

/** The activation of `count` floats in place; up to three behind them change too. */
export function activateAll(kind: u32, at: usize, count: usize): void {
  const end = at + 4 * count;
  if (kind == RELU) for (; at < end; at += 16) v128.store(at, f32x4.pmax(v128.load(at), f32x4.splat(0)));
  else for (; at < end; at += 16) v128.store(at, activate(kind, v128.load(at)));
}

/** Multiplies `count` gradients by the slopes where the activation gave `y`; up to three behind them change too. */
export function slopeAll(kind: u32, gradients: usize, y: usize, count: usize): void {
  for (const end = gradients + 4 * count; gradients < end; gradients += 16, y += 16) {
    v128.store(gradients, mul(v128.load(gradients), slope(kind, v128.load(y))));
  }
}

/**
 * The largest values of `n` windows of `rows` x `columns` points, `step` bytes apart; lines are `line` bytes apart, points `width` bytes of
 * channels. Four channels at once: of a number that fours do not divide, each window writes over what the one before it wrote too much.
 */
export function largest(y: usize, x: usize, n: usize, step: usize, rows: usize, columns: usize, line: usize, width: usize): void {
  const row = columns * width;
  for (const end = y + n * width; y != end; y += width, x += step) {
    for (let c: usize = 0; c < width; c += 16) {
      let most = v128.load(x + c);
      for (let r: usize = 0, first = x + c; r < rows; r++, first += line) {
        for (let p = first, stop = first + row; p != stop; p += width) most = f32x4.max(most, v128.load(p)); // NaN wins
      }
      v128.store(y + c, most);
    }
  }
}

/** Adds the gradients of such windows to the first point that has the largest value, channel by channel. */
export function toLargest(
  dx: usize, x: usize, y: usize, dy: usize, n: usize, step: usize, rows: usize, columns: usize, line: usize, width: usize,
): void {
  const row = columns * width, away = dx - x;
  for (const end = y + n * width; y != end; y += width, dy += width, x += step) {
    for (let c: usize = 0; c < width; c += 16) {
      const most = v128.load(y + c);
      const inside = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(<i32>((width - c) >> 2))); // not the next point's channels
      let gradient = v128.and(v128.load(dy + c), inside);
      for (let r: usize = 0, first = x + c; r < rows; r++, first += line) {
        for (let p = first, stop = first + row; p != stop; p += width) {
          const here = f32x4.eq(v128.load(p), most);
          v128.store(p + away, add(v128.load(p + away), v128.and(gradient, here)));
          gradient = v128.andnot(gradient, here);
        }
      }
    }
  }
}
