/**
 * Single transforms of single precision on the SIMD kernels. Checks are the caller's.
 * @module
 */
import { designComplex, designReal } from './fft-design.js';
import { FftRoom, type SimdTransform, turnsOf } from './fft-room.js';

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
  return build(n, (room) => (n % 2 === 0 ? planEven(room, n, tables) : planOdd(room, n, tables)));
}

function build<T>(n: number, make: (room: FftRoom) => T): T | undefined {
  const room = n >= SMALLEST && n <= LARGEST ? FftRoom.open() : undefined;
  try {
    return room && make(room);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // no memory
    throw error;
  }
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

/** The same for large prime factors (`src/fft/bluestein.ts` has the formula). The inverse takes the conjugate chirp. */
function convolution(room: FftRoom, n: number, tables: FftTables): { run: Run; bytes: number } {
  const { kernels } = room;
  const { chirp, filter } = tables.chirp(n);
  const length = filter.length / 2;
  const inner = complex(room, length, tables);
  const [c, f] = [room.table(chirp), room.table(filter)];
  return {
    bytes: inner.bytes,
    run: (place, scale) => {
      const sign = scale === 0 ? 1 : -1;
      kernels.modulate(n, place, c, 1, sign, place);
      room.heap.fill(0, place / 4 + 2 * n, place / 4 + 2 * length);
      const spectrum = inner.run(place, 0);
      kernels.modulate(length, spectrum, f, 1, sign, spectrum);
      const result = inner.run(spectrum, 1);
      const factor = scale === 0 ? 1 : scale;
      kernels.modulate(n, result, c, factor, sign * factor, result);
      return result;
    },
  };
}

/** As n / 2 pairs; but multiples of eight have a kernel of their own for the way there. */
function planEven(room: FftRoom, n: number, tables: FftTables): SimdRealFft {
  const m = n / 2;
  const bins = m + 1;
  const { kernels } = room;
  const roots = tables.roots(n);
  const { run, bytes } = complex(room, m, tables, roots);
  const halves = room.table(turnsOf(roots, n, 1, 2, 4 * (m >> 3)).map((w) => w / 2));
  const design = designReal(n);
  const plan = design && room.plan(design, roots, turnsOf(roots, n, 1, 4, design.rows - 3), splitRoots(roots, design.rows));
  room.close(Math.max(bytes, 4 * n + 32));
  const forward = (): number => {
    const z = run(room.x, 0);
    const x = room.other(z);
    kernels.splitPairs(m, z, x, halves);
    return x;
  };
  return {
    forward: room.transform(n, 2 * bins, plan ? () => kernels.rfft(plan, room.x, room.y, 0) : forward),
    power: room.transform(n, bins, plan ? () => kernels.rfft(plan, room.x, room.y, 1) : squared(room, bins, forward)),
    inverse: room.transform(2 * bins, n, () => {
      kernels.joinPairs(m, room.x, room.y, halves);
      return run(room.y, 1 / m);
    }),
  };
}

/** As n pairs without imaginary parts. */
function planOdd(room: FftRoom, n: number, tables: FftTables): SimdRealFft {
  const bins = (n + 1) / 2;
  const { kernels } = room;
  const { run, bytes } = complex(room, n, tables);
  room.close(bytes);
  const forward = (): number => {
    kernels.widen(n, room.x, room.y);
    const z = run(room.y, 0);
    room.heap[z / 4 + 1] = 0;
    return z;
  };
  return {
    forward: room.transform(n, 2 * bins, forward),
    power: room.transform(n, bins, squared(room, bins, forward)),
    inverse: room.transform(2 * bins, n, () => {
      kernels.mirror(n, room.x);
      const z = run(room.x, 1 / n);
      kernels.narrow(n, z, z);
      return z;
    }),
  };
}

function squared({ kernels }: FftRoom, bins: number, forward: () => number): () => number {
  return () => {
    const z = forward();
    kernels.powers(bins, z, z);
    return z;
  };
}

/** w^k / 2 for k = 1 ... m / 2, w = e^(-pi i / m): roots of 8 m, every fourth. */
function splitRoots(roots: Float64Array, m: number): Float64Array {
  return Float64Array.from({ length: 2 * (m >> 1) }, (_, i) => roots[8 * (1 + (i >> 1)) + (i % 2)]! / 2);
}
