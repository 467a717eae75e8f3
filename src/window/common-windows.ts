/**
 * The windows of everyday use, small enough to come along with every function that has a `window` option.
 * @module
 */
import { cosineOf } from '../core/cosines.js';
import { cosRatio, cosTurns, exp, log, sinRatio } from '../core/math.js';
import { besselI0OfRoot } from './bessel.js';
import { type Shape, type WindowEntry } from './window-spec.js';

/** a[0] - a[1] cos(2 pi n / last) + a[2] cos(4 pi n / last) - ...: 1 in the middle when the a[k] add up to 1. */
export const cosineSum: Shape = (last, ...a) => {
  const cosine = cosineOf(last);
  return (n) => a.reduce((sum, ak, k) => sum + (k % 2 ? -ak : ak) * cosine(k * n), 0);
};

/** Rises from 0 to 1 in the middle. */
const bartlett: Shape = (last) => (n) => 1 - Math.abs(last - 2 * n) / last;

/** Bartlett without its zeros; it touches them one step (odd lengths) or half a step (even lengths) outside. */
const triang: Shape = (last) => {
  const out = 1 - (last % 2) / 2;
  const wider = bartlett(last + 2 * out);
  return (n) => wider(n + out);
};

/** A flat middle between two halves of a Hann window that take `alpha` of the length together. */
const tukey: Shape = (last, alpha) => {
  const taper = alpha! * last;
  return (n) => (2 * n < taper ? 0.5 - 0.5 * cosTurns(n / taper) : 1);
};

/** I0(beta sqrt(1 - x^2)) / I0(beta) for x from -1 to 1 (Kaiser 1974). */
export const kaiser: Shape = (last, beta) => {
  const q = beta! * beta!;
  const peak = besselI0OfRoot(q);
  return (n) => besselI0OfRoot((q * 4 * n * (last - n)) / (last * last)) / peak;
};

/**
 * The registry. Lists of numbers are the coefficients of cosine sums, as in scipy: Harris (1978), Nuttall (1981, the minimum 4-term
 * window), D'Antona and Ferrero (2006, flat top).
 */
export const COMMON_WINDOWS: Readonly<Record<string, WindowEntry | readonly number[]>> = {
  boxcar: [1],
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  blackmanharris: [0.35875, 0.48829, 0.14128, 0.01168],
  nuttall: [0.3635819, 0.4891775, 0.1365995, 0.0106411],
  flattop: [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
  bartlett: [bartlett],
  triang: [triang],
  cosine: [(last) => (n) => sinRatio(2 * n + 1, 4 * (last + 1))],
  povey: [(last) => (n) => exp(0.85 * log(0.5 - 0.5 * cosRatio(n, last)))],
  tukey: [tukey, [0, 1, 0.5]],
  kaiser: [kaiser, [0, 700]],
  gaussian: [(last, std) => (n) => exp(-0.5 * ((n - last / 2) / std!) ** 2), [Number.MIN_VALUE, Infinity]],
  general_hamming: [(last, alpha) => cosineSum(last, alpha!, 1 - alpha!), [-Infinity, Infinity]],
  general_cosine: [cosineSum],
};
