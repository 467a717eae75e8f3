/**
 * Reading probabilities, and refusing what is none.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { type Features, readFeatures } from '../core/features.js';
import { log } from '../core/math.js';
import { type NdArray } from '../core/nd.js';
import { readNumbers, readTable, type TableLike } from '../core/table.js';
import { type FloatArray } from '../core/types.js';

/** How far a sum may be from 1: as numpy's `allclose`. */
const SLACK = 1.001e-5;

/** Reads `[...channels, states, steps]` and checks that all values are in [0, 1], and with `whole` that each step sums to 1. */
export function readProbabilities<T extends FloatArray>(prob: NdArray<T>, whole: boolean, caller: string): Features<T> {
  const P = readFeatures(prob, caller, 'prob');
  for (let row = 0; row < P.items * P.frames; row++) {
    let sum = 0;
    for (let s = 0; s < P.bins; s++) {
      const p = P.data[row * P.bins + s]!;
      if (!(p >= 0 && p <= 1))
        throw new ParameterError(caller, 'prob', `must be in [0, 1], got ${p} for state ${s} in step ${row % P.frames}`);
      sum += p;
    }
    if (whole && Math.abs(sum - 1) > SLACK) {
      throw new ParameterError(caller, 'prob', `must sum to 1 in each step, got ${sum} in step ${row % P.frames}`);
    }
  }
  return P;
}

/** Reads a matrix of transitions, row by row: `states` x `states` values >= 0, each row with the sum 1. */
export function readTransition(transition: TableLike, states: number, caller: string): Float64Array {
  const { data, rows, columns } = readTable(transition, caller, 'transition');
  if (rows !== states || columns !== states) {
    throw new ParameterError(caller, 'transition', `must have the shape [${states}, ${states}], got [${rows}, ${columns}]`);
  }
  for (let i = 0; i < states; i++) expectDistribution(data.subarray(i * states, (i + 1) * states), caller, 'transition', ` in row ${i}`);
  return data;
}

/** Reads a distribution over `states`; even when it is `null`. */
export function readDistribution(p: ArrayLike<number> | null, states: number, caller: string, name: string): Float64Array {
  if (p === null) return new Float64Array(states).fill(1 / states);
  const values = readStateValues(p, states, caller, name);
  expectDistribution(values, caller, name, '');
  return values;
}

/** Reads one number a state. */
export function readStateValues(p: ArrayLike<number>, states: number, caller: string, name: string): Float64Array {
  const values = readNumbers(p, caller, name);
  if (values.length !== states)
    throw new ParameterError(caller, name, `must have one number for each of the ${states} states, got ${values.length}`);
  return values;
}

function expectDistribution(values: Float64Array, caller: string, name: string, where: string): void {
  let sum = 0;
  for (const p of values) {
    if (p < 0) throw new ParameterError(caller, name, `must be >= 0, got ${p}${where}`);
    sum += p;
  }
  if (Math.abs(sum - 1) > SLACK) throw new ParameterError(caller, name, `must sum to 1, got ${sum}${where}`);
}

/** The smallest normal number of a precision, which keeps logarithms finite. */
export const tinyOf = (like: FloatArray): number => (like.BYTES_PER_ELEMENT === 4 ? 2 ** -126 : 2 ** -1022);

/** `log(p + tiny)` of each value. */
export function logsOf(p: FloatArray, tiny: number): Float64Array {
  const out = new Float64Array(p.length);
  for (let i = 0; i < p.length; i++) out[i] = log(p[i]! + tiny);
  return out;
}
