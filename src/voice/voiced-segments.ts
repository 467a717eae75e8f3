/**
 * Stretches with and without a voice.
 * @module
 */

/** Lengths, in frames, of the stretches of a contour. */
export interface Segments {
  readonly voiced: number[];
  readonly unvoiced: number[];
}

/** Cuts a contour into voiced and unvoiced stretches. */
export function segmentsOf(voiced: readonly boolean[]): Segments {
  const segments: Segments = { voiced: [], unvoiced: [] };
  let start = 0;
  for (let t = 1; t <= voiced.length; t++) {
    if (t < voiced.length && voiced[t] === voiced[start]) continue;
    segments[voiced[start] ? 'voiced' : 'unvoiced'].push(t - start);
    start = t;
  }
  return segments;
}
