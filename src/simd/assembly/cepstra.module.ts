/**
 * From spectra to mel bands, decibels and cepstra, four frames at a time, one per lane. Works in the memory of the spectra's kernels.
 */
import { add, mul, put, sub } from './lanes';
import { PEAK, raisePeak, storeColumns, storeRows } from './rows';

/** See `spectra.module.ts`. */
@external('spectra', 'spectrum')
declare function spectrum(exponent: usize, frame: usize, step: usize, left: usize): usize;

/** What `src/simd/cepstra.ts` writes at the address that the kernels are handed, 4 bytes each. Pointers are byte addresses. */
@unmanaged
class Bands {
  /** Of the magnitudes: 1 or 2. */
  exponent: usize;
  count: usize;
  /** First bin of the first band x 16. */
  start: usize;
  /** Bins of each of count + 1 segments. */
  segments: usize;
  /** For each bin its weight in the band before the segment, which falls, and in the band after it, which rises. */
  weights: usize;
  /** Floor of the powers before the logarithm. */
  amin: f32;
  /** Coefficients. */
  cepstra: usize;
  /** Numbers in a row of the matrix: half the bands, rounded up, if it is symmetric. */
  width: usize;
  symmetric: usize;
  /** Blocks of four rows, [block][column][row]; the last four rows are the last block, also where that overlaps the one before. */
  matrix: usize;
  /** The sum of each whole row of the blocks, in double precision. */
  sums: usize;
  /** count + 1 pairs of 4 lanes. */
  scratch: usize;
}

/** Weighted sums of the spectra, band by band: count x 4 lanes. Neighbours overlap, each bin is in two bands at most. */
function sumBands(bands: Bands, x: usize, out: usize): void {
  let w = bands.weights, segment = bands.segments;
  let sum = f32x4.splat(0);
  x += bands.start;
  for (let band = out - 16, end = out + 16 * bands.count; band < end; band += 16) {
    let falling = sum, rising = f32x4.splat(0);
    for (const last = w + 8 * load<u32>(segment); w < last; w += 8, x += 16) {
      const p = v128.load(x);
      falling = add(falling, mul(p, v128.load32_splat(w)));
      rising = add(rising, mul(p, v128.load32_splat(w, 4)));
    }
    v128.store(max(band, out), falling); // before the first segment there is no band
    sum = rising;
    segment += 4;
  }
}

/** The mel bands of `frames` frames `step` bytes apart, one row after the other. */
export function mel(bands: Bands, frame: usize, step: usize, frames: usize, out: usize): void {
  for (; ; frames -= 4, frame += 4 * step, out += 16 * bands.count) {
    sumBands(bands, spectrum(bands.exponent, frame, step, frames), bands.scratch);
    storeRows(bands.scratch, bands.count, out);
    if (frames <= 4) break;
  }
}

/**
 * 10 log10(x) for positive normal x: x = 2^e m, sqrt(1/2) <= m < sqrt 2, ln m = 2 artanh(s) = 2 s (1 + s^2/3 + s^4/5 + ...),
 * s = (m - 1) / (m + 1), of which s^8/9 is below half a millionth of a decibel. 10 log10(2) is split so that e times its first part is exact.
 */
@inline
function decibel(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3)); // sqrt(1/2)
  const e = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const one = f32x4.splat(1);
  const s = f32x4.div(sub(m, one), add(m, one)), z = mul(s, s);
  let p = add(mul(z, f32x4.splat(1.0 / 7.0)), f32x4.splat(1.0 / 5.0));
  p = add(mul(z, p), f32x4.splat(1.0 / 3.0));
  const rest = add(mul(e, f32x4.splat(4.6050389811952e-5)), mul(add(s, mul(mul(s, z), p)), f32x4.splat(8.685889638065035)));
  return add(mul(e, f32x4.splat(3.01025390625)), rest);
}

/** Log-mel spectra of `frames` frames `step` bytes apart: for each group of four frames count x 4 lanes. The peak is that of the bands. */
export function levels(bands: Bands, frame: usize, step: usize, frames: usize, out: usize): void {
  const amin = f32x4.splat(bands.amin);
  let peak = f32x4.splat(0); // not of the decibels: they are numbers also where the bands are not
  for (; ; frames -= 4, frame += 4 * step) {
    sumBands(bands, spectrum(bands.exponent, frame, step, frames), out);
    for (const end = out + 16 * bands.count; out < end; out += 16) {
      const band = v128.load(out);
      peak = f32x4.max(peak, band);
      v128.store(out, decibel(f32x4.max(band, amin)));
    }
    if (frames <= 4) break;
  }
  raisePeak(peak);
}

/** sum + offset x total, added up in double precision: two of the four lanes. */
@inline
function two(sum: v128, offset: v128, total: v128): v128 {
  return f32x4.demote_f64x2_zero(f64x2.add(f64x2.promote_low_f32x4(sum), f64x2.mul(f64x2.promote_low_f32x4(offset), total)));
}

@inline
function upper(x: v128): v128 { return v128.shuffle<f32>(x, x, 2, 3, 2, 3); }

@inline
function withOffset(sum: v128, offset: v128, sums: usize): v128 {
  const total = v128.load64_splat(sums);
  return v128.shuffle<f64>(two(sum, offset, total), two(upper(sum), upper(offset), total), 0, 2);
}

/**
 * Cepstra of `groups` groups of log-mel spectra at `levels`, none more than `topDb` below the peak, one row after the other. What the levels of a frame have in
 * common is taken off before and put back after the sums, where single precision would lose it. In a symmetric matrix the second half of
 * row k is the first one backwards, times (-1)^k: even rows need only the sums, odd rows only the differences of levels that mirror each
 * other.
 */
export function cepstra(bands: Bands, levels: usize, groups: usize, topDb: f32, out: usize): void {
  const least = sub(decibel(f32x4.splat(max(load<f32>(PEAK), bands.amin))), f32x4.splat(topDb));
  const row: usize = 4 * bands.cepstra;
  const width: usize = 4 * bands.width;
  const pairs = bands.scratch, symmetric = bands.symmetric;
  const share = f32x4.splat(1 / <f32>bands.count);
  for (; groups > 0; groups--, out += 4 * row) {
    const end = levels + 16 * bands.count;
    let low = f32x4.splat(0), high = low; // the middle band may count twice: what they have in common need not be their mean
    for (let l = levels, mirror = end - 16; l <= mirror; l += 16, mirror -= 16) {
      low = add(low, f32x4.max(v128.load(l), least));
      high = add(high, f32x4.max(v128.load(mirror), least));
    }
    const offset = f32x4.nearest(mul(add(low, high), share));
    for (let x = pairs, l = levels, mirror = end - 16; x < pairs + 8 * width; x += 32, l += 16, mirror -= 16) {
      const a = sub(f32x4.max(v128.load(l), least), offset), b = sub(f32x4.max(v128.load(mirror), least), offset);
      put(x, symmetric && l != mirror ? add(a, b) : a, symmetric ? sub(a, b) : a);
    }
    let c = bands.matrix, t = bands.sums;
    for (let k: usize = 0; ; t += 32) {
      let even = pairs + ((k & 4) << 2), odd = pairs + 16 - ((k & 4) << 2);
      let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
      for (const last = c + 4 * width; c < last; c += 16, even += 32, odd += 32) {
        const s = v128.load(even), d = v128.load(odd);
        a0 = add(a0, mul(s, v128.load32_splat(c)));
        a1 = add(a1, mul(d, v128.load32_splat(c, 4)));
        a2 = add(a2, mul(s, v128.load32_splat(c, 8)));
        a3 = add(a3, mul(d, v128.load32_splat(c, 12)));
      }
      storeColumns(out + k, row, withOffset(a0, offset, t), withOffset(a1, offset, t + 8), withOffset(a2, offset, t + 16), withOffset(a3, offset, t + 24));
      if (k + 16 >= row) break;
      k = min(k + 16, row - 16);
    }
    levels = end;
  }
}
