import { expect } from 'vitest';
import { type GoldenCase, type GoldenValue, asInput, isGoldenArray } from '../support/golden.js';
import { type NdArray } from '../../src/core/nd.js';

export type Matrix = NdArray<Float64Array>;

/** An input of a case as the losses take it: matrices as ndarrays, lists as typed arrays. */
export const input = (golden: GoldenCase, name: string): Matrix => asInput(golden.inputs[name]!) as Matrix;

/** An input of integers. */
export const list = (golden: GoldenCase, name: string): number[] => Array.from(rows(golden.inputs[name]!));

export function rows(value: GoldenValue): Float64Array {
  if (!isGoldenArray(value)) throw new Error('not an array');
  return value.data;
}

/** An output of a case. */
export function output(golden: GoldenCase, name: string): Float64Array {
  const found = golden.outputs.find((o) => o.name === name);
  if (!found) throw new Error(`${golden.id} has no ${name}`);
  return rows(found.value);
}

/** Numerical derivatives by fourth-order central differences. `NaN` where the two sides differ: a kink lies between. */
export function differences(f: () => number, x: Float64Array, h: number = 1e-4): Float64Array {
  const middle = f();
  return Float64Array.from(x, (value, i) => {
    const at = (shift: number): number => {
      x[i] = value + shift;
      const y = f();
      x[i] = value;
      return y;
    };
    const [far, near, near_, far_] = [at(2 * h), at(h), at(-h), at(-2 * h)];
    const bend = Math.abs(far - middle - (middle - far_)) / (4 * h);
    const slope = (8 * (near - near_) - (far - far_)) / (12 * h);
    const plain = (near - near_) / (2 * h);
    return Math.abs(plain - slope) > 1e-4 * Math.max(1, Math.abs(slope), bend) ? NaN : slope;
  });
}

export const worst = { gradient: 0, cases: 0 };

/** Compares a gradient with differences: relative to the largest, < 1e-6. Returns false where a kink is near. */
export function expectGradient(f: () => number, x: Float64Array, gradient: ArrayLike<number>, what: string, h?: number): boolean {
  const numeric = differences(f, x, h);
  if (numeric.some(Number.isNaN)) return false;
  let peak = 0;
  let error = 0;
  numeric.forEach((v, i) => {
    peak = Math.max(peak, Math.abs(v));
    error = Math.max(error, Math.abs(v - gradient[i]!));
  });
  // where the whole gradient is nearly nothing, what differences can see counts: 1e-16 of the loss over the step
  const relative = error / Math.max(peak, 1e-5 * Math.max(1, Math.abs(f())));
  worst.gradient = Math.max(worst.gradient, relative);
  worst.cases++;
  expect(relative, `${what}: relative error`).toBeLessThan(1e-6);
  return true;
}
