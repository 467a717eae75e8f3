/**
 * From frames to power spectra, mel bands, decibels and cepstra, four frames at a time, one per lane. All settings and tables are in the
 * memory that the plan prepares (see `Plan`); the kernels allocate nothing.
 */
import { fftLanes } from './fft-lanes';
import { add, im, mul, put, re, sub } from './lanes';

/** What `src/simd/spectra.ts` writes at address 0, 4 bytes each. Pointers are byte addresses. */
@unmanaged
class Plan {
  /** Complex points, half the samples of a frame. */
  size: usize;
  /** Radices of the passes, one byte each. */
  radices: usize;
  passes: usize;
  twiddles: usize;
  /** w^k / 2 of the real split, from k = 1. */
  roots: usize;
  window: usize;
  /** Two work areas of 32 size bytes. */
  x: usize;
  y: usize;
  /** (size + 1) x 4 lanes. */
  power: usize;
  /** Mel bands: for each its first bin x 16 and its number of bins. */
  bands: usize;
  bandCount: usize;
  /** The weights of all bands, packed. */
  weights: usize;
  /** Floor of the powers before the logarithm. */
  amin: f32;
  /** Loudest decibel so far. */
  peak: f32;
  /** DCT matrix, rows of bandCount, the number of rows a multiple of four. */
  dct: usize;
  /** Rows of the DCT matrix. */
  cepstra: usize;
}

const PLAN: usize = 0;

/** Four frames times the window into lanes: value j is samples 2 j (re) and 2 j + 1 (im). Frames f0 ... f3 start at these addresses. */
function gather(n: usize, f0: usize, f1: usize, f2: usize, f3: usize, window: usize, out: usize): void {
  for (let i: usize = 0; i < 4 * n; i += 16, out += 64) {
    const w = v128.load(window + i);
    const a = mul(v128.load(f0 + i), w), b = mul(v128.load(f1 + i), w), c = mul(v128.load(f2 + i), w), d = mul(v128.load(f3 + i), w);
    const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
    const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
    put(out, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5), v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
    put(out + 32, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
  }
}

/** |X[k]|^2 of 2 size real samples from their complex transform Z, all bins 0 ... size (the formulae are in `src/fft/real-plan.ts`). */
function splitPower(size: usize, z: usize, out: usize, roots: usize): void {
  const half = f32x4.splat(0.5);
  const sum = add(re(z), im(z)), difference = sub(re(z), im(z));
  let back = out + 16 * size;
  v128.store(out, mul(sum, sum));
  v128.store(back, mul(difference, difference));
  let a = z + 32, b = z + 32 * (size - 1);
  out += 16;
  back -= 16;
  for (; a <= b; a += 32, b -= 32, out += 16, back -= 16, roots += 8) {
    const ar = re(a), ai = im(a), br = re(b), bi = im(b), c = v128.load32_splat(roots), s = v128.load32_splat(roots, 4);
    const er = mul(half, add(ar, br)), ei = mul(half, sub(ai, bi)), dr = add(ai, bi), di = sub(br, ar);
    const tr = sub(mul(c, dr), mul(s, di)), ti = add(mul(c, di), mul(s, dr));
    const xr = add(er, tr), xi = add(ei, ti), yr = sub(er, tr), yi = sub(ti, ei);
    v128.store(out, add(mul(xr, xr), mul(xi, xi)));
    v128.store(back, add(mul(yr, yr), mul(yi, yi)));
  }
}

/** The power spectra of the four frames at `frame`, `hop` bytes apart; where fewer than four are left the last one fills the lanes. */
function powerOf(plan: Plan, frame: usize, hop: usize, left: usize): void {
  const f1 = left > 1 ? frame + hop : frame;
  const f2 = left > 2 ? f1 + hop : f1;
  const f3 = left > 3 ? f2 + hop : f2;
  gather(2 * plan.size, frame, f1, f2, f3, plan.window, plan.x);
  const z = fftLanes(plan.size, plan.radices, plan.passes, plan.twiddles, plan.x, plan.y);
  splitPower(plan.size, z, plan.power, plan.roots);
}

/** Weighted sums of the powers, band by band: `out` gets bandCount x 4 lanes. */
function bandsOf(plan: Plan, out: usize): void {
  let band = plan.bands;
  let w = plan.weights;
  for (const end = band + 8 * plan.bandCount; band < end; band += 8, out += 16) {
    let p = plan.power + load<u32>(band);
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

/** 10 log10(x) for positive normal x: x = 2^e m, sqrt(1/2) <= m < sqrt 2, ln m = 2 artanh(s) = 2 s (1 + s^2/3 + s^4/5 + ...), s = (m - 1) / (m + 1). */
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
  const tail = mul(mul(s, z), p);
  return add(mul(e, f32x4.splat(3.0102999566398120)), mul(add(s, tail), f32x4.splat(8.6858896380650366))); // 10 log10(2), 20 / ln(10)
}

/** Log-mel spectra of `frames` frames `hop` bytes apart. `out` gets, for each group of four frames, bandCount x 4 lanes. Updates `peak`. */
export function logMel(frame: usize, hop: usize, frames: usize, out: usize): void {
  const plan = changetype<Plan>(PLAN);
  const amin = f32x4.splat(plan.amin);
  let peak = f32x4.splat(plan.peak);
  for (let left = frames; ; left -= 4, frame += 4 * hop) {
    powerOf(plan, frame, hop, left);
    bandsOf(plan, out);
    for (const end = out + 16 * plan.bandCount; out < end; out += 16) {
      const level = decibel(f32x4.max(v128.load(out), amin));
      v128.store(out, level);
      peak = f32x4.max(peak, level);
    }
    if (left <= 4) break;
  }
  const pair = f32x4.max(peak, v128.shuffle<f32>(peak, peak, 2, 3, 0, 1));
  plan.peak = max(f32x4.extract_lane(pair, 0), f32x4.extract_lane(pair, 1));
}

/** Four rows of lanes to four columns, stored `row` bytes apart. */
@inline
function storeTransposed(out: usize, row: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(out + row, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
  v128.store(out + 2 * row, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
  v128.store(out + 3 * row, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
}

/** Cepstra of `groups` groups of log-mel spectra at `levels`, none below `floor`: rows of `cepstra` numbers, four for each group. */
export function cepstra(levels: usize, groups: usize, floor: f32, out: usize): void {
  const plan = changetype<Plan>(PLAN);
  const least = f32x4.splat(floor);
  const row: usize = 4 * plan.cepstra;
  const width: usize = 4 * plan.bandCount;
  for (; groups > 0; groups--, out += 3 * row, levels += 4 * width) {
    for (let i: usize = 0; i < 4 * width; i += 16) v128.store(levels + i, f32x4.max(v128.load(levels + i), least));
    for (let c = plan.dct, end = c + plan.cepstra * width; c < end; c += 4 * width, out += 16) {
      let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
      for (let i: usize = 0; i < width; i += 4) {
        const level = v128.load(levels + 4 * i);
        a0 = add(a0, mul(level, v128.load32_splat(c + i)));
        a1 = add(a1, mul(level, v128.load32_splat(c + i + width)));
        a2 = add(a2, mul(level, v128.load32_splat(c + i + 2 * width)));
        a3 = add(a3, mul(level, v128.load32_splat(c + i + 3 * width)));
      }
      storeTransposed(out, row, a0, a1, a2, a3);
    }
  }
}
