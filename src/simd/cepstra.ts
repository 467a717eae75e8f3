/**
 * Mel bands, decibels and cepstra on the SIMD kernels, in the memory of those that make the spectra.
 * @module
 */
import { type Arena } from './arena.js';
import { cepstraWasm } from './generated/cepstra.js';
import { instantiate, withinMemory } from './instantiate.js';
import { type LaneSpectra } from './spectra.js';

/** A sparse filter bank: band m covers bins `start[m] ... end[m] - 1`, the weights of all bands follow each other. */
export interface LaneBank {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly weights: Float64Array;
}

/** What makes cepstra of mel bands. */
export interface LaneCepstrum {
  /** Floor of the powers before the logarithm. */
  readonly amin: number;
  /** [coefficients, bands]. */
  readonly matrix: Float64Array;
  /** Whether the second half of each row is the first one backwards, times -1 in every second row. */
  readonly symmetric: boolean;
}

/** Computes over the frames from place `at` in the room of the spectra on. */
export interface LaneCepstra {
  /** Rows of mel bands. */
  mel(frames: number, at: number): void;
  /** Mel bands in dB, kept as those of frame `slot`. */
  levels(frames: number, at: number, slot: number): void;
  /** Rows of coefficients, of the levels that are kept from `slot` on. None counts as more than `topDb` below the loudest so far. */
  cepstra(frames: number, slot: number, topDb: number): void;
  /** Makes slots for so many frames, or for some whole rooms, and returns for how many; for one batch more there are slots behind them. */
  reserve(frames: number): number;
}

/** See `assembly/cepstra.module.ts`. */
interface Exports {
  mel(bands: number, frame: number, step: number, frames: number, out: number): void;
  levels(bands: number, frame: number, step: number, frames: number, out: number): void;
  cepstra(bands: number, levels: number, groups: number, topDb: number, out: number): void;
}

/** Bytes of levels that are kept. */
const BUDGET = 48 << 20;

/** The kernels for a bank over magnitudes to the power of 1 or 2, or undefined. Without a cepstrum there are mel bands only. */
export function planLaneCepstra(
  spectra: LaneSpectra,
  bank: LaneBank,
  exponent: number,
  cepstrum: LaneCepstrum = { amin: 0, matrix: new Float64Array(0), symmetric: false },
): LaneCepstra | undefined {
  const { arena, signal, rows, step, capacity, batch } = spectra;
  const kernels = instantiate<Exports>(cepstraWasm, arena.memory, { spectra: { spectrum: spectra.exports.spectrum } });
  if (!kernels) return undefined;
  const { mel, levels, cepstra } = kernels.exports;
  const { amin, matrix, symmetric } = cepstrum;
  const count = bank.start.length;
  const coefficients = matrix.length / count;
  const width = symmetric ? Math.ceil(count / 2) : count;
  const { blocks, sums } = packed(matrix, count, width);
  const { lengths, weights } = segmented(bank);
  return withinMemory(() => {
    const bands = arena.take(64);
    const segments = arena.take(4 * lengths.length);
    const pairs = arena.take(4 * weights.length);
    const table = arena.take(4 * blocks.length);
    const totals = arena.take(8 * sums.length);
    const scratch = arena.take(32 * Math.max(4, count));
    const store = arena.take(4 * count * batch); // last, so that it can grow
    const plan = [exponent, count, 16 * bank.start[0]!, segments, pairs, 0, coefficients, width, Number(symmetric), table, totals, scratch];
    arena.words(bands, plan.length).set(plan);
    arena.floats(bands, 6)[5] = amin;
    arena.words(segments, lengths.length).set(lengths);
    arena.floats(pairs, weights.length).set(weights);
    arena.floats(table, blocks.length).set(blocks);
    new Float64Array(arena.memory.buffer, totals, sums.length).set(sums);
    const address = (slot: number): number => store + 4 * slot * count;
    const frame = (at: number): number => signal + 4 * at * step;
    return {
      mel: (frames, at) => mel(bands, frame(at), 4 * step, frames, rows),
      levels: (frames, at, slot) => levels(bands, frame(at), 4 * step, frames, address(slot)),
      cepstra: (frames, slot, topDb) => cepstra(bands, address(slot), Math.ceil(frames / 4), topDb, rows),
      reserve(frames) {
        const { top } = arena;
        const most = Math.floor(BUDGET / (4 * count * capacity));
        const slots = capacity * Math.min(most, Math.ceil(frames / capacity));
        const end = address(slots + batch);
        if (end <= top || hasGrown(arena, end - top)) return slots;
        arena.top = top;
        return 0;
      },
    };
  });
}

/** A function of its own: what a closure holds on to would be allocated at each call of the one around it. */
function hasGrown(arena: Arena, bytes: number): boolean {
  try {
    arena.take(bytes);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false; // nothing is given up: levels that find no place are computed twice
    throw error;
  }
}

/** As long as a bank or a matrix is kept, so is what the kernels read of it. */
const segmentsKept = /* @__PURE__ */ new WeakMap<LaneBank, Segments>();
const blocksKept = /* @__PURE__ */ new WeakMap<Float64Array, Blocks>();

function segmented(bank: LaneBank): Segments {
  let segments = segmentsKept.get(bank);
  if (!segments) segmentsKept.set(bank, (segments = segmentsOf(bank)));
  return segments;
}

function packed(matrix: Float64Array, columns: number, width: number): Blocks {
  let blocks = blocksKept.get(matrix);
  if (blocks?.width !== width) blocksKept.set(matrix, (blocks = packMatrix(matrix, columns, width)));
  return blocks;
}

interface Blocks {
  readonly width: number;
  readonly blocks: Float32Array;
  readonly sums: Float64Array;
}

interface Segments {
  readonly lengths: Uint32Array;
  readonly weights: Float32Array;
}

/** The rows of a matrix in fours, [block][column][row], the last four in the last block, and the sum of each; only columns up to `width`. */
function packMatrix(matrix: Float64Array, columns: number, width: number): Blocks {
  const rows = matrix.length / columns;
  const sums = new Float64Array(4 * Math.ceil(rows / 4));
  const blocks = new Float32Array(sums.length * width);
  for (let r = 0; r < sums.length; r++) {
    const lane = r % 4;
    const k = Math.min(r - lane, Math.max(0, rows - 4)) + lane;
    if (k >= rows) break; // fewer than four
    for (let n = 0; n < columns; n++) {
      const v = matrix[k * columns + n]!;
      sums[r]! += v;
      if (n < width) blocks[(r - lane) * width + 4 * n + lane] = v;
    }
  }
  return { width, blocks, sums };
}

/**
 * The bins from where one band begins to where the next does: how many, and for each its weights in the band before, which falls there, and
 * in this one, which rises. Behind the last band's is one more segment, in which it falls.
 */
function segmentsOf({ start, end, weights }: LaneBank): Segments {
  const count = start.length;
  const lengths: number[] = [];
  const pairs: number[] = [];
  let k = start[0]!;
  let falling = 0; // where the weights of bin 0 in the band before would be
  let rising = -k;
  for (let m = 0; m <= count; m++) {
    const from = k;
    const low = m > 0 ? end[m - 1]! : 0;
    const high = m < count ? end[m]! : 0;
    const to = m < count - 1 ? start[m + 1]! : Math.max(low, m === 0 ? high : 0);
    for (; k < to; k++) pairs.push(k < low ? weights[falling + k]! : 0, k < high ? weights[rising + k]! : 0);
    lengths.push(k - from);
    falling = rising;
    if (m < count - 1) rising += end[m]! - start[m + 1]!;
  }
  return { lengths: Uint32Array.from(lengths), weights: Float32Array.from(pairs) };
}
