/**
 * The engine of all resamplers: `out[m] = sum_j row(m)[j] x[floor(m down / up) - half + j]`, where the row of coefficients depends on
 * the fraction `(m down mod up) / up` only. It is fed piece by piece; any cutting gives the same bits, because each output is one sum
 * in one order.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { runExact } from './exact-rows.js';
import { createBatch, runInterpolated } from './grid-rows.js';
import { type Ratio } from './resample-rates.js';

/** Coefficients of a polyphase filter. */
export interface PolyphaseBank extends Ratio {
  /** Coefficients per row. */
  readonly taps: number;
  /** Taps that lie before the output's place, the place itself not counted: those at `floor(m down / up) - before`, ... */
  readonly before: number;
  /** Rows of `taps`: one for each of the `up` phases, or, for `grid` > 0, for the phases -1/grid, 0, 1/grid, ..., (grid + 1)/grid. */
  readonly rows: Float64Array;
  /** 0, or the number of tabulated phases, between which cubic interpolation fills in. */
  readonly grid: number;
  /** Filters that do the same one after another, in fewer products. Each but the last has `up` or `down` of 1. */
  readonly stages?: readonly PolyphaseBank[];
}

/** A running polyphase filter over one channel. */
export interface PolyphaseRunner {
  /** Takes `x[from ... to)`, or zeros for `null`; writes what can be computed to `out[at ...]`, to its end at most. Returns how many. */
  push(x: FloatArray | null, from: number, to: number, out: FloatArray, at: number): number;
  /** Forgets the past. Before the signal there is `head` (`before` samples), or silence. */
  reset(head?: Float64Array): void;
}

/** Where the next output stands: index of its first tap in the buffer, and its phase in units of 1 / up. */
export interface Cursor {
  index: number;
  phase: number;
}

/** Builds a filter with a buffer of a few thousand samples, whatever the length of the signal. */
export function createPolyphase(bank: PolyphaseBank): PolyphaseRunner {
  return bank.stages ? createChain(bank.stages) : createStage(bank, bank.before, 0);
}

/** Input samples that must follow the place of an output before it can be computed. */
export function lookAheadOf({ taps, before, stages }: PolyphaseBank): number {
  if (!stages) return taps - before - 1;
  return stages.reduceRight((next, bank) => lookAheadOf(bank) + Math.ceil((next * bank.down) / bank.up), 0);
}

/** One filter. At the beginning it holds so many zeros, and the first tap of its first output is at `first`. */
export function createStage(bank: PolyphaseBank, zeros: number, first: number): PolyphaseRunner {
  const { taps, up, down, grid } = bank;
  const step = Math.ceil(down / up);
  const block = grid > 0 ? 8192 : Math.max(8192, Math.min(65536, 32 * down));
  const buffer = new Float64Array(taps + step + block);
  const batch = grid > 0 ? createBatch(grid) : undefined;
  const cursor: Cursor = { index: first, phase: 0 };
  let filled = zeros;
  return {
    push(x, from, to, out, at) {
      let held = filled;
      let written = at;
      while (from < to && written < out.length) {
        const n = Math.min(to - from, buffer.length - held);
        if (x === null) buffer.fill(0, held, held + n);
        else for (let k = 0; k < n; k++) buffer[held + k] = x[from + k]!;
        from += n;
        held += n;
        const most = out.length - written;
        written +=
          grid > 0
            ? runInterpolated(out, written, most, buffer, held, cursor, bank, batch!)
            : runExact(out, written, Math.min(most, outputsWithin(held - taps - cursor.index, cursor.phase, bank)), buffer, cursor, bank);
        const gone = Math.min(cursor.index, held);
        buffer.copyWithin(0, gone, held);
        held -= gone;
        cursor.index -= gone;
      }
      filled = held;
      return written - at;
    },
    reset(head) {
      filled = zeros;
      cursor.index = first;
      cursor.phase = 0;
      buffer.fill(0, 0, zeros);
      if (head) buffer.set(head);
    },
  };
}

/** Samples that go through the stages at a time. */
const PIECE = 4096;

/**
 * Filters one after another. The taps of each before the first output stand on outputs of the one before from negative times, which are
 * not silent: so that one begins as much earlier.
 */
function createChain(stages: readonly PolyphaseBank[]): PolyphaseRunner {
  let early = 0; // outputs of a stage before time 0
  const runners = stages
    .map((_, s) => s)
    .reduceRight<PolyphaseRunner[]>((later, s) => {
      const { up, down, before } = stages[s]!;
      const needed = before + (early * down) / up; // samples before time 0
      const unit = stages[s - 1]?.up ?? 1;
      early = unit * Math.ceil(needed / unit);
      return [s === 0 ? createStage(stages[s]!, needed, 0) : createStage(stages[s]!, 0, early - needed), ...later];
    }, []);
  const last = runners.pop()!;
  let most = PIECE + early;
  const between = stages.slice(0, -1).map(({ up, down }) => new Float64Array((most = Math.ceil(((most + 1) * up) / down) + 1)));
  return {
    push(x, from, to, out, at) {
      let written = at;
      for (; from < to && written < out.length; from += PIECE) {
        let y: FloatArray | null = x;
        let [start, end] = [from, Math.min(to, from + PIECE)];
        for (let s = 0; s < runners.length; s++) {
          end = runners[s]!.push(y, start, end, between[s]!, 0);
          y = between[s]!;
          start = 0;
        }
        written += last.push(y, start, end, out, written);
      }
      return written - at;
    },
    reset() {
      for (const runner of runners) runner.reset();
      last.reset();
    },
  };
}

/** A whole signal at once: fills `out` from `x`, which goes on as `tail`, then as silence. */
export function runWhole(runner: PolyphaseRunner, out: FloatArray, x: FloatArray, head?: Float64Array, tail?: Float64Array): void {
  runner.reset(head);
  let written = runner.push(x, 0, x.length, out, 0);
  if (tail) written += runner.push(tail, 0, tail.length, out, written);
  while (written < out.length) written += runner.push(null, 0, 8192, out, written);
}

/** How many outputs begin within the next `room` places, the first one included. */
export function outputsWithin(room: number, phase: number, { up, down }: Ratio): number {
  return room < 0 ? 0 : Math.floor(((room + 1) * up - 1 - phase) / down) + 1;
}
