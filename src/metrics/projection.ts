/**
 * The part of a signal that filtered versions of others can make: least squares in the frequency domain.
 * @module
 */
import { nextFastLen } from '../fft/next-fast-len.js';
import { planReal } from '../fft/real-plan.js';

/** Signals with their spectra and correlations, made once for many projections. */
export interface SourceSystem {
  readonly taps: number;
  /** Samples of each source. */
  readonly length: number;
  readonly fft: ReturnType<typeof planReal>;
  /** Of each source `fft.size + 2` numbers re, im. */
  readonly spectra: readonly Float64Array[];
  /** Factors of the normal equations of some sources, by their indices. */
  readonly factors: Map<string, Factor>;
}

/** Transforms the sources, all of one length, with room for filters of `taps` samples. */
export function correlateSources(sources: readonly Float64Array[], taps: number): SourceSystem {
  const length = sources[0]!.length;
  const half = nextFastLen(Math.ceil((length + taps - 1) / 2));
  const fft = planReal(2 * half);
  const system = { taps, length, fft, factors: new Map<string, Factor>() };
  return { ...system, spectra: sources.map((x) => transform(fft, x)) };
}

/** The projection of `estimate` on the sources `which`, each through a filter of `taps`: `length + taps - 1` samples. */
export function projectOn(system: SourceSystem, which: readonly number[], estimate: Float64Array): Float64Array {
  const { taps, length, fft, spectra, factors } = system;
  const key = which.join();
  let factor = factors.get(key);
  if (!factor) factors.set(key, (factor = factorize(normalEquations(system, which), which.length * taps)));
  const target = transform(fft, estimate);
  const right = new Float64Array(which.length * taps);
  which.forEach((i, row) => right.set(correlate(fft, target, spectra[i]!).subarray(0, taps), row * taps));
  solve(factor, right);
  const sum = new Float64Array(target.length);
  which.forEach((i, row) => {
    const filter = transform(fft, right.subarray(row * taps, (row + 1) * taps));
    const s = spectra[i]!;
    for (let k = 0; k < sum.length; k += 2) {
      sum[k]! += filter[k]! * s[k]! - filter[k + 1]! * s[k + 1]!;
      sum[k + 1]! += filter[k]! * s[k + 1]! + filter[k + 1]! * s[k]!;
    }
  });
  return inverse(fft, sum).slice(0, length + taps - 1);
}

type Fft = SourceSystem['fft'];

function transform(fft: Fft, x: Float64Array): Float64Array {
  const padded = new Float64Array(fft.size);
  padded.set(x);
  const out = new Float64Array(fft.size + 2);
  fft.forward(out, padded, new Float64Array(fft.scratchLength));
  return out;
}

function inverse(fft: Fft, spectrum: Float64Array): Float64Array {
  const out = new Float64Array(fft.size);
  fft.inverse(out, spectrum, new Float64Array(fft.scratchLength));
  return out;
}

/** `r[k] = sum_n a[n + k] b[n]`, k < 0 from the end. */
function correlate(fft: Fft, a: Float64Array, b: Float64Array): Float64Array {
  const product = new Float64Array(a.length);
  for (let k = 0; k < a.length; k += 2) {
    product[k] = a[k]! * b[k]! + a[k + 1]! * b[k + 1]!;
    product[k + 1] = a[k + 1]! * b[k]! - a[k]! * b[k + 1]!;
  }
  return inverse(fft, product);
}

/** `G[(i, a), (j, b)] = sum_n s_i[n - a] s_j[n - b]`, the lower triangle row by row. */
function normalEquations({ taps, fft, spectra }: SourceSystem, which: readonly number[]): Float64Array {
  const n = which.length * taps;
  const g = new Float64Array(n * n);
  for (let i = 0; i < which.length; i++) {
    for (let j = 0; j <= i; j++) {
      const r = correlate(fft, spectra[which[i]!]!, spectra[which[j]!]!);
      for (let a = 0; a < taps; a++) {
        const row = (i * taps + a) * n + j * taps;
        for (let b = 0; b < taps; b++) g[row + b] = r[b >= a ? b - a : r.length + b - a]!;
      }
    }
  }
  return g;
}

/** A Cholesky factor, row by row; rows that depend on those above have a diagonal of 0. */
interface Factor {
  readonly l: Float64Array;
  readonly n: number;
}

/** Factors in place. The projection is the same whichever of several dependent signals make it, so that they may be left out. */
function factorize(l: Float64Array, n: number): Factor {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j < i; j++) {
      const other = j * n;
      const pivot = l[other + j]!;
      if (pivot === 0) {
        l[row + j] = 0;
        continue;
      }
      let sum = l[row + j]!;
      for (let k = 0; k < j; k++) sum -= l[row + k]! * l[other + k]!;
      l[row + j] = sum / pivot;
    }
    const diagonal = l[row + i]!;
    let rest = diagonal;
    for (let k = 0; k < i; k++) rest -= l[row + k]! * l[row + k]!;
    l[row + i] = rest > n * 2 ** -52 * diagonal ? Math.sqrt(rest) : 0;
  }
  return { l, n };
}

/** Solves in place; unknowns of dependent rows are 0. */
function solve({ l, n }: Factor, x: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= l[i * n + k]! * x[k]!;
    x[i] = l[i * n + i] === 0 ? 0 : sum / l[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    if (l[i * n + i] === 0) continue;
    x[i]! /= l[i * n + i]!;
    for (let k = 0; k < i; k++) x[k]! -= l[i * n + k]! * x[i]!;
  }
}
