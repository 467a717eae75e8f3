/**
 * Signals whose pitch is known.
 */

export const RATE = 22050;

/** A tone with five harmonics that fall as 1 / k. */
export const harmonic = (hz: number, length: number = RATE / 2, rate: number = RATE): Float64Array =>
  Float64Array.from({ length }, (_, n) => [1, 2, 3, 4, 5].reduce((sum, k) => sum + Math.sin((2 * Math.PI * hz * k * n) / rate) / k, 0));

/** A fifth up and down within two seconds, and the pitch at each sample. */
export function glide(length: number): { y: Float64Array; hz: (sample: number) => number } {
  const hz = (n: number): number => 300 * 2 ** (0.3 * Math.sin((2 * Math.PI * n) / (2 * RATE)));
  let phase = 0;
  const y = Float64Array.from({ length }, (_, n) => {
    phase += (2 * Math.PI * hz(n)) / RATE;
    return [1, 2, 3].reduce((sum, k) => sum + Math.sin(k * phase) / k, 0);
  });
  return { y, hz };
}

/** Median and largest distance in cents of the frames whose samples all lie in the signal. */
export function cents(f0: ArrayLike<number>, hz: number): { median: number; worst: number } {
  const errors = Array.from(f0, (v) => 1200 * Math.abs(Math.log2(v / hz)))
    .slice(3, -3)
    .sort((a, b) => a - b);
  return { median: errors[errors.length >> 1]!, worst: errors.at(-1)! };
}
