/**
 * Mel bands, decibels and cepstra on the SIMD kernels, in the memory of those that make the spectra.
 * @module
 */
import { cepstraWasm } from './generated/cepstra.js';
import { instantiate } from './instantiate.js';
import { type LaneSpectra } from './spectra.js';

/** A sparse filter bank: band m covers bins `start[m] ... end[m] - 1`, the weights of all bands follow each other. */
export interface LaneBank {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly weights: Float64Array;
}

/** Bytes of levels that are kept. */
const BUDGET = 48 << 20;

/** Computes over the frames in the room of the spectra. */
export interface LaneCepstra {
  /** Rows of mel bands. */
  mel(frames: number): void;
  /** Mel bands in dB, kept for later at place `at`, counted in frames, a multiple of four. */
  levels(frames: number, at: number): void;
  /** Rows of coefficients, of the levels at a place. Levels below `floor` count as that. Uses them up. */
  cepstra(frames: number, at: number, floor: number): void;
  /** Makes room for the levels of so many frames and returns how many it can keep; behind them there is room for `capacity` more, if it is not all. */
  reserve(frames: number): number;
}

/** See `assembly/cepstra.module.ts`. */
interface Exports {
  mel(bands: number, frame: number, step: number, frames: number, out: number): void;
  levels(bands: number, frame: number, step: number, frames: number, out: number): void;
  cepstra(bands: number, levels: number, groups: number, floor: number, out: number): void;
}

/** The kernels for a bank, for magnitudes to the power of 1 or 2, and, for cepstra, the floor of the powers and a matrix [coefficients, bands]. */
export function planLaneCepstra(
  spectra: LaneSpectra,
  bank: LaneBank,
  exponent: number,
  amin = 0,
  matrix: Float64Array = new Float64Array(0),
): LaneCepstra | undefined {
  const { arena, signal, rows, step, capacity } = spectra;
  const kernels = instantiate<Exports>(cepstraWasm, arena.memory, { spectra: { spectrum: spectra.exports.spectrum } });
  if (!kernels) return undefined;
  const { mel, levels, cepstra } = kernels.exports;
  const { start, end, weights } = bank;
  const count = start.length;
  const rowCount = matrix.length / count;
  const sums = new Float64Array(Math.max(4, rowCount));
  for (let i = 0; i < matrix.length; i++) sums[Math.floor(i / count)]! += matrix[i]!;
  const bands = arena.take(64);
  const ranges = arena.take(8 * count);
  const packed = arena.take(4 * weights.length);
  const table = arena.take(4 * count * sums.length);
  const totals = arena.take(8 * sums.length);
  const scratch = arena.take(16 * Math.max(4, count));
  arena.words(ranges, 2 * count).set([...start].flatMap((first, m) => [16 * first, end[m]! - first]));
  arena.floats(packed, weights.length).set(weights);
  arena.floats(table, matrix.length).set(matrix);
  new Float64Array(arena.memory.buffer, totals, sums.length).set(sums);
  arena.words(bands, 9).set([exponent, count, ranges, packed, 0, rowCount, table, totals, scratch]);
  arena.floats(bands, 5)[4] = amin;

  const hop = 4 * step;
  const store = arena.take(4 * count * capacity); // the last of the memory, so that it can grow
  const place = (at: number): number => store + 4 * at * count;
  return {
    mel: (frames) => mel(bands, signal, hop, frames, rows),
    levels: (frames, at) => levels(bands, signal, hop, frames, place(at)),
    cepstra: (frames, at, floor) => cepstra(bands, place(at), Math.ceil(frames / 4), floor, rows),
    reserve(frames) {
      const chunks = Math.min(Math.ceil(frames / capacity), Math.floor(BUDGET / (4 * count * capacity)));
      const kept = chunks * capacity;
      const { top } = arena;
      const missing = place(kept < frames ? kept + capacity : kept) - top;
      try {
        if (missing > 0) arena.take(missing);
        return kept;
      } catch {
        arena.top = top;
        return 0; // no memory: the room for one part is always there
      }
    },
  };
}
