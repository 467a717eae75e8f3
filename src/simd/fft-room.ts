/**
 * The memory of one transform: tables, two work areas between which the kernels go to and fro, and the copies in and out.
 * @module
 */
import { Arena } from './arena.js';
import { type LaneDesign } from './fft-design.js';
import { passTwiddles } from './fft-tables.js';
import { fftWasm } from './generated/fft.js';
import { instantiate } from './instantiate.js';

/** See `assembly/fft.module.ts`. */
export interface FftKernels {
  forward(plan: number, x: number, y: number): number;
  inverse(plan: number, x: number, y: number, scale: number): number;
  rfft(plan: number, x: number, y: number, power: number): number;
  rfftLanes(plan: number, x: number, y: number, power: number): number;
  splitPairs(m: number, z: number, out: number, roots: number): void;
  joinPairs(m: number, x: number, out: number, roots: number): void;
  widen(n: number, x: number, out: number): void;
  narrow(n: number, x: number, out: number): void;
  mirror(n: number, x: number): void;
  chirpIn(n: number, x: number, y: number, chirp: number, sign: number): void;
  convolve(plan: number, x: number, y: number, filter: number): number;
  chirpOut(n: number, z: number, out: number, chirp: number, scale: number, sign: number): void;
  powers(n: number, x: number, out: number): void;
  finite(n: number, x: number): number;
}

/** A transform of numbers that lie outside the kernels' memory: they are copied in and out. */
export interface SimdTransform {
  (out: Float32Array, x: Float32Array): void;
  /** The same to `out[at]` and behind. Returns whether all results are finite. */
  checked(out: Float32Array, x: Float32Array, at: number): boolean;
}

/** Addresses below this one are never read: the compiler takes that for granted, and the kernels read a little before the work areas. */
const BOTTOM = 1024;
const MARGIN = 64; // bytes behind a work area that vectors may reach
/** Processors tell a load from an earlier store by the last twelve bits of the address: passes between areas a page apart run at 0.8 of the speed. */
const PAGE = 4096;
const APART = 1024;

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
    const apart = this.arena.top - this.x;
    this.arena.take((PAGE + APART - (apart % PAGE)) % PAGE);
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
  plan(design: LaneDesign, roots: Float64Array, turns: Float64Array, splitRoots: ArrayLike<number> = [], width = 4): number {
    const { rows, lanes, rowRadices, laneRadices } = design;
    const blocks = Math.ceil(lanes / width);
    const bytes = (radices: readonly number[]): number => {
      const address = this.arena.take(radices.length + 1);
      this.arena.bytes(address, radices.length).set(radices);
      return address;
    };
    const area = (): number => (laneRadices.length > 0 ? this.arena.take(32 * width * blocks) : 0);
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
    const { kernels, x: place, y, heap } = this;
    const input = heap.subarray(place / 4, place / 4 + inputLength);
    const fromX = heap.subarray(place / 4, place / 4 + outLength);
    const fromY = heap.subarray(y / 4, y / 4 + outLength);
    const transform = (out: Float32Array, x: Float32Array): void => {
      input.set(x);
      out.set(run() === place ? fromX : fromY);
    };
    const checked = (out: Float32Array, x: Float32Array, at: number): boolean => {
      input.set(x);
      const z = run();
      out.set(z === place ? fromX : fromY, at);
      return kernels.finite(outLength, z) !== 0;
    };
    return Object.assign(transform, { checked });
  }
}
