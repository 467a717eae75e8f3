/**
 * The windows that only `getWindow` knows by name.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { cosRatio, exp, log, PI, sinRatio } from '../core/math.js';
import { chebwin } from './chebwin.js';
import { kaiser } from './common-windows.js';
import { dpss } from './dpss.js';
import { taylor } from './taylor.js';
import { type Shape, type WindowEntry } from './window-spec.js';

/** A cubic B-spline over the length, half a sample wider at both ends (Parzen 1961). */
const parzen: Shape = (last) => (n) => {
  const x = Math.abs(2 * n - last) / (last + 1);
  return x <= (0.5 * last) / (last + 1) ? 1 - 6 * x * x * (1 - x) : 2 * (1 - x) ** 3;
};

/** The convolution of two half-period cosines (Bohman 1961); exactly 0 at the ends. */
const bohman: Shape = (last) => (n) => {
  const m = Math.abs(2 * n - last);
  return n === 0 ? 0 : (1 - m / last) * cosRatio(m, 2 * last) + sinRatio(m, 2 * last) / PI;
};

/** Ha and Pearce (1989). */
const barthann: Shape = (last) => (n) => 0.62 - 0.48 * Math.abs(n / last - 0.5) - 0.38 * cosRatio(n, last);

/** sin(pi x) / (pi x) for x from -1 to 1. */
const lanczos: Shape = (last) => (n) => {
  const m = last - 2 * n;
  return m === 0 ? 1 : (last * sinRatio(m, 2 * last)) / (PI * m);
};

/** exp(-|n - centre| / tau). */
const exponential: Shape = (last, center, tau) => {
  const middle = center === center ? center! : last / 2;
  return (n) => exp(-Math.abs(n - middle) / tau!);
};

/** exp(-|(n - middle) / sigma|^(2 p) / 2): p = 1 is the Gaussian, p = 1/2 the Laplace distribution. */
const generalGaussian: Shape = (last, p, sigma) => (n) => {
  const x = Math.abs(n - last / 2) / sigma!;
  return x === 0 ? 1 : exp(-0.5 * exp(2 * p! * log(x)));
};

/** Two neighbours' squares add up to 1 (Princen-Bradley): square roots of a Kaiser window's running sums. */
const kaiserBesselDerived: Shape = (last, beta) => {
  if (last % 2 === 0) throw new ParameterError('getWindow', 'window', 'kaiser_bessel_derived needs an even length and fftbins: false');
  const half = (last + 1) / 2;
  const at = kaiser(half, beta!);
  const sums = new Float64Array(half + 1);
  for (let n = 0, sum = 0; n <= half; n++) sums[n] = sum += at(n);
  return (n) => Math.sqrt(sums[n]! / sums[half]!);
};

const POSITIVE = [Number.MIN_VALUE, Infinity] as const;

export const RARE_WINDOWS: Readonly<Record<string, WindowEntry>> = {
  parzen: [parzen],
  bohman: [bohman],
  barthann: [barthann],
  lanczos: [lanczos],
  exponential: [exponential, [-Infinity, Infinity, NaN], [Number.MIN_VALUE, Infinity, 1]],
  general_gaussian: [generalGaussian, POSITIVE, POSITIVE],
  taylor: [taylor, [1, 1000, 4], [0, 300, 30], [0, 1, 1]],
  chebwin: [chebwin, [0, 300]],
  dpss: [dpss, POSITIVE],
  kaiser_bessel_derived: [kaiserBesselDerived, [0, 700]],
};
