/**
 * Up-sampling with zeros, FIR filtering, down-sampling.
 * @module
 */
import { bankOfFir } from './poly-bank.js';
import { createPolyphase, runWhole } from './polyphase.js';
import { type Ratio } from './resample-rates.js';

/** `out[m] = sum_i x[i] h[m down - i up]`, as long as it is not empty. scipy's `upfirdn`. */
export function upfirdn(h: Float64Array, x: Float64Array, ratio: Ratio): Float64Array {
  const { up, down } = ratio;
  const out = new Float64Array(Math.floor(((x.length - 1) * up + h.length - 1) / down) + 1);
  runWhole(createPolyphase(bankOfFir(h, 0, ratio)), out, x);
  return out;
}
