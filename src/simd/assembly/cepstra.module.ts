/**
 * From spectra to mel bands, decibels and cepstra, four frames at a time, one per lane. Works in the memory of the spectra's kernels.
 */
import { add, mul, sub } from './lanes';
import { raisePeak, storeColumns, storeRows } from './rows';

/** See `spectra.module.ts`. */
@external('spectra', 'spectrum')
declare function spectrum(exponent: usize, frame: usize, step: usize, left: usize): usize;

/** What `src/simd/cepstra.ts` writes at the address that the kernels are handed, 4 bytes each. Pointers are byte addresses. */
@unmanaged
class Bands {
  /** Of the magnitudes: 1 or 2. */
  exponent: usize;
  count: usize;
  /** For each band its first bin x 16 and its number of bins. */
  ranges: usize;
  /** The weights of all bands, packed. */
  weights: usize;
  /** Floor of the powers before the logarithm. */
  amin: f32;
  /** Coefficients. */
  cepstra: usize;
  /** Rows of `count` numbers, at least four. */
  matrix: usize;
  /** The sum of each row, in double precision. */
  sums: usize;
  /** count x 4 lanes. */
  scratch: usize;
}

/** Weighted sums of the spectra, band by band: count x 4 lanes. */
function sumBands(bands: Bands, x: usize, out: usize): void {
  let w = bands.weights;
  for (let band = bands.ranges, end = band + 8 * bands.count; band < end; band += 8, out += 16) {
    let p = x + load<u32>(band);
    const last = w + 4 * load<u32>(band, 4);
    let even = f32x4.splat(0), odd = f32x4.splat(0);
    for (; w + 4 < last; w += 8, p += 32) {
      even = add(even, mul(v128.load(p), v128.load32_splat(w)));
      odd = add(odd, mul(v128.load(p, 16), v128.load32_splat(w, 4)));
    }
    if (w < last) {
      even = add(even, mul(v128.load(p), v128.load32_splat(w)));
      w += 4;
    }
    v128.store(out, add(even, odd));
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
 * s = (m - 1) / (m + 1). 10 log10(2) is split so that e times its first part is exact.
 */
@inline
function decibel(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3)); // sqrt(1/2)
  const e = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const one = f32x4.splat(1);
  const s = f32x4.div(sub(m, one), add(m, one)), z = mul(s, s);
  let p = add(mul(z, f32x4.splat(1.0 / 9.0)), f32x4.splat(1.0 / 7.0));
  p = add(mul(z, p), f32x4.splat(1.0 / 5.0));
  p = add(mul(z, p), f32x4.splat(1.0 / 3.0));
  const rest = add(mul(e, f32x4.splat(4.6050389811952e-5)), mul(add(s, mul(mul(s, z), p)), f32x4.splat(8.685889638065035)));
  return add(mul(e, f32x4.splat(3.01025390625)), rest);
}

/** Log-mel spectra of `frames` frames `step` bytes apart: for each group of four frames count x 4 lanes. The peak is the loudest decibel. */
export function levels(bands: Bands, frame: usize, step: usize, frames: usize, out: usize): void {
  const amin = f32x4.splat(bands.amin);
  let peak = f32x4.splat(-Infinity);
  for (; ; frames -= 4, frame += 4 * step) {
    sumBands(bands, spectrum(bands.exponent, frame, step, frames), out);
    for (const end = out + 16 * bands.count; out < end; out += 16) {
      const level = decibel(f32x4.max(v128.load(out), amin));
      v128.store(out, level);
      peak = f32x4.max(peak, level);
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
function high(x: v128): v128 { return v128.shuffle<f32>(x, x, 2, 3, 2, 3); }

@inline
function withOffset(sum: v128, offset: v128, sums: usize): v128 {
  const total = v128.load64_splat(sums);
  return v128.shuffle<f64>(two(sum, offset, total), two(high(sum), high(offset), total), 0, 2);
}

/**
 * Cepstra of `groups` groups of log-mel spectra at `levels`, none below `floor`, one row after the other. What the levels of a frame have in
 * common is taken off before and put back after the sums, where single precision would lose it. Overwrites the levels.
 */
export function cepstra(bands: Bands, levels: usize, groups: usize, floor: f32, out: usize): void {
  const least = f32x4.splat(floor);
  const row: usize = 4 * bands.cepstra;
  const width: usize = 4 * bands.count;
  const share = f32x4.splat(1 / <f32>bands.count);
  for (; groups > 0; groups--, out += 4 * row, levels += 4 * width) {
    let sum = f32x4.splat(0);
    for (let i: usize = 0; i < 4 * width; i += 16) {
      const level = f32x4.max(v128.load(levels + i), least);
      v128.store(levels + i, level);
      sum = add(sum, level);
    }
    const offset = f32x4.nearest(mul(sum, share));
    for (let i: usize = 0; i < 4 * width; i += 16) v128.store(levels + i, sub(v128.load(levels + i), offset));
    for (let k: usize = 0; ; ) {
      const c = bands.matrix + (k >> 2) * width;
      let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
      for (let i: usize = 0; i < width; i += 4) {
        const level = v128.load(levels + 4 * i);
        a0 = add(a0, mul(level, v128.load32_splat(c + i)));
        a1 = add(a1, mul(level, v128.load32_splat(c + i + width)));
        a2 = add(a2, mul(level, v128.load32_splat(c + i + 2 * width)));
        a3 = add(a3, mul(level, v128.load32_splat(c + i + 3 * width)));
      }
      const t = bands.sums + 2 * k;
      storeColumns(out + k, row, withOffset(a0, offset, t), withOffset(a1, offset, t + 8), withOffset(a2, offset, t + 16), withOffset(a3, offset, t + 24));
      if (k + 16 >= row) break;
      k = min(k + 16, row - 16);
    }
  }
}
