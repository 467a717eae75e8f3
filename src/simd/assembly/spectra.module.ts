/**
 * From frames to spectra, four frames at a time, one per lane: window, FFT, real split, power. All settings and tables are in the memory
 * that the plan prepares; the kernels allocate nothing.
 */
import { gatherEven, gatherOdd, gatherRadix4 } from './gather';
import { add, im, mul, put, re, sub } from './lanes';
import { storeRows } from './rows';
import { radix2Last, radix3, radix4, radix4Last, radix5, radix7 } from './stages';

/** What `src/simd/spectra.ts` writes at address 16, 4 bytes each. Pointers are byte addresses. */
@unmanaged
class Plan {
  bins: usize;
  /** Points of the complex transform: half the samples of an even frame, all of an odd one. */
  size: usize;
  /** Points of a part: a quarter of `size` if that is whole and the frame even; else there is one part. */
  part: usize;
  /** Radices of the passes over a part, 1 byte each, behind them a 0. */
  radices: usize;
  twiddles: usize;
  /** Twiddles of the pass that makes the parts. */
  first: usize;
  /** w^k of the real split, from k = 1; 0 for odd frames. */
  roots: usize;
  /** The window; half of it for even frames. */
  window: usize;
  /** Work areas: size x 4 complex lanes, the same, bins x 4 (complex) lanes. */
  x: usize;
  y: usize;
  spectrum: usize;
}

const PLAN: usize = 16;

/** Stockham passes over one part, between x and y; returns the one that holds the result. */
function passes(n: usize, radices: usize, tw: usize, x: usize, y: usize): usize {
  let s: usize = 1;
  for (let r = <usize>load<u8>(radices); r; r = <usize>load<u8>(++radices)) {
    const m = n / (s * r);
    if (r == 4) {
      if (m == 1) radix4Last(s, x, y);
      else radix4(m, s, x, y, tw);
    } else if (r == 2) radix2Last(s, x, y);
    else if (r == 3) radix3(m, s, x, y, tw);
    else if (r == 5) radix5(m, s, x, y, tw);
    else radix7(m, s, x, y, tw);
    tw += 8 * (r - 1) * m;
    s *= r;
    const t = x;
    x = y;
    y = t;
  }
  return x;
}

/**
 * X[k] = E[k] + w^k O[k] and X[size - k] = conj(E[k] - w^k O[k]), E and O the transforms of even and odd samples, from z, the transform of
 * the halved frame (`src/fft/real-plan.ts` has the formulae): stored as they are, or squared.
 */
@inline
function split(plan: Plan, z: usize, complex: bool): void {
  const bytes: usize = complex ? 32 : 16;
  const parts = plan.size / plan.part;
  const part = 32 * plan.part;
  const step = bytes * parts;
  const out = plan.spectrum, end = out + bytes * plan.size;
  const sum = add(re(z), im(z)), difference = sub(re(z), im(z));
  const zero = add(sum, sum), last = add(difference, difference);
  if (complex) {
    put(out, zero, f32x4.splat(0));
    put(end, last, f32x4.splat(0));
  } else {
    v128.store(out, mul(zero, zero));
    v128.store(end, mul(last, last));
  }
  for (let k: usize = 0; k < parts; k++) {
    // Bin parts q + k is value q of part k; the bin that mirrors it is in the part that mirrors k.
    let a = z + k * part, b = z + (k ? parts - k + 1 : 1) * part - 32;
    let o = out + k * bytes, back = end - k * bytes, root = plan.roots + 8 * k - 8;
    if (k == 0) {
      a += 32;
      o += step;
      back -= step;
      root += 8 * parts;
    }
    for (; o <= back; a += 32, b -= 32, o += step, back -= step, root += 8 * parts) {
      const ar = re(a), ai = im(a), br = re(b), bi = im(b), c = v128.load32_splat(root), s = v128.load32_splat(root, 4);
      const er = add(ar, br), ei = sub(ai, bi), dr = add(ai, bi), di = sub(br, ar);
      const tr = sub(mul(c, dr), mul(s, di)), ti = add(mul(c, di), mul(s, dr));
      const xr = add(er, tr), xi = add(ei, ti), yr = sub(er, tr), yi = sub(ti, ei);
      if (complex) {
        put(o, xr, xi);
        put(back, yr, yi);
      } else {
        v128.store(o, add(mul(xr, xr), mul(xi, xi)));
        v128.store(back, add(mul(yr, yr), mul(yi, yi)));
      }
    }
  }
}

/**
 * The spectra of the four frames at `frame`, `step` bytes apart; where fewer than four are left the last one fills the lanes. Exponent 2
 * makes powers, 1 magnitudes, 0 leaves them complex. Returns where they are: bins x 4 lanes.
 */
export function spectrum(exponent: usize, frame: usize, step: usize, left: usize): usize {
  const plan = changetype<Plan>(PLAN);
  const b = left > 1 ? frame + step : frame;
  const c = left > 2 ? b + step : b;
  const d = left > 3 ? c + step : c;
  const size = plan.size, part = plan.part;
  if (!plan.roots) gatherOdd(size, frame, b, c, d, plan.window, plan.x);
  else if (part == size) gatherEven(size, frame, b, c, d, plan.window, plan.x);
  else gatherRadix4(size, frame, b, c, d, plan.window, plan.x, plan.first);
  let z: usize = 0;
  for (let i = 32 * (size - part); ; i -= 32 * part) {
    z = passes(part, plan.radices, plan.twiddles, plan.x + i, plan.y + i);
    if (!i) break;
  }
  const out = plan.spectrum;
  if (!exponent) {
    if (!plan.roots) return z;
    split(plan, z, true);
    return out;
  }
  const end = out + 16 * plan.bins;
  if (plan.roots) split(plan, z, false);
  else for (let o = out; o < end; o += 16, z += 32) v128.store(o, add(mul(re(z), re(z)), mul(im(z), im(z))));
  if (exponent == 1) for (let o = out; o < end; o += 16) v128.store(o, f32x4.sqrt(v128.load(o)));
  return out;
}

/** The spectra of `frames` frames `step` bytes apart, one row after the other. */
export function spectra(exponent: usize, frame: usize, step: usize, frames: usize, out: usize): void {
  const plan = changetype<Plan>(PLAN);
  const width = exponent ? plan.bins : 2 * plan.bins;
  for (; ; frames -= 4, frame += 4 * step, out += 16 * width) {
    storeRows(spectrum(exponent, frame, step, frames), width, out);
    if (frames <= 4) break;
  }
}
