/**
 * One number for many.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';

/** How many values become one: a name, or a function of the values (which must not keep them). */
export type Aggregate = 'mean' | 'median' | 'max' | 'min' | 'sum' | ((values: Float64Array) => number);

/** An {@link Aggregate} that runs; the values may change places. */
export type Aggregator = (values: Float64Array) => number;

const NAMED: Record<Exclude<Aggregate, (values: Float64Array) => number>, Aggregator> = {
  mean: (values) => sum(values) / values.length,
  median,
  max: (values) => values.reduce((a, b) => Math.max(a, b), -Infinity),
  min: (values) => values.reduce((a, b) => Math.min(a, b), Infinity),
  sum,
};

/** The function behind an option `aggregate`. */
export function readAggregate(aggregate: unknown, caller: string): Aggregator {
  if (typeof aggregate === 'function') return aggregate as Aggregator;
  if (typeof aggregate === 'string' && Object.hasOwn(NAMED, aggregate)) return NAMED[aggregate as keyof typeof NAMED];
  const names = Object.keys(NAMED).map((name) => `"${name}"`);
  throw new ParameterError(caller, 'aggregate', `must be a function or one of ${names.join(', ')}, got ${show(aggregate)}`);
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

/** The middle value, or the mean of the two middle ones. Values change places. */
export function median(values: Float64Array): number {
  const n = values.length;
  const half = n >> 1;
  const upper = select(values, half);
  if (n % 2 === 1) return upper;
  let lower = -Infinity;
  for (let i = 0; i < half; i++) if (values[i]! > lower) lower = values[i]!;
  return 0.5 * (lower + upper);
}

/** The value that sorting would put at `k`; what is left of `k` is not greater then (Hoare's quickselect, the median of three as pivot). */
function select(x: Float64Array, k: number): number {
  let low = 0;
  let high = x.length - 1;
  while (low < high) {
    const a = x[low]!;
    const b = x[(low + high) >> 1]!;
    const c = x[high]!;
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = low;
    let j = high;
    while (i <= j) {
      while (x[i]! < pivot) i++;
      while (x[j]! > pivot) j--;
      if (i > j) break;
      const swap = x[i]!;
      x[i++] = x[j]!;
      x[j--] = swap;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return x[k]!;
}
