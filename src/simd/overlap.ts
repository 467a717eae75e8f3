/**
 * Long filters and changes of the sample rate on the SIMD kernels, by transforms of overlapping blocks ("overlap-save"). The memory is the
 * same for a signal of any length.
 *
 * They compute in single precision: results are within 1e-6 of the largest sample of two blocks, times the filter's gain.
 * @module
 */
import { Arena } from './arena.js';
import { radicesOf } from './fft-design.js';
import { lanesOf, passTwiddles, turnsOf } from './fft-tables.js';
import { overlapWasm } from './generated/overlap.js';
import { instantiate, withinMemory } from './instantiate.js';

/** How blocks are cut. */
export interface OverlapDesign {
  /** Samples of a block that goes in, and of one that comes out: multiples of 16 without prime factors above 7. */
  readonly size: number;
  readonly sizeOut: number;
  /** Samples from one block to the next, and outputs that each of them yields. */
  readonly step: number;
  readonly stepOut: number;
  /** Samples of a block before the place of its first good output, and outputs before that one. */
  readonly before: number;
  readonly skip: number;
}

/** Kernels for blocks of one size, with their tables. */
export interface OverlapKernels {
  /**
   * Takes another filter; the one before it must no longer be used. `bins` are numbers for the bins 0 ... sizeOut - 1, or re, im pairs if
   * the kernels are `complex`, and hold the scale 1 / size. Blocks must have the size of the kernels.
   */
  take(design: OverlapDesign, bins: Float64Array): OverlapFilter;
}

/**
 * Fills `out` with the outputs from the one at sample `start` of `x` on; beyond its ends there are zeros. False if some of them are not
 * finite, or only might be: then TypeScript must compute.
 */
export type OverlapFilter = (out: Float32Array, x: Float32Array, start: number) => boolean;

/** Makes `e^(-2 pi i k / n)` for k = 0 ... n - 1, re and im. */
export type Roots = (n: number) => Float64Array;

interface Exports {
  filterTwo(plan: number, a: number, b: number, outA: number, outB: number): number;
}

const PLAN = 16;

/** The kernels for blocks of a size, or undefined where TypeScript must compute. */
export function planOverlap(size: number, sizeOut: number, complex: boolean, roots: Roots): OverlapKernels | undefined {
  const kernels = instantiate<Exports>(overlapWasm, 1);
  if (!kernels) return undefined;
  const { exports, memory } = kernels;
  const arena = new Arena(memory, PLAN + 64);
  return withinMemory(() => {
    const transforms = tables(arena, size, sizeOut, roots);
    const bins = arena.take((complex ? 8 : 4) * sizeOut);
    const area = 8 * Math.max(size, sizeOut);
    const plan = [...transforms, bins, Number(complex), arena.take(area), arena.take(area)];
    arena.words(PLAN, plan.length).set(plan);
    const input = arena.take(8 * size);
    const [outA, outB] = [arena.take(4 * sizeOut), arena.take(4 * sizeOut)];
    return {
      take(design, numbers) {
        const { step, stepOut, before, skip } = design;
        arena.floats(bins, numbers.length).set(complex ? lanesOf(numbers, sizeOut / 4, (v, i) => 4 * v + i) : numbers);
        const samples = arena.floats(input, size + step);
        const results = [outA, outB].map((address) => arena.floats(address + 4 * skip, stepOut));
        return (out, x, start) => {
          for (let m = 0, place = start - before; m < out.length; place += 2 * step) {
            load(samples, x, place);
            if (exports.filterTwo(PLAN, input, input + 4 * step, outA, outB) * 0 !== 0) return false;
            for (const result of results) {
              const count = Math.min(stepOut, out.length - m);
              out.set(count < stepOut ? result.subarray(0, count) : result, m);
              m += count;
            }
          }
          return true;
        };
      },
    };
  });
}

/** Writes what both transforms need, and returns the part of the plan that names it. */
function tables(arena: Arena, size: number, sizeOut: number, roots: Roots): number[] {
  const table = (numbers: ArrayLike<number>): number => {
    const address = arena.take(4 * numbers.length);
    arena.floats(address, numbers.length).set(numbers);
    return address;
  };
  const transform = (n: number): number[] => {
    const rows = n / 4;
    const w = roots(n);
    const radices = radicesOf(rows)!;
    const bytes = arena.take(radices.length);
    arena.bytes(bytes, radices.length).set(radices);
    return [rows, bytes, radices.length, table(passTwiddles(w, radices)), table(turnsOf(w, n, 1, 4, rows - 4))];
  };
  const forward = transform(size);
  return [...forward, ...(size === sizeOut ? forward : transform(sizeOut))];
}

/** Fills `samples` with those of `x` from `start` on, which may lie outside. */
function load(samples: Float32Array, x: Float32Array, start: number): void {
  const from = Math.min(samples.length, Math.max(0, -start));
  const to = Math.max(from, Math.min(samples.length, x.length - start));
  samples.fill(0, 0, from);
  samples.set(x.subarray(start + from, start + to), from);
  samples.fill(0, to);
}
