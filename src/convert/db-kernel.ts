/**
 * The loops between power and decibels. `Math.log` times a constant is twice as fast as `Math.log10`.
 * @module
 */

/** Decibels per neper of power; twice that for amplitudes. */
export const POWER_DB = 4.342944819032518; // 10 / ln(10)
export const AMPLITUDE_DB = 8.685889638065037;

/** Level of a reference, floored as the values are, so that a value equal to it is at exactly 0 dB. */
export const refLevel = (ref: number, amin: number, db: number): number => db * Math.log(Math.max(amin, Math.abs(ref)));

/**
 * `out[i] = db ln(max(amin, x[i])) - refDb` for i in [from, to), in place if `out` is `x`. Returns the largest of them. NaN stays NaN
 * in `out`, for the caller to find.
 */
export function toDbInto(out: Float64Array, x: Float64Array, from: number, to: number, db: number, amin: number, refDb: number): number {
  let peak = -Infinity;
  for (let i = from; i < to; i++) {
    const level = db * Math.log(Math.max(x[i]!, amin)) - refDb; // V8 makes an object of the number that `?:` chooses
    out[i] = level;
    if (level > peak) peak = level;
  }
  return peak;
}

/** Raises what lies below `floor` in [from, to) to it. */
export function raiseTo(x: Float64Array, from: number, to: number, floor: number): void {
  for (let i = from; i < to; i++) if (x[i]! < floor) x[i] = floor;
}
