/**
 * Activations of four values, from e^x - 1: relative error of tanh and sigmoid below 3e-7 (`test/simd/rnn.test.ts`).
 */
import { add, mul, sub } from './lanes';

/** Numbers of the activations, as in `ACTIVATIONS` of `src/simd/blocks.ts`. */
export const LINEAR: u32 = 0, RELU: u32 = 1, TANH: u32 = 2, SIGMOID: u32 = 3, HARD_SIGMOID: u32 = 4, HARD_SIGMOID_2: u32 = 5, ELU: u32 = 6;

/**
 * e^x - 1 = 2^n q + (2^n - 1), where n = round(x / ln 2), r = x - n ln 2 and q = e^r - 1 = r + r^2/2! + ... + r^7/7!: what is cut off is
 * below r^7/8! <= 1.5e-8 of q, for |r| <= ln(2) / 2. Nothing cancels: q alone decides near 0. x is held in [-most, most], most <= 87.
 * NaN stays NaN.
 */
@inline
export function expm1(x: v128, most: f32): v128 {
  x = f32x4.pmax(f32x4.pmin(x, f32x4.splat(most)), f32x4.splat(-most)); // NaN first: it wins
  const shifted = add(mul(x, f32x4.splat(1.4426950408889634)), f32x4.splat(12582912)); // 3 * 2^22: the last bits are n
  const n = sub(shifted, f32x4.splat(12582912));
  const power = i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(127 << 23)); // 2^n
  // ln 2 = 355/512 + rest: n times the first is exact
  const r = sub(sub(x, mul(n, f32x4.splat(0.693359375))), mul(n, f32x4.splat(-2.1219444005469057e-4)));
  // the powers in pairs: a shorter chain than Horner's, and the processor sees no further than two of these at once
  const z = mul(r, r);
  const low = add(mul(r, f32x4.splat(1.0 / 6)), f32x4.splat(0.5));
  const middle = add(mul(r, f32x4.splat(1.0 / 120)), f32x4.splat(1.0 / 24));
  const high = add(mul(r, f32x4.splat(1.0 / 5040)), f32x4.splat(1.0 / 720));
  const q = add(r, mul(z, add(low, mul(z, add(middle, mul(z, high))))));
  return add(mul(power, q), sub(power, f32x4.splat(1)));
}

/** 1 + e^-x, at most e^87. */
@inline export function onePlusExp(x: v128): v128 { return add(expm1(f32x4.neg(x), 87), f32x4.splat(2)); }

/** e^-2x - 1: tanh x = -t / (t + 2). Beyond +-20 tanh is 1; e^40 leaves products with the above room. */
@inline export function tanhTerm(x: v128): v128 { return expm1(mul(x, f32x4.splat(-2)), 40); }

/** 1 / (1 + e^-x). */
@inline export function sigmoid(x: v128): v128 { return f32x4.div(f32x4.splat(1), onePlusExp(x)); }

@inline export function tanh(x: v128): v128 {
  const t = tanhTerm(x);
  return f32x4.div(sub(f32x4.splat(0), t), add(t, f32x4.splat(2))); // tanh 0 is 0, not -0
}

/** slope x + 1/2, held in [0, 1]. */
@inline function hardSigmoid(x: v128, slope: f32): v128 {
  return f32x4.pmax(f32x4.pmin(add(mul(x, f32x4.splat(slope)), f32x4.splat(0.5)), f32x4.splat(1)), f32x4.splat(0));
}

/** The activation of this number. */
export function activate(kind: u32, x: v128): v128 {
  if (kind == TANH) return tanh(x);
  if (kind == SIGMOID) return sigmoid(x);
  if (kind == RELU) return f32x4.pmax(x, f32x4.splat(0));
  if (kind == HARD_SIGMOID) return hardSigmoid(x, 1.0 / 6);
  if (kind == HARD_SIGMOID_2) return hardSigmoid(x, 0.2);
  if (kind == ELU) return v128.bitselect(expm1(x, 87), x, f32x4.lt(x, f32x4.splat(0)));
  return x;
}

/** Slope of an activation where its value is y. */
export function slope(kind: u32, y: v128): v128 {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  if (kind == TANH) return sub(one, mul(y, y));
  if (kind == SIGMOID) return mul(y, sub(one, y));
  if (kind == RELU) return v128.and(one, f32x4.gt(y, zero));
  if (kind == ELU) return add(f32x4.pmin(y, zero), one);
  if (kind == HARD_SIGMOID || kind == HARD_SIGMOID_2) {
    const rise = kind == HARD_SIGMOID ? f32x4.splat(1.0 / 6) : f32x4.splat(0.2);
    return v128.and(rise, v128.and(f32x4.gt(y, zero), f32x4.lt(y, one)));
  }
  return one;
}
