/**
 * The activations of the TypeScript path, in double, from `+ - * /` alone: the same bits on every JavaScript engine. They work on arrays:
 * a function that returns a number that is not inlined everywhere allocates it.
 * @module
 */
import { type Activation } from '../simd/blocks.js';

const LOG2E = 1.4426950408889634;
const LN2_HIGH = 0.69314718036912381649; // first 33 bits: n * LN2_HIGH is exact
const LN2_LOW = 1.90821492927058770002e-10;
const SHIFT = 6755399441055744; // 3 * 2^51: adding it rounds to an integer
const LEAST = -1022;
let powers: Float64Array | undefined;

/** 2^n for n = -1022 ... 1023, made on first use. */
function makePowers(): Float64Array {
  const table = new Float64Array(2046);
  for (let i = 0, power = 2.2250738585072014e-308; i < 2046; i++, power *= 2) table[i] = power;
  return table;
}

/**
 * e^x - 1 = 2^n q + (2^n - 1), n = round(x / ln 2), q = e^r - 1 of the rest r. q = 2 r / (r coth(r / 2) - r), and r coth(r / 2) =
 * 2 + r^2/6 - r^4/360 + ... (Abramowitz and Stegun 4.5.67). x is held in [-600, 600]. NaN stays NaN.
 */
function expm1(x: number, table: Float64Array): number {
  const held = x < -600 ? -600 : x > 600 ? 600 : x;
  const n = held * LOG2E + SHIFT - SHIFT;
  const r = held - n * LN2_HIGH - n * LN2_LOW;
  const z = r * r;
  let p = -1.0568380277374987e-9; // -691/653837184000
  p = 4.1753513975736115e-8 + z * p;
  p = -1.6534391534391535e-6 + z * p;
  p = 6.613756613756614e-5 + z * p;
  p = -2.777777777777778e-3 + z * p;
  p = 0.16666666666666666 + z * p;
  const c = r - z * p;
  const q = r + (r * c) / (2 - c);
  const power = table[(n - LEAST) | 0]!;
  return power * q + (power - 1);
}

/** Applies an activation to `groups` groups of four values, `stride` apart, in place. */
export function activateFours(kind: Activation, x: Float64Array, at: number, groups: number, stride: number): void {
  const table = (powers ??= makePowers());
  const end = at + groups * stride;
  if (kind === 'sigmoid') sigmoid(table, x, at, end, stride);
  else if (kind === 'tanh') tanh(table, x, at, end, stride);
  else if (kind !== 'linear') {
    const slope = kind === 'hardSigmoid' ? 1 / 6 : 0.2;
    for (let i = at; i < end; i += stride) {
      for (let k = i; k < i + 4; k++) {
        const v = x[k]!;
        if (kind === 'relu') x[k] = v < 0 ? 0 : v;
        else if (kind === 'elu') x[k] = v < 0 ? expm1(v, table) : v;
        else {
          const y = slope * v + 0.5;
          x[k] = y < 0 ? 0 : y > 1 ? 1 : y;
        }
      }
    }
  }
}

/** 1 / (1 + e^-x). */
function sigmoid(table: Float64Array, x: Float64Array, at: number, end: number, stride: number): void {
  for (let i = at; i < end; i += stride) for (let k = i; k < i + 4; k++) x[k] = 1 / (2 + expm1(-x[k]!, table));
}

/** tanh x = -t / (t + 2), t = e^-2x - 1. */
function tanh(table: Float64Array, x: Float64Array, at: number, end: number, stride: number): void {
  for (let i = at; i < end; i += stride) {
    for (let k = i; k < i + 4; k++) {
      const t = expm1(-2 * x[k]!, table);
      x[k] = (0 - t) / (t + 2); // tanh 0 is 0, not -0
    }
  }
}
