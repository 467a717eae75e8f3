/**
 * The memory of one transform: tables, two work areas between which the kernels go to and fro, and the copies in and out.
 * @module
 */
import { Arena } from './arena.js';
import { type LaneDesign } from './fft-design.js';
import { fftWasm } from './generated/fft.js';
import { instantiate } from './instantiate.js';

/** See `assembly/fft.module.ts`. */
export interface FftKernels {
  forward(plan: number, x: number, y: number): number;
  inverse(plan: number, x: number, y: number, scale: number): number;
  rfft(plan: number, x: number, y: number, power: number): number;
  splitPairs(m: number, z: number, out: number, roots: number): void;
  joinPairs(m: number, x: number, out: number, roots: number): void;
  widen(n: number, x: number, out: number): void;
  narrow(n: number, x: number, out: number): void;
  mirror(n: number, x: number): void;
  modulate(n: number, x: number, table: number, a: number, b: number, out: number): void;
  powers(n: number, x: number, out: number): void;
}

/** A transform of numbers that lie outside the kernels' memory: they are copied in and out. */
export type SimdTransform = (out: Float32Array, x: Float32Array) => void;

/** Addresses below this one are never read: the compiler takes that for granted, and the kernels read a little before the work areas. */
const BOTTOM = 1024;
const MARGIN = 64; // bytes behind a work area that vectors may reach

/** Tables first, then `close`, then transforms. */
export class FftRoom {
  /** Addresses of the work areas. */
  x = 0;
  y = 0;
  heap: Float32Array = new Float32Array(0);

  private constructor(
    readonly kernels: FftKernels,
    private readonly arena: Arena,
  ) {}

  /** Undefined where SIMD cannot run. */
  static open(): FftRoom | undefined {
    const instance = instantiate<FftKernels>(fftWasm, BOTTOM);
    return instance && new FftRoom(instance.exports, new Arena(instance.memory, BOTTOM));
  }

  /** Makes the work areas, `bytes` each. No table may follow. */
  close(bytes: number): void {
    this.x = this.arena.take(bytes + MARGIN);
    this.y = this.arena.take(bytes + MARGIN);
    this.heap = this.arena.floats(0, this.arena.memory.buffer.byteLength / 4);
  }

  /** The work area that is not at `place`. */
  other(place: number): number {
    return place === this.x ? this.y : this.x;
  }

  /** Writes numbers, rounded to single precision. */
  table(numbers: ArrayLike<number>): number {
    const address = this.arena.take(4 * numbers.length);
    this.arena.floats(address, numbers.length).set(numbers);
    return address;
  }

  /** Writes the plan of a transform (see `Plan` in the module). `roots` are those of any multiple of its size; `splitRoots` are for real ones. */
  plan(design: LaneDesign, roots: Float64Array, turns: Float64Array, splitRoots: ArrayLike<number> = []): number {
    const { rows, lanes, rowRadices, laneRadices } = design;
    const blocks = Math.ceil(lanes / 4);
    const bytes = (radices: readonly number[]): number => {
      const address = this.arena.take(radices.length + 1);
      this.arena.bytes(address, radices.length).set(radices);
      return address;
    };
    const area = (): number => (laneRadices.length > 0 ? this.arena.take(128 * blocks) : 0);
    const words = [
      rows,
      lanes,
      blocks,
      bytes(rowRadices),
      rowRadices.length,
      this.table(passTwiddles(roots, rowRadices)),
      bytes(laneRadices),
      laneRadices.length,
      this.table(passTwiddles(roots, laneRadices)),
      area(),
      area(),
      this.table(turns),
      this.table(splitRoots),
    ];
    const address = this.arena.take(4 * words.length);
    this.arena.words(address, words.length).set(words);
    return address;
  }

  /** Copies `inputLength` numbers to `x`, runs, and copies `outLength` numbers from the address that it returns. */
  transform(inputLength: number, outLength: number, run: () => number): SimdTransform {
    const view = (address: number, length: number): Float32Array => this.heap.subarray(address / 4, address / 4 + length);
    const input = view(this.x, inputLength);
    const fromX = view(this.x, outLength);
    const fromY = view(this.y, outLength);
    return (out, x) => {
      input.set(x);
      out.set(run() === this.x ? fromX : fromY);
    };
  }
}

/** For each pass, p < m and k = 1 ... r - 1, `w^(p k)`, w the root of order r m, where m is the product of the radices that follow. */
function passTwiddles(roots: Float64Array, radices: readonly number[]): Float64Array {
  let n = radices.reduce((product, r) => product * r, 1);
  let length = 0;
  for (let i = 0, rest = n; i < radices.length; rest /= radices[i++]!) length += 2 * (rest - rest / radices[i]!);
  const table = new Float64Array(length);
  let t = 0;
  for (const r of radices) {
    const step = roots.length / n;
    for (let p = 0; p < n / r; p++) {
      for (let k = 1; k < r; k++, t += 2) {
        table[t] = roots[p * k * step]!;
        table[t + 1] = roots[p * k * step + 1]!;
      }
    }
    n /= r;
  }
  return table;
}

/**
 * Powers w^(l k) of the root w of order n, for lanes l = from ... to - 1 and four k at a time: 0, 4, ..., `last`, which may be less than four
 * from the one before. Four re, four im.
 */
export function turnsOf(roots: Float64Array, n: number, from: number, to: number, last: number): Float64Array {
  const groups = Math.ceil(last / 4) + 1;
  const step = roots.length / n;
  const table = new Float64Array(8 * groups * (to - from));
  for (let g = 0, t = 0; g < groups; g++) {
    const k = Math.min(4 * g, last);
    for (let l = from; l < to; l++, t += 8) {
      for (let i = 0; i < 4; i++) {
        const at = (step * l * (k + i)) % roots.length;
        table[t + i] = roots[at]!;
        table[t + 4 + i] = roots[at + 1]!;
      }
    }
  }
  return table;
}
