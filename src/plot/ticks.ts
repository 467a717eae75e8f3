/**
 * Where an axis begins and ends, and the round numbers on it.
 * @module
 */

/** An axis. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

/** The least and the largest value and some room around them. */
export function spanOf(values: ArrayLike<number>): [from: number, to: number] {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < values.length; i++) {
    least = Math.min(least, values[i]!);
    most = Math.max(most, values[i]!);
  }
  const peak = Math.max(-least, most, 0);
  // what is as good as one value is drawn as one: labels have twelve digits
  const half = Math.max(0.55 * (most - least), 1e-9 * peak, peak < 1e-290 ? 0.5 : 0);
  const middle = least + (most - least) / 2;
  return [middle - half, middle + half];
}

/** An axis over a span, with at least so many ticks, and less than three times as many: multiples of 1, 2 or 5 times a power of ten. */
export function axisOf([from, to]: readonly [number, number], least: number): Axis {
  const most = (to - from) / least;
  const exponent = Number(most.toExponential().split('e')[1]); // Math.log10 depends on the engine
  const step = [5, 2, 1].map((m) => Number(`${m}e${exponent}`)).find((s) => s <= most)!;
  const ticks: number[] = [];
  for (let k = Math.ceil(from / step); k <= Math.floor(to / step); k++) ticks.push(Number((k * step).toPrecision(12)) + 0); // + 0: no -0
  return { from, to, ticks };
}
