/**
 * How the SIMD kernels cut signals into blocks. Plain numbers, nothing is computed.
 * @module
 */
import { radicesOf, workOf } from './fft-design.js';
import { type OverlapDesign } from './overlap.js';

/** Longer blocks leave the second-level cache; four times as long ones the next one as well. */
const ROOMY = 16384;
const LARGEST = 2 ** 18;

/** Above, tables take long to make. */
const MOST_RESAMPLED = 65536;

/** Steps of the kernels for a block of n samples. */
const costOf = (n: number): number => n * (workOf(radicesOf(n / 4)!) + 12) * (n > ROOMY ? 1.5 : 1);

const isSize = (n: number): boolean => n % 16 === 0 && radicesOf(n / 4) !== undefined;

/**
 * Blocks to change the rate by up / down with a filter that reaches `reach` samples to each side: k times `down` samples in, k times `up`
 * out, such as cost least for each good one. Undefined for ratios with large prime factors.
 */
export function designResampling(up: number, down: number, reach: number): OverlapDesign | undefined {
  const unit = 16 / Math.min(powerOfTwo(up), powerOfTwo(down)); // k must make both multiples of 16
  const margin = Math.ceil(reach / down);
  let found: OverlapDesign | undefined;
  let least = Infinity;
  for (let k = unit; k * Math.max(up, down) <= MOST_RESAMPLED; k += unit) {
    const [size, sizeOut] = [k * down, k * up];
    const turns = Math.floor((size - reach) / down) - margin;
    if (turns < 1 || !isSize(size) || !isSize(sizeOut)) continue;
    const cost = (costOf(size) + costOf(sizeOut)) / turns;
    if (cost >= least) continue;
    least = cost;
    found = { size, sizeOut, step: turns * down, stepOut: turns * up, before: margin * down, skip: margin * up };
  }
  return found;
}

/**
 * Blocks to filter with `taps` taps, of `most` samples at most, such as cost least for `outputs` outputs, so many `together`. Undefined for
 * filters that are too long.
 */
export function designConvolution(taps: number, outputs: number, most: number = LARGEST, together: number = 2): OverlapDesign | undefined {
  let found: OverlapDesign | undefined;
  let least = Infinity;
  for (let power = 16; power <= most / 4 && power < taps + outputs + 16; power *= 2) {
    // larger ones would be empty for the most part
    for (let size = 4 * power; size < 8 * power; size += power) {
      const step = size - taps + 1;
      if (step < 1) continue;
      const cost = costOf(size) * Math.ceil(outputs / step / together);
      if (cost >= least) continue;
      least = cost;
      found = { size, sizeOut: size, step, stepOut: step, before: taps - 1, skip: taps - 1 };
    }
  }
  return found;
}

/** The largest power of two, up to 16, that divides n. */
const powerOfTwo = (n: number): number => Math.min(16, n & -n);
