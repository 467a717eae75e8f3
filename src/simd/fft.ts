/**
 * Single transforms of single precision on the SIMD kernels. Checks are the caller's.
 * @module
 */
import { designComplex, designEights, designReal } from './fft-design.js';
import { FftRoom, type SimdTransform } from './fft-room.js';
import { filterOf, lanesOf, turnsOf } from './fft-tables.js';
import { withinMemory } from './instantiate.js';

/** Complex transforms of re, im pairs; the inverse is scaled by 1 / n. Inputs are kept. */
export interface SimdFft {
  readonly forward: SimdTransform;
  readonly inverse: SimdTransform;
}

/** Transforms of real samples: to the pairs of bins 0 ... n / 2, back, and to their powers. */
export interface SimdRealFft extends SimdFft {
  readonly power: SimdTransform;
}

/** What transforms are made of, in double precision. */
export interface FftTables {
  /** `e^(-2 pi i k / n)` for k = 0 ... n - 1, re and im. */
  roots(n: number): Float64Array;
  /** Of a length with large prime factors, the n pairs of Bluestein's chirp, and the transform of its conjugate, wrapped around and scaled. */
  chirp(n: number): { readonly chirp: Float64Array; readonly filter: Float64Array };
}

/** Transforms the pairs in the work area `place` and returns the address of the result. For a scale other than 0 the inverse, times scale. */
type Run = (place: number, scale: number) => number;

/** Below, calling the kernels costs more than they save. */
const SMALLEST = 32;
/** Above, their memory is no longer small beside a process: 100 MB. */
const LARGEST = 2 ** 22;

/** The complex transform of n pairs, or undefined where TypeScript must compute. */
export function planSimdFft(n: number, tables: FftTables): SimdFft | undefined {
  return build(n, (room) => {
    const { run, bytes } = complex(room, n, tables);
    room.close(bytes);
    return {
      forward: room.transform(2 * n, 2 * n, () => run(room.x, 0)),
      inverse: room.transform(2 * n, 2 * n, () => run(room.x, 1 / n)),
    };
  });
}

/** The transform of n real samples, or undefined where TypeScript must compute. */
export function planSimdRealFft(n: number, tables: FftTables): SimdRealFft | undefined {
  return build(n, (room) => real(room, n, tables));
}

function build<T>(n: number, make: (room: FftRoom) => T): T | undefined {
  const room = n >= SMALLEST && n <= LARGEST ? FftRoom.open() : undefined;
  return room && withinMemory(() => make(room));
}

/** A complex transform; `roots` are those of any multiple of n. */
function complex(room: FftRoom, n: number, tables: FftTables, roots?: Float64Array): { run: Run; bytes: number } {
  const design = designComplex(n);
  if (!design) return convolution(room, n, tables);
  const { kernels } = room;
  const { rows, lanes } = design;
  const blocks = Math.ceil(lanes / 4);
  const w = roots ?? tables.roots(n);
  const plan = room.plan(design, w, turnsOf(w, n, lanes === 4 ? 1 : 0, 4 * blocks, rows - 4));
  return {
    bytes: 32 * rows * blocks + 8,
    run: (place, scale) => {
      const other = room.other(place);
      return scale === 0 ? kernels.forward(plan, place, other) : kernels.inverse(plan, place, other, scale);
    },
  };
}

/**
 * The same for large prime factors, by a convolution (`src/fft/bluestein.ts` has the formula). It never leaves the order of rows and lanes.
 * The inverse is the forward transform of conjugates, conjugated.
 */
function convolution(room: FftRoom, n: number, tables: FftTables): { run: Run; bytes: number } {
  const { kernels } = room;
  const { chirp, filter } = tables.chirp(n);
  const length = filter.length / 2;
  const design = designComplex(length)!;
  const { rows } = design;
  const used = Math.ceil(n / 4);
  const w = tables.roots(length);
  const plan = room.plan(design, w, turnsOf(w, length, 1, 4, rows - 4));
  const c = room.table(lanesOf(chirp, used, (v, i) => 4 * v + i));
  const f = room.table(filterOf(filter, rows));
  return {
    bytes: 32 * rows + 8,
    run: (place, scale) => {
      const sign = scale === 0 ? 1 : -1;
      const other = room.other(place);
      kernels.chirpIn(n, place, other, c, sign);
      room.heap.fill(0, other / 4 + 8 * used, other / 4 + 8 * rows);
      const z = kernels.convolve(plan, place, other, f);
      const out = room.other(z);
      kernels.chirpOut(n, z, out, c, scale === 0 ? 1 : scale, sign);
      return out;
    },
  };
}

/** There by the kernel that fits the size, back by pairs: of an even n half as many, of an odd one as many. */
function real(room: FftRoom, n: number, tables: FftTables): SimdRealFft {
  const even = n % 2 === 0;
  const bins = (n >> 1) + 1;
  const pairs = even ? n / 2 : n;
  const { kernels } = room;
  const roots = tables.roots(n);
  const inner = complex(room, pairs, tables, roots);
  const halves = even ? room.table(turnsOf(roots, n, 1, 2, 4 * (pairs >> 3)).map(half)) : 0;
  const direct = realLanes(room, n, roots);
  room.close(Math.max(inner.bytes, direct?.bytes ?? 0));

  const { x, y, heap } = room;
  const byPairs = (power: number): number => {
    let z = y;
    if (even) {
      z = inner.run(x, 0);
      kernels.splitPairs(pairs, z, room.other(z), halves);
      z = room.other(z);
    } else {
      kernels.widen(n, x, y);
      z = inner.run(y, 0);
    }
    if (power) kernels.powers(bins, z, z);
    return z;
  };
  const run = direct?.run ?? byPairs;
  return {
    forward: room.transform(n, 2 * bins, () => {
      const z = run(0);
      const at = z >> 2;
      heap[at + 1] = 0; // or else a rounding error
      if (even) heap[at + n + 1] = 0;
      return z;
    }),
    power: room.transform(n, bins, () => run(1)),
    inverse: room.transform(2 * bins, n, () => {
      if (even) {
        kernels.joinPairs(pairs, x, y, halves);
        return inner.run(y, 1 / pairs);
      }
      kernels.mirror(n, x);
      const z = inner.run(x, 1 / n);
      kernels.narrow(n, z, z);
      return z;
    }),
  };
}

/** Samples to bins (0) or powers (1) without a detour; undefined for large prime factors. */
function realLanes(room: FftRoom, n: number, roots: Float64Array): { run: (power: number) => number; bytes: number } | undefined {
  const { kernels } = room;
  const eights = designEights(n);
  if (eights) {
    const { rows } = eights;
    const split = new Float64Array(2 * (rows >> 1)).map((_, i) => half(roots[8 * ((i >> 1) + 1) + (i & 1)]!)); // e^(-pi i k / rows)
    const plan = room.plan(eights, roots, turnsOf(roots, n, 1, 4, rows - 3), split);
    return { run: (power) => kernels.rfft(plan, room.x, room.y, power), bytes: 4 * n + 32 };
  }
  const design = designReal(n);
  if (!design) return undefined;
  const { rows, lanes } = design;
  const blocks = Math.ceil(lanes / 8);
  const turns = turnsOf(roots, n, 0, 8 * blocks, (rows >> 1) - 3).map(half);
  const plan = room.plan(design, roots, turns, [], 8);
  return { run: (power) => kernels.rfftLanes(plan, room.x, room.y, power), bytes: 32 * (rows + 1) * blocks };
}

const half = (v: number): number => v / 2;
