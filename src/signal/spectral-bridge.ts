/**
 * From the spectrum of a block to that of the block that comes out.
 *
 * A real block of 2 m samples is transformed as m complex numbers z (`fft/real-forward.ts` has the formulas): of its transform Z, the bin k is
 *
 *     X[k] = (s - i w^k d) / 2,   s = Z[k] + conj Z[m - k],   d = Z[k] - conj Z[m - k],   w = e^(-2 pi i / 2 m).
 *
 * The filter's bins H[k] are real, so that Y[k] = H[k] X[k] takes a real and a complex factor from a table. Bins from the lower Nyquist
 * frequency on are left out. A block of 2 n samples with the bins Y comes out of the inverse transform of
 *
 *     U[k] = p + q,   U[n - k] = conj(p - q),   p = (Y[k] + conj Y[n - k]) / 2,   q = i v^-k (Y[k] - conj Y[n - k]) / 2,   v = e^(-2 pi i / 2 n).
 *
 * @module
 */
import { rootsOfUnity } from '../fft/roots.js';

/** Goes from Z to U, whose order is reversed: the forward transform of that is the inverse one of U. */
export type Bridge = (u: Float64Array, z: Float64Array) => void;

/** Builds it for blocks of `size` and `sizeOut` samples, both even, and a filter of `size / 2 + 1` bins. */
export function createBridge(size: number, sizeOut: number, filter: Float64Array): Bridge {
  const m = size / 2;
  const n = sizeOut / 2;
  const bins = Math.min(m, n);
  const factors = factorsOf(filter, size, bins);
  const turns = turnsOf(sizeOut);
  const middle = Math.floor(n / 2);
  const both = n - bins + 1; // from there on the bin n - k is not empty
  return (u, z) => {
    u[0] = u[1] = 2 * factors[0]! * (z[0]! + z[1]!);
    singleBins(u, z, factors, turns, m, n, Math.min(bins, both));
    if (bins > middle) {
      pairsOfBins(u, z, factors, turns, m, n, both, middle);
    } else {
      u.fill(0, 2 * bins, 2 * (n - bins) + 2);
    }
  };
}

/** H / 2 and -i w^k H / 2, over `size` for the transforms and over 2 for p and q. */
function factorsOf(filter: Float64Array, size: number, bins: number): Float64Array {
  const w = rootsOfUnity(size);
  const factors = new Float64Array(3 * bins);
  for (let k = 0; k < bins; k++) {
    const h = filter[k]! / (2 * size);
    factors[3 * k] = h;
    factors[3 * k + 1] = h * w[2 * k + 1]!;
    factors[3 * k + 2] = -h * w[2 * k]!;
  }
  return factors;
}

/** i v^-k for k <= n / 2. */
function turnsOf(sizeOut: number): Float64Array {
  const v = rootsOfUnity(sizeOut);
  const turns = new Float64Array(2 * (Math.floor(sizeOut / 4) + 1));
  for (let k = 0; k < turns.length; k += 2) {
    turns[k] = v[k + 1]!;
    turns[k + 1] = v[k]!;
  }
  return turns;
}

/** 0 < k < last, where the bin n - k is empty. */
function singleBins(
  u: Float64Array,
  z: Float64Array,
  factors: Float64Array,
  turns: Float64Array,
  m: number,
  n: number,
  last: number,
): void {
  for (let i = 1; i < last; i++) {
    const k = 2 * i;
    const j = (2 * m - k) | 0;
    const o = (2 * n - k) | 0;
    const t = 3 * i;
    const zr = z[k]!;
    const zi = z[k + 1]!;
    const cr = z[j]!;
    const ci = z[j + 1]!;
    const h = factors[t]!;
    const wr = factors[t + 1]!;
    const wi = factors[t + 2]!;
    const yr = h * (zr + cr) + wr * (zr - cr) - wi * (zi + ci);
    const yi = h * (zi - ci) + wr * (zi + ci) + wi * (zr - cr);
    const tr = turns[k]!;
    const ti = turns[k + 1]!;
    const qr = tr * yr - ti * yi;
    const qi = tr * yi + ti * yr;
    u[o] = yr + qr;
    u[o + 1] = yi + qi;
    u[k] = yr - qr;
    u[k + 1] = qi - yi;
  }
}

/** first <= k <= last together with n - k. */
function pairsOfBins(
  u: Float64Array,
  z: Float64Array,
  factors: Float64Array,
  turns: Float64Array,
  m: number,
  n: number,
  first: number,
  last: number,
): void {
  for (let i = first; i <= last; i++) {
    const k = 2 * i;
    const j = (2 * m - k) | 0;
    const o = (2 * n - k) | 0;
    const l = (2 * m - o) | 0;
    const t = 3 * i;
    const r = (3 * (n - i)) | 0;
    const zr = z[k]!;
    const zi = z[k + 1]!;
    const cr = z[j]!;
    const ci = z[j + 1]!;
    const h = factors[t]!;
    const wr = factors[t + 1]!;
    const wi = factors[t + 2]!;
    const yr = h * (zr + cr) + wr * (zr - cr) - wi * (zi + ci);
    const yi = h * (zi - ci) + wr * (zi + ci) + wi * (zr - cr);
    // the bin n - k
    const ar = z[o]!;
    const ai = z[o + 1]!;
    const br = z[l]!;
    const bi = z[l + 1]!;
    const g = factors[r]!;
    const vr = factors[r + 1]!;
    const vi = factors[r + 2]!;
    const xr = g * (ar + br) + vr * (ar - br) - vi * (ai + bi);
    const xi = g * (ai - bi) + vr * (ai + bi) + vi * (ar - br);
    const pr = yr + xr;
    const pi = yi - xi;
    const er = yr - xr;
    const ei = yi + xi;
    const tr = turns[k]!;
    const ti = turns[k + 1]!;
    const qr = tr * er - ti * ei;
    const qi = tr * ei + ti * er;
    u[o] = pr + qr;
    u[o + 1] = pi + qi;
    u[k] = pr - qr;
    u[k + 1] = qi - pi;
  }
}
