/**
 * The Dolph-Chebyshev window: all side lobes equally far down.
 * @module
 */
import { cos, cosRatio, exp, exp10, log, sin } from '../core/math.js';
import { type Shape } from './window-spec.js';

const acosh = (x: number): number => log(x + Math.sqrt(x * x - 1));
const cosh = (x: number): number => 0.5 * (exp(x) + exp(-x));

/** acos(x) for x in [0, 1]: Abramowitz and Stegun 4.4.45 (7e-5), then two Newton steps. */
function acos(x: number): number {
  if (x === 1) return 0;
  let y = Math.sqrt(1 - x) * (1.5707288 + x * (-0.2121144 + x * (0.074261 - 0.0187293 * x)));
  for (let i = 0; i < 2; i++) y += (cos(y) - x) / sin(y);
  return y;
}

/** The Chebyshev polynomial T_order(|x|). */
function chebyshev(order: number, x: number): number {
  return x > 1 ? cosh(order * acosh(x)) : cos(order * acos(x));
}

/**
 * The inverse Fourier transform of T_last(beta cos(pi k / length)) with beta = cosh(acosh(10^(at / 20)) / last), scaled to a
 * peak of 1 (Dolph 1946; Lyons, Understanding DSP, 5.3.3). Takes length^2 / 4 steps.
 */
export const chebwin: Shape = (last, at) => {
  const length = last + 1;
  const half = last >> 1;
  const beta = cosh(acosh(exp10(at! / 20)) / last);
  const turn = Float64Array.from({ length: 2 * length }, (_, j) => cosRatio(j, 2 * length));
  const spectrum = Float64Array.from({ length: half + 1 }, (_, k) => chebyshev(last, Math.abs(beta * turn[k]!)));
  const w = Float64Array.from({ length: half + 1 }, (_, n) => {
    let sum = spectrum[0]!;
    for (let k = 1; k <= half; k++) sum += 2 * spectrum[k]! * turn[(k * Math.abs(2 * n - last)) % (2 * length)]!;
    return sum;
  });
  const peak = w.reduce((a, b) => Math.max(a, b));
  return (n) => w[n]! / peak;
};
