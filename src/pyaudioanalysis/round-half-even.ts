/**
 * Rounding as Python and numpy do it.
 * @module
 */

/** The nearest integer; of two equally near ones the even one. */
export function roundHalfEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down; // exact
  if (rest === 0.5) return down % 2 === 0 ? down : down + 1;
  return rest < 0.5 ? down : down + 1;
}
