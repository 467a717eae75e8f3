/** How far numbers are from those they should be. */

/**
 * @param trim - Part left out at either end, where filters of different length differ. Otherwise different lengths are entirely different.
 * @returns The largest difference, the same relative to the largest expected value, and the relative RMS difference.
 */
export function compare(expected, actual, trim = 0) {
  if (trim === 0 && expected.length !== actual.length) return { absolute: Infinity, peak: Infinity, rms: Infinity };
  const length = Math.min(expected.length, actual.length);
  const edge = Math.ceil(trim * length);
  let highest = 0;
  let worst = 0;
  let signal = 0;
  let noise = 0;
  for (let i = edge; i < length - edge; i++) {
    const d = Math.abs(expected[i] - actual[i]);
    highest = Math.max(highest, Math.abs(expected[i]));
    if (!(d <= worst)) worst = d; // NaN stays
    signal += expected[i] ** 2;
    noise += d ** 2;
  }
  return { absolute: worst, peak: worst / highest, rms: Math.sqrt(noise / signal) };
}

/** dB by which the sine of a known frequency stands out of all else: what is left of `y` when the best such sine is taken away. */
export function sineToNoise(y, frequency, sampleRate) {
  const rest = y.subarray(Math.ceil(y.length / 10), Math.floor((9 * y.length) / 10));
  const step = (2 * Math.PI * frequency) / sampleRate;
  let [cc, cs, ss, yc, ys] = [0, 0, 0, 0, 0];
  for (let n = 0; n < rest.length; n++) {
    const [c, s] = [Math.cos(step * n), Math.sin(step * n)];
    cc += c * c;
    cs += c * s;
    ss += s * s;
    yc += rest[n] * c;
    ys += rest[n] * s;
  }
  const det = cc * ss - cs * cs;
  const [a, b] = [(yc * ss - ys * cs) / det, (ys * cc - yc * cs) / det];
  let noise = 0;
  for (let n = 0; n < rest.length; n++) noise += (rest[n] - a * Math.cos(step * n) - b * Math.sin(step * n)) ** 2;
  return 10 * Math.log10((a * a * cc + 2 * a * b * cs + b * b * ss) / noise);
}

/** RMS level in dB relative to a sine of amplitude 1/2, ends left out. */
export function level(y) {
  const rest = y.subarray(Math.ceil(y.length / 10), Math.floor((9 * y.length) / 10));
  return 10 * Math.log10((8 * rest.reduce((sum, v) => sum + v * v, 0)) / rest.length);
}
