/**
 * How resampling in the frequency domain cuts signals into blocks. Plain numbers, nothing is computed.
 * @module
 */
import { type Ratio } from './resample-rates.js';
import { blockRadices } from './spectral-transform.js';

/** Blocks that overlap, and what each of them yields. */
export interface SpectralDesign {
  /** Samples of a block that goes in, and of one that comes out: in the ratio of the rates, both multiples of 16. */
  readonly size: number;
  readonly sizeOut: number;
  /** Samples from one block to the next, and outputs that each of them yields. */
  readonly step: number;
  readonly stepOut: number;
  /** Samples of the first block before the signal. */
  readonly before: number;
  /** Outputs of a block before its first good one, and good ones of the first block before the signal. */
  readonly skip: number;
  readonly late: number;
}

/** Larger blocks would leave the second-level cache, and their tables take long to make. */
const LARGEST = 65536;

/** Nanoseconds of a pass for each complex number, by radix, and of the way from one spectrum to the other for each bin. */
const PASS: Readonly<Record<number, number>> = { 2: 2, 3: 2.7, 4: 2.4, 5: 2.8, 7: 3.2, 8: 2.2, 9: 3.7 };
const BIN = 5;

/** Time of a real transform, infinite for sizes with prime factors above 7. */
const costOf = (n: number): number => blockRadices(n / 2)?.reduce((sum, r) => sum + (n / 2) * PASS[r]!, 0) ?? Infinity;

/**
 * Blocks to change the rate with a filter that reaches `reach` samples to each side: k times `down` samples in, k times `up` out, such as
 * cost least for each good one. The first block holds `lead` outputs or more before the signal. Undefined for ratios with large prime
 * factors, and for filters that are too long.
 */
export function designSpectral({ up, down }: Ratio, reach: number, lead: number = 0): SpectralDesign | undefined {
  const unit = 16 / Math.min(powerOfTwo(up), powerOfTwo(down)); // k must make both multiples of 16
  const before = down * Math.ceil(reach / down + lead / up);
  const skip = Math.ceil((reach * up) / down);
  let found: SpectralDesign | undefined;
  let least = Infinity;
  for (let k = unit; k * Math.max(up, down) <= LARGEST; k += unit) {
    const [size, sizeOut] = [k * down, k * up];
    const good = Math.floor(((size - reach) * up) / down) - skip + 1;
    const turns = Math.floor(good / up);
    if (turns < 1) continue;
    const cost = (costOf(size) + costOf(sizeOut) + (BIN / 2) * Math.min(size, sizeOut)) / turns;
    if (cost >= least) continue;
    least = cost;
    found = { size, sizeOut, step: turns * down, stepOut: turns * up, before, skip, late: (before / down) * up - skip };
  }
  return found;
}

/** The largest power of two, up to 16, that divides n. */
const powerOfTwo = (n: number): number => Math.min(16, n & -n);
