/**
 * Peaks that stand out.
 * @module
 */

/**
 * Where `x` has maxima from which it falls by more than `delta`, and before which it had risen by as much (the first of equal ones). After
 * E. Billauer, `peakdet` (2005), in the public domain, from which pyAudioAnalysis' is translated.
 */
export function findPeaks(x: Float64Array, delta: number): number[] {
  const peaks: number[] = [];
  let least = Infinity;
  let most = -Infinity;
  let at = 0;
  let rising = true;
  x.forEach((v, i) => {
    if (v > most) [most, at] = [v, i];
    if (v < least) least = v;
    if (rising && v < most - delta) {
      peaks.push(at);
      least = v;
      rising = false;
    } else if (!rising && v > least + delta) {
      most = v;
      at = i;
      rising = true;
    }
  });
  return peaks;
}
