/**
 * The ratio of two sample rates as integers.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectPositive } from '../core/options.js';

/** `up` samples come out for every `down` that go in. */
export interface Ratio {
  readonly up: number;
  readonly down: number;
}

const UNIT = 2 ** 40;

function gcd(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}

/**
 * target / orig in lowest terms. Rates with up to six decimals are exact; for others the error is below 1e-12, which is half a
 * thousandth of a sample after an hour.
 */
export function ratioOf(origSr: number, targetSr: number): Ratio {
  for (let scale = 1; scale <= 1e6; scale *= 10) {
    const down = Math.round(origSr * scale);
    const up = Math.round(targetSr * scale);
    if (down > 2 ** 40 || up > 2 ** 40) break;
    if (down / scale === origSr && up / scale === targetSr) {
      const common = gcd(up, down);
      return { up: up / common, down: down / common };
    }
  }
  return origSr > targetSr
    ? { up: UNIT, down: Math.round((origSr / targetSr) * UNIT) }
    : { up: Math.round((targetSr / origSr) * UNIT), down: UNIT };
}

/** Samples that come out of `n`: ceil(n up / down), exact as long as the product is below 2^53. */
export function resampledLength(n: number, { up, down }: Ratio): number {
  const product = n * up;
  if (!Number.isSafeInteger(product)) return Math.ceil(n * (up / down));
  const rest = product % down;
  return (product - rest) / down + (rest > 0 ? 1 : 0);
}

/** Refuses rates that are no rates, and ratios beyond 10,000, whose filters would not fit in memory. */
export function expectRates(origSr: number, targetSr: number, caller: string): void {
  expectPositive(origSr, caller, 'origSr');
  expectPositive(targetSr, caller, 'targetSr');
  if (Math.max(origSr / targetSr, targetSr / origSr) > 10000) {
    throw new ParameterError(caller, 'targetSr', `must be within a factor of 10000 of origSr = ${origSr}, got ${targetSr}`);
  }
}
