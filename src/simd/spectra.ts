/**
 * Spectra of many frames on the SIMD kernels: their tables, and a room for some frames at a time, which is of the same size for a signal
 * of any length.
 *
 * They compute in single precision. Each number of a spectrum is within 5e-7 of the largest of its frame (2e-7 in the root mean square), so
 * what lies L dB below that is off by up to 4e-6 * 10^(L / 20) dB. Magnitudes below 4e-23, whose squares are no numbers, count as 0.
 * @module
 */
import { memoize } from '../core/cache.js';
import { Arena } from './arena.js';
import { spectraWasm } from './generated/spectra.js';
import { instantiate, withinMemory } from './instantiate.js';

/** How frames are cut, and the tables of their transform in double precision. */
export interface SpectraSpec {
  readonly nFft: number;
  readonly hopLength: number;
  /** `nFft` samples. */
  readonly window: Float64Array;
  /** Makes `e^(-2 pi i k / nFft)`, re and im, for k = 0 ... nFft - 1. */
  readonly roots: () => Float64Array;
}

/** Kernels with their tables and a room for frames. */
export interface LaneSpectra {
  readonly exports: SpectraExports;
  readonly arena: Arena;
  /** Frames whose samples the room holds: some batches. */
  readonly capacity: number;
  /** Frames whose rows the room holds, a multiple of four. */
  readonly batch: number;
  /** Samples from one frame in the room to the next: the hop, or a frame where that is much less. */
  readonly step: number;
  /** Address of the samples. */
  readonly signal: number;
  /** Address of the rows of results. */
  readonly rows: number;
  /** All of the memory, until it grows. */
  heap(): Float32Array;
  /** Computes rows of `|X|^exponent` of the frames from place `at` in the room on, or of re, im for exponent 0. */
  run(exponent: number, frames: number, at: number): void;
  /** The first so many numbers of the rows. */
  results(length: number): Float32Array;
}

/** See `assembly/spectra.module.ts`. */
export interface SpectraExports {
  spectrum(exponent: number, frame: number, step: number, left: number): number;
  spectra(exponent: number, frame: number, step: number, frames: number, out: number): void;
}

/** Where the kernels keep the largest magnitude they computed, an index of the heap. NaN or Infinity stay there. */
export const PEAK = 0;
const PLAN = 16;
/** Numbers in a room, more or less: what a second-level cache holds beside the tables. */
const ROOM = 65536;
/** Longer frames do not come in numbers. */
const LARGEST = 131072;
/** Tables of longer frames are not kept: these take 100 kB. */
const LARGEST_KEPT = 8192;

/** The kernels for rows of up to `rowLength` numbers, or undefined where TypeScript must compute: without SIMD, or for odd sizes. */
export function planLaneSpectra({ nFft, hopLength, window, roots }: SpectraSpec, rowLength: number): LaneSpectra | undefined {
  const even = nFft % 2 === 0;
  const size = even ? nFft / 2 : nFft;
  const part = even && size % 4 === 0 ? size / 4 : size;
  const radices = radicesOf(part);
  const kernels = radices && nFft >= 8 && nFft <= LARGEST ? instantiate<SpectraExports>(spectraWasm, 1) : undefined;
  if (!radices || !kernels) return undefined;
  const { exports, memory } = kernels;
  const arena = new Arena(memory, PLAN + 64);
  const table = (numbers: ArrayLike<number>): number => {
    const address = arena.take(4 * numbers.length);
    arena.floats(address, numbers.length).set(numbers);
    return address;
  };
  return withinMemory(() => {
    const step = hopLength <= Math.max(nFft, ROOM / 4) ? hopLength : nFft;
    const most = 4 * Math.max(1, Math.min(32, Math.floor(ROOM / 4 / step)));
    const batch = Math.min(most, 4 * Math.max(1, Math.floor(ROOM / 4 / rowLength)));
    const capacity = most - (most % batch);
    const { passes, first, split } = tablesOf({ nFft, radices, roots });
    const radixBytes = arena.take(radices.length + 1);
    arena.bytes(radixBytes, radices.length).set(radices);
    const plan = [
      (nFft >> 1) + 1,
      size,
      part,
      radixBytes,
      table(passes),
      table(first),
      even ? table(split) : 0,
      table(even ? window.map((v) => v / 2) : window),
      arena.take(32 * size),
      arena.take(32 * size),
      arena.take(16 * (nFft + 2)),
    ];
    arena.words(PLAN, plan.length).set(plan);
    const signal = arena.take(4 * ((capacity - 1) * step + nFft));
    const rows = arena.take(4 * batch * rowLength + 16);
    let heap = new Float32Array(memory.buffer);
    const views = new Map<number, Float32Array>();
    return {
      exports,
      arena,
      capacity,
      batch,
      step,
      signal,
      rows,
      heap: () => (heap.length ? heap : (heap = new Float32Array(memory.buffer))), // a view from before the memory grew is empty
      run: (exponent, frames, at) => exports.spectra(exponent, signal + 4 * at * step, 4 * step, frames, rows),
      results(length) {
        let view = views.get(length);
        if (!view?.length) views.set(length, (view = arena.floats(rows, length)));
        return view;
      },
    };
  });
}

/** What the kernels multiply by, in single precision. */
interface Tables {
  /** Twiddles of the passes over a part. */
  readonly passes: Float32Array;
  /** Of the pass that makes the parts, if there are several. */
  readonly first: Float32Array;
  /** Of the real split. */
  readonly split: Float32Array;
}

interface TablesSpec extends Pick<SpectraSpec, 'nFft' | 'roots'> {
  readonly radices: readonly number[];
}

/** The tables of a frame length; those of the last ones are kept, so that plans which differ in other settings share them. */
const tablesOf: (spec: TablesSpec) => Tables = /* @__PURE__ */ memoize(
  8,
  ({ nFft }) => (nFft <= LARGEST_KEPT ? String(nFft) : undefined),
  ({ nFft, radices, roots }) => {
    const w = roots();
    const size = nFft % 2 === 0 ? nFft / 2 : nFft;
    const part = radices.reduce((product, r) => product * r, 1);
    const passes: number[] = [];
    let n = part;
    for (const r of radices) {
      pushTurns(passes, w, n, r);
      n /= r;
    }
    const first: number[] = [];
    if (part < size) pushTurns(first, w, size, 4);
    return { passes: Float32Array.from(passes), first: Float32Array.from(first), split: new Float32Array(w.subarray(2, nFft + 2)) };
  },
);

/** The radices of the passes over n points, or undefined if n has another prime factor. */
function radicesOf(n: number): number[] | undefined {
  const radices: number[] = [];
  for (const r of [7, 5, 3, 4, 2]) for (; n % r === 0; n /= r) radices.push(r);
  return n === 1 ? radices : undefined;
}

/** Appends the twiddles of a pass that combines n points by radix r: w^(p k), p < n / r, 0 < k < r. */
function pushTurns(out: number[], roots: Float64Array, n: number, r: number): void {
  const unit = roots.length / n;
  for (let p = 0; p < n / r; p++) for (let k = 1; k < r; k++) out.push(roots[unit * p * k]!, roots[unit * p * k + 1]!);
}
