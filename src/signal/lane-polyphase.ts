/**
 * The polyphase filter in single precision, on the SIMD kernels.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { useSimd } from '../simd/engine.js';
import { FIR_MARGIN, type LaneFir, planFir } from '../simd/fir.js';
import { outputsWithin, type PolyphaseBank, type PolyphaseRunner } from './polyphase.js';

/** Samples in the room, beside the filter's. */
const BLOCK = 8192;
/** Results in the room. */
const MOST = 16384;
/** Rows of so few coefficients, or few results, are not worth a room of their own. */
const LEAST_TAPS = 8;
const LEAST_PRODUCTS = 65536;

const kept = /* @__PURE__ */ new WeakMap<PolyphaseBank, PolyphaseRunner>();

/** A filter like `createPolyphase`'s for `outputs` results of single precision; undefined where that one must do. Kept with the bank. */
export function lanePolyphase(bank: PolyphaseBank, x: FloatArray, outputs: number): PolyphaseRunner | undefined {
  if (x.BYTES_PER_ELEMENT !== 4 || bank.taps < LEAST_TAPS || bank.taps * outputs < LEAST_PRODUCTS || !useSimd()) return undefined;
  let runner = kept.get(bank);
  if (runner) return runner;
  const room = Math.max(BLOCK, Math.min(65536, 32 * bank.down)) + bank.taps + Math.ceil(bank.down / bank.up);
  const fir = planFir(bank.rows.length / bank.taps, bank.taps, room, MOST);
  fir?.setRows(bank.rows, bank.taps);
  runner = fir && createRunner(bank, fir, room);
  if (runner) kept.set(bank, runner);
  return runner;
}

function createRunner(bank: PolyphaseBank, fir: LaneFir, room: number): PolyphaseRunner {
  const { taps, before, up, down, grid } = bank;
  const { samples, outputs } = fir;
  const whole = Math.floor(down / up);
  const part = down % up;
  let held = before;
  let index = 0;
  let phase = 0;

  const advance = (): void => {
    index += whole;
    phase += part;
    if (phase >= up) [index, phase] = [index + 1, phase - up];
  };
  const runExact = (most: number): number => {
    const count = Math.min(most, outputsWithin(held - taps - index, phase, bank));
    const rounds = Math.floor(count / up);
    const rest = count % up;
    for (let m = 0; m < Math.min(count, up); m++, advance()) fir.strided(m, up, index, down, phase, rounds + Number(m < rest));
    if (rounds > 0) index += (rounds - 1) * down; // one round is done
    if (rounds > 0) for (let m = 0; m < rest; m++) advance();
    return count;
  };
  /** `polyphase.ts` has the formula. */
  const runInterpolated = (most: number): number => {
    let count = 0;
    for (; count < most && index + taps <= held; count++, advance()) {
      const place = (phase / up) * grid;
      const node = Math.min(grid - 1, Math.floor(place));
      const t = place - node;
      const outer = (t * (t - 1)) / 6;
      const inner = ((t + 1) * (2 - t)) / 2;
      outputs[count] = fir.between(index, node, outer * (2 - t), inner * (1 - t), inner * t, outer * (1 + t));
    }
    return count;
  };
  return {
    push(x, from, to, out, at) {
      let written = at;
      while (from < to && written < out.length) {
        const n = Math.min(to - from, room - held);
        if (x) samples.set(x.subarray(from, from + n), held);
        else samples.fill(0, held, held + n);
        from += n;
        held += n;
        samples.fill(0, held, held + FIR_MARGIN);
        for (let count = 1; count > 0; written += count) {
          const most = Math.min(MOST, out.length - written);
          count = grid > 0 ? runInterpolated(most) : runExact(most);
          out.set(outputs.subarray(0, count), written);
        }
        const gone = Math.min(index, held);
        samples.copyWithin(0, gone, held);
        held -= gone;
        index -= gone;
      }
      return written - at;
    },
    reset(head) {
      held = before;
      index = 0;
      phase = 0;
      samples.fill(0, 0, before);
      if (head) samples.set(head);
    },
  };
}
