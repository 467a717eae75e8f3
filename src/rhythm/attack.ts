/**
 * Where in a stretch of samples a sound begins.
 * @module
 */

/** What {@link findAttack} finds. */
export interface Attack {
  /** The first sample of the sound. */
  readonly sample: number;
  /** Mean square of the differences from there on, over that before. */
  readonly rise: number;
}

/** The likelihood changes slowly where it is not largest: every eighth place is enough to find the neighbourhood. */
const STEP = 8;

/**
 * The place among the samples `from ... to - 1` that best splits them into a quiet and a loud part: the one of the largest likelihood if
 * both were normal noise, each of its own level, which minimises `k log(E1 / k) + (n - k) log(E2 / (n - k))`. Differences of samples are looked
 * at, since attacks are bright. Samples outside the signal are 0. Null if nothing gets louder.
 *
 * Source: N. Maeda, A method for reading and checking phase times in autoprocessing system of seismic wave data, Zisin 38 (1985), the
 * AIC picker of seismology.
 */
export function findAttack(y: Float64Array, from: number, to: number, least: number): Attack | null {
  const n = to - from;
  const sums = new Float64Array(n + 1);
  const first = Math.max(from, 0);
  const end = Math.min(to, y.length);
  let peak = 0;
  let sum = 0;
  let before = first > 0 && first <= y.length ? y[first - 1]! : 0;
  for (let i = from; i < to; i++) {
    if (i >= first && i < end) {
      const d = y[i]! - before;
      before = y[i]!;
      sum += d * d;
      if (d * d > peak) peak = d * d;
    }
    sums[i - from + 1] = sum;
  }
  if (sum === 0) return null;
  const noise = 1e-9 * peak; // what counts as silence: 90 dB below the loudest difference
  let best = -1;
  let cost = Infinity;
  const look = (first: number, last: number, step: number): void => {
    for (let k = first; k <= last; k += step) {
      const quiet = sums[k]! / k + noise;
      const loud = (sum - sums[k]!) / (n - k) + noise;
      if (loud <= quiet) continue;
      const here = k * Math.log(quiet) + (n - k) * Math.log(loud);
      if (here < cost) {
        cost = here;
        best = k;
      }
    }
  };
  look(least, n - least, STEP);
  if (best >= 0) look(Math.max(least, best - STEP), Math.min(n - least, best + STEP), 1);
  if (best < 0) return null;
  return { sample: from + best, rise: ((sum - sums[best]!) / (n - best) + noise) / (sums[best]! / best + noise) };
}

/** Where about a frame of onset strength its onset can be, samples from the start of the frame on. */
export interface Sight {
  readonly hopLength: number;
  readonly from: number;
  readonly to: number;
  /** Samples that a part must have at least. */
  readonly least: number;
}

/**
 * The sight of onset strength with `center`: frame t compares the spectra centred `delay` and `delay + 1` hops before, so that an onset lies between
 * the middle of the earlier window and the end of the later one.
 */
export function sightOf(hopLength: number, nFft: number, sampleRate: number): Sight {
  const centre = -Math.floor(nFft / (2 * hopLength)) * hopLength;
  const from = centre - (hopLength >> 1);
  const to = centre + (nFft >> 1) + ((3 * Math.min(hopLength, nFft >> 2)) >> 2);
  return { hopLength, from, to, least: Math.max(2, Math.round(sampleRate / 1000)) };
}

/** The attack that frame `t` of the onset strength is about. */
export const attackNear = (y: Float64Array, t: number, { hopLength, from, to, least }: Sight): Attack | null =>
  findAttack(y, t * hopLength + from, t * hopLength + to, least);
