/**
 * Entropy of the energies of ten blocks.
 * @module
 */
import { LN2 } from '../core/math.js';

const BLOCKS = 10;
/** What pyAudioAnalysis adds where it divides or takes logarithms: sys.float_info.epsilon. */
export const EPSILON: number = Number.EPSILON;

/** Puts entropies of blocks, bits, into rows; calls allocate nothing. */
export interface BlockEntropy {
  /** Of the energies of `x`; `total[0]` becomes their sum. */
  into(row: Float64Array, at: number, x: Float64Array, total: Float64Array): void;
}

/**
 * Ten blocks of `size` numbers, as equal as they can be. Under `compat` they have floor(size / 10) numbers each, and what is left over counts
 * to the total only.
 */
export function planBlockEntropy(size: number, compat: boolean): BlockEntropy {
  const length = Math.floor(size / BLOCKS);
  const borders = Int32Array.from({ length: BLOCKS + 1 }, (_, i) => (compat ? i * length : Math.floor((i * size) / BLOCKS)));
  const share = new Float64Array(BLOCKS);
  return {
    into(row, at, x, total) {
      blockEnergies(share, x, borders, size, total);
      const whole = total[0]!;
      if (compat) for (let i = 0; i < BLOCKS; i++) share[i]! /= whole + EPSILON;
      else if (whole > 0) for (let i = 0; i < BLOCKS; i++) share[i]! /= whole;
      let entropy = 0;
      for (let i = 0; i < BLOCKS; i++) {
        const s = share[i]!;
        if (s > 0) entropy -= s * Math.log(compat ? s + EPSILON : s); // 0 log 0 = 0
      }
      row[at] = entropy / LN2;
    },
  };
}

function blockEnergies(out: Float64Array, x: Float64Array, borders: Int32Array, size: number, total: Float64Array): void {
  let whole = 0;
  for (let i = 0; i < BLOCKS; i++) {
    let sum = 0;
    for (let n = borders[i]!; n < borders[i + 1]!; n++) sum += x[n]! * x[n]!;
    out[i] = sum;
    whole += sum;
  }
  for (let n = borders[BLOCKS]!; n < size; n++) whole += x[n]! * x[n]!;
  total[0] = whole;
}
