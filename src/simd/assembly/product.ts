/**
 * Matrix products with packed weights: blocks of twenty-four columns, [block][k][24], so that one value of the left side, splatted, meets
 * weights that lie side by side; there are no horizontal sums. Every result is one chain of additions over ascending k, whatever tile
 * computes it: a row has the same bits alone and among others.
 */
import { add, mul } from './lanes';

/**
 * out[r] = start[r] + a[r] W for `rows` rows, `eights` times eight columns. A row of `a` is made of `segments` runs of `run` bytes, which
 * begin at the byte offsets listed in `offsets`: one run for a dense layer, one for each row of a convolution's window. Strides are
 * bytes from row to row; `start` is a bias (stride 0) or a matrix, which may be `out` itself.
 */
export function product(
  rows: usize, eights: usize, a: usize, aStride: usize, segments: usize, offsets: usize, run: usize,
  w: usize, start: usize, startStride: usize, out: usize, outStride: usize,
): void {
  const block = segments * run * 24; // bytes of a block
  const fours = rows & ~3;
  const aTail = a + fours * aStride, startTail = start + fours * startStride, outTail = out + fours * outStride;
  for (let e: usize = 0, panel = w; e < eights && fours > 0; e++, panel += e % 3 ? 32 : block - 64) {
    for (let r: usize = 0, p = a, s = start + 32 * e, o = out + 32 * e; r < fours; r += 4) {
      fourRows(p, aStride, segments, offsets, run, panel, s, startStride, o, outStride);
      p += 4 * aStride;
      s += 4 * startStride;
      o += 4 * outStride;
    }
  }
  for (let r = fours, p = aTail, s = startTail, o = outTail; r < rows; r++, p += aStride, s += startStride, o += outStride) {
    let e: usize = 0, panel = w;
    for (; e + 3 <= eights; e += 3, panel += block) oneRowOf24(p, segments, offsets, run, panel, s + 32 * e, o + 32 * e);
    for (; e < eights; e++, panel += 32) oneRowOf8(p, segments, offsets, run, panel, s + 32 * e, o + 32 * e);
  }
}

/** Four rows, eight columns. */
function fourRows(
  a: usize, aStride: usize, segments: usize, offsets: usize, run: usize, w: usize,
  start: usize, startStride: usize, out: usize, outStride: usize,
): void {
  let s = start;
  let a0 = v128.load(s), a1 = v128.load(s, 16);
  s += startStride;
  let b0 = v128.load(s), b1 = v128.load(s, 16);
  s += startStride;
  let c0 = v128.load(s), c1 = v128.load(s, 16);
  s += startStride;
  let d0 = v128.load(s), d1 = v128.load(s, 16);
  for (const last = offsets + 4 * segments; offsets < last; offsets += 4) {
    let pa = a + load<u32>(offsets);
    let pb = pa + aStride, pc = pb + aStride, pd = pc + aStride;
    for (const end = pa + run; pa < end; pa += 4, pb += 4, pc += 4, pd += 4, w += 96) {
      const w0 = v128.load(w), w1 = v128.load(w, 16);
      let x = v128.load32_splat(pa);
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
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  out += outStride;
  v128.store(out, b0);
  v128.store(out, b1, 16);
  out += outStride;
  v128.store(out, c0);
  v128.store(out, c1, 16);
  out += outStride;
  v128.store(out, d0);
  v128.store(out, d1, 16);
}

/**
 * One row, a block of twenty-four columns: six sums hide the time an addition takes. Four were a tenth slower, and eight took two thirds
 * more time: V8 loads all weights of a turn first, and sixteen registers do not hold eight of them beside eight sums.
 */
function oneRowOf24(a: usize, segments: usize, offsets: usize, run: usize, w: usize, start: usize, out: usize): void {
  let a0 = v128.load(start), a1 = v128.load(start, 16), a2 = v128.load(start, 32);
  let a3 = v128.load(start, 48), a4 = v128.load(start, 64), a5 = v128.load(start, 80);
  for (const last = offsets + 4 * segments; offsets < last; offsets += 4) {
    let p = a + load<u32>(offsets);
    for (const end = p + run; p < end; p += 4, w += 96) {
      const x = v128.load32_splat(p);
      a0 = add(a0, mul(x, v128.load(w)));
      a1 = add(a1, mul(x, v128.load(w, 16)));
      a2 = add(a2, mul(x, v128.load(w, 32)));
      a3 = add(a3, mul(x, v128.load(w, 48)));
      a4 = add(a4, mul(x, v128.load(w, 64)));
      a5 = add(a5, mul(x, v128.load(w, 80)));
    }
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  v128.store(out, a2, 32);
  v128.store(out, a3, 48);
  v128.store(out, a4, 64);
  v128.store(out, a5, 80);
}

/** One row, eight columns. */
function oneRowOf8(a: usize, segments: usize, offsets: usize, run: usize, w: usize, start: usize, out: usize): void {
  let a0 = v128.load(start), a1 = v128.load(start, 16);
  for (const last = offsets + 4 * segments; offsets < last; offsets += 4) {
    let p = a + load<u32>(offsets);
    for (const end = p + run; p < end; p += 4, w += 96) {
      const x = v128.load32_splat(p);
      a0 = add(a0, mul(x, v128.load(w)));
      a1 = add(a1, mul(x, v128.load(w, 16)));
    }
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
}
