/**
 * Spectra of many frames on the SIMD kernels: their tables and a room for some frames at a time in the memory of the plan, which is of
 * the same size for a signal of any length.
 * @module
 */
import { Arena } from './arena.js';
import { spectraWasm } from './generated/spectra.js';
import { instantiate } from './instantiate.js';

/** How frames are cut, and the tables of their transform in double precision. */
export interface SpectraSpec {
  readonly nFft: number;
  readonly hopLength: number;
  /** `nFft` samples. */
  readonly window: Float64Array;
  /** Makes `e^(-2 pi i k / nFft)`, re and im, for k = 0 ... nFft - 1. */
  readonly roots: () => Float64Array;
}

/** Kernels with their tables and a room for frames. Views are valid until the memory grows. */
export interface LaneSpectra {
  readonly exports: SpectraExports;
  readonly arena: Arena;
  readonly bins: number;
  /** Frames that the room holds, a multiple of four. */
  readonly capacity: number;
  /** Samples from one frame in the room to the next: the hop, but no more than a frame. */
  readonly step: number;
  /** Address of the room for samples. */
  readonly signal: number;
  /** Address of the room for rows of results. */
  readonly rows: number;
  /** All of the memory. */
  heap(): Float32Array;
  /** Computes rows of the spectra of the frames in the room, `|X|^exponent`, or re, im for exponent 0. */
  run(exponent: number, frames: number): void;
  /** The first so many numbers of the rows. */
  results(length: number): Float32Array;
}

/** See `assembly/spectra.module.ts`. */
export interface SpectraExports {
  spectrum(exponent: number, frame: number, step: number, left: number): number;
  spectra(exponent: number, frame: number, step: number, frames: number, out: number): void;
}

/** Where the kernels keep the largest magnitude they computed, an index of the heap. */
export const PEAK = 0;
const PLAN = 16;
/** Numbers in a room, more or less: what a second-level cache holds beside the tables. */
const ROOM = 65536;
/** Beyond this four frames and their tables leave the caches, and a wide transform is no faster than a plain one. */
const LARGEST = 65536;

/** The kernels for rows of `rowLength` numbers, or undefined where TypeScript must compute: without SIMD, or for odd sizes. */
export function planLaneSpectra(spec: SpectraSpec, rowLength: number): LaneSpectra | undefined {
  const { nFft, hopLength, window } = spec;
  const even = nFft % 2 === 0;
  const size = even ? nFft / 2 : nFft;
  const part = even && size % 4 === 0 ? size / 4 : size;
  const radices = radicesOf(part);
  if (!radices || nFft < 8 || nFft > LARGEST) return undefined; // rows of a few numbers are for loops
  const kernels = instantiate<SpectraExports>(spectraWasm, 1);
  if (!kernels) return undefined;

  const { exports, memory } = kernels;
  const roots = spec.roots();
  const arena = new Arena(memory, PLAN + 64);
  const step = Math.min(hopLength, nFft);
  const capacity = 4 * Math.max(1, Math.min(32, Math.floor(ROOM / 4 / Math.max(step, rowLength))));
  const bins = (nFft >> 1) + 1;
  const table = (numbers: ArrayLike<number>): number => {
    const address = arena.take(4 * numbers.length);
    arena.floats(address, numbers.length).set(numbers);
    return address;
  };
  const radixBytes = arena.take(radices.length + 1);
  arena.bytes(radixBytes, radices.length).set(radices);
  const words = [
    bins,
    size,
    part,
    radixBytes,
    table(radices.flatMap((r, i) => turns(roots, radices.slice(i).reduce((n, q) => n * q, 1), r))),
    part < size ? table(turns(roots, size, 4)) : 0,
    even ? table(roots.subarray(2, 2 * (size >> 1) + 2)) : 0,
    table(even ? window.map((w) => w / 2) : window),
    arena.take(32 * size),
    arena.take(32 * size),
    arena.take(32 * bins),
  ];
  arena.words(PLAN, words.length).set(words);
  const signal = arena.take(4 * ((capacity - 1) * step + nFft));
  const rows = arena.take(4 * capacity * rowLength + 16);

  let heap = new Float32Array(memory.buffer);
  const views = new Map<number, Float32Array>();
  return {
    exports,
    arena,
    bins,
    capacity,
    step,
    signal,
    rows,
    heap: () => (heap.length > 0 ? heap : (heap = new Float32Array(memory.buffer))),
    run: (exponent, frames) => exports.spectra(exponent, signal, 4 * step, frames, rows),
    results(length) {
      let view = views.get(length);
      if (!view?.length) views.set(length, (view = arena.floats(rows, length))); // a view made before the memory grew is empty
      return view;
    },
  };
}

/** The radices of the passes over n points, or undefined if n has another prime factor. */
function radicesOf(n: number): number[] | undefined {
  const radices: number[] = [];
  for (const r of [7, 5, 3, 4, 2]) for (; n % r === 0; n /= r) radices.push(r);
  return n === 1 ? radices : undefined;
}

/** The twiddles of a pass that combines n points by radix r: w^(p k), p < n / r, 0 < k < r. */
function turns(roots: Float64Array, n: number, r: number): number[] {
  const out: number[] = [];
  const unit = roots.length / n;
  for (let p = 0; p < n / r; p++) for (let k = 1; k < r; k++) out.push(roots[unit * p * k]!, roots[unit * p * k + 1]!);
  return out;
}
