/**
 * One number for many.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { medianOf } from '../core/select.js';

/** How many values become one: a name, or a function of the values (which must not keep them). */
export type Aggregate = 'mean' | 'median' | 'max' | 'min' | 'sum' | ((values: Float64Array) => number);

/** An {@link Aggregate} that runs; the values may change places. */
export type Aggregator = (values: Float64Array) => number;

const NAMED: Record<Exclude<Aggregate, (values: Float64Array) => number>, Aggregator> = {
  mean: (values) => sum(values) / values.length,
  median: medianOf,
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
